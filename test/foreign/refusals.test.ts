import { randomUUID } from 'node:crypto';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Auth0State } from './auth0-server.js';
import type { Bench, Connection, Document } from './connection.js';
import { check, connect, keyless, openBench, say } from './connection.js';
import { keyNumber } from './jwt.js';
import type { Asked, Reply } from './serve.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

describe('what is set up wrongly is named', () => {
  const otherKey = { keys: [{ ...keyNumber(2).jwk, kid: keyNumber(2).kid, use: 'sig', alg: 'RS256' }] };
  test.concurrent('a token signed with a key that is not published: ours and Entra ID’s finding are one', async () => {
    const instead: Auth0State['instead'] = ({ path }) => (path.endsWith('jwks.json') ? { status: 200, json: otherKey } : undefined);
    const { code, report } = await check(await connect(bench, { auth0: { instead } }));
    expect([code, report.diagnoses.map((one: Document) => one.code)]).toEqual([1, ['token/key-not-published']]);
    expect(report.checks.find(({ id }: Document) => id === 'entra.exchange')).toMatchObject({
      status: 'follows',
      because: 'token.signature',
    });
  });

  test.concurrent('a token that has expired before it was used', async () => {
    const { code, report } = await check(await connect(bench, { auth0: { expiresIn: -1000 } }));
    expect([code, report.diagnoses.map((one: Document) => one.code)]).toEqual([1, ['token/outside-valid-time']]);
  });

  test.concurrent('keyless prompt says the same, on standard error, with the same exit code', async () => {
    const connection = await connect(bench, { azureOpenAi: { hasRole: false } });
    const plain = await keyless(connection, ['prompt', 'hello']);
    expect([plain.code, plain.stdout]).toEqual([1, '']);
    expect(plain.stderr).toContain('azure-openai/role-missing');
    const json = await say(connection, ['prompt', 'hello', '--json']);
    expect([json.code, JSON.parse(json.stdout).diagnoses[0].code]).toEqual([1, 'azure-openai/role-missing']);
  });
});

describe('the comparison with the federated credential', () => {
  type Field = 'issuer' | 'subject' | 'audience';
  const changed = {
    issuer: (value: string) => value.slice(0, -1),
    subject: (value: string) => value.replace('@clients', ''),
    audience: (value: string) => `${value}USGov`,
  };

  async function withWrong(field: Field, change: (value: string) => string): Promise<Connection> {
    const connection = await connect(bench);
    const { credential } = connection.state.entra;
    if (credential) credential[field] = change(credential[field]);
    return connection;
  }

  /** What `az identity federated-credential show` prints of what the server holds. */
  async function credentialFile({ state }: Connection): Promise<string> {
    const { issuer, subject, audience } = state.entra.credential ?? {};
    const file = join(await mkdtemp(join(bench.folder, 'az-')), 'credential.json');
    const id = `/subscriptions/${randomUUID()}/resourcegroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-foreign/federatedIdentityCredentials/auth0`;
    await writeFile(file, JSON.stringify({ audiences: [audience], id, issuer, name: 'auth0', resourceGroup: 'rg', subject, type: 'x' }));
    return file;
  }

  test.concurrent.each<[Field, number]>([
    ['issuer', 700211],
    ['subject', 700213],
    ['audience', 700212],
  ])('a wrong %s that only Entra ID’s refusal tells of', async (field, number) => {
    const { code, report } = await check(await withWrong(field, changed[field]));
    expect(code).toBe(1);
    expect(report.diagnoses).toHaveLength(1);
    expect(report.diagnoses[0]).toMatchObject({
      code: `trust/${field}-mismatch`,
      evidence: { field, azure: null },
      upstream: { code: `AADSTS${number}` },
    });
  });

  test.concurrent.each<[Field, string, string]>([
    ['issuer', 'trust/issuer-slash', 'missing'],
    ['subject', 'trust/subject-suffix', 'missing'],
    ['audience', 'trust/audience-mismatch', 'extra'],
  ])('a wrong %s with what Azure holds at hand: down to the character', async (field, code, kind) => {
    const connection = await withWrong(field, changed[field]);
    const { code: exit, report } = await check(connection, ['--federated-credential', await credentialFile(connection)]);
    expect(exit).toBe(1);
    expect(report.diagnoses.map((one: Document) => one.code)).toEqual([code]);
    const { token, azure, azureSource, diff } = report.diagnoses[0].evidence;
    expect([azure, changed[field](token), azureSource]).toEqual([connection.state.entra.credential?.[field], azure, 'pasted']);
    expect(diff[0].kind).toBe(kind);
    expect(diff[0].position).toBe(Math.min(token.length, azure.length) + 1);
    expect(report.checks.find(({ id }: Document) => id === 'entra.exchange')).toMatchObject({
      status: 'follows',
      because: `trust.${field}`,
    });
  });

  test.concurrent('all three wrong: every difference is named at once', async () => {
    const connection = await withWrong('issuer', changed.issuer);
    Object.assign(connection.state.entra.credential ?? {}, { subject: 'x@clients', audience: 'api://x' });
    const { report } = await check(connection, ['--federated-credential', await credentialFile(connection)]);
    expect(report.diagnoses.map((one: Document) => one.code)).toEqual([
      'trust/issuer-slash',
      'trust/subject-mismatch',
      'trust/audience-mismatch',
    ]);
  });

  test.concurrent('an old paste that Entra ID contradicts by accepting is no fault', async () => {
    const connection = await connect(bench);
    const file = await credentialFile(connection);
    await writeFile(file, JSON.stringify([{ name: 'old', issuer: 'https://old.example.org', subject: 'x', audiences: ['y'] }]));
    const { code, report } = await check(connection, ['--federated-credential', file]);
    expect([code, report.ok]).toEqual([0, true]);
    expect(new Set(report.diagnoses.map(({ severity }: Document) => severity))).toEqual(new Set(['warning']));
  });
});

