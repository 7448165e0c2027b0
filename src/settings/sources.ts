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

/**
 * Flags over the environment over the file over the default; only names of the table are read. A flag or a variable that is set to
 * nothing hides the file all the same: that is how a person takes a value back, and how Node and the dotenv packages read the two.
 */
export function gatherSettings(sources: Sources): Map<FieldName, SettingText> {
  const gathered = fields.map((field) => settingOf(field, sources)).filter((setting) => setting !== null);
  return new Map(gathered.map((setting) => [setting.name, setting]));
}

function settingOf(field: Field, { flags, environment, file, filePath }: Sources): SettingText | null {
  const given = [
    { source: 'flag', text: flags.get(field.name) },
    { source: 'environment', text: environment[field.name] },
    // A line without a value is a form that was not filled in.
    { source: filePath, text: file.get(field.name)?.trim() ? file.get(field.name) : undefined },
  ].flatMap(({ source, text }) => (text === undefined ? [] : [{ source, text }]));
  const [winner, ...hidden] = given;
  const shadows = hidden.filter(({ text }) => text.trim() !== '').map(({ source }) => source);
  if (field.default !== null && !winner?.text.trim()) return { name: field.name, text: field.default, source: 'default', shadows };
  return winner === undefined ? null : { name: field.name, ...winner, shadows };
}
