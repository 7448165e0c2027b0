import { PassThrough } from 'node:stream';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import type { Io } from '../../src/commands/io.js';
import { openPlace } from '../../src/commands/open.js';
import type { Code } from '../../src/findings/finding.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { Secret } from '../../src/settings/secret.js';
import type { Desk, Values } from '../../src/ui/desk.js';
import type { Probed } from '../../src/ui/probes.js';
import { openDesk } from '../support/open-desk.js';

interface Opened {
  desk: Desk;
  sandbox: Sandbox;
  valuesOf: (...names: FieldName[]) => Values;
  tokens: () => number;
  close(): Promise<void>;
}

/** A desk that nothing was typed at yet, before a sandbox that holds what will be. */
async function open(faults: Code[] = []): Promise<Opened> {
  const sandbox = await startSandbox({ faults });
  const read = readArgs(['setup']);
  if (!read.ok) throw new TypeError('no arguments');
  const silent = new PassThrough() as unknown as NodeJS.WriteStream;
  const io: Io = {
    env: { ...sandbox.proxyVariables },
    stdin: new PassThrough() as unknown as NodeJS.ReadStream,
    stdout: silent,
    stderr: silent,
    platform: 'linux',
    suspend: null,
    now: () => new Date(),
    signal: new AbortController().signal,
    limits: {},
    startSandbox: () => Promise.reject(new TypeError('there is one')),
    tool: { name: 'keyless', version: '0.0.0-test' },
  };
  const args = { ...read.args, flags: new Set(['--sandbox']) };
  const inside = { ...io, startSandbox: () => Promise.resolve(emptied(sandbox)) };
  const opened = await openPlace(args, inside);
  if (!opened.ok) throw new TypeError(opened.problem);
  const desk = await openDesk(args, inside, opened.place);
  return {
    desk,
    sandbox,
    valuesOf: (...names) =>
      new Map(names.map((name) => [name, name === 'OIDC_CLIENT_SECRET' ? new Secret(sandbox.settings[name]) : sandbox.settings[name]])),
    tokens: () => sandbox.requests.filter(({ path }) => path === '/oauth/token').length,
    close: () => opened.place.close(),
  };
}

/** The same place, for somebody who has no settings yet. */
function emptied(sandbox: Sandbox): Sandbox {
  const settings = Object.fromEntries(Object.keys(sandbox.settings).map((name) => [name, '']));
  return Object.create(sandbox, { settings: { value: settings } }) as Sandbox;
}

const auth0 = ['OIDC_ENDPOINT', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'] as const;
const azure = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_AOAI_ENDPOINT'] as const;

function linesOf(probed: Probed): Record<string, string> {
  return probed.kind === 'checks' ? Object.fromEntries(probed.report.checks.map(({ id, status }) => [id, status])) : {};
}

describe('live looks at healthy parties', () => {
  let opened: Opened;
  beforeAll(async () => (opened = await open()));
  afterAll(() => opened.close());

  test('each asks only its party, with nothing but its own values', async () => {
    const { desk, sandbox, valuesOf } = opened;
    expect(linesOf(await desk.probe('domain', valuesOf('OIDC_ENDPOINT')))).toMatchObject({
      'auth0.discovery': 'pass',
      'auth0.keys': 'pass',
    });
    expect(new Set(sandbox.requests.map(({ party }) => party))).toEqual(new Set(['auth0']));
    expect(linesOf(await desk.probe('tenant', valuesOf('AZURE_TENANT_ID')))).toMatchObject({ 'entra.tenant': 'pass' });
    expect(linesOf(await desk.probe('endpoint', valuesOf('AZURE_AOAI_ENDPOINT')))).toMatchObject({ 'azure-openai.host': 'pass' });
    expect(opened.tokens()).toBe(0);
  });

  test('one token of Auth0 serves the look at it, the list of deployments, the comparison and the check', async () => {
    const { desk, valuesOf } = opened;
    const token = await desk.probe('token', valuesOf(...auth0));
    expect(linesOf(token)).toMatchObject({ 'auth0.token': 'pass', 'token.signature': 'pass', 'token.claims': 'pass' });
    expect(await desk.probe('deployments', valuesOf(...auth0, ...azure))).toMatchObject({ kind: 'deployments', names: ['team-chat'] });
    const federated = ['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE'] as const;
    const trust = await desk.probe('trust', valuesOf(...auth0, ...azure, ...federated));
    expect(linesOf(trust)).toMatchObject({ 'trust.issuer': 'pass', 'trust.subject': 'pass', 'trust.audience': 'pass' });
    const all = valuesOf(...auth0, ...azure, ...federated, 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME');
    const report = await desk.check(all, () => undefined, null);
    expect(report).toMatchObject({ ok: true, exitCode: 0 });
    expect(opened.tokens()).toBe(1);
  });

  test('another secret is another question', async () => {
    const { desk, valuesOf } = opened;
    const before = opened.tokens();
    const values = new Map(valuesOf(...auth0)).set(
      'OIDC_CLIENT_SECRET',
      new Secret('kA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQjaK1AUPhZq8mRi0Q0pjhkfu1D7y6Kj7fQ2'),
    );
    const refused = await desk.probe('token', values);
    expect(refused.kind === 'checks' && refused.report.diagnoses[0]?.code).toBe('auth0/client-refused');
    expect(opened.tokens()).toBe(before + 1);
  });
});

test.each([
  ['auth0/grant-missing', 'token', auth0],
  ['token/algorithm-unsupported', 'token', auth0],
  ['trust/issuer-slash', 'trust', [...auth0, 'AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE']],
] as const)('%s is found by the look at the %s', async (code, name, names) => {
  const opened = await open([code]);
  const probed = await opened.desk.probe(name, opened.valuesOf(...names));
  expect(probed.kind === 'checks' && probed.report.diagnoses[0]?.code).toBe(code);
  await opened.close();
});

test('a list of deployments that cannot be had is empty, and says nothing else', async () => {
  const opened = await open(['trust/issuer-slash']);
  const probed = await opened.desk.probe('deployments', opened.valuesOf(...auth0, ...azure));
  expect(probed).toEqual({ kind: 'deployments', names: [] });
  await opened.close();
});
