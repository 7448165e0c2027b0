import { describe, expect, test } from 'vitest';

import type { CheckId } from '../../src/checks/check.js';
import type { Code } from '../../src/findings/finding.js';
import type { Report } from '../../src/report/report.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Desk, Values } from '../../src/ui/desk.js';
import { deskInSandbox } from '../support/desk.js';

interface Open {
  desk: Desk;
  sandbox: Sandbox;
  /** What was asked since the last look, as `party METHOD last-part-of-the-path`. */
  asked: () => string[];
  check: (from?: CheckId | null, values?: Values) => Promise<Report>;
}

/** The desk of the program over a sandbox in this process. */
async function open(...argv: string[]): Promise<Open> {
  const { desk, sandbox } = await deskInSandbox(['check', '--sandbox', ...argv]);
  const started: Sandbox = sandbox;
  let seen = 0;
  return {
    desk,
    sandbox: started,
    check: (from = null, values = new Map()) => desk.check(values, () => undefined, from),
    asked() {
      const fresh = started.requests.filter(({ by }) => by === 'client').slice(seen);
      seen += fresh.length;
      return fresh.map(({ party, method, path }) => `${party} ${method} ${path.split('?')[0]?.split('/').at(-1)}`).toSorted();
    },
  };
}

const failing = (fault: Code): string[] => ['--fault', fault];
const keptIn = ({ checks }: Report): string[] => checks.flatMap(({ id, isKept }) => (isKept ? id : []));
const causeOf = ({ diagnoses }: Report): string | undefined => diagnoses.find(({ severity }) => severity !== 'warning')?.code;

describe('a check from the one that failed on', () => {
  test('asks Auth0 nothing and Entra ID anew, says what it kept, and is green once Azure was mended', async () => {
    const { sandbox, asked, check } = await open(...failing('trust/issuer-slash'));
    const first = await check();
    expect(causeOf(first)).toBe('trust/issuer-slash');
    expect(asked()).toContain('auth0 POST token');
    const again = await check('trust.issuer');
    expect(causeOf(again)).toBe('trust/issuer-slash');
    expect(keptIn(again)).toEqual(first.checks.filter(({ group }) => /^(settings|auth0|token)$/.test(group)).map(({ id }) => id));
    expect(asked()).toEqual(['azure-openai GET models', 'entra GET openid-configuration', 'entra POST token']);
    expect(again.requests.map(({ party }) => party).toSorted()).toEqual(['azure-openai', 'entra', 'entra']);
    for (const { credentials } of sandbox.world.entra.tenants.flatMap(({ identities }) => identities))
      for (const held of credentials) held.issuer = held.issuer.replace(/\/?$/, '/');
    const mended = await check('trust.issuer');
    expect(mended.completion?.text).toContain('sandbox');
    expect(mended.checks).toHaveLength(21);
    expect(mended.exitCode).toBe(0);
    expect(asked().filter((one) => one.startsWith('auth0'))).toEqual([]);
  });

  test('at the end of the chain fetches a new token of Entra ID, and not one of Auth0', async () => {
    const { asked, check } = await open(...failing('azure-openai/role-missing'));
    expect(causeOf(await check())).toBe('azure-openai/role-missing');
    asked();
    const again = await check('azure-openai.access');
    expect(causeOf(again)).toBe('azure-openai/role-missing');
    // The list of models beside the question, of a host that is known to answer.
    expect(asked()).toEqual(['azure-openai GET models', 'azure-openai POST completions', 'entra POST token']);
    expect(keptIn(again)).toContain('azure-openai.host');
    expect(keptIn(again)).not.toContain('entra.exchange');
  });

  test('fetches another token of Auth0 when the token itself was at fault, and so does a check of all', async () => {
    for (const from of ['token.header', null] as const) {
      const { sandbox, asked, check } = await open(...failing('token/algorithm-unsupported'));
      expect(causeOf(await check())).toBe('token/algorithm-unsupported');
      asked();
      for (const api of sandbox.world.auth0.apis) api.signingAlgorithm = 'RS256';
      const mended = await check(from);
      expect(causeOf(mended)).toBeUndefined();
      expect(asked().filter((one) => one === 'auth0 POST token')).toHaveLength(1);
      expect(keptIn(mended).some((id) => id.startsWith('settings.'))).toBe(from !== null);
    }
  });

  test('runs all when a value was changed since', async () => {
    const { asked, check, sandbox } = await open(...failing('trust/issuer-slash'));
    await check();
    asked();
    const values: Values = new Map([['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', `${sandbox.settings.AZURE_AOAI_MODEL_DEPLOYMENT_NAME}-2`]]);
    const changed = await check('trust.issuer', values);
    expect(keptIn(changed)).toEqual([]);
    // What Auth0 was asked with has not changed, so its token serves on.
    expect(asked()).toEqual(expect.arrayContaining(['auth0 GET openid-configuration', 'auth0 GET jwks.json', 'azure-openai GET models']));
    // And from there on those values are the ones that have not changed.
    expect(keptIn(await check('trust.issuer', values))).toContain('auth0.token');
  });

  test('keeps what stood before it also where another deployment was chosen at the prompt', async () => {
    const { check, desk, sandbox } = await open(...failing('trust/issuer-slash'));
    const instead = sandbox.settings.AZURE_AOAI_MODEL_DEPLOYMENT_NAME;
    await desk.errand({ kind: 'deployment', chosen: { name: `${instead}-2`, instead } });
    await check();
    expect(keptIn(await check('trust.issuer'))).toContain('auth0.token');
  });

  test('a check of all takes nothing over, and still needs no second token of Auth0', async () => {
    const { asked, check } = await open(...failing('trust/issuer-slash'));
    await check();
    asked();
    const all = await check();
    expect(keptIn(all)).toEqual([]);
    expect(asked()).toContain('auth0 GET openid-configuration');
    expect(all.requests.filter(({ path }) => path === '/oauth/token')).toEqual([]);
  });
});

