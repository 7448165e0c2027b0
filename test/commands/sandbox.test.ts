import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { exempt } from '../../src/sandbox/faults/exempt.js';
import { faults } from '../../src/sandbox/faults.js';
import { fields } from '../../src/settings/fields.js';
import { emptyFolder, keyless, launcher } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';

describe('sandbox -- COMMAND', () => {
  const print = (...names: string[]): string[] => [
    'sandbox',
    '--',
    process.execPath,
    '-e',
    `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => process.env[name] ?? null)))`,
  ];

  test('real credentials and sign-ins of the usual clients stay outside', async () => {
    const real = {
      AZURE_CLIENT_SECRET: 'canary',
      AZURE_OPENAI_API_KEY: 'canary',
      OPENAI_API_KEY: 'canary',
      OPENAI_BASE_URL: 'https://canary.example',
      AUTH0_MANAGEMENT_API_TOKEN: 'canary',
      ARM_CLIENT_CERTIFICATE_PATH: 'canary',
      AZURE_FEDERATED_TOKEN_FILE: 'canary',
      https_proxy: 'http://canary:1',
      NO_PROXY: '*',
    };
    const { code, stdout } = await keyless(print(...Object.keys(real)), { env: real });
    expect([code, JSON.parse(stdout)]).toEqual([0, Object.keys(real).map(() => null)]);
  });

  test('az and azd have a folder of their own, and what is no credential is inherited', async () => {
    const env = { AZURE_CONFIG_DIR: '/home/me/.azure', AZURE_CORE_ONLY_SHOW_ERRORS: 'true', LANG: 'C.UTF-8' };
    const { stdout } = await keyless(print('AZURE_CONFIG_DIR', 'AZD_CONFIG_DIR', 'AZURE_CORE_ONLY_SHOW_ERRORS', 'LANG'), { env });
    const [az, azd, ...rest] = JSON.parse(stdout) as string[];
    expect([az, azd]).toEqual([expect.stringMatching(/keyless-sandbox-.*azure$/), expect.stringMatching(/keyless-sandbox-.*azd$/)]);
    expect(rest).toEqual(['true', 'C.UTF-8']);
  });

  test('an env file in the folder changes nothing in it', async () => {
    const folder = await emptyFolder();
    await writeFile(
      join(folder, '.env'),
      'AZURE_AOAI_API_VERSION=2023-07-01-preview\nOIDC_CLIENT_SECRET=canary-of-the-real-one-0123456789\n',
    );
    const { code, stdout } = await keyless(['sandbox', '--', process.execPath, '--', launcher, 'check', '--json'], { cwd: folder });
    const report = jsonOf(stdout);
    expect([code, report.ok, report.diagnoses]).toEqual([0, true, []]);
    expect(report.settings.filter(({ source }) => source === '.env')).toEqual([]);
  });
});

