import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';

import { beforeAll, describe, expect, test } from 'vitest';

import { startProxy } from '../chain/connect-proxy.js';
import { jsonOf } from '../support/schema.js';
import type { Bench, Document, PartyName, Running } from './connection.js';
import { check, checkAlone, connect, keyless, openBench, start } from './connection.js';
import type { Asked } from './serve.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

const parties: [PartyName, string, string][] = [
  ['auth0', 'auth0', 'OIDC_ENDPOINT'],
  ['entra', 'entra', 'AZURE_AUTHORITY_HOST'],
  ['azureOpenAi', 'azure-openai', 'AZURE_AOAI_ENDPOINT'],
];

describe('no answer at all is “could not find out”', () => {
  test.concurrent.each(parties)('a refused connection: %s', async (party, name, setting) => {
    // A port that is never handed out, so that no other test's server can come to listen there.
    const { code, report } = await check(await connect(bench), [], { [setting]: `${party === 'auth0' ? '' : 'https://'}localhost:1` });
    expect([code, report.ok]).toEqual([3, false]);
    expect(report.diagnoses[0]).toMatchObject({ code: 'network/unreachable', severity: 'unknown', evidence: { party: name } });
    expect(report.diagnoses[0].evidence.failure).toMatchObject({ kind: 'unreachable', detail: 'ECONNREFUSED', host: 'localhost:1' });
  });

  test.concurrent('a certificate of an authority nobody knows', async () => {
    const connection = await connect(bench);
    const { code, report } = await checkAlone(connection, [], { NODE_EXTRA_CA_CERTS: null });
    expect(code).toBe(3);
    expect(report.diagnoses[0]).toMatchObject({ code: 'network/tls-untrusted', evidence: { party: 'auth0' } });
    expect(report.diagnoses[0].evidence.failure.detail).toMatch(
      /^(UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT_LOCALLY|SELF_SIGNED_CERT_IN_CHAIN)$/,
    );
    // Nobody sends a secret to a host that has not proved who it is.
    expect([connection.auth0.requests, connection.entra.requests, connection.azureOpenAi.requests]).toEqual([[], [], []]);
  });

  test.concurrent.each(parties)('a server that speaks no TLS: %s', async (party, name, setting) => {
    const connection = await connect(bench);
    const server = createServer((socket) => socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, report } = await check(connection, [], { [setting]: `${party === 'auth0' ? '' : 'https://'}localhost:${port}` });
    server.close();
    expect([code, report.diagnoses[0].code.split('/')[0], report.diagnoses[0].evidence.party]).toEqual([3, 'network', name]);
  });

  test.concurrent.each(parties)('a server that hangs up: %s', async (party, name, setting) => {
    const connection = await connect(bench);
    const server = createServer((socket) => socket.on('error', () => undefined).destroy());
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const { code, report } = await check(connection, [], { [setting]: `${party === 'auth0' ? '' : 'https://'}localhost:${port}` });
    server.close();
    expect([code, report.diagnoses[0].code, report.diagnoses[0].evidence.party]).toEqual([3, 'network/unreachable', name]);
  });

  test.concurrent('a name that does not exist', async () => {
    const { code, report } = await check(await connect(bench), [], { OIDC_ENDPOINT: 'nobody.invalid-keyless-test' });
    expect(code).toBe(3);
    expect(report.diagnoses[0].code).toBe('network/name-not-found');
  });

  test.concurrent('keys at a name that does not exist: the domain is not blamed', async () => {
    const connection = await connect(bench);
    const document = { issuer: connection.auth0.issuer, jwks_uri: 'https://nobody.invalid-keyless-test/keys' };
    connection.state.auth0.instead = ({ path }) => (path.includes('openid-configuration') ? { status: 200, json: document } : undefined);
    const { report } = await check(connection);
    const absent = report.diagnoses.find(({ code }: Document) => code === 'network/name-not-found');
    expect(absent.why).toContain('nobody.invalid-keyless-test');
    expect(`${absent.title} ${absent.why}`).not.toMatch(/mistyped|Auth0 domain does not exist/);
  });
});

