import { randomBytes, randomUUID } from 'node:crypto';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench, Document, PartyName } from './connection.js';
import { check, connect, openBench, say } from './connection.js';
import { keyNumber, signToken } from './jwt.js';
import type { Asked, Reply } from './serve.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

const token = signToken({ alg: 'RS256', typ: 'JWT', kid: 'k' }, { aud: randomUUID(), sub: randomBytes(60).toString('hex') }, keyNumber(0));
const at = (text: string): string => `${token.slice(0, 70)}${text}${token.slice(70)}`;

const tokens: [string, string][] = [
  ['a line break', at('\n')],
  ['a line break of Windows', at('\r\n')],
  ['a letter beyond Latin-1', at('日')],
  ['a control character', at('\u0001')],
  ['an end of the text', at('\u0000')],
  ['a letter of two halves', at('😀')],
  ['a megabyte', `${token}${'x'.repeat(1_048_576)}`],
];
const granted =
  (access_token: string, status = 200) =>
  (asked: Asked): Reply | undefined =>
    asked.method === 'POST' ? { status, json: { token_type: 'Bearer', expires_in: 3599, access_token } } : undefined;

/** No sixteen letters in a row of the token, whatever stands between them. */
function expectNothingOfIt(output: string): void {
  const said = output.replace(/\\[nr]|[^A-Za-z0-9]/g, '');
  const letters = token.replace(/[^A-Za-z0-9]/g, '');
  // What every token begins with says nothing.
  for (let from = 24; from + 16 <= letters.length; from += 1) expect(said.includes(letters.slice(from, from + 16))).toBe(false);
}

describe('a token that no header can carry', () => {
  test.concurrent.each(tokens)('of Entra ID, with %s: refused, and no piece of it is shown', async (_, text) => {
    const connection = await connect(bench, { entra: { instead: granted(text) } });
    const { code, report, stdout, stderr } = await check(connection);
    expect([code, report.diagnoses[0].code]).toEqual([1, 'entra/refused']);
    expect(report.diagnoses[0].upstream.said).toMatch(
      /no request can carry this token, since it (holds the character U\+|has \d+ letters)/,
    );
    expectNothingOfIt(stdout + stderr);
  });

  test.concurrent.each(tokens.slice(0, 6))('of Auth0, with %s: unreadable, and no piece of it is shown', async (_, text) => {
    const connection = await connect(bench, { auth0: { instead: granted(text) } });
    const { code, report, stdout, stderr } = await check(connection);
    expect(code).toBe(1);
    expect(report.diagnoses.map((one: Document) => one.code)).toContain('token/malformed');
    expect(report.diagnoses.map((one: Document) => one.code)).not.toContain('check/crashed');
    expectNothingOfIt(stdout + stderr);
  });

  test.concurrent('as text, and for a prompt', async () => {
    const connection = await connect(bench, { entra: { instead: granted(at('\n')) } });
    for (const args of [
      ['check', '--verbose'],
      ['prompt', 'hello', '--verbose'],
    ]) {
      const { code, stdout, stderr } = await say(connection, args);
      expect(code).toBe(1);
      expectNothingOfIt(stdout + stderr);
    }
  });

  test.concurrent('white space around it is taken away', async () => {
    const connection = await connect(bench, {});
    const other = await connect(bench, { entra: { instead: granted(` ${token}\n`) } });
    other.state.azureOpenAi.instead = ({ headers }) => {
      expect(headers.authorization ?? `Bearer ${token}`).toBe(`Bearer ${token}`);
      return undefined;
    };
    expect((await check(other)).report.diagnoses[0].code).toBe('azure-openai/token-refused');
    connection.close();
  });
});

describe('a status that is no success is a refusal, whatever the answer holds', () => {
  test.concurrent.each([401, 400, 403, 500, 302])('Entra ID answers %i with a token', async (status) => {
    const connection = await connect(bench, { entra: { instead: granted(token, status) } });
    const { code, report } = await check(connection);
    expect([code === 0, report.diagnoses[0].code.split('/')[0], report.diagnoses[0].upstream.status]).toEqual([false, 'entra', status]);
    expect(connection.azureOpenAi.requests.filter(({ headers }) => headers.authorization)).toEqual([]);
  });

  test.concurrent.each([401, 500, 302])('Auth0 answers %i with a token', async (status) => {
    const connection = await connect(bench, { auth0: { instead: granted(token, status) } });
    const { report } = await check(connection);
    expect([report.diagnoses[0].code.split('/')[0], report.diagnoses[0].upstream.status]).toEqual(['auth0', status]);
    expect(connection.entra.count('POST', /token/)).toBe(0);
  });
});

describe('no redirect is followed', () => {
  const parties: PartyName[] = ['auth0', 'entra', 'azureOpenAi'];
  const cases = parties.flatMap((party) => [301, 302, 303, 307, 308].map((status) => [party, status] as const));
  test.concurrent.each(cases)('%s answers %i', async (party, status) => {
    const instead = ({ method, path }: Asked): Reply | undefined =>
      path.includes('elsewhere') || method === 'POST'
        ? { status, headers: { Location: '/elsewhere/oauth2/v2.0/token' }, text: '' }
        : undefined;
    const connection = await connect(bench, { [party]: { instead } });
    const { report } = await check(connection);
    expect(report.ok).toBe(false);
    expect(connection[party].requests.filter(({ path }) => path.includes('elsewhere'))).toEqual([]);
  });
});
