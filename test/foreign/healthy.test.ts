import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench, Changes, Connection, Document } from './connection.js';
import { check, checkAlone, connect, keyless, openBench, start } from './connection.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

const answer = 'Hello from a foreign server.';

describe('three servers this project did not write', () => {
  test.concurrent('check is all well with one Auth0 token, one Entra token and one completion', async () => {
    const connection = await opened();
    const { code, report } = await checkAlone(connection);
    expectAllWell(code, report);
    expect(report.completion).toMatchObject({ deployment: 'team-chat', model: 'gpt-4o-2024-11-20', api: 'chat', text: answer });
    expect(report.completion).toMatchObject({ promptTokens: 14, completionTokens: 6 });
    expectMeteredRequests(connection);
  });

  test.concurrent('nothing but the settings is needed: no PATH, no HOME, no .env, and no flag', async () => {
    const { code, stdout, stderr } = await keyless(await opened(), ['check']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain(answer);
  });

  test.concurrent('the plain text has one line for each check, also where Azure’s side of the comparison is not known', async () => {
    const connection = await opened();
    const { stdout } = await keyless(connection, ['check']);
    const { report } = await check(connection);
    const ids = stdout.split('\n').flatMap((line) => /^(?:ok|warn|FAIL|follows|unknown|skip) +(\S+\.\S+) /.exec(line)?.[1] ?? []);
    expect(ids).toEqual(report.checks.map(({ id }: { id: string }) => id));
    expect(stdout).toMatch(/^ok +trust\.subject +subject identical, since Entra ID accepted it$/m);
  });

  test.concurrent('--no-completion spends no completion, and all that was looked at is well', async () => {
    const connection = await opened();
    const { code, report } = await check(connection, ['--no-completion']);
    expect([code, report.ok, report.diagnoses]).toEqual([0, true, []]);
    expect(connection.azureOpenAi.count('POST', /./)).toBe(0);
  });

  test.concurrent.each([
    ['2024-10-21', { promptTokens: 14, completionTokens: 6 }],
    // This version refuses stream_options, so nobody counts the tokens.
    ['2024-06-01', { promptTokens: null, completionTokens: null }],
  ])('the dated version %s is asked on its own path', async (version, tokens) => {
    const connection = await opened();
    const { code, report } = await check(connection, [], { AZURE_AOAI_API_VERSION: version });
    expectAllWell(code, report);
    expect(report.completion).toMatchObject({ ...tokens, text: answer });
    const asked = connection.azureOpenAi.requests.find(({ method }) => method === 'POST');
    expect(asked?.path).toBe('/openai/deployments/team-chat/chat/completions');
    expect(asked?.query.get('api-version')).toBe(version);
    expectMeteredRequests(connection);
  });

  test.concurrent('the v1 API is asked without a version', async () => {
    const connection = await opened();
    await check(connection);
    expect(new Set(connection.azureOpenAi.requests.map(({ query }) => query.get('api-version')))).toEqual(new Set([null]));
  });

  test.concurrent.each([null, '2025-04-01-preview'])('a model that only knows the Responses API (version %s)', async (version) => {
    const connection = await opened({ azureOpenAi: { isResponsesOnly: true, model: 'gpt-5.4-pro' } });
    const { code, report } = await check(connection, [], { AZURE_AOAI_API_VERSION: version });
    expectAllWell(code, report);
    expect(report.completion).toMatchObject({
      api: 'responses',
      model: 'gpt-5.4-pro',
      text: answer,
      promptTokens: 14,
      completionTokens: 6,
    });
  });

  test.concurrent('a request carries what it needs and no more: no limit, no temperature, one kind of credential', async () => {
    const connection = await opened();
    await check(connection);
    const asked = connection.azureOpenAi.requests.find(({ method }) => method === 'POST');
    expect(Object.keys(JSON.parse(asked?.body ?? '{}') as object).toSorted()).toEqual(['messages', 'model', 'stream', 'stream_options']);
    expect(asked?.headers['api-key']).toBeUndefined();
    const token = connection.auth0.requests.find(({ method }) => method === 'POST');
    expect(token?.headers['authorization']).toBeUndefined();
    expect(token?.query.size).toBe(0);
  });

  test.concurrent('variables meant for other programs change nothing', async () => {
    const connection = await opened();
    const { code, report } = await checkAlone(connection, [], {
      OPENAI_BASE_URL: 'https://127.0.0.1:9/v1',
      OPENAI_API_KEY: 'sk-not-ours',
      AZURE_OPENAI_API_KEY: 'not-ours-either',
      OPENAI_ORG_ID: 'org-not-ours',
      OPENAI_API_VERSION: '2023-03-15-preview',
      AZURE_OPENAI_ENDPOINT: 'https://127.0.0.1:9',
      OPENAI_LOG: 'debug',
      AZURE_LOG_LEVEL: 'verbose',
      NODE_DEBUG: '',
    });
    expect(code).toBe(0);
    expect(report.completion.text).toBe(answer);
    expect(connection.azureOpenAi.requests.flatMap(({ headers }) => headers['openai-organization'] ?? [])).toEqual([]);
  });

  test.concurrent('a tenant by its domain name is as good as its id', async () => {
    const connection = await opened({ entra: { tenant: 'foreign-works.onmicrosoft.com' } });
    const { report } = await check(connection);
    // This server has no GUID for it, so the tenant's document cannot give one; the exchange itself is the authority.
    expect(report.checks.find(({ id }: { id: string }) => id === 'entra.exchange').status).toBe('pass');
  });
});

describe('the answer streams', () => {
  const pieces = ['One, ', 'two, ', 'thrée, ', 'and four 🌍.'];
  const manners: [string, Changes['azureOpenAi'], Record<string, string>][] = [
    ['chat', {}, {}],
    ['chat of a dated version', {}, { AZURE_AOAI_API_VERSION: '2024-06-01' }],
    ['the Responses API', { isResponsesOnly: true }, {}],
    ['gzip', { manner: { gzip: true } }, {}],
    ['one byte at a time', { manner: { bytewise: true } }, {}],
  ];

  /** The server sends a piece only when the one before is on the screen, so a program that waits for the end waits for ever. */
  test.concurrent.each(manners)('keyless prompt shows each piece before the server sends the next: %s', async (_, changes, settings) => {
    const gates = pieces.map(() => Promise.withResolvers<undefined>());
    const connection = await opened({ azureOpenAi: { ...changes, answer: pieces, pace: (at) => gates[at]?.promise ?? Promise.resolve() } });
    const running = start(connection, ['prompt', 'count to four'], settings);
    for (const at of pieces.keys()) {
      await running.shows(pieces.slice(0, at + 1).join(''));
      gates[at + 1]?.resolve(undefined);
    }
    const { code, stdout, stderr, pieces: seen } = await running.done;
    expect([code, stdout, stderr]).toEqual([0, `${pieces.join('')}\n`, '']);
    expect(seen.length).toBeGreaterThanOrEqual(pieces.length);
    const asked = connection.azureOpenAi.requests.find(({ method }) => method === 'POST');
    expect(asked?.body).toContain('count to four');
    expect([connection.auth0.count('POST', /token/), connection.entra.count('POST', /token/)]).toEqual([1, 1]);
  });

  test.concurrent('what a model says cannot drive the terminal', async () => {
    const connection = await opened({ azureOpenAi: { answer: ['\u001b]0;owned\u0007', '\u001b[2Jplain\r\n', 'text\u009b31m'] } });
    const { stdout } = await keyless(connection, ['prompt', 'hello']);
    // oxlint-disable-next-line no-control-regex -- exactly these must not be there
    expect(stdout).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/);
    expect(stdout).toContain('plain');
  });
});

async function opened(changes: Changes = {}): Promise<Connection> {
  return connect(bench, changes);
}

function expectAllWell(code: number | null, report: Document): void {
  expect(report.diagnoses).toEqual([]);
  expect(report.checks.filter(({ status }: { status: string }) => status !== 'pass')).toEqual([]);
  expect([code, report.ok, report.exitCode]).toEqual([0, true, 0]);
}

function expectMeteredRequests({ auth0, entra, azureOpenAi }: Connection): void {
  expect([auth0.count('POST', /./), entra.count('POST', /./), azureOpenAi.count('POST', /completions$/)]).toEqual([1, 1, 1]);
}