describe('--empty', () => {
  test('a command gets what is there, nothing of the person, and az and auth0 with something to sign in with', async () => {
    const own = { AZURE_CLIENT_ID: 'mine', AZURE_AOAI_ENDPOINT: 'mine', AUTH0_DOMAIN: 'mine', AUTH0_CLIENT_SECRET: 'mine' };
    const script = `
const { readFileSync, statSync } = require('node:fs');
const { AZURE_CONFIG_DIR, ...env } = process.env;
const files = ['azureProfile.json', 'service_principal_entries.json'].map((name) => AZURE_CONFIG_DIR + '/' + name);
const read = files.map((file) => ({ mode: statSync(file).mode & 0o777, holds: JSON.parse(readFileSync(file, 'utf8')) }));
console.log(JSON.stringify({ env, read }));`;
    const { code, stdout } = await keyless(['sandbox', '--empty', '--', process.execPath, '-e', script], { env: own });
    const { env, read } = JSON.parse(stdout) as { env: Record<string, string>; read: { mode: number; holds: any }[] }; // oxlint-disable-line typescript/no-explicit-any -- the files of another program
    expect(code).toBe(0);
    const there = ['OIDC_ENDPOINT', 'OIDC_AUDIENCE', 'AZURE_TENANT_ID', 'AZURE_AUTHORITY_HOST'];
    expect(Object.keys(env).filter((name) => fields.some((field) => field.name === name))).toEqual(expect.arrayContaining(there));
    for (const { name } of fields) if (!there.includes(name)) expect(env).not.toHaveProperty(name);
    expect(env['AUTH0_DOMAIN']).toBe(env['OIDC_ENDPOINT']);
    expect(env['AUTH0_CLIENT_SECRET']).toMatch(/^\w{64}$/);
    const [profile, entries] = read;
    const account = profile?.holds.subscriptions[0];
    expect([profile?.mode, entries?.mode]).toEqual([0o600, 0o600]);
    expect(account).toMatchObject({ isDefault: true, tenantId: env['AZURE_TENANT_ID'], environmentName: 'AzureCloud' });
    expect(entries?.holds).toEqual([
      { client_id: account.user.name, tenant: account.tenantId, client_secret: expect.stringMatching(/^\w{40}$/) },
    ]);
  });

  test('what is printed says what is there, and how the tools of Auth0 sign in', async () => {
    const { code, stdout, place } = await inside(['sandbox', '--empty'], { signal: AbortSignal.abort() });
    expect(code).toBe(130);
    expect(stdout).toContain('# Nothing is set up: an Auth0 tenant without API and application, and a subscription without any resource.');
    expect(stdout).toContain(`export OIDC_ENDPOINT=${place?.world.auth0.domain}\n`);
    expect(stdout).toContain(`export AUTH0_CLIENT_ID=${place?.world.auth0.management.application.clientId}\n`);
    expect(stdout).toMatch(
      /^# auth0 login --domain "\$AUTH0_DOMAIN" --client-id "\$AUTH0_CLIENT_ID" --client-secret "\$AUTH0_CLIENT_SECRET"$/m,
    );
    expect(stdout).not.toMatch(/AZURE_CLIENT_ID|=\n/);
    const told = await inside(['sandbox', '--empty', '--json'], { signal: AbortSignal.abort() });
    expect(jsonOf(told.stdout).sandbox.clients).toMatchObject({
      AZURE_CORE_ENCRYPT_TOKEN_CACHE: 'false',
      AUTH0_DOMAIN: expect.any(String),
    });
  });

  test.each(['trust/issuer-slash', 'azure-openai/role-missing', 'azure-openai/firewall-blocked', 'auth0/grant-missing'])(
    '%s finds nothing to act on there',
    async (code) => {
      expect(await inside(['sandbox', '--empty', '--fault', code])).toMatchObject({
        code: 2,
        stderr: `✗ ${code} finds nothing to act on: with --empty, nothing is set up yet.\n  Leave out one of the two.\n`,
      });
    },
  );

  test('what is wrong with a party itself can be planted there', async () => {
    const run = await inside(['sandbox', '--empty', '--fault', 'trust/issuer-blocked'], { signal: AbortSignal.abort() });
    expect([run.code, run.place?.world.entra.tenants[0]?.allowedIssuers]).toEqual([130, ['https://token.actions.githubusercontent.com']]);
  });
});

test('the ending of the command is the ending of keyless, as a shell tells it', async () => {
  const kill = await keyless(['sandbox', '--', process.execPath, '-e', "process.kill(process.pid, 'SIGKILL')"]);
  expect([kill.code, kill.stderr]).toEqual([137, '']);
  const folder = await emptyFolder();
  expect(await keyless(['sandbox', '--', folder])).toMatchObject({ code: 2, stderr: `✗ ${folder} cannot be run (EACCES).\n` });
});

test('--list names every fault with a sentence, and every code without one with its rule, as text and as JSON, and starts nothing', async () => {
  const { code, stdout } = await keyless(['sandbox', '--list', '--json']);
  const { faults: listed, exempt: without } = jsonOf(stdout);
  expect([code, listed.map((fault) => fault.code)]).toEqual([0, Object.keys(faults)]);
  expect(without).toEqual(Object.entries(exempt).map(([one, rule]) => ({ code: one, rule })));
  const text = (await keyless(['sandbox', '--list'])).stdout;
  for (const fault of listed) expect(text).toMatch(new RegExp(`^${fault.code} +${fault.sentence.slice(0, 20)}`, 'm'));
  const rules = text.slice(text.indexOf('\nThese cannot be planted, by rule:\n'));
  for (const { code: one, rule } of without)
    expect(rules.split('\n')).toContainEqual(expect.stringMatching(new RegExp(`^${one.replace('*', '[*]')} +${rule}$`)));
});
