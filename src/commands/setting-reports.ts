import type { SettingReport } from '../report/report.js';
import { clean } from '../settings/clean.js';
import { fields } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import type { Field } from '../settings/fields.js';
import type { SettingProblem } from '../settings/profile.js';
import type { SettingText } from '../settings/sources.js';

/** Every setting of the table with where it came from and what it hides. No secret is in here, whichever field it was put in. */
export function reportsOf(texts: ReadonlyMap<FieldName, SettingText>, problems: readonly SettingProblem[]): SettingReport[] {
  const secret = clean(texts.get('OIDC_CLIENT_SECRET')?.text ?? '', 'OIDC_CLIENT_SECRET').value;
  return fields.map((field) => {
    const { text, source, shadows } = inUse(field, texts.get(field.name));
    const shown = text === null ? null : shownValue(field, text, problems);
    // What was given as the secret is not shown in another place either, whichever of the two is the wrong one.
    const value = shown !== null && secret !== '' && shown.trim() === secret ? null : shown;
    return { name: field.name, set: text !== null, secret: field.secret, value, source, shadows };
  });
}

interface InUse {
  text: string | null;
  source: string | null;
  shadows: string[];
}

/** What is nothing once it is clean sets nothing: the default stands in for it where there is one. It hides the others all the same. */
function inUse({ name, default: usual }: Field, given: SettingText | undefined): InUse {
  if (given === undefined) return { text: null, source: null, shadows: [] };
  if (clean(given.text, name).value !== '') return given;
  return { text: usual, source: usual === null ? given.source : 'default', shadows: given.shadows };
}

/** The value as it is used. One that cannot be used is shown as its problem shows it: it may be a secret in the wrong place. */
function shownValue(field: Field, text: string, problems: readonly SettingProblem[]): string | null {
  if (field.secret) return null;
  const problem = problems.find((one) => 'field' in one && one.field === field.name);
  if (problem && 'value' in problem) return problem.value;
  const parsed = field.parse(text);
  return parsed.ok ? parsed.value : null;
}
