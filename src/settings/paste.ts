import { readEnv } from './env-file.js';
import type { FieldName } from './field-name.js';
import { fields } from './fields.js';

/** The settings in a pasted block of an env file; null when it is no block but one value, whatever noise that has around it. */
export function readBlock(text: string, into: FieldName): ReadonlyMap<FieldName, string> | null {
  const lines = readEnv(text.replace(/\r\n?/g, '\n'));
  const found = new Map(fields.flatMap(({ name }) => (lines.has(name) ? [[name, lines.get(name) ?? ''] as const] : [])));
  return found.size > 1 || (found.size === 1 && !found.has(into)) ? found : null;
}
