import { hideSecretsIn } from './secrecy.js';

/**
 * Takes out of pasted lines what stands behind a name that secrets have, wherever that value comes again; what stands before the host of
 * an address; and what has the shape of a secret. Who pastes a log does not know what is in it.
 */
export function hideNamedSecrets(lines: readonly string[]): string[] {
  const values = new Set(lines.flatMap(namedValues).filter((value) => value.length >= shortest));
  const longestFirst = [...values].toSorted((one, other) => other.length - one.length);
  return lines.map((line) => {
    const named = fields.reduce((text, field) => text.replace(field, withoutValue), line).replace(userInfo, '$1[secret]@');
    return hideSecretsIn(longestFirst.reduce((text, value) => text.replaceAll(value, '[secret]'), named));
  });
}

/** A shorter one would be found in words that have nothing to do with it. */
const shortest = 8;

const names = [
  'pass(?:word|wd|phrase)',
  'pwd',
  'secret',
  'api[-_ ]?key',
  'subscription[-_]key',
  'account[-_]?key',
  'shared[-_]?access[-_]?(?:key|signature)',
  'access[-_]key',
  'private[-_]key',
  '(?:refresh|access|id|bearer|auth)[-_]?token',
  'x-functions-key',
].join('|');
const value = String.raw`(?<value>[^\s"'${'`'},;&<>\\(){}[\]]{4,4000})`;

/** `OIDC_CLIENT_SECRET=…`, `"password": "…"` however often it was escaped, `Ocp-Apim-Subscription-Key: …`, `--client-secret …`, `?sig=…`. */
const fields = [
  new RegExp(
    String.raw`(?<before>(?<![A-Za-z])(?:${names})(?:[-_](?:value|text))?\\{0,4}["']?\s{0,4}(?:=>|[:=])\s{0,4}\\{0,4}["']?(?:(?:Bearer|Basic) )?)${value}`,
    'gi',
  ),
  new RegExp(String.raw`(?<before>--[\w-]{0,30}(?:secret|password|api-key|token)[ =])${value}`, 'gi'),
  new RegExp(String.raw`(?<before>[?&](?:sig|code|key|token)=)${value}`, 'g'),
];
/** `scheme://name:password@host` (RFC 3986, 3.2.1). */
const userInfo = /(:\/\/[^\s/:@"']{0,200}:)[^\s/@"']{1,200}@/g;

function withoutValue(whole: string, ...rest: unknown[]): string {
  const { before, value: found } = rest.at(-1) as { before: string; value: string };
  return isWord(found) ? whole : `${before}[secret]`;
}

function namedValues(line: string): string[] {
  return fields
    .flatMap((field) => [...line.matchAll(field)].map(({ groups }) => groups?.['value'] ?? ''))
    .filter((found) => !isWord(found));
}

/** What is said of a secret is often a plain word: `client_secret: required`. */
function isWord(found: string): boolean {
  return (found.length < 16 && /^[a-z]+(?:[-_.][a-z]+)*[.:]?$/.test(found)) || /^\d{1,8}$/.test(found);
}
