import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import type { Io } from '../../src/commands/io.js';
import { provision } from '../../src/commands/provision.js';
import { brokenBy } from '../../src/commands/stop.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { World } from '../../src/sandbox/world.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { emptySandbox, personIn, placeIn, quickIn } from '../provision/place.js';
import { inside } from '../support/inside.js';
import { provisionedOf } from '../support/schema.js';
import type { PrintedProvision } from '../support/schema.js';
import { programs } from '../tools/programs.js';

let empty: Sandbox;
let full: Sandbox;
let worlds: World[];
beforeAll(async () => {
  [empty, full] = await Promise.all([emptySandbox(), startSandbox({ seed: 'provision' })]);
  worlds = [empty, full].map((one) => structuredClone(one.world));
});
afterAll(() => Promise.all([empty.stop(), full.stop()]));
beforeEach(() => [empty, full].forEach((one, at) => Object.assign(one.world, structuredClone(worlds[at]))));

interface Options {
  sandbox?: Sandbox;
  settings?: Partial<Record<FieldName, string>>;
  /** Programs in place of those that are there; null: none. */
  az?: string | null;
  auth0?: null;
  envFile?: string;
  /** Ctrl-C, once this was printed. */
  stopAt?: RegExp;
  reason?: Error;
}

interface Run {
  code: number;
  out: string;
  home: string;
}

/** The command in this process, over a place that counts as the real thing. */
async function run(
  argv: string,
  { sandbox = empty, settings = {}, az, auth0, envFile, stopAt, reason = new Error('cancelled') }: Options = {},
): Promise<Run> {
  const signedIn = await personIn(sandbox);
  const person = await quickIn(sandbox, signedIn);
  const { home } = person;
  if (envFile !== undefined) await writeFile(join(home, '.env'), envFile);
  if (az !== undefined || auth0 === null) {
    const folders = (person.env['PATH'] ?? '').split(':');
    const kept = [...(az === undefined ? [folders[0]] : []), ...(auth0 === null ? [] : [folders[1]])];
    const own = az ? [(await programs({ az })).folder] : [];
    // Nothing but these, where the machine has an az of its own.
    person.env['PATH'] = [...own, ...kept, ...(az === null ? [(await programs({})).folder] : ['/usr/bin', '/bin'])].join(':');
  }
  const read = readArgs(['provision', ...argv.split(' ').filter(Boolean)]);
  if (!read.ok) throw new Error(read.usage.problem);
  const stop = new AbortController();
  const stdout = collector((text) => stopAt?.test(text) && stop.abort(reason));
  const io = {
    env: person.env,
    stdin: new PassThrough(),
    stdout: stdout.stream,
    stderr: collector().stream,
    platform: 'linux',
    now: () => new Date(),
    signal: stop.signal,
    limits: {},
    pauses: [],
    tool: { name: 'keyless', version: '0.0.0-test' },
  } as unknown as Io;
  const place = await placeIn(sandbox, person, settings);
  try {
    return { code: await provision(read.args, io, place, 'standard input is no terminal'), out: stdout.text(), home };
  } finally {
    await place.close();
  }
}

function collector(heard: (text: string) => unknown = () => undefined): { stream: Writable; text: () => string } {
  let text = '';
  const stream = new Writable({ write: (chunk, _, done) => ((text += String(chunk)), heard(text), done()) });
  return { stream, text: () => text };
}

async function asJson(argv: string, options: Options = {}): Promise<PrintedProvision> {
  const { code, out } = await run(`--json ${argv}`, options);
  const document = provisionedOf(out);
  expect(document.exitCode).toBe(code);
  return document;
}

const states = ({ steps }: PrintedProvision): Record<string, string> => Object.fromEntries(steps.map(({ id, state }) => [id, state]));

describe('an empty place', () => {
  test('--dry-run prints the plan and what would do it', async () => {
    const { code, out } = await run('--dry-run');
    expect(code).toBe(0);
    expect(out).toContain('10 to create.');
    expect(out.split('\n').filter((line) => /^(?:az|auth0) /.test(line))).toHaveLength(9);
    expect(out).toMatch(/^keyless provision --yes$/m);
    expect(out).toContain('Nothing was changed.');
  });

  test('--json has the same as one document', async () => {
    const document = await asJson('--dry-run');
    expect(document).toMatchObject({ ok: true, dryRun: true, written: null, error: null });
    expect(new Set(Object.values(states(document)))).toEqual(new Set(['create']));
  });

  test('without a yes nothing is done, and it is said why nobody was asked', async () => {
    const { code, out } = await run('');
    expect(code).toBe(2);
    expect(out).toContain('There is nobody to ask: standard input is no terminal. Nothing was changed.');
    expect((await asJson('')).error?.message).toContain('There is nobody to ask');
  });

  test('is heard without a mark, and every command stands alone in its line', async () => {
    const { out } = await run('--dry-run --accessible');
    expect(out).not.toMatch(/[✓~+?→]/);
    expect(out).toContain('1. Auth0: TO CREATE. API api://AzureADTokenExchange');
    expect(out.split('\n').filter((line) => /^(?:az|auth0) /.test(line))).toHaveLength(9);
  });
});

