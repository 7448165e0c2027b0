import type { Code } from '../findings/finding.js';
import type { DiagnosisDocument, NextDocument, SettingDocument } from './documents.js';

/** A token by its claims, with the names of RFC 7519; the token itself is nowhere in here. Times in seconds since 1970. */
export interface TokenDocument {
  kind: string | null;
  lifetime: string | null;
  alg: string | null;
  kid: string | null;
  typ: string | null;
  iss: string | null;
  sub: string | null;
  aud: string[];
  iat: number | null;
  nbf: number | null;
  exp: number | null;
  /** What is unusual about it and no fault. */
  remarks: string[];
}

/** What a text says of the request that failed. Null where it does not say. */
export interface ReadDocument {
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
  clock: string | null;
  skew: string | null;
}

/** A federated credential, and what is odd about it by itself. */
export interface CredentialDocument {
  name: string | null;
  issuer: string | null;
  subject: string | null;
  audience: string | null;
  suspicions: string[];
}

/** One of the three values on both sides; null where a side is not known. */
export interface ComparedDocument {
  field: 'issuer' | 'subject' | 'audience';
  token: string | null;
  azure: string | null;
  outcome: 'identical' | 'differs' | 'unknown';
}

/** What there is to say of a code without a case. */
export interface AboutDocument {
  code: Code;
  meaning: string;
  effect: string;
  /** The diagnosis beside it is an example. */
  isExample: true;
  /** The AADSTS numbers with which Entra ID says it. */
  numbers: string[];
  /** How it looks on the wire, or in a terminal, where there is one wording. */
  answer: { status: number | null; code: string | null; said: string } | null;
  /** Why the sandbox cannot plant it; null where it can. */
  exemption: string | null;
}

/** What something that was given comes to: what `keyless explain --json` prints. */
export interface ExplainedDocument {
  schemaVersion: 1;
  /** False where nobody here knows what it says: there is never a guess. */
  recognised: boolean;
  what: 'log' | 'token' | 'env' | 'credentials' | 'code';
  origin: { kind: string; path?: string };
  /** First cause first. */
  diagnoses: DiagnosisDocument[];
  read: ReadDocument;
  /** Whose it is, where it is not one of the three parties'. */
  notOurs: string | null;
  /** The line that comes nearest to saying what is wrong, where nothing was recognised. */
  closest: string | null;
  token: TokenDocument | null;
  credentials: CredentialDocument[];
  compared: ComparedDocument[];
  /** Which of several credentials is compared, and why it is that one. */
  chosen: string | null;
  settings: SettingDocument[];
  about: AboutDocument | null;
  next: NextDocument[];
  error: null;
}
