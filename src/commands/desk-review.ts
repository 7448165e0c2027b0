import { findingOf } from '../checks/settings.js';
import { explain } from '../findings/explain.js';
import { nothingKnown } from '../findings/explanation.js';
import { severityOf } from '../findings/severity.js';
import type { Finding } from '../findings/finding.js';
import { diffEnv } from '../settings/env-diff.js';
import { fieldOf, fields } from '../settings/fields.js';
import type { Review } from '../ui/desk.js';
import type { Place } from './open.js';
import { prepare } from './write-env.js';

/** What the review says: what would be written, and what is to be said of each value. */
export function reviewOf(place: Place): Review {
  const { profile, problems } = place.settings;
  const { unreadable } = place.settings;
  const remarks = [...(unreadable ? [unreadable] : []), ...problems.map(findingOf)].map((found) => {
    const field = 'field' in found.evidence && found.code.startsWith('settings/') ? found.evidence.field : null;
    return {
      field: fields.find(({ name }) => name === field)?.name ?? null,
      title: titleOf(found),
      isError: severityOf(found) === 'error',
    };
  });
  const prepared = profile ? prepare(place, profile.entra.tenant) : { text: '', changes: [] };
  const diff = profile ? diffEnv(place.envText ?? '', prepared.text) : [];
  return { file: place.envPath, changes: prepared.changes, diff, remarks, isUsable: profile !== null };
}

/** In a list of labels a value that stands there twice is better told by them than by names of variables. */
function titleOf(found: Finding): string {
  if (found.code !== 'settings/swapped') return explain(found, nothingKnown).title;
  const { field, belongsTo, looksLike } = found.evidence;
  const isTwin = belongsTo !== null && looksLike === `the value of ${belongsTo}`;
  return isTwin ? `${fieldOf(field).label} and ${fieldOf(belongsTo).label} have the same value` : explain(found, nothingKnown).title;
}
