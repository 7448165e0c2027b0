import { readEnv } from '../settings/env-file.js';
import { fieldOf, fields } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import { Secret } from '../settings/secret.js';
import { gatherSettings } from '../settings/sources.js';
import type { SettingText } from '../settings/sources.js';
import type { Value, Values } from '../ui/desk.js';
import type { FoundSettings } from './found-settings.js';

/** What is on the screen goes before what was found; an empty value takes the found one away. */
export function textsOf(values: Values, place: Pick<FoundSettings, 'texts'>): Map<FieldName, SettingText> {
  const texts = new Map(place.texts);
  for (const [name, value] of values) {
    const text = textOf(value);
    const former = texts.get(name);
    if (text === '') {
      if (former) texts.set(name, { name, text, source: 'screen', shadows: [former.source] });
    } else if (!isSameValue(name, text, former?.text))
      texts.set(name, { name, text, source: 'screen', shadows: former ? [former.source] : [] });
  }
  return texts;
}

/** What the env file does not hold letter for letter: only that is lost when somebody leaves. */
export function notHeld(values: Values, { texts, envPath }: Pick<FoundSettings, 'texts' | 'envPath'>): Values {
  const isHeld = (name: FieldName, value: Value): boolean => {
    const held = texts.get(name);
    return held?.source === envPath && held.text === textOf(value);
  };
  return new Map([...values].filter(([name, value]) => !isHeld(name, value)));
}

/** A value as it is worked with, out of sight. */
export function textOf(value: Value): string {
  return value instanceof Secret ? value.reveal() : value;
}

/** What was written is clean; the noise around what was typed is no other value. */
function isSameValue(name: FieldName, text: string, former: string | undefined): boolean {
  if (former === undefined || former === text) return former === text;
  const parsed = fieldOf(name).parse(text);
  return parsed.ok && parsed.value === former;
}

/** Whether nothing was changed. */
export function isSame(one: ReadonlyMap<FieldName, SettingText>, other: ReadonlyMap<FieldName, SettingText>): boolean {
  return one.size === other.size && [...one].every(([name, { text }]) => other.get(name)?.text === text);
}

/** The settings as the file holds them now; what is not in it keeps its source. */
export function textsIn(text: string, place: Pick<FoundSettings, 'texts' | 'envPath'>): Map<FieldName, SettingText> {
  const texts = new Map(place.texts);
  for (const [name, value] of readEnv(text)) {
    const field = fields.find((one) => one.name === name);
    if (field && value) texts.set(field.name, { name: field.name, text: value, source: place.envPath, shadows: [] });
  }
  return texts;
}

/** The settings over a file that somebody else has written meanwhile: what came from it is what it holds now, what was given elsewhere stays. */
export function textsOver(text: string, { texts, envPath }: Pick<FoundSettings, 'texts' | 'envPath'>): Map<FieldName, SettingText> {
  const now = gatherSettings({ flags: new Map(), environment: {}, file: readEnv(text), filePath: envPath });
  const own = [...texts].filter(([, { source }]) => source !== envPath && source !== 'default');
  return new Map([...now, ...own]);
}
