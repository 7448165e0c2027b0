import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { acme as people } from '../../src/findings/examples.js';
import { explain } from '../../src/findings/explain.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import type { Known } from '../../src/findings/explanation.js';
import { guideOf } from '../../src/findings/guide/guides.js';
import { things } from '../../src/findings/guide/things.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Auth0Api, Auth0Tenant } from '../../src/sandbox/world.js';
import { everyFinding } from '../findings/words-samples.js';
import { auth0Environment, signInToAuth0 } from '../support/auth0-cli.js';
import { keyless } from '../support/binary.js';
import type { Run } from '../support/binary.js';

let place: Sandbox;
let home: string;
let env: Record<string, string>;
beforeAll(async () => {
  [place, home] = await Promise.all([startSandbox(), mkdtemp(join(tmpdir(), 'keyless-test-'))]);
  env = await auth0Environment(place, home);
});
afterAll(async () => void (await Promise.all([place.stop(), rm(home, { recursive: true, force: true })])));

/** What a command is for: what is wrong before, and how one sees afterwards that it did it. */
interface Purpose {
  command: RegExp;
  before?(tenant: Auth0Tenant, api: Auth0Api): unknown;
  after(run: Run, tenant: Auth0Tenant, command: string): unknown;
}

const purposes: Purpose[] = [
  { command: /^auth0 tenants list$/, after: (run, { domain }) => expect(run.stdout).toContain(domain) },
  { command: /^auth0 apis list/, after: (run) => expect(run.stdout).toContain('api://AzureADTokenExchange') },
  { command: /^auth0 apps show/, after: (run, { applications }) => expect(run.stdout).toContain(applications[0]?.clientId) },
  {
    command: /^auth0 apps open/,
    after: (run, { applications, domain }) =>
      expect(run.stderr).toContain(
        `https://manage.auth0.com/dashboard/eu/${domain.split('.')[0]}/applications/${applications[0]?.clientId}/settings`,
      ),
  },
  { command: /^auth0 api get client-grants/, after: (run) => expect(JSON.parse(run.stdout)).toHaveLength(1) },
  {
    command: /^auth0 apis create/,
    before: (tenant) => (tenant.apis = []),
    after: (_, { apis }, command) => {
      const identifier = /--identifier (\S+)/.exec(command)?.[1];
      expect(apis).toMatchObject([{ identifier, signingAlgorithm: 'RS256', dialect: 'access_token', lifetimeSeconds: 86_400 }]);
    },
  },
  {
    command: /^auth0 apps create/,
    after: (run, { applications }) => {
      const made = applications.at(-1);
      expect(made).toMatchObject({ appType: 'non_interactive', grantTypes: ['client_credentials'] });
      expect(run.stdout).toContain(made?.clientId);
    },
  },
  {
    command: /^auth0 api post client-grants/,
    before: (tenant) => (tenant.grants = []),
    after: (_, { grants, applications }) =>
      expect(grants).toMatchObject([{ clientId: applications[0]?.clientId, audience: 'api://AzureADTokenExchange', scope: [] }]),
  },
  {
    command: /^auth0 api patch \S+ --data '\{"token_encryption":null\}'/,
    before: (_, api) => (api.isEncrypted = true),
    after: (_, { apis }) => expect(apis[0]?.isEncrypted).toBe(false),
  },
  {
    command: /^auth0 api patch \S+ --data '\{"signing_alg":"RS256"\}'/,
    before: (_, api) => (api.signingAlgorithm = 'HS256'),
    after: (_, { apis }) => expect(apis[0]?.signingAlgorithm).toBe('RS256'),
  },
  {
    command: /^auth0 api patch \S+ --data '\{"token_dialect":"access_token"\}'/,
    before: (_, api) => (api.dialect = 'rfc9068_profile'),
    after: (_, { apis }) => expect(apis[0]?.dialect).toBe('access_token'),
  },
  // A person signs in at a browser, and the stand-in has none: it has taken what was asked when it misses that.
  { command: /^auth0 login(?: --domain \S+)?$/, after: ({ stderr }) => expect(stderr).toContain('no browser here') },
];

/** Every command on Auth0 that any explanation or guide prints for somebody with these settings. */
function everyCommand(): string[] {
  const { OIDC_CLIENT_ID, OIDC_AUDIENCE, OIDC_ENDPOINT } = place.settings;
  const known: Known = { ...nothingKnown, isOwn: true, domain: OIDC_ENDPOINT, oidcClientId: OIDC_CLIENT_ID, audience: OIDC_AUDIENCE };
  const fixes = everyFinding.flatMap((found) => explain(found, known).fix.flatMap((fix) => (fix.kind === 'command' ? [fix.command] : [])));
  const guided = things.flatMap((thing) => guideOf(thing, known).commands.map(({ command }) => command));
  const own = [...fixes, ...guided].filter((command) => command.startsWith('auth0 '));
  // What was found in an example is of the people in it.
  return [...new Set(own.map((one) => one.replaceAll(people.oidcClientId, OIDC_CLIENT_ID).replaceAll(people.domain, OIDC_ENDPOINT)))];
}

test('every command on Auth0 that is printed works as it stands there, and does what it says', async () => {
  const commands = everyCommand();
  const healthy = structuredClone(place.world.auth0);
  await signInToAuth0(place, home);
  for (const command of commands) {
    const tenant = Object.assign(place.world.auth0, structuredClone(healthy));
    const purpose = purposes.find((one) => one.command.test(command));
    expect(purpose, `nothing here knows what this is for: ${command}`).toBeDefined();
    purpose?.before?.(tenant, tenant.apis[0] as Auth0Api);
    const run = await keyless(['-c', command], { program: ['/bin/sh'], cwd: home, env });
    expect([command, run.code]).toEqual([command, command.startsWith('auth0 login') ? 1 : 0]);
    purpose?.after(run, tenant, command);
    for (const { secret } of tenant.applications) expect(run.stdout + run.stderr, command).not.toContain(secret);
  }
  const idle = purposes.filter((one) => !commands.some((command) => one.command.test(command)));
  expect(idle).toEqual([]);
}, 60_000);
