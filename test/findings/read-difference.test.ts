import { describe, expect, test } from 'vitest';

import { describeDifference } from '../../src/findings/describe-difference.js';
import { readDifference } from '../../src/findings/difference/read-difference.js';
import type { Reading } from '../../src/findings/difference/reading.js';
import type { ClaimName } from '../../src/findings/finding.js';

const issuer = 'https://acme.eu.auth0.com/';
const clientId = 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja';
const subject = `${clientId}@clients`;
const audience = 'api://AzureADTokenExchange';
const guid = '5e1f2a3b-0c4d-4e5f-8a6b-7c8d9e0f1a2b';

function statement(field: ClaimName, token: string, azure: string): [Reading['kind'], string] {
  const reading = readDifference(field, token, azure);
  return [reading.kind, describeDifference(reading)];
}

describe('an issuer', () => {
  test.each<[string, string, Reading['kind'], string]>([
    [issuer, issuer, 'equal', ''],
    [issuer, 'https://acme.eu.auth0.com', 'final-slash', 'Azure lacks the final slash'],
    ['https://a.b', 'https://a.b/', 'final-slash', 'Azure has a final slash, which the token lacks'],
    [issuer, `${issuer}/`, 'slashes', 'Azure has two slashes where the token has one, at character 26'],
    ['https://a.b/c//', 'https://a.b/c/', 'slashes', 'Azure has one slash where the token has two, at character 14'],
    [issuer, 'https:/acme.eu.auth0.com/', 'slashes', 'Azure has one slash where the token has two, at character 7'],
    ['https://a.b/c/d/', 'https://a.b/c///d/', 'slashes', 'Azure has three slashes where the token has one, at character 14'],
    [issuer, 'http://acme.eu.auth0.com/', 'scheme', 'Azure has http where the token has https'],
    [issuer, 'acme.eu.auth0.com/', 'scheme', 'Azure lacks https:// at the beginning'],
    ['acme.eu.auth0.com/', issuer, 'scheme', 'Azure has https:// at the beginning, which the token lacks'],
    [issuer, `https://${issuer}`, 'scheme-twice', 'Azure has https:// twice'],
    [`https://${issuer}`, issuer, 'scheme-twice', 'the token has https:// twice'],
    [issuer, 'https://acme.us.auth0.com/', 'host', 'Azure has the host acme.us.auth0.com, the token has acme.eu.auth0.com'],
    [issuer, 'https://login.acme.com/', 'host', 'Azure has the host login.acme.com, the token has acme.eu.auth0.com'],
    [issuer, 'https://acme.auth0.com/', 'host', 'Azure has the host acme.auth0.com, the token has acme.eu.auth0.com'],
    [issuer, 'https://acne.eu.auth0.com/', 'characters', 'Azure has n where the token has m, at character 11'],
    [issuer, 'https://acrne.eu.auth0.com/', 'characters', 'Azure has "rn" where the token has m, at character 11'],
    [issuer, 'https://acme.eu.auth0.com:443/', 'port', 'Azure has the port 443, which the token lacks'],
    ['https://a.b:8443/', 'https://a.b/', 'port', 'Azure lacks the port 8443'],
    ['https://a.b:8443/', 'https://a.b:443/', 'port', 'Azure has the port 443, the token has 8443'],
    [issuer, `${issuer}oauth2/default`, 'path', 'Azure has the path /oauth2/default, the token has /'],
    ['https://a.b/tenant/v2', 'https://a.b', 'path', 'Azure lacks the path /tenant/v2'],
    [issuer, `${issuer}?v=1`, 'query', 'Azure has the query ?v=1, which the token lacks'],
    [issuer, 'http://acme.eu.auth0.com', 'several', 'Azure has http where the token has https, and Azure lacks the final slash'],
    [
      issuer,
      'https://login.acme.com',
      'several',
      'Azure has the host login.acme.com, the token has acme.eu.auth0.com, and Azure lacks the final slash',
    ],
    [
      'http://a.b:8443/longer/path/',
      'https://a.b:8443/longer/pathx/',
      'several',
      'Azure has https where the token has http, and Azure has x at character 29, which the token lacks',
    ],
    ['https://a.b/c%20d/', 'https://a.b/c d/', 'percent-encoding', 'Azure has a space where the token has %20, at character 14'],
    ['https://a.b/c/', 'https://a.b%2Fc/', 'percent-encoding', 'Azure has %2F where the token has "/", at character 12'],
    ['https://a.b/é/', 'https://a.b/%C3%A9/', 'percent-encoding', 'Azure has %C3%A9 where the token has "é" (U+00E9), at character 13'],
    [
      issuer,
      encodeURIComponent(issuer),
      'percent-encoding',
      '4 characters are percent-encoded differently, first at character 6, where Azure has %3A and the token has ":"',
    ],
    ['https://a.b/%2f/', 'https://a.b/%2F/', 'characters', 'Azure has F where the token has f, at character 15'],
    [issuer, `"${issuer}"`, 'enclosed', 'Azure has the value between quotes'],
    [`'${issuer}'`, issuer, 'enclosed', 'the token has the value between single quotes, and Azure has none'],
    [issuer, `“${issuer}”`, 'enclosed', 'Azure has the value between typographic quotes'],
    [issuer, `<${issuer}>`, 'enclosed', 'Azure has the value between angle brackets'],
    [issuer, `${issuer}"`, 'characters', 'Azure has a double quote at the end, which the token lacks'],
    [issuer, ` ${issuer}`, 'characters', 'Azure has a space at the beginning, which the token lacks'],
    [issuer, `${issuer}\n`, 'characters', 'Azure has a line break at the end, which cannot be seen'],
    [issuer, `${issuer}\r\n`, 'characters', 'Azure has a line break at the end, which cannot be seen'],
    [issuer, `${issuer}${issuer}`, 'twice', 'Azure has the value twice, one behind the other'],
    [issuer, `${issuer}\n${issuer}`, 'twice', 'Azure has the value twice, one behind the other'],
    [issuer, `${issuer.slice(0, -1)}\\`, 'characters', 'Azure has "\\" where the token has "/", at character 26'],
    [issuer, '', 'empty', 'Azure has an empty value'],
    [issuer, ' \u200b', 'empty', 'Azure has nothing that can be seen'],
    ['', issuer, 'empty', 'the token has an empty value'],
    ['', ' ', 'characters', 'Azure has a space at the end, which cannot be seen'],
    [
      issuer,
      issuer.toUpperCase(),
      'characters',
      'only the case of 18 letters differs, first at character 1, where the token has "https" and Azure has "HTTPS"',
    ],
    [issuer, audience, 'unrelated', 'they are different values'],
    [issuer, 'http://id.example.org', 'unrelated', 'they are different values'],
  ])('%s and in Azure %s', (token, azure, kind, text) => expect(statement('issuer', token, azure)).toEqual([kind, text]));
});