describe('through a proxy', () => {
  test.concurrent('all three are reached, each by a tunnel to its own host and port', async () => {
    const [connection, proxy] = await Promise.all([connect(bench), startProxy()]);
    const { code, report } = await check(connection, [], { HTTPS_PROXY: proxy.url });
    expect([code, report.ok]).toEqual([0, true]);
    const { auth0, entra, azureOpenAi } = connection;
    expect(new Set(proxy.connects)).toEqual(new Set([auth0, entra, azureOpenAi].map(({ port }) => `localhost:${port}`)));
    proxy.close();
  });

  test.concurrent.each(['127.0.0.1:PORT', '//127.0.0.1:PORT', ' 127.0.0.1:PORT ', 'localhost:PORT'])(
    'in a process of its own, whose SDKs could read the variables too: %j',
    async (text) => {
      const [connection, proxy] = await Promise.all([connect(bench), startProxy()]);
      const address = text.replace('PORT', String(proxy.port));
      const { code, report } = await checkAlone(connection, [], { HTTPS_PROXY: address, ALL_PROXY: '127.0.0.1:1' });
      expect([code, report.diagnoses]).toEqual([0, []]);
      const { auth0, entra, azureOpenAi } = connection;
      expect(new Set(proxy.connects)).toEqual(new Set([auth0, entra, azureOpenAi].map(({ port }) => `localhost:${port}`)));
      proxy.close();
    },
  );

  test.concurrent('one that opens what passes, as a company does: its authority is named, and trusted once NODE_EXTRA_CA_CERTS has it', async () => {
    const [connection, proxy] = await Promise.all([connect(bench), startProxy()]);
    const without = await checkAlone(connection, [], { HTTPS_PROXY: proxy.url, NODE_EXTRA_CA_CERTS: null });
    const [first] = without.report.diagnoses;
    expect([without.code, first.code, first.evidence.failure.issuer]).toEqual([3, 'network/tls-untrusted', 'CN=foreign test CA']);
    expect(first.fix[0].instruction ?? JSON.stringify(first.fix)).toContain('CN=foreign test CA');
    expect(connection.auth0.requests).toEqual([]);
    // Node's own switch does not switch it off.
    const off = await checkAlone(connection, [], { NODE_EXTRA_CA_CERTS: null, NODE_TLS_REJECT_UNAUTHORIZED: '0' });
    expect([off.code, off.report.diagnoses[0].code, connection.auth0.requests]).toEqual([3, 'network/tls-untrusted', []]);
    expect(off.stderr).not.toContain('NODE_TLS_REJECT_UNAUTHORIZED');
    const authority = await checkAlone(connection, [], { HTTPS_PROXY: proxy.url });
    expect([authority.code, authority.report.diagnoses]).toEqual([0, []]);
    proxy.close();
  });

  test.concurrent('NO_PROXY leaves it out', async () => {
    const [connection, proxy] = await Promise.all([connect(bench), startProxy(() => '403 Forbidden')]);
    const { code } = await check(connection, [], { HTTPS_PROXY: proxy.url, NO_PROXY: 'example.com,localhost' });
    expect([code, proxy.connects]).toEqual([0, []]);
    proxy.close();
  });

  test.concurrent.each([
    ['403 Forbidden', '403'],
    ['407 Proxy Authentication Required', '407'],
  ])('%s is the proxy’s word, and its password is nowhere', async (line, detail) => {
    const [connection, proxy] = await Promise.all([connect(bench), startProxy(() => line)]);
    const address = `http://me:password-of-the-proxy@127.0.0.1:${proxy.port}`;
    const ran = await check(connection, [], { HTTPS_PROXY: address });
    expect([ran.code, ran.report.diagnoses[0].code]).toEqual([3, 'network/proxy']);
    expect(ran.report.diagnoses[0].evidence.failure).toMatchObject({ kind: 'proxy', detail, proxy: proxy.url });
    expect(ran.stdout + ran.stderr).not.toContain('password-of-the-proxy');
    proxy.close();
  });

  test.concurrent.each([
    [
      'with a wrong name',
      'me:hunter2hunter2@',
      'Proxy-Authenticate: Basic realm="x"',
      /^The proxy does not accept the name/,
      true,
      ['Basic'],
    ],
    ['with a name, and no offer', 'me:hunter2hunter2@', 'X: y', /^The proxy does not accept the name/, true, undefined],
    ['without a name', '', 'Proxy-Authenticate: Basic realm="x"', /^The proxy wants a password/, undefined, ['Basic']],
    [
      'with a name it has no use for',
      'me:hunter2hunter2@',
      'Proxy-Authenticate: Negotiate\r\nProxy-Authenticate: NTLM',
      /only way to sign in that it offers is "Negotiate" or "NTLM"/,
      true,
      ['Negotiate', 'NTLM'],
    ],
  ])('a sign-in is wanted, %s: the words say what to do, and no password', async (_, user, header, words, signedIn, offers) => {
    const line = `407 Proxy Authentication Required\r\n${header}`;
    const [connection, proxy] = await Promise.all([connect(bench), startProxy(() => line)]);
    const ran = await check(connection, [], { HTTPS_PROXY: `http://${user}127.0.0.1:${proxy.port}` });
    const { title, why, evidence } = ran.report.diagnoses[0];
    expect(`${title}. ${why}`).toMatch(words);
    expect([evidence.failure.signedIn, evidence.failure.offers]).toEqual([signedIn, offers]);
    expect(ran.stdout + ran.stderr).not.toContain('hunter2');
    proxy.close();
  });

  test.concurrent('what it says when it refuses is told, and fits the schema', async () => {
    const [connection, proxy] = await Promise.all([connect(bench), startProxy(() => '403 Blocked by policy 7')]);
    const { report } = await check(connection, [], { HTTPS_PROXY: proxy.url });
    expect(report.diagnoses[0].why).toMatch(/ Its words: "Blocked by policy 7"\.$/);
    proxy.close();
  });

  test.concurrent.each([
    ['403 Forbidden', 3],
    ['407 Proxy Authentication Required', 1],
  ])('%s to every host: %i to ask for', async (line, causes) => {
    const [connection, proxy] = await Promise.all([connect(bench), startProxy(() => line)]);
    const { report } = await check(connection, [], { HTTPS_PROXY: proxy.url });
    const hosts = [connection.auth0, connection.entra, connection.azureOpenAi].map(({ port }) => `localhost:${port}`);
    expect(report.diagnoses.map((one: Document) => one.evidence.failure.host)).toEqual(hosts.slice(0, causes));
    proxy.close();
  });
});

