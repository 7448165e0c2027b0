import type { SettingReport } from '../report/report.js';
import { fields } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import type { Field } from '../settings/fields.js';
import type { SettingProblem } from '../settings/profile.js';
import type { SettingText } from '../settings/sources.js';

/** Every setting of the table with where it came from and what it hides. No secret is in here, whichever field it was put in. */
export function reportsOf(texts: ReadonlyMap<FieldName, SettingText>, problems: readonly SettingProblem[]): SettingReport[] {
  return fields.map((field) => {
    const { name, secret } = field;
    const text = texts.get(name);
    const { source = null, shadows = [] } = text ?? {};
    return { name, set: text !== undefined, secret, value: text ? shownValue(field, text.text, problems) : null, source, shadows };
  });
}

/** The value as it is used. One that cannot be used is shown as its problem shows it: it may be a secret in the wrong place. */
function shownValue(field: Field, text: string, problems: readonly SettingProblem[]): string | null {
  if (field.secret) return null;
  const problem = problems.find((one) => 'field' in one && one.field === field.name);
  if (problem && 'value' in problem) return problem.value;
  const parsed = field.parse(text);
  return parsed.ok ? parsed.value : null;
}