describe('a subject', () => {
  test.each<[string, string, Reading['kind'], string]>([
    [subject, subject.replace('j', 'J'), 'characters', 'Azure has J where the token has j, at character 17'],
    [subject, clientId, 'clients', 'Azure lacks @clients at the end'],
    [clientId, subject, 'clients', 'Azure has @clients at the end, which the token lacks'],
    [subject, `${subject}@clients`, 'clients', 'Azure has @clients twice'],
    [`${subject}@clients`, subject, 'clients', 'Azure has @clients once, where the token has it twice'],
    [`${subject}@clients`, clientId, 'clients', 'Azure lacks @clients at the end, which the token has twice'],
    [clientId, `${subject}@clients@clients`, 'clients', 'Azure has @clients three times, which the token lacks'],
    [subject, `@clients${clientId}`, 'clients-misplaced', 'Azure has @clients at the beginning and not at the end'],
    [
      subject,
      `${clientId.slice(0, 9)}@clients${clientId.slice(9)}`,
      'clients-misplaced',
      'Azure has @clients at character 10 and not at the end',
    ],
    [`@clients${clientId}`, subject, 'clients-misplaced', 'the token has @clients at the beginning and not at the end'],
    [subject, `${clientId}@Clients`, 'characters', 'Azure has C where the token has c, at character 34'],
    [subject, `${clientId}@client`, 'characters', 'Azure lacks s at the end'],
    [
      subject,
      `${clientId}＠clients`,
      'characters',
      'Azure has a full-width character (U+FF20) where the token has "@", at character 33, and the two look alike',
    ],
    [subject, `${subject}\u200b`, 'characters', 'Azure has a zero-width space (U+200B) at the end, which cannot be seen'],
    [subject, subject.replace('P', 'P\u200b'), 'characters', 'Azure has a zero-width space (U+200B) at character 6, which cannot be seen'],
    [
      subject.replace('P', 'P\u202e'),
      subject.replace('P', 'P\u00ad'),
      'characters',
      'Azure has a soft hyphen (U+00AD) where the token has a right-to-left override (U+202E), at character 6, and neither can be seen',
    ],
    [subject, subject.replace('K1', '1K'), 'characters', 'Azure has "1K" where the token has "K1", at character 1'],
    [
      subject,
      subject.replace('0Q0', 'OQO'),
      'characters',
      'they differ in 2 places, first at character 13, where the token has 0 and Azure has O',
    ],
    [subject, `{${subject}}`, 'enclosed', 'Azure has the value between braces'],
    [subject, 'Zz9TLb3xWq7VnR0eYk2JcG5mUf8HsDoP@clients', 'unrelated', 'they are different values'],
    [subject, 'repo:acme/api:ref:refs/heads/main', 'unrelated', 'they are different values'],
  ])('%s and in Azure %s', (token, azure, kind, text) => expect(statement('subject', token, azure)).toEqual([kind, text]));
});