// How long the end takes is told by the clock, and other files run beside this one: a busy moment may be tried again.
describe('Ctrl-C', { retry: 2 }, () => {
  const silentOn = (method: string, path: RegExp) => (asked: Asked) =>
    asked.method === method && path.test(asked.path) ? null : undefined;
  const silences: [string, PartyName, string, RegExp][] = [
    ['Auth0 does not answer the first question', 'auth0', 'GET', /openid-configuration/],
    ['Auth0 issues no token', 'auth0', 'POST', /token/],
    ['Entra ID does not answer the first question', 'entra', 'GET', /openid-configuration/],
    ['Entra ID issues no token', 'entra', 'POST', /token/],
    ['Azure OpenAI does not begin', 'azureOpenAi', 'POST', /completions/],
  ];

  test.concurrent.each(silences)('while %s: 130, quickly, with one JSON document', async (_, party, method, path) => {
    const connection = await connect(bench, { [party]: { instead: silentOn(method, path) } });
    const running = start(connection, ['check', '--json', '--verbose']);
    await connection[party].arrival(path);
    const { code, stdout } = await interrupted(running);
    expect(code).toBe(130);
    expect(jsonOf(stdout)).toMatchObject({ ok: false, exitCode: 130, error: { code: 'cancelled' }, checks: [], diagnoses: [] });
  });

  test.concurrent('while a proxy does not answer: 130, quickly, with one JSON document', async () => {
    const arrived = Promise.withResolvers<undefined>();
    const proxy = await startProxy(() => {
      arrived.resolve(undefined);
      return 'silent';
    });
    const running = start(await connect(bench), ['check', '--json'], { HTTPS_PROXY: proxy.url });
    await arrived.promise;
    const { code, stdout } = await interrupted(running);
    proxy.close();
    expect([code, jsonOf(stdout).error?.code]).toEqual([130, 'cancelled']);
  });

  test.concurrent('without --json: what was found so far is not lost', async () => {
    const connection = await connect(bench, { azureOpenAi: { instead: silentOn('POST', /completions/) } });
    const running = start(connection, ['check']);
    await connection.azureOpenAi.arrival(/completions/);
    const { code, stdout, stderr } = await interrupted(running);
    expect([code, stderr]).toEqual([130, 'Cancelled. Nothing was changed.\n']);
    expect(stdout).toMatch(/^ok +auth0\.token /m);
    // A request that was broken off says nothing about its party.
    expect(stdout).not.toMatch(/^(FAIL|unknown|follows|skip) /m);
  });

  test.concurrent('without --json: 130, one sentence on standard error, no stack', async () => {
    const connection = await connect(bench, { entra: { instead: silentOn('POST', /token/) } });
    const running = start(connection, ['check', '--verbose']);
    await connection.entra.arrival(/token/);
    const { code, stderr } = await interrupted(running);
    expect(code).toBe(130);
    expect(stderr).toContain('Cancelled.');
    expect(stderr).not.toMatch(/^\s+at /m);
  });

  test.concurrent.each<[string[]]>([[[]], [['--json']]])(
    'in the middle of an answer (prompt %j): 130, what was said stays, and nothing else follows',
    async (flags) => {
      const connection = await connect(bench, {
        azureOpenAi: {
          // A letter at the end would be kept back whenever a secret of this run begins with it.
          answer: ['Hello', ' there,', ' friend'],
          pace: (at) => (at < 2 ? Promise.resolve() : new Promise(() => undefined)),
        },
      });
      const running = start(connection, ['prompt', 'hello', ...flags]);
      if (flags.length === 0) await running.shows('Hello there,');
      else await connection.azureOpenAi.arrival(/completions/);
      const { code, stdout } = await interrupted(running);
      expect(code).toBe(130);
      if (flags.length === 0) expect(stdout).toBe('Hello there,\n');
      else expect(jsonOf(stdout).error?.code).toBe('cancelled');
    },
  );

  test.concurrent('SIGTERM ends it the same way', async () => {
    const connection = await connect(bench, { auth0: { instead: silentOn('POST', /token/) } });
    const running = start(connection, ['check', '--json']);
    await connection.auth0.arrival(/token/);
    running.signal('SIGTERM');
    const { code, stdout } = await running.done;
    expect([code, jsonOf(stdout).error?.code]).toEqual([130, 'cancelled']);
  });

  test.concurrent('a reader that goes away ends it without a word', async () => {
    const connection = await connect(bench, {
      azureOpenAi: {
        pace: () => new Promise((resolve) => setTimeout(resolve, 20)),
        answer: Array.from({ length: 200 }, (_, at) => `${at} `),
      },
    });
    const running = start(connection, ['prompt', 'count']);
    await running.shows('0 ');
    running.stopReading();
    const { stderr } = await running.done;
    expect(stderr).not.toMatch(/EPIPE|^\s+at /m);
  });

  test.concurrent('a server that is only slow is waited for', async () => {
    const connection = await connect(bench, { auth0: { manner: { delayMs: 1200 } } });
    expect((await keyless(connection, ['check', '--json'])).code).toBe(0);
  });

  /** Within the two seconds after which the process would be ended by force. */
  async function interrupted(running: Running): ReturnType<typeof keyless> {
    const since = performance.now();
    running.signal('SIGINT');
    const ran = await running.done;
    expect(performance.now() - since).toBeLessThan(1950);
    return ran;
  }
});
