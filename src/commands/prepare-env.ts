import { mergeEnv } from '../settings/env-file.js';
import type { EnvChange } from '../settings/env-file.js';
import { fieldOf } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import type { FoundSettings } from './found-settings.js';

/** The env file as it would be, and what is different in it. */
export interface Prepared {
  text: string;
  changes: EnvChange[];
}

/** Merges the settings into the env file's text: parsed, the tenant as its id, and none that is only a default. */
export function prepare(found: FoundSettings, tenant: string): Prepared {
  const values = valuesToWrite(found).set('AZURE_TENANT_ID', tenant);
  const former = found.envText ?? (found.isSandbox ? sandboxNote : '');
  return mergeEnv(former, values);
}

/** What was set to nothing, so that a default counts or none, is emptied in the file too: else it would come back from there. */
function valuesToWrite({ texts, envPath }: FoundSettings): Map<FieldName, string> {
  const values = new Map<FieldName, string>();
  for (const [name, { text, source, shadows }] of texts) {
    if (source === 'default' && !shadows.includes(envPath)) continue;
    const parsed = fieldOf(name).parse(text);
    const value = source === 'default' || text.trim() === '' ? '' : parsed.ok ? parsed.value : null;
    if (value !== null) values.set(name, value);
  }
  return values;
}

/** Stands at the top of a file of pretend values, which is how it is told from one that holds real ones. */
export const sandboxNote = '# Written by keyless from a sandbox: pretend values, of no use once that sandbox has ended.\n';
