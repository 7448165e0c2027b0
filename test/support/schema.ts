import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Ajv } from 'ajv';

import { root } from './binary.js';

const validate = new Ajv({ allErrors: true, strict: false }).compile(JSON.parse(readFileSync(join(root, 'report.schema.json'), 'utf8')));

/** Parses what `--json` printed and holds it against the schema of the repository. Throws with every violation. */
export function jsonOf(stdout: string): any {
  const document: unknown = JSON.parse(stdout);
  if (!validate(document)) throw new Error(`not as report.schema.json says: ${JSON.stringify(validate.errors, null, 2)}\n${stdout}`);
  return document;
}