describe('a 429 is “could not find out”, says when to come back, and is not asked again', () => {
  const soon = () => new Date(Date.now() + 90_000).toUTCString();
  const retries: [string, () => Record<string, string>, number, number][] = [
    ['seconds', () => ({ 'Retry-After': '37' }), 37, 37],
    ['a date', () => ({ 'Retry-After': soon() }), 88, 91],
    ['milliseconds', () => ({ 'retry-after-ms': '1500', 'Retry-After': '2' }), 2, 2],
  ];
  const parties: ['auth0' | 'entra' | 'azureOpenAi', string, object][] = [
    ['auth0', 'auth0/rate-limited', { error: 'too_many_requests', error_description: 'Rate limit exceeded.' }],
    [
      'entra',
      'entra/throttled',
      {
        error: 'temporarily_unavailable',
        error_description: 'AADSTS90055: There are too many incoming requests. Trace ID: a Correlation ID: b Timestamp: c',
        error_codes: [90055],
      },
    ],
    [
      'azureOpenAi',
      'azure-openai/rate-limited',
      {
        error: {
          code: 'RateLimitReached',
          message:
            'Your requests to team-chat for gpt-4o in Sweden Central have exceeded the token rate limit for your current OpenAI S0 pricing tier. Please retry after 37 seconds.',
        },
      },
    ],
  ];
  const cases = parties.flatMap(([party, code, json]) => retries.map((retry) => [party, retry[0], code, json, retry] as const));

  test.concurrent.each(cases)('%s, Retry-After in %s', async (party, _, code, json, [, headers, least, most]) => {
    const connection = await connect(bench, {
      [party]: { instead: (asked: Asked) => onPost({ status: 429, headers: headers(), json })(asked) },
    });
    const { code: exit, report } = await check(connection);
    expect([exit, report.diagnoses[0].code, report.diagnoses[0].severity]).toEqual([3, code, 'unknown']);
    expect(report.diagnoses[0].upstream.retryAfterSeconds).toBeGreaterThanOrEqual(least);
    expect(report.diagnoses[0].upstream.retryAfterSeconds).toBeLessThanOrEqual(most);
    expect(connection[party].count('POST', /./)).toBe(1);
  });
});

function onPost(reply: Reply): (asked: Asked) => Reply | undefined {
  return ({ method }) => (method === 'POST' ? reply : undefined);
}
