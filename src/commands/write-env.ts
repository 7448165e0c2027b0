import { resolveTenant } from '../chain/entra.js';
import type { Finding } from '../findings/finding.js';
import { recogniseEntra } from '../findings/recognise/entra.js';
import { readEnv } from '../settings/env-file.js';
import { saveEnvFile } from '../settings/env-store.js';
import type { SavedEnv } from '../settings/env-store.js';
import { fields } from '../settings/fields.js';
import type { Profile } from '../settings/profile.js';
import { scopeFor } from '../settings/scope.js';
import { whyUnwritten } from './new-file.js';
import type { Place } from './open.js';
import { sandboxNote } from './prepare-env.js';

/** `isOvertaken`: somebody else has written the file since it was read. */
export type Saved = { ok: true; created: boolean; closed: boolean } | { ok: false; sentence: string; isOvertaken: boolean };

/** Puts the text in place of the env file. Pretend values never go into a file that holds real ones. */
export async function save(place: Place, text: string): Promise<Saved> {
  const { envPath, envText, sandbox } = place;
  const holdsSettings = fields.some(({ name }) => readEnv(envText ?? '').get(name));
  if (sandbox && holdsSettings && !envText?.includes(sandboxNote))
    return {
      ok: false,
      sentence: `${envPath} holds settings that are not of a sandbox. Name another file with -e PATH.`,
      isOvertaken: false,
    };
  const saved = await saveEnvFile(envPath, text, { expected: envText });
  if (saved.ok) return saved;
  return { ok: false, sentence: saveProblem(saved, envPath), isOvertaken: saved.problem === 'changed-meanwhile' };
}

/** What is said of a file that has become its owner's alone. */
export const closedWords = 'Everybody on this machine could read the file; now only its owner can.';

/** What was written and will not count, because a variable of the environment goes before the file. */
export function hiddenWords({ texts, envPath }: Place): string[] {
  const names = [...texts.values()]
    .filter(({ shadows, source }) => source !== 'default' && shadows.includes('environment'))
    .map(({ name }) => name);
  if (names.length === 0) return [];
  return [`The environment sets ${names.join(', ')} to something else, and goes before ${envPath}: unset ${names.join(' ')}`];
}

/** A tenant given by its domain name is looked up, so that the file holds the id. */
export async function tenantId({ entra, openai }: Profile, place: Place): Promise<{ id: string } | Finding> {
  if (!entra.tenant.includes('.')) return { id: entra.tenant };
  const answer = await resolveTenant(entra, place.transport);
  if (answer.ok) return answer.value;
  return recogniseEntra(answer.refusal, { entra, scope: scopeFor(openai.endpoint, entra.authorityHost), decoded: null, credential: null });
}

/** Why the file could not be written, in a sentence. */
function saveProblem({ problem, detail }: Extract<SavedEnv, { ok: false }>, path: string): string {
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
      return `${path} cannot be written: ${whyUnwritten(detail)}.`;
  }
}
