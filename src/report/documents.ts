import type { NetworkFailure, Party } from '../chain/answer.js';
import type { CheckId, Group } from '../checks/check-id.js';
import type { Fix } from '../findings/fix-kind.js';
import type { Code, Evidence } from '../findings/finding.js';

// What a program gets, as it stands in the JSON of the same commands: `report.schema.json` describes it, too. Nothing in here names a
// package or anything of Node, so that it can be compiled wherever it is installed.

/** The name and version of the tool, as its manifest gives them. */
export interface ToolDocument {
  name: string;
  version: string;
}

/** One line of a report. */
export interface CheckDocument {
  /** Permanent, such as `trust.issuer`. */
  id: CheckId;
  group: Group;
  status: 'pass' | 'warn' | 'fail' | 'follows' | 'unknown' | 'notRun';
  title: string;
  /** The check that explains why this one failed or did not run. */
  because?: CheckId;
  /** Not there where the check did not run. */
  durationMs?: number;
  /** The codes of what was found (docs/codes.md). */
  codes: Code[];
}

/** What a party said when it refused, read off the wire, without secrets. Where no answer came, `status` is null and `network` says why. */
export interface UpstreamDocument {
  party: Party;
  /** HTTP status. */
  status: number | null;
  /** The party's own code, such as `AADSTS700213` or `access_denied`. */
  code: string | null;
  said: string;
  /** Method, origin and path. */
  asked: string;
  /** What the support of Microsoft asks for. */
  correlationId: string | null;
  traceId: string | null;
  /** The party's own clock, as it printed it. */
  timestamp: string | null;
  retryAfterSeconds: number | null;
  network: NetworkFailure | null;
  /** Of a document that could be read: the fields that it has to have, and has not. */
  lacks?: string[];
}

/** One cause with its words. */
export interface DiagnosisOf<C extends Code> {
  code: C;
  severity: 'error' | 'warning' | 'unknown';
  /** What happened, without a full stop. */
  title: string;
  why: string;
  /** Facts, never sentences, and no secret. */
  evidence: Evidence[C];
  /** What to do, step by step, the surest first. */
  fix: Fix[];
  upstream: UpstreamDocument | null;
  /** Pages to read. */
  docs: string[];
}

/** A cause, with its words. `code` decides what is in `evidence` (docs/codes.md, docs/errors.md). */
export type DiagnosisDocument = { [C in Code]: DiagnosisOf<C> }[Code];

/** Where one setting came from. Of a secret nothing but that there is one. */
export interface SettingDocument {
  name: string;
  set: boolean;
  value?: string | null;
  secret?: true;
  /** `code` for what a program gave, `default`, or for the tool `flag`, `environment`, or the path of the env file. */
  source: string | null;
  /** Sources with a value that this one hides. */
  shadows?: string[];
}

/** One completion as it happened: times in milliseconds from the request, tokens where the model counted them. */
export interface CompletionDocument {
  deployment: string;
  model: string | null;
  api: 'chat' | 'responses';
  text: string;
  firstTokenMs: number | null;
  durationMs: number;
  promptTokens: number | null;
  completionTokens: number | null;
}

/** One thing to do next: an exact command, and when it makes sense. */
export interface NextDocument {
  command: string;
  when: string;
}

/** What a run came to: what `keyless check --json` prints. */
export interface ReportDocument {
  schemaVersion: 1;
  tool: ToolDocument;
  ok: boolean;
  /** 0 all well, 1 a check failed, 2 wrong or missing input, 3 could not find out, 4 our own error, 130 cancelled. */
  exitCode: 0 | 1 | 2 | 3 | 4 | 130;
  /** ISO 8601, in UTC, to the second. */
  startedAt: string;
  durationMs: number;
  summary: Record<CheckDocument['status'], number>;
  settings: SettingDocument[];
  checks: CheckDocument[];
  /** Errors before warnings, in chain order: the first is the root cause. */
  diagnoses: DiagnosisDocument[];
  completion: CompletionDocument | null;
  next: NextDocument[];
  /** Why there is no report: wrong usage, cancelled, crash. */
  error: { code: string; message: string } | null;
}
