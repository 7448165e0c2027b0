import { expect, test } from 'vitest';

import { explain } from '../../src/index.js';

const refused =
  "Error: AADSTS700016: Application with identifier '9c1d7e52-0b3f-4e68-8a27-5d4c3b2a1f09' was not found in the directory 'Acme'.";
const unmatched =
  "Error: AADSTS700213: No matching federated identity record found for presented assertion subject 'abc@clients'. Trace ID: 11111111-1111-1111-1111-111111111111 Correlation ID: 22222222-2222-2222-2222-222222222222 Timestamp: 2026-01-01 00:00:00Z";
const lines = (...all: string[]): string => all.join('\n');
const bundle = 'button client verify index login types utils store hooks routes theme forms lists';

test.each<[name: string, text: string, codes: string[]]>([
  [
    'a run in which all was well, in the log of a job',
    lines('##[group]Run keyless check', 'all well, 24 passed, 12 skipped, 2.1 s, exit 0', '##[endgroup]', 'Run node app.js', refused),
    ['entra/client-not-found'],
  ],
  ['a setup that finished', lines('Finished. Everything works.', 'Running app', unmatched), ['trust/subject-mismatch']],
  ['a page without a fault', lines('# keyless: all well', '', unmatched), ['trust/subject-mismatch']],
  ['a document without a fault', lines('{"schemaVersion":1,"diagnoses":[]}', unmatched), ['trust/subject-mismatch']],
  [
    'a document of another program behind it',
    lines(unmatched, '{"app":"x","schemaVersion":1,"diagnoses":[],"other":1}'),
    ['trust/subject-mismatch'],
  ],
  [
    'a warning',
    lines('::warning title=settings.values settings/secret-exposed::The .env file can be read by others. Because.', unmatched),
    ['trust/subject-mismatch', 'settings/secret-exposed'],
  ],
  ['the list of a test runner', lines('x unit tests  check/src', unmatched), ['trust/subject-mismatch']],
  ['a mark and a folder', lines('✗ builds  network/utils', unmatched), ['trust/subject-mismatch']],
  ['a sentence and a folder', lines('Auth failing   entra/login', '  at foo', unmatched), ['trust/subject-mismatch']],
  [
    'a code in prose, in the same line',
    `Our pipeline had the slash problem (trust/issuer-slash). We changed it in the portal, and now we get another error, which is ${refused}`,
    ['entra/client-not-found'],
  ],
  [
    'a code in prose, a line above',
    lines(
      'The wiki explains the slash (trust/issuer-slash). We changed it in the portal last week, and now we get another error:',
      refused,
    ),
    ['entra/client-not-found'],
  ],
  ['the files of a bundle', lines(...bundle.split(' ').map((name) => `auth0/${name}.js  12.3 kB`), refused), ['entra/client-not-found']],
  ['folders', lines(...bundle.split(' ').map((name) => `auth0/${name}  12.3 kB`), refused), ['entra/client-not-found']],
])('the error of another program is not lost beside %s', async (_, text, codes) => {
  expect((await explain(text)).diagnoses.map(({ code }) => code)).toEqual(codes);
});

const nested = `${'['.repeat(7000)}${']'.repeat(7000)}`;
const documentOf = (...diagnoses: string[]): string => `{"schemaVersion":1,"diagnoses":[${diagnoses.join(',')}]}`;
const secret = 'Sup3rS3cretValueOfNobody_0123456789';
const shown = (code: string, problem: string): string =>
  `{"code":"${code}","title":"It is ${secret}","evidence":{"field":"OIDC_CLIENT_SECRET","value":"${secret}","problem":"${problem}"}}`;

test.each<[name: string, text: string, codes: string[], never: RegExp | null]>([
  ['evidence that is nested deep', documentOf(`{"code":"trust/no-match","evidence":${nested}}`), ['trust/no-match'], null],
  [
    'a variable that is a command',
    documentOf(
      '{"code":"network/proxy","evidence":{"party":"entra","failure":{"kind":"proxy","host":"h","detail":"PROXY_SCHEME","variable":"X; touch owned"}}}',
    ),
    ['network/proxy'],
    /owned/,
  ],
  [
    'half a character, shown',
    lines('FAIL The token is encrypted  token/encrypted', '        audience   a<U+D800>'),
    ['token/encrypted'],
    /\\ud800/,
  ],
  [
    'half a character, in a document',
    String.raw`{"schemaVersion":1,"diagnoses":[{"code":"token/encrypted","severity":"error"}],"settings":[{"name":"OIDC_AUDIENCE","value":"a\ud800"}]}`,
    ['token/encrypted'],
    /\\ud800/,
  ],
  [
    'a client secret',
    `{"schemaVersion":1,"diagnoses":[${shown('settings/malformed', `bad ${secret}`)},${shown('settings/placeholder', '')}],"settings":[{"name":"OIDC_CLIENT_ID","value":"${secret}"}]}`,
    ['settings/malformed', 'settings/placeholder'],
    /Sup3r/,
  ],
  [
    'more causes than anybody reads',
    lines('{', '"schemaVersion":1,"diagnoses":[', Array<string>(4000).fill('{"code":"token/opaque"}').join(',\n'), ']', '}'),
    Array<string>(40).fill('token/opaque'),
    null,
  ],
  [
    'names that are no codes',
    documentOf('null', '1', '{}', '{"code":5}', '{"code":"__proto__"}', '{"code":"constructor"}'),
    [],
    /It names/,
  ],
  ['a number of missing values without their names', lines('FAIL 3 values are missing', 'see above'), [], null],
])('%s is taken for what it is', async (_, text, codes, never) => {
  const explained = await explain(text);
  expect(explained.diagnoses.map(({ code }) => code)).toEqual(codes);
  if (never) expect(JSON.stringify(explained)).not.toMatch(never);
});

test('settings with a comment that looks like a result stay settings', async () => {
  const { settings } = await explain(lines('# 3 values are missing', 'OIDC_ENDPOINT=https://acme.eu.auth0.com', 'OIDC_CLIENT_ID=abc'));
  expect(settings.map(({ name }) => name)).toContain('OIDC_ENDPOINT');
});
