import { findingOf } from '../checks/setting-finding.js';
import { severityOf } from '../findings/severity.js';
import { diffEnv } from '../settings/env-diff.js';
import { fields } from '../settings/fields.js';
import type { Review } from '../ui/desk.js';
import type { FoundSettings } from './found-settings.js';
import { prepare } from './prepare-env.js';

/** What the review says: what would be written, and what is to be said of each value. */
export function reviewOf(settings: FoundSettings): Review {
  const { profile, problems, unreadable } = settings.settings;
  const remarks = [...(unreadable ? [unreadable] : []), ...problems.map(findingOf)].map((found) => {
    const field = 'field' in found.evidence && found.code.startsWith('settings/') ? found.evidence.field : null;
    return { field: fields.find(({ name }) => name === field)?.name ?? null, found, isError: severityOf(found) === 'error' };
  });
  const prepared = profile ? prepare(settings, profile.entra.tenant) : { text: '', changes: [] };
  const diff = profile ? diffEnv(settings.envText ?? '', prepared.text) : [];
  return { file: settings.envPath, changes: prepared.changes, diff, remarks, isUsable: profile !== null };
}
