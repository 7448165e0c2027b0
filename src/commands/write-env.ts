import { resolveTenant } from '../chain/entra.js';
import { scopeFor } from '../chain/scope.js';
import type { Finding } from '../findings/finding.js';
import { recogniseEntra } from '../findings/recognise/entra.js';
import type { SavedEnv } from '../settings/env-store.js';
import { fieldOf } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import type { Profile } from '../settings/profile.js';
import type { Place } from './open.js';

/** The values as they go into the file: parsed, the tenant as its id, and none that is only a default. */
export function valuesToWrite(place: Place, profile: Profile, tenant: string): Map<FieldName, string> {
  const values = new Map<FieldName, string>();
  for (const [name, { text, source }] of place.texts) {
    const parsed = fieldOf(name).parse(text);
    if (source !== 'default' && parsed.ok && parsed.value !== '') values.set(name, parsed.value);
  }
  return values.set('AZURE_TENANT_ID', tenant);
}

/** A tenant given by its domain name is looked up, so that the file holds the id. */
export async function tenantId({ entra, openai }: Profile, place: Place): Promise<{ id: string } | Finding> {
  if (!entra.tenant.includes('.')) return { id: entra.tenant };
  const answer = await resolveTenant(entra, place.transport);
  if (answer.ok) return answer.value;
  return recogniseEntra(answer.refusal, { entra, scope: scopeFor(openai.endpoint), decoded: null, credential: null });
}

/** Why the file could not be written, in a sentence. */
export function saveProblem({ problem, detail }: Extract<SavedEnv, { ok: false }>, path: string): string {
  switch (problem) {
    case 'denied':
      return `${path} cannot be written: permission is denied.`;
    case 'folder':
      return `${path} is a folder.`;
    case 'changed-meanwhile':
      return `${path} was changed by somebody else in the meantime, so nothing was written.`;
    case 'not-encodable':
      return `${path} is not UTF-8, and a value has characters that its encoding cannot hold.`;
    case 'no-space':
      return `${path} cannot be written: the disk is full. The old file is untouched.`;
    case 'unwritable':
      return `${path} cannot be written: ${detail}.`;
  }
}
