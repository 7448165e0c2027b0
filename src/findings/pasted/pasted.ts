import type { DecodedAssertion } from '../../chain/assertion.js';
import type { FederatedCredential } from '../../settings/profile.js';
import type { Known } from '../explanation.js';
import type { Finding } from '../finding.js';
import { nothingRead } from './nothing-read.js';

/** What a pasted text tells by itself; null where it does not. */
export interface Read {
  issuer: string | null;
  subject: string | null;
  audience: string | null;
  clientId: string | null;
  tenant: string | null;
  principal: string | null;
  action: string | null;
  correlationId: string | null;
  traceId: string | null;
  timestamp: string | null;
  /** Entra ID's own clock, ISO 8601. */
  clock: string | null;
  /** A sentence about clocks. */
  skew: string | null;
}

/** What the person gave besides the text. */
export interface Beside {
  decoded: DecodedAssertion | null;
  credentials: readonly FederatedCredential[] | null;
}

/** What was found in a text. */
export interface Pasted {
  /** First cause first. */
  findings: Finding[];
  read: Read;
  known: Partial<Known>;
  /** JSON of credentials that stood in the text. */
  credentials: FederatedCredential[];
  /** A sentence: what it is about instead. */
  notOurs: string | null;
  /** The part that looks most like an error. */
  closest: string | null;
}

export interface PastedReader {
  push(chunk: string): void;
  end(beside: Beside): Pasted;
}

/** Reads a text of any length piece by piece. This one recognises nothing yet. */
export function createPastedReader(): PastedReader {
  return {
    push: () => undefined,
    end: () => ({ findings: [], read: nothingRead, known: {}, credentials: [], notOurs: null, closest: null }),
  };
}
