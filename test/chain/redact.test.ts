import { randomBytes } from 'node:crypto';

import { describe, expect, test } from 'vitest';

import { createRedactor } from '../../src/chain/redact.js';
import { Secret } from '../../src/settings/secret.js';
import { keyNumber, signToken } from '../foreign/jwt.js';

const redacting = (secrets: Secret[]) => {
  const redactor = createRedactor(secrets);
  return (text: string): string => redactor.redact(text);
};

const key = keyNumber(0);
const token = signToken({ alg: 'RS256', typ: 'JWT', kid: key.kid }, { iss: 'https://localhost/', sub: 'x@clients' }, key);
const signature = token.slice(token.lastIndexOf('.') + 1);

const withBreak = (text: string): string => `${text.slice(0, 60)}\n${text.slice(60)}`;

describe('the client secret', () => {
  const secrets = [randomBytes(48).toString('base64url'), 'p&ss w"rd<>/+é%=\\', '~tiny', 'a.b*c(d)[e]$^'];
  const spelled: [string, (secret: string) => string][] = [
    ['as it is', (secret) => secret],
    ['in a URL', encodeURIComponent],
    ['in a form', (secret) => new URLSearchParams({ a: secret }).toString().slice(2)],
    ['in JSON', (secret) => JSON.stringify(secret)],
    ['in JSON in JSON', (secret) => JSON.stringify(JSON.stringify(secret))],
    ['in HTML', (secret) => secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')],
    ['in base64', (secret) => Buffer.from(secret).toString('base64')],
    ['in base64url', (secret) => Buffer.from(secret).toString('base64url')],
    ['in hex', (secret) => Buffer.from(secret).toString('hex')],
    ['twice', (secret) => `${secret}${secret}`],
  ];

  test.each(spelled)('%s', (_, spell) => {
    for (const secret of secrets) {
      const clean = redacting([new Secret(secret)])(`before ${spell(secret)} after`);
      expect(clean).not.toContain(spell(secret));
      expect(clean).not.toContain(secret);
      expect(clean.startsWith('before ') && clean.endsWith(' after')).toBe(true);
    }
  });

  test('as Basic with the client id before it', () => {
    const basic = Buffer.from(`my-client:${secrets[0]}`).toString('base64');
    expect(redacting([new Secret(secrets[0] ?? '')])(`Authorization: Basic ${basic}`)).not.toContain(basic.slice(20));
  });

  const altered: [string, (secret: string) => string][] = [
    ['cut at its end', (secret) => secret.slice(0, 40)],
    ['cut at its beginning', (secret) => secret.slice(24)],
    ['cut on both sides', (secret) => secret.slice(10, 34)],
    ['in lower case', (secret) => secret.toLowerCase()],
    ['in capitals', (secret) => secret.toUpperCase()],
    ['with spaces between', (secret) => secret.split('').join(' ')],
    ['with zero-width spaces between', (secret) => secret.split('').join('\u200B')],
    ['broken into lines', (secret) => secret.replace(/.{10}/g, '$&\n')],
    ['cut, spaced, and in capitals', (secret) => secret.slice(5, 45).toUpperCase().split('').join('-')],
  ];

  test.each(altered)('%s', (_, alter) => {
    for (let round = 0; round < 200; round += 1) {
      const secret = randomBytes(48).toString('base64url');
      const clean = redacting([new Secret(secret)])(`a bad one: "${alter(secret)}", said by abc`);
      // Not a run of it is left; a letter beside it that by chance continues it may go with it.
      const left = clean
        .replaceAll('[secret]', '|')
        .replace(/[^A-Za-z0-9|]/g, '')
        .toLowerCase();
      const letters = secret.replace(/[^A-Za-z0-9]/g, '').toLowerCase();
      for (let at = 0; at + 8 <= letters.length; at += 1) expect(left).not.toContain(letters.slice(at, at + 8));
      expect(clean).toMatch(/^a b.*\[secret\].*abc$/s);
    }
  });

  test('what a person made up is looked for as it is, since its words may occur anywhere', () => {
    const redact = redacting([new Secret('my-azure-openai-exchange-secret')]);
    expect(redact('The Azure OpenAI exchange secret is refused: my-azure-openai-exchange-secret')).toBe(
      'The Azure OpenAI exchange secret is refused: [secret]',
    );
  });

  test('one of a few characters is taken out where it stands alone: a text without one letter cannot be read, and tells the letter', () => {
    const redact = redacting([new Secret('e'), new Secret('abc1')]);
    expect(redact('Client has not been granted: client_secret=e, "abc1" or YWJjMQ==, not abc12 of abcde')).toBe(
      'Client has not been granted: client_secret=[secret], "[secret]" or [secret], not abc12 of abcde',
    );
  });

  test('no secret at all, or an empty one, changes no text', () => {
    const text = 'Client has not been granted scopes: read:all. basic auth, bearer of news';
    expect(redacting([])(text)).toBe(text);
    expect(redacting([new Secret('')])(text)).toBe(text);
  });
});

describe('a token', () => {
  const redact = redacting([]);
  const places: [string, string][] = [
    ['alone', token],
    ['in a header', `Authorization: Bearer ${token}`],
    ['in a form', `a=b&client_assertion=${token}&c=d`],
    ['in JSON', JSON.stringify({ access_token: token })],
    ['in JSON in JSON', JSON.stringify({ body: JSON.stringify({ access_token: token }) })],
    ['in a header, cut at its end', `Bearer ${token.slice(0, -10)}`],
    ['without its signature', `${token.slice(0, token.lastIndexOf('.'))}.`],
    ['in a query', `https://x/y?id_token=${token}#z`],
    ['in angle brackets', `<pre>${token}</pre>`],
    ['with a letter before it', `x${token}`],
    ['encrypted, in five parts', `${token}.${signature}.${signature}`],
    ['opaque, in JSON', `{"access_token":"${signature}","token_type":"Bearer"}`],
    ['opaque, in a header', `bearer ${signature}`],
    ['with a line break in it, in JSON', JSON.stringify({ access_token: withBreak(token) })],
    ['with a line break in it, in JSON in JSON', JSON.stringify({ body: JSON.stringify({ access_token: withBreak(token) }) })],
    ['with quotes and strange letters in it', JSON.stringify({ access_token: `日"${token.replaceAll('.', '\n"')}` })],
    ['opaque, in a form', `refresh_token=${signature}&x=1`],
  ];

  test.each(places)('%s', (_, text) => {
    const clean = redact(text);
    expect(clean).not.toContain(signature.slice(0, 20));
    expect(clean).not.toContain(token.split('.')[1]?.slice(0, 20));
  });

  const wrapped: [string, (token: string) => string][] = [
    ['in lines', (text) => text.replace(/.{64}/g, '$&\r\n')],
    ['in lines of JSON', (text) => JSON.stringify(text.replace(/.{64}/g, '$&\n'))],
    ['cut in its payload', (text) => text.slice(30, 120)],
    ['from its payload on', (text) => text.slice(text.indexOf('.') + 9)],
  ];
  test.each(wrapped)('one that is known, %s: no piece of any part is left', (_, wrap) => {
    const left = redacting([new Secret(token)])(`said: ${wrap(token)}!`).replace(/[^A-Za-z0-9]/g, '');
    const letters = token.replace(/[^A-Za-z0-9]/g, '');
    for (let at = 0; at + 16 <= letters.length; at += 1) expect(left).not.toContain(letters.slice(at, at + 16));
  });

  test('what is around it stays readable', () => {
    expect(redact(`{"error":"invalid_client","client_assertion":"${token}","n":1}`)).toMatch(
      /^\{"error":"invalid_client","client_assertion":"\[\w+\]","n":1\}$/,
    );
  });

  test('ordinary words of the services are left alone', () => {
    for (const text of [
      `Client "k9Qw3ErT7yUi1OpA5sDf8GhJ2kLz4XcV" is not authorized to access resource server "api://AzureADTokenExchange".`,
      "AADSTS700016: Application with identifier '3c5e7a91-2b4d-4f6a-9c8e-1d3f5b7a9c0e' was not found",
      'The principal `3c5e7a91-2b4d-4f6a-9c8e-1d3f5b7a9c0e` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/responses/write`',
      'Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.',
    ])
      expect(redact(text)).toBe(text);
  });
});

describe('a hostile body of 64 KiB is cleaned in well under a second', () => {
  const size = 65_536;
  const bodies: [string, string][] = [
    ['eyJ', 'eyJ'.repeat(size / 3)],
    ['eyJ and dots', 'eyJaaaaaaaa.'.repeat(size / 12)],
    ['bearer', 'Bearer '.repeat(size / 7)],
    ['field names', 'access_token:'.repeat(size / 13)],
    ['spaces after a field', `access_token${' '.repeat(size)}`],
    ['base64 of base64', Buffer.from(randomBytes((size * 9) / 16).toString('base64')).toString('base64')],
    ['lines of base64', 'abcdefghijk\n'.repeat(size / 12)],
    ['hexadecimal digits', '61'.repeat(size / 2)],
    ['numbers', '1, '.repeat(size / 3)],
    ['backslashes', '\\'.repeat(size)],
    ['escapes of escapes', `%${'25'.repeat(size / 2)}`],
    ['beginnings of an escape', '&#\\u{'.repeat(size / 5)],
  ];
  test.each(bodies)('%s', (_, text) => {
    const since = performance.now();
    redacting([new Secret(token)])(text);
    expect(performance.now() - since).toBeLessThan(500);
  });

  test('so is a stream of it, letter by letter', () => {
    const stream = createRedactor([new Secret(token)]).stripStream();
    const since = performance.now();
    for (const letter of 'eyJhbGci'.repeat(1024)) stream.push(letter);
    expect(performance.now() - since).toBeLessThan(1500);
  });
});

test('a stream gives the words as they come, but for letters that may be the beginning of a secret', () => {
  const stream = createRedactor([new Secret('~'.repeat(64))]).stripStream();
  const said = ['Hello', ' from', ' a', ' foreign', ' server', '. 日本語の', '長い文章です。', ' as'];
  expect(said.map((piece) => stream.push(piece))).toEqual(said);
  expect([
    stream.push('~'.repeat(60)),
    stream.push(`${'~'.repeat(4)} `),
    stream.push('antidisestablish'),
    stream.push('ment.'),
    stream.flush(),
  ]).toEqual(['', '[secret] ', 'antidise', '', 'stablishment.']);
});

describe('an issued token', () => {
  const tokenOf = (letter: string): Secret =>
    new Secret(`eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ${letter}In0.${randomBytes(64).toString('base64url')}`);
  const signatureOf = (issued: Secret): string => issued.reveal().split('.')[2] ?? '';

  test('is let go once it has ended, so that months of renewals take no more room than a day of them', () => {
    let now = Date.parse('2026-01-01T00:00:00Z');
    const own = new Secret(randomBytes(48).toString('base64url'));
    const { hide, strip } = createRedactor([own], () => new Date(now));
    const tokens = Array.from({ length: 200 }, (_, hour) => tokenOf(String(hour)));
    for (const issued of tokens) {
      hide(issued, new Date(now + 3_600_000));
      now += 3_300_000;
    }
    const [first, last] = [tokens[0], tokens.at(-1)].map((issued) => signatureOf(issued ?? own));
    expect(strip(`${own.reveal()} ${first} ${last}`)).toBe(`[secret] ${first} [secret]`);
  });

  test('that is good for a day stays hidden, however many of an hour come behind it', () => {
    const now = Date.parse('2026-01-01T00:00:00Z');
    const { hide, strip } = createRedactor([], () => new Date(now));
    const [ofDay, ofHour] = [tokenOf('day'), Array.from({ length: 40 }, (_, at) => tokenOf(String(at)))];
    hide(ofDay, new Date(now + 86_400_000));
    for (const [at, issued] of ofHour.entries()) hide(issued, new Date(now + 3_600_000 + at));
    const [first, last] = [ofHour[0], ofHour.at(-1)].map((issued) => signatureOf(issued ?? ofDay));
    expect(strip(`${signatureOf(ofDay)} ${first} ${last}`)).toBe(`[secret] ${first} [secret]`);
  });

  test('that is also a setting stays hidden', () => {
    const own = tokenOf('a');
    const { hide, strip } = createRedactor([own], () => new Date());
    hide(own, new Date(0));
    hide(tokenOf('b'), new Date());
    expect(strip(signatureOf(own))).toBe('[secret]');
  });
});
