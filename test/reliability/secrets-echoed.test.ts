import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startProxy } from '../chain/connect-proxy.js';
import type { Bench, Changes, Connection, PartyName } from '../foreign/connection.js';
import { connect, openBench, say } from '../foreign/connection.js';
import type { Asked, Reply } from '../foreign/serve.js';
import { emptyFolder } from '../support/binary.js';
import { expectNone, signaturesIn } from '../support/forbidden.js';
import { spellings } from '../support/spellings.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const all = Object.entries(spellings);
/** A stream is looked through word by word. */
const inOneWord = all.filter(([, spell]) => !/ |\n/.test(spell('abcdefghijklmnopqrstuvwxyz0123456789')));

/** The credential of a request: a client secret, an assertion, or a token. */
function credentialOf({ headers, body }: Asked): string {
  const form = new URLSearchParams(body);
  return form.get('client_secret') ?? form.get('client_assertion') ?? (headers.authorization ?? '').replace(/^Bearer /, '');
}

type Spelled = readonly (readonly [string, (text: string) => string])[];
const inWords = (text: string, ways: Spelled = all): string => ways.map(([way, spell]) => `${way}: ${spell(text)}`).join('\n');
const oneLine = (text: string): string =>
  inWords(text)
    .replace(/[^\x20-\x7e]+/g, ' ')
    .slice(0, 12_000);

/** Where a service may repeat what it was sent. */
const echoes: Record<string, (secret: string) => Reply> = {
  'its description': (secret) => ({
    status: 401,
    json: { error: 'invalid_client', error_description: `AADSTS50027: ${inWords(secret)}`, error_codes: [50027] },
  }),
  'its message': (secret) => ({
    status: 400,
    json: { error: { code: 'BadRequest', message: inWords(secret), param: secret, type: `Bearer ${secret}` } },
  }),
  'fields of any name': (secret) => ({
    status: 403,
    json: { error: secret.slice(0, 40), [secret]: secret, deep: [{ client_secret: secret, list: secret.split('') }] },
  }),
  'a header': (secret) => ({
    status: 429,
    headers: { 'Retry-After': secret.slice(0, 60), 'x-ms-request-id': oneLine(secret), 'WWW-Authenticate': `Bearer error="${secret}"` },
    text: '',
  }),
  'a page': (secret) => ({
    status: 502,
    headers: { 'Content-Type': 'text/html' },
    text: `<html><title>${secret}</title><pre>${inWords(secret)}</pre>`,
  }),
  'a redirect': (secret) => ({ status: 302, headers: { Location: `https://localhost:1/?token=${secret}#${secret}` }, text: secret }),
  'a plain text, cut': (secret) => ({ status: 500, text: `${secret.slice(3)} ${secret.slice(0, -3)} ${secret.slice(20, 50)}` }),
};

const parties: PartyName[] = ['auth0', 'entra', 'azureOpenAi'];
const echoing = (party: PartyName, echo: (secret: string) => Reply): Changes => ({
  [party]: { instead: (asked: Asked) => (asked.method === 'POST' ? echo(credentialOf(asked)) : undefined) },
});

describe.each(parties)('%s repeats what it was sent', (party) => {
  test.each(Object.entries(echoes))('in %s: nobody sees it on any face', async (_, echo) => {
    const connection = await connect(bench, echoing(party, echo));
    const shown = await faces(connection);
    expect(shown).toMatch(/FAIL|could not/);
    expectNone(secretsOf(connection), shown);
    connection.close();
  });
});

/** Everything that a check says, in each form that it has: text with every answer, the annotations, the page, and the document. */
async function faces(connection: Connection): Promise<string> {
  const page = join(await emptyFolder(), 'summary.md');
  const text = await say(connection, ['check', '--plain', '--verbose', '--summary', page], { GITHUB_ACTIONS: 'true' });
  const document = await say(connection, ['check', '--json', '--verbose']);
  return [text, document].map(({ stdout, stderr }) => stdout + stderr).join('\n') + (await readFile(page, 'utf8'));
}

function secretsOf({ state, auth0, entra, azureOpenAi, issued }: Connection): string[] {
  const sent = [auth0, entra, azureOpenAi].flatMap(({ requests }) =>
    requests.map((asked) => decodeURIComponent(asked.body) + (asked.headers.authorization ?? '')),
  );
  return [...new Set([state.auth0.clientSecret, ...issued.flatMap(signaturesIn), ...sent.flatMap(signaturesIn)])];
}

test('nor does a prompt show it, as it is spoken', async () => {
  const connection = await connect(bench, echoing('azureOpenAi', echoes['its message'] ?? (() => ({ status: 500 }))));
  const { stdout, stderr, code } = await say(connection, ['prompt', 'hello', '--accessible']);
  expect(code).not.toBe(0);
  expectNone(secretsOf(connection), stdout + stderr);
  connection.close();
});

describe('Azure OpenAI repeats the token in the answer that it streams', () => {
  test.each([7, 4000])('in pieces of %i characters', async (length) => {
    let answer = '';
    const connection = await connect(bench, {
      azureOpenAi: {
        instead: (asked) => {
          if (asked.method !== 'POST') return undefined;
          answer = `Your token:\n${inWords(credentialOf(asked), inOneWord)}\nis that.`;
          return { status: 200, events: chunks(answer, length) };
        },
      },
    });
    const { stdout, stderr, code } = await say(connection, ['prompt', 'what is my token', '--plain']);
    expect([code, stdout.trimEnd().endsWith('is that.')]).toEqual([0, true]);
    expectNone(secretsOf(connection), stdout + stderr);
    connection.close();
  });
});

async function* chunks(text: string, length: number): AsyncGenerator<object | string> {
  for (let at = 0; at < text.length; at += length)
    yield { id: 'a', model: 'm', choices: [{ index: 0, delta: { content: text.slice(at, at + length) }, finish_reason: null }] };
  yield { id: 'a', model: 'm', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
  yield 'data: [DONE]\n\n';
}

test('a proxy repeats the name and the password of its address', async () => {
  const [name, password] = ['proxy-user', 'pr0xy~Pässword-9'];
  const basic = (text: string): string => Buffer.from(text).toString('base64');
  const proxy = await startProxy(() => `407 ${basic(`${name}:${password}`)} ${password} ${encodeURIComponent(password)}`);
  const connection = await connect(bench);
  const address = `http://${name}:${encodeURIComponent(password)}@127.0.0.1:${proxy.port}`;
  for (const face of [
    ['--plain', '--verbose'],
    ['--json', '--verbose'],
  ]) {
    const { stdout, stderr } = await say(connection, ['check', ...face], { HTTPS_PROXY: address });
    expect(stdout + stderr).toContain('407');
    for (const one of [password, encodeURIComponent(password), basic(`${name}:${password}`), basic(password)])
      expect(stdout + stderr).not.toContain(one);
  }
  expect(proxy.passwords[0]).toBe(`Basic ${basic(`${name}:${password}`)}`);
  proxy.close();
  connection.close();
});