describe('an audience', () => {
  test.each<[string, string, Reading['kind'], string]>([
    [audience, `${audience}USGov`, 'characters', 'Azure has "USGov" at the end, which the token lacks'],
    [audience, 'AzureADTokenExchange', 'characters', 'Azure lacks "api://" at the beginning'],
    [audience, 'https://api.acme.example', 'unrelated', 'they are different values'],
    [`api://${guid}`, `api://{${guid}}`, 'enclosed', `Azure has "${guid}" between braces`],
    [guid, `{${guid}}`, 'enclosed', 'Azure has the value between braces'],
    [audience, 'x'.repeat(100_000), 'unrelated', 'they are different values'],
    ['aab', 'ab', 'characters', 'Azure lacks a at character 2'],
    [audience, `${audience}${'x'.repeat(30)}`, 'characters', 'Azure has 30 characters more, from character 27 on'],
  ])('%s and in Azure %s', (token, azure, kind, text) => expect(statement('audience', token, azure)).toEqual([kind, text]));

  test.each<[string, string, string, Reading['kind'], string]>([
    [
      'one accent in two forms',
      'urn:café',
      'urn:cafe\u0301',
      'composition',
      'Azure has "e\u0301" (U+0065 U+0301) where the token has "é" (U+00E9), at character 8: the same letter, composed differently',
    ],
    [
      'two of them',
      'urn:éé',
      'urn:e\u0301e\u0301',
      'composition',
      '2 letters are composed differently, first at character 5, where Azure has "e\u0301" (U+0065 U+0301) and the token has "é" (U+00E9)',
    ],
    ['an accent', 'urn:cafe\u0301s', 'urn:cafes', 'grapheme', 'Azure has e where the token has "e\u0301" (U+0065 U+0301), at character 8'],
    [
      'the letter below it',
      'urn:cafe\u0301s',
      'urn:cafa\u0301s',
      'grapheme',
      'Azure has "a\u0301" (U+0061 U+0301) where the token has "e\u0301" (U+0065 U+0301), at character 8',
    ],
    [
      'a skin tone',
      'urn:👍🏽x',
      'urn:👍x',
      'grapheme',
      'Azure has "👍" (U+1F44D) where the token has "👍🏽" (U+1F44D U+1F3FD), at character 5',
    ],
    [
      'what joins an emoji',
      'urn:👩‍💻x',
      'urn:👩💻x',
      'characters',
      'Azure lacks a zero-width joiner (U+200D) at character 6, which cannot be seen',
    ],
    ['a whole emoji', 'urn:ab👩🏽cd', 'urn:abcd', 'characters', 'Azure lacks "👩🏽" at character 7'],
  ])('what a reader sees as one character: %s', (_, token, azure, kind, text) => {
    expect(statement('audience', token, azure)).toEqual([kind, text]);
  });
});

test('another holder is named in the place of Azure, in every statement', () => {
  expect(describeDifference(readDifference('issuer', issuer, 'http://acme.eu.auth0.com'), 'the copy')).toBe(
    'the copy has http where the token has https, and the copy lacks the final slash',
  );
});
