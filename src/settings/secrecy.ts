import { clean } from './clean.js';
import type { FieldName } from './field-name.js';
import { isRandom, kindOf, kinds } from './kinds.js';
import { Secret } from './secret.js';
import type { SettingText } from './sources.js';

/** What may be shown of a text that was given and is of no use: null where it is, or has in it, what looks like a secret. */
export function showable(value: string): string | null {
  if (value.length > mostShown) return null;
  const kind = kindOf(value);
  const isSecret =
    (kind !== null && kinds[kind].isSecret) || /[\w-]{40,}|\dQ~[\w~.-]{31}|\beyJ|(?:^|:\/\/)[^/@\s]*:[^/@\s]*@|:\/\/[^/]*@/.test(value);
  return isSecret ? null : value;
}

/** Nobody can read more, and no setting is as long. */
const mostShown = 2048;

/** The kind of secret that stands anywhere in a text which would do otherwise, or null. */
export function secretKindIn(text: string): 'token' | 'auth0-client-secret' | null {
  const kinded = secretRuns(text).length > 0 ? 'auth0-client-secret' : null;
  return token.test(text) ? 'token' : kinded;
}

/** A text of ours with words of the person in it, such as a path: without what looks like a secret. */
export function hideSecretsIn(text: string): string {
  return secretRuns(text).reduce((rest, run) => rest.replaceAll(run, '[secret]'), text.replaceAll(new RegExp(token, 'g'), '[token]'));
}

/**
 * Every secret among the settings, whichever of them it was put in, so that it can be taken out of what services answer.
 * What is given as the client secret is one, whatever it looks like, and so it is in another setting with the same value.
 */
export function secretsIn(texts: ReadonlyMap<FieldName, SettingText>): Secret[] {
  const given = texts.get('OIDC_CLIENT_SECRET')?.text ?? '';
  const own = [given, clean(given, 'OIDC_CLIENT_SECRET').value];
  const found = [...texts.values()].flatMap(({ text }) => [...secretRuns(text), ...(token.exec(text) ?? [])]);
  return [...new Set([...own, ...found])].filter((text) => text !== '').map((text) => new Secret(text));
}

/** Not behind another letter of a token: every `eyJ` in a row of them would be read to the end. */
const token = /(?<![\w-])eyJ[\w-]{8,}(?:\.[\w-]*){2,4}/;

/**
 * Runs as long as no name is, drawn from all letters and digits at random: digests and joined GUIDs have one case only,
 * and may well be part of an identifier.
 */
function secretRuns(text: string): string[] {
  const random = (text.match(/[\w-]{48,}/g) ?? []).filter(
    (run) => /[a-z]/.test(run) && /[A-Z]/.test(run) && /\d/.test(run) && isRandom(run),
  );
  return [...(text.match(marked) ?? []), ...random];
}

/** Secrets with a mark of their own: those of applications in Entra ID, and Auth0's older refresh tokens. */
const marked = /(?<![\w~.-])[\w~.-]{3}\dQ~[\w~.-]{31,37}|\bv1\.M[\w-]{20,}/g;
