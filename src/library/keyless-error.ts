import type { Code } from '../findings/finding.js';
import { partyNames } from '../findings/party-names.js';
import type { DiagnosisDocument, UpstreamDocument } from '../report/documents.js';

/** What an error says: the root cause first, and sentences that only the place of the failure knows. */
export interface Reason {
  diagnoses: readonly [DiagnosisDocument, ...DiagnosisDocument[]];
  more: readonly string[];
}

/**
 * Why there is no token, with the words of a check. The message says what happened, why, and who refused it with which number. No secret
 * and no token is in any part of it.
 */
export class KeylessError extends Error {
  /** By it Node prints the class, whatever a bundler has made of its name. */
  static override readonly name = 'KeylessError';
  override readonly name = 'KeylessError';
  /** Permanent, such as `trust/issuer-slash` (docs/codes.md); what to decide by. */
  readonly code: Code;
  /** What the party said: HTTP status, AADSTS number, correlation id. Null where nobody was asked. */
  readonly upstream: UpstreamDocument | null;
  declare readonly title: string;
  declare readonly why: string;
  /** Facts. `diagnosis` has them with the type that its code decides. */
  declare readonly evidence: DiagnosisDocument['evidence'];
  /** What to do, step by step, the surest first. */
  declare readonly fix: DiagnosisDocument['fix'];
  /** Pages to read. */
  declare readonly docs: readonly string[];
  /** The first cause, whole, as `check --json` has it: its `code` decides what is in its `evidence`. */
  declare readonly diagnosis: DiagnosisDocument;
  /** What else is wrong, by itself. */
  declare readonly others: readonly DiagnosisDocument[];

  constructor({ diagnoses: [first, ...others], more }: Reason) {
    const { code, title, why, evidence, fix, upstream, docs } = first;
    super([`${title} (${code}).`, why, ...more, ...saidBy(upstream)].join(' '));
    this.code = code;
    this.upstream = upstream;
    // A log that prints an error with all that it has is to have a few lines of it.
    const beside = { title, why, evidence, fix, docs, others, diagnosis: first };
    for (const [name, value] of Object.entries(beside)) Object.defineProperty(this, name, { value, enumerable: false });
  }

  /** What a structured log keeps: the message, and everything beside it. */
  toJSON(): object {
    const { name, message, diagnosis, others } = this;
    return { name, message, ...diagnosis, others };
  }
}

/** Who answered with what, and the number by which Microsoft's support finds it. */
function saidBy(upstream: UpstreamDocument | null): string[] {
  if (upstream === null || upstream.status === null) return [];
  const { party, status, code, correlationId } = upstream;
  const number = code === null || code === String(status) ? '' : ` ${code}`;
  return [`${partyNames[party]} answered ${status}${number}${correlationId === null ? '' : `, correlation id ${correlationId}`}.`];
}