describe('a place in which everything is right', () => {
  test('has nothing to do but the env file, and then nothing', async () => {
    const first = await run('--yes', { sandbox: full });
    expect(first.out).toContain('1 to create, 9 are right.');
    expect(first.code).toBe(0);
    const env = await readFile(join(first.home, '.env'), 'utf8');
    const second = await run('--yes', { sandbox: full, envFile: env });
    expect(second).toMatchObject({ code: 0 });
    expect(second.out).toContain('Everything is there and right.');
    expect(first.out + second.out).not.toContain(full.world.auth0.applications[0]?.secret);
  });

  test('what the env file held is shown beside what it will hold', async () => {
    const { out } = await run('--dry-run', {
      sandbox: full,
      envFile: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME=team-chat\nAZURE_FEDERATED_SUBJECT=old\n',
    });
    expect(out).toMatch(/AZURE_FEDERATED_SUBJECT +now {3}old\n +then {2}\w+@clients/);
  });

  test('a credential that differs is changed, and its old value is shown', async () => {
    const { world } = full;
    const credential = world.entra.tenants[0]?.identities[0]?.credentials[0];
    if (credential) credential.issuer = credential.issuer.slice(0, -1);
    const document = await asJson('--dry-run', { sandbox: full });
    const step = document.steps.find(({ id }) => id === 'azure.credential');
    expect(step).toMatchObject({ state: 'change', changes: [{ name: 'issuer', from: credential?.issuer, to: `${credential?.issuer}/` }] });
  });

  test('an old client id stops it, whatever else could be done', async () => {
    const document = await asJson('--yes', { sandbox: full, settings: { OIDC_CLIENT_ID: 'Zq7Jx2BvKcW9fRmE5sLdYh3NpZa8GuXo' } });
    expect(document).toMatchObject({ exitCode: 2, diagnoses: [{ code: 'settings/malformed' }] });
    expect(document.steps.filter(({ outcome }) => outcome)).toEqual([]);
  });

  test('a setting that cannot be read stops it too', async () => {
    const document = await asJson('--yes', { sandbox: full, settings: { AZURE_CLIENT_ID: 'not-a-guid' } });
    expect(document).toMatchObject({ exitCode: 2, diagnoses: [{ code: 'settings/malformed' }] });
  });
});

describe('a tool that tells nothing', () => {
  test('no az: exit 3, its steps are for the person, and the other side is read', async () => {
    const document = await asJson('--dry-run', { az: null });
    expect(document).toMatchObject({ exitCode: 3, diagnoses: [{ code: 'tool/az-missing' }] });
    expect(states(document)).toMatchObject({ 'auth0.api': 'create', 'azure.identity': 'unknown', 'azure.role': 'unknown' });
    expect(document.steps.find(({ id }) => id === 'azure.identity')?.commands).toEqual([
      'az identity create --name id-keyless --resource-group rg-keyless',
    ]);
  });

  test('az is not signed in', async () => {
    const az = 'echo "[]"; echo "WARNING: Please run \\"az login\\" to access your accounts." >&2';
    expect(await asJson('--dry-run', { az })).toMatchObject({ exitCode: 3, diagnoses: [{ code: 'tool/az-signed-out' }] });
  });

  test('no auth0: with the settings of a connection that works, its token proves that side', async () => {
    const { world } = full;
    const [application] = world.auth0.applications;
    const settings = {
      OIDC_ENDPOINT: world.auth0.domain,
      OIDC_CLIENT_ID: application?.clientId ?? '',
      OIDC_CLIENT_SECRET: application?.secret ?? '',
    };
    const document = await asJson('--dry-run', { sandbox: full, auth0: null, settings });
    expect(document).toMatchObject({ exitCode: 0, diagnoses: [] });
    expect(states(document)).toMatchObject({ 'auth0.api': 'right', 'auth0.grant': 'right', 'azure.credential': 'right' });
  });

  test('no right to read the accounts: what is forbidden is said, and nothing is made in the dark', async () => {
    full.world.azure.roleAssignments = [];
    const document = await asJson('--dry-run', { sandbox: full });
    expect(document.exitCode).toBe(3);
    expect(new Set(document.diagnoses.map(({ code }) => code))).toEqual(new Set(['tool/az-forbidden']));
    expect(document.steps.filter(({ where, state }) => where === 'azure' && state === 'create')).toEqual([]);
  });
});

test('a decision that is open ends it before anything is made, with the choices', async () => {
  const { auth0 } = full.world;
  const [application] = auth0.applications;
  if (application) {
    application.name = 'keyless';
    auth0.applications.push({ ...application, clientId: `${application.clientId.slice(0, -1)}Q` });
  }
  const document = await asJson('--yes', { sandbox: full });
  expect(document).toMatchObject({ exitCode: 2, questions: [{ flag: '--application', usual: null }] });
  expect(document.next[0]?.command).toBe('keyless provision --application VALUE');
  expect(document.steps.filter(({ outcome }) => outcome)).toEqual([]);
  const { out } = await run('--yes', { sandbox: full });
  expect(out).toContain('--application says which.');
  expect(out).toContain('Nothing was changed.');
});

test('Ctrl-C in the middle: what may have been done is said, and that the same command goes on', async () => {
  const { code, out } = await run('--yes', { stopAt: /^\+ application keyless$/m });
  expect(code).toBe(130);
  expect(out).toContain('Cancelled.\nDone: API api://AzureADTokenExchange.\nMay have been done: application keyless.\nNot begun: ');
  expect(out).toMatch(/^keyless provision --yes$/m);
});

test('where something breaks meanwhile nobody has cancelled it', async () => {
  const reason = brokenBy(new Error('TypeError'));
  await expect(run('--yes', { stopAt: /^\+ application keyless$/m, reason })).rejects.toBe(reason);
});

test('a sandbox has no accounts of the person, and the shell in which it has is named', async () => {
  const { code, stderr } = await inside(['provision', '--sandbox']);
  expect(code).toBe(2);
  expect(stderr).toContain('keyless sandbox --empty -- sh');
});
