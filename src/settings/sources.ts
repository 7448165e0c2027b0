import { fields } from './fields.js';
import type { FieldName } from './field-name.js';
import type { Field } from './fields.js';

/** A setting as it was given, not parsed, with where it came from. The text may be the secret: it is never logged. */
export interface SettingText {
  name: FieldName;
  text: string;
  /** `flag`, `environment`, the path of the env file as it was given, `default`, or `sandbox`. */
  source: string;
  /** The sources below that also have a value, which this one hides. */
  shadows: string[];
}

export interface Sources {
  flags: ReadonlyMap<FieldName, string>;
  environment: Readonly<Record<string, string | undefined>>;
  file: ReadonlyMap<string, string>;
  filePath: string;
}

/** Flags over the environment over the file over the default; only names of the table are read. */
export function gatherSettings(sources: Sources): Map<FieldName, SettingText> {
  const gathered = fields.map((field) => settingOf(field, sources)).filter((setting) => setting !== null);
  return new Map(gathered.map((setting) => [setting.name, setting]));
}

function settingOf(field: Field, { flags, environment, file, filePath }: Sources): SettingText | null {
  const flag = flags.get(field.name);
  const given = [
    { source: 'environment', text: environment[field.name] ?? '' },
    { source: filePath, text: file.get(field.name) ?? '' },
  ].filter(({ text }) => text.trim() !== '');
  // A flag counts even when it is empty: that is how a person takes back what the file says.
  if (flag !== undefined) given.unshift({ source: 'flag', text: flag });
  if (given.length === 0 && field.default !== null) given.push({ source: 'default', text: field.default });
  const [winner, ...hidden] = given;
  return winner === undefined ? null : { name: field.name, ...winner, shadows: hidden.map(({ source }) => source) };
}
