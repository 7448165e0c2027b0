import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv } from 'ajv';

import { root } from './binary.js';

const validate = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(join(root, 'report.schema.json'), 'utf8')));

/** As much of the documents as tests look at; the schema has the rest. */
export interface Printed {
  schemaVersion: number;
  ok: boolean;
  exitCode: number;
  settings: { name: string; source: string | null }[];
  checks: { id: string; status: string; codes: string[]; because?: string; title: string }[];
  diagnoses: {
    code: string;
    severity: string;
    why: string;
    evidence: Record<string, unknown>;
    fix: { kind: string; step?: string; command?: string; text?: string; value?: string }[];
  }[];
  completion: { text: string; completionTokens: number } | null;
  error: { code: string; message: string } | null;
  sandbox: { proxy: string; clients: Record<string, string> };
  faults: { code: string; sentence: string }[];
  exempt: { code: string; rule: string }[];
  codes: { code: string; title: string; group: string }[];
  written: { changes: { name: string; kind: string; removed?: string[] }[] };
}

/** Parses what `--json` printed and holds it against the schema of the repository. Throws with every violation. */
export function jsonOf(stdout: string): Printed {
  const document: unknown = JSON.parse(stdout);
  if (!validate(document)) throw new Error(`not as report.schema.json says: ${JSON.stringify(validate.errors, null, 2)}\n${stdout}`);
  return document as Printed;
}

/** As much of what `explain` prints. */
export interface PrintedExplanation {
  recognised: boolean;
  what: string;
  origin: { kind: string; path?: string };
  diagnoses: Printed['diagnoses'];
  read: Record<string, string | null>;
  notOurs: string | null;
  closest: string | null;
  token: {
    kind: string | null;
    lifetime: string | null;
    iss: string | null;
    sub: string | null;
    aud: string[];
    exp: number | null;
    remarks: string[];
  } | null;
  credentials: { name: string | null; suspicions: string[] }[];
  compared: { field: string; outcome: string }[];
  chosen: string | null;
  settings: { name: string; source: string | null; value?: string | null }[];
  about: { code: string; meaning: string; effect: string; numbers: string[] } | null;
  next: { command: string; when: string }[];
}

/** The document of an explanation, held against the schema. Anything else throws. */
export function explainedOf(stdout: string): PrintedExplanation {
  const document: object = jsonOf(stdout);
  if (!('recognised' in document)) throw new Error(`no explanation: ${stdout}`);
  return document as PrintedExplanation;
}

/** As much of what `provision` prints. */
export interface PrintedProvision {
  ok: boolean;
  exitCode: number;
  dryRun: boolean;
  steps: {
    id: string;
    where: string;
    title: string;
    state: string;
    changes: { name: string; from: string | null; to: string }[];
    commands: string[];
    outcome?: { kind: string; ran: string[]; code?: string };
  }[];
  questions: { flag: string; usual: string | null; choices: { value: string }[] }[];
  diagnoses: Printed['diagnoses'];
  written: Printed['written'] | null;
  next: { command: string; when: string }[];
  error: { code: string; message: string } | null;
}

/** The document of a plan, held against the schema. Anything else throws. */
export function provisionedOf(stdout: string): PrintedProvision {
  const document: object = jsonOf(stdout);
  if (!('steps' in document)) throw new Error(`no plan: ${stdout}`);
  return document as unknown as PrintedProvision;
}
