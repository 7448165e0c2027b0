import { credentialSettings, readCredentialJson } from './credential-json.js';
import { readEnv } from './env-file.js';
import type { FieldName } from './field-name.js';
import { fields } from './fields.js';

/**
 * The settings in a pasted block of an env file, or in the JSON of one federated credential; null when it is neither but one value,
 * whatever noise that has around it. Where it was pasted `into` no field, one value with its name is a block, too.
 */
export function readBlock(text: string, into: FieldName | null): ReadonlyMap<FieldName, string> | null {
  const credential = readCredential(text);
  if (credential) return credential;
  const lines = readEnv(text.replace(/\r\n?/g, '\n'));
  const found = new Map(fields.flatMap(({ name }) => (lines.has(name) ? [[name, lines.get(name) ?? ''] as const] : [])));
  return found.size > 1 || (found.size === 1 && (into === null || !found.has(into))) ? found : null;
}

function readCredential(text: string): ReadonlyMap<FieldName, string> | null {
  const read = /^\s*[[{]/.test(text) ? readCredentialJson(text) : null;
  const [only, ...others] = read?.ok ? read.credentials : [];
  if (!only || others.length > 0) return null;
  return new Map(credentialSettings(only));
}
