import type { ComparedValue } from '../findings/compare-values.js';
import type { Code } from '../findings/finding.js';
import type { SaidSo } from '../findings/answers.js';
import type { Read } from '../findings/pasted/read.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { Next } from './json.js';
import type { Diagnosis, SettingReport } from './report.js';

/** What the given thing is. */
export type What = 'log' | 'token' | 'env' | 'credentials' | 'code';

/** Where it came from; a file by its name. What came from the screen is drawn there and has no document. */
export type Origin = { kind: 'text' | 'stdin' | 'option' | 'screen' } | { kind: 'file'; path: string };

/** A token by its claims. The token itself is nowhere in here. */
export interface ShownToken {
  /** What it is, as it stands behind `This is`; null where it cannot be read. */
  kind: string | null;
  isOfEntra: boolean;
  /** Whether the text is about another token. */
  isOther: boolean;
  lifetime: string | null;
  header: { alg: string | null; kid: string | null; typ: string | null };
  issuer: string | null;
  subject: string | null;
  audiences: string[];
  /** Seconds since 1970. */
  issuedAt: number | null;
  notBefore: number | null;
  expires: number | null;
  wasWrapped: boolean;
  /** What is unusual about it and no fault. */
  remarks: string[];
}

/** A federated credential, and what is odd about it by itself. */
export interface ShownCredential extends Pick<FederatedCredential, 'name' | 'issuer' | 'subject' | 'audience'> {
  suspicions: string[];
}

/** What there is to say of a code without a case. */
export interface AboutCode {
  code: Code;
  meaning: string;
  effect: string;
  /** The AADSTS numbers with which Entra ID says it. */
  numbers: string[];
  /** How it looks on the wire, or in a terminal, where there is one wording. */
  answer: SaidSo | null;
  /** Why the sandbox cannot plant it; null where it can. */
  exemption: string | null;
}

/** What `explain` came to. Text and JSON are functions of this one value. */
export interface Explained {
  what: What;
  origin: Origin;
  isRecognised: boolean;
  /** First cause first. */
  diagnoses: Diagnosis[];
  read: Read;
  notOurs: string | null;
  closest: string | null;
  token: ShownToken | null;
  credentials: ShownCredential[];
  /** The three values on both sides, where both were given. */
  compared: ComparedValue[];
  /** Which of several credentials is compared, and why it is that one; null where there is no choice. */
  chosen: string | null;
  settings: SettingReport[];
  about: AboutCode | null;
  /** What can be done next, and the sentence above it. */
  next: Next[];
  lead: string | null;
}