test('the screen of check --no-completion spends no completion, and its prompt asks all the same', async () => {
  const { asked, check, desk } = await open('--no-completion');
  const report = await check();
  expect(report).toMatchObject({ completion: null, exitCode: 0 });
  expect(asked().filter((one) => one.endsWith('completions'))).toEqual([]);
  const answered = await desk.ask('hello', () => undefined);
  expect(answered.completion?.text).toContain('hello');
});

describe('a wait on the screen', () => {
  test('spends no completion where none is wanted', async () => {
    const { asked, desk } = await open('--no-completion');
    const report = await desk.wait(new Map(), () => undefined);
    expect(report).toMatchObject({ completion: null, exitCode: 0 });
    expect(asked().filter((one) => one.endsWith('completions'))).toEqual([]);
  });

  test('breaks off what it asks when it is given up', async () => {
    const { asked, desk } = await open(...failing('network/timeout'));
    const waited = desk.wait(new Map(), () => undefined);
    await expect.poll(asked, { timeout: 5000 }).toContain('entra POST token');
    const since = performance.now();
    desk.stop();
    await waited;
    expect(performance.now() - since).toBeLessThan(1000);
  });
});

describe('the requests of a report', () => {
  test('lie on one axis: what ran side by side overlaps, and the exchange begins after the token', async () => {
    const { check } = await open();
    const { requests, durationMs } = await check();
    const find = (party: string, path: RegExp) => {
      const request = requests.find((one) => one.party === party && path.test(one.path));
      if (!request) throw new Error(`nobody asked ${party}`);
      return { ...request, endMs: request.endMs ?? Infinity };
    };
    const discovery = find('auth0', /openid-configuration/);
    const tenant = find('entra', /openid-configuration/);
    const token = find('auth0', /oauth\/token/);
    const exchange = find('entra', /oauth2/);
    const completion = find('azure-openai', /completions/);
    expect(tenant.startMs).toBeLessThan(discovery.endMs);
    expect(discovery.startMs).toBeLessThan(tenant.endMs);
    expect(exchange.startMs).toBeGreaterThanOrEqual(token.endMs);
    expect(completion.startMs).toBeGreaterThanOrEqual(exchange.endMs);
    // An answer that streams is under way until its last piece, which is the end of the run.
    expect(completion.endMs).toBeLessThanOrEqual(durationMs);
    const serial = [token, exchange, completion].reduce((sum, { startMs, endMs }) => sum + endMs - startMs, 0);
    expect(serial).toBeLessThanOrEqual(durationMs);
    expect(serial).toBeGreaterThan(durationMs / 3);
    for (const { startMs, sentMs, endMs } of requests) {
      expect(startMs).toBeGreaterThanOrEqual(0);
      expect(sentMs).toBeGreaterThanOrEqual(startMs);
      expect(endMs).toBeGreaterThanOrEqual(sentMs ?? Infinity);
    }
  });

  test('hold no query, no token and no secret', async () => {
    const { check, sandbox } = await open();
    const text = JSON.stringify((await check()).requests);
    expect(text).toContain('/oauth/token');
    expect(text).not.toMatch(/[?=]|eyJ/);
    expect(text).not.toContain(sandbox.settings.OIDC_CLIENT_SECRET);
  });
});
