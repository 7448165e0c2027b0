import { hideSecretsIn } from './secrecy.js';

/**
 * Takes out of pasted lines what stands behind a name that secrets have, wherever that value comes again; what stands before the host of
 * an address; and what has the shape of a secret. Who pastes a log does not know what is in it.
 */
export function hideNamedSecrets(lines: readonly string[]): string[] {
  const values = new Map<string, string[]>();
  for (const value of new Set(lines.flatMap(namedValues))) {
    if (value.length < shortest) continue;
    const begin = value.slice(0, shortest);
    values.set(
      begin,
      [...(values.get(begin) ?? []), value].toSorted((one, other) => other.length - one.length),
    );
  }
  return lines.map((line) => {
    const named = fields.reduce((text, field) => text.replace(field, withoutValue), line);
    return hideSecretsIn(withoutUserInfo(withoutValues(named, values)));
  });
}

/** Takes the password out of `scheme://name:password@host` (RFC 3986, 3.2.1). */
export function withoutUserInfo(text: string): string {
  return text.replace(/(:\/\/[^\s/:@"']{0,200}:)[^\s/@"']{1,200}@/g, '$1[secret]@');
}

/** A shorter one would be found in words that have nothing to do with it. */
const shortest = 8;

/** By how they begin, so that a log with thousands of values is still read once. */
function withoutValues(line: string, values: ReadonlyMap<string, readonly string[]>): string {
  if (values.size === 0) return line;
  let clean = '';
  let from = 0;
  for (let at = 0; at + shortest <= line.length; at += 1) {
    const found = values.get(line.slice(at, at + shortest))?.find((value) => line.startsWith(value, at));
    if (found === undefined) continue;
    clean += `${line.slice(from, at)}[secret]`;
    from = at + found.length;
    at = from - 1;
  }
  return clean + line.slice(from);
}

const names = [
  'pass(?:word|wd|phrase)',
  'pwd',
  'secrets?',
  'api[-_ ]?key',
  'subscription[-_]?key',
  'account[-_]?key',
  'shared[-_]?access[-_]?(?:key|signature)',
  'access[-_]?key',
  'private[-_]?key',
  'device[-_]?code',
  '(?:refresh|access|id|bearer|auth)[-_]?token',
  'x-functions-key',
].join('|');
/** `OIDC_CLIENT_SECRET`, `clientSecret`, `secretText`; not the name of an account of Kubernetes, which is a subject. */
const name = String.raw`(?<![A-Za-z])(?<!serviceaccount:[\w-]{0,80})[A-Za-z]{0,20}(?:${names})(?:[-_]?(?:value|text|string))?`;
/** What is around a name and a value in JSON, however often it was escaped, in Markdown, YAML, Python and the address of a page. */
const sign = String.raw`(?:\\{0,4}["'${'`'}*]){0,3}\s{0,4}(?:=>|->|[:=|]|%3D)\s{0,4}(?:[>|]-?\s{1,4})?[(*]{0,3}(?:b(?=["']))?(?:\\{0,4}["'${'`'}]){0,3}(?:(?:Bearer|Basic) )?`;
const value = String.raw`(?<value>[^\s"'${'`'},;&<>\\(){}[\]|*]{4,4000})`;
/** What a machine made up, where no sign stands between: letters and digits in one run. */
const machineMade = String.raw`(?=[^\s\d]{0,100}\d)(?=[^\sA-Za-z]{0,100}[A-Za-z])(?<value>[\w.~+/=-]{16,4000})(?![^\s"'${'`'},;])`;

/** `OIDC_CLIENT_SECRET=…`, `"password": "…"`, `Ocp-Apim-Subscription-Key: …`, `--client-secret …`, `?sig=…`, `curl -u id:…`. */
const fields = [
  new RegExp(`(?<before>${name}${sign})${value}`, 'gi'),
  new RegExp(String.raw`(?<before>${name}["'${'`'}*]{0,3}\s{1,4})${machineMade}`, 'gi'),
  new RegExp(String.raw`(?<before>(?<![\w-])token(?:\\{0,4}["'])?\s{0,4}[:=]\s{0,4}(?:\\{0,4}["'])?)${machineMade}`, 'gi'),
  new RegExp(String.raw`(?<before>--[\w-]{0,30}(?:secret|password|api-key|token)[ =])${value}`, 'gi'),
  new RegExp(String.raw`(?<before>\s(?:-u|--user)[ =]["']?[^\s:"']{1,200}:)${value}`, 'g'),
  new RegExp(String.raw`(?<before>[?&](?:sig|code|key|token)=)${value}`, 'g'),
];

function withoutValue(whole: string, ...rest: unknown[]): string {
  const { before, value: found } = rest.at(-1) as { before: string; value: string };
  return isWord(found) ? whole : `${before}[secret]`;
}

function namedValues(line: string): string[] {
  return fields
    .flatMap((field) => [...line.matchAll(field)].map(({ groups }) => groups?.['value'] ?? ''))
    .filter((found) => !isWord(found));
}

/** What is said of a secret is often a plain word: `client_secret: required`; and what a token is for is no secret. */
function isWord(found: string): boolean {
  return (
    (found.length < 16 && /^[A-Za-z]?[a-z]+(?:[-_.][a-z]+)*[.:]?$/.test(found)) || /^\d{1,8}$/.test(found) || /^(?:https?|api):/.test(found)
  );
}
