import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { changeApplication, changeGrant, revealSecret } from '../../src/findings/auth0-commands.js';
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
  /** What it prints is for a program that keeps it to itself. */
  printsSecret?: true;
}

const purposes: Purpose[] = [
  { command: /^auth0 tenants list$/, after: (run, { domain }) => expect(run.stdout).toContain(domain) },
  { command: /^auth0 apis list/, after: (run) => expect(run.stdout).toContain('api://AzureADTokenExchange') },
  {
    command: /^auth0 apps show \S+ --tenant \S+$/,
    after: (run, { applications }) => expect(run.stdout).toContain(applications[0]?.clientId),
  },
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
  {
    command: /^auth0 api patch clients\//,
    before: ({ applications: [one] }) => Object.assign(one ?? {}, { grantTypes: [] }),
    after: (_, { applications }) => expect(applications[0]?.grantTypes).toEqual(['client_credentials']),
    printsSecret: true,
  },
  {
    command: /^auth0 api patch client-grants\//,
    before: ({ grants }) => grants.forEach((grant) => (grant.organizationUsage = 'require')),
    after: (_, { grants }) => expect(grants.map(({ organizationUsage }) => organizationUsage)).toEqual(['allow', 'require']),
  },
  {
    command: /^auth0 apps show \S+ --reveal-secrets/,
    after: (run, { applications }) => expect(run.stdout).toContain(applications[0]?.secret),
    printsSecret: true,
  },
  // A person signs in at a browser, and the stand-in has none: it has taken what was asked when it misses that.
  { command: /^auth0 login(?: --domain \S+)?(?: --scopes [\w:]+)?$/, after: ({ stderr }) => expect(stderr).toContain('no browser here') },
];

function knownHere(): Known {
  const { OIDC_CLIENT_ID, OIDC_AUDIENCE, OIDC_ENDPOINT } = place.settings;
  return { ...nothingKnown, isOwn: true, domain: OIDC_ENDPOINT, oidcClientId: OIDC_CLIENT_ID, audience: OIDC_AUDIENCE };
}

/** What no explanation prints: a plan does it, and shows it. */
function plannedCommands(): string[] {
  const [known, { OIDC_CLIENT_ID }] = [knownHere(), place.settings];
  return [
    changeApplication(known, OIDC_CLIENT_ID, { grant_types: ['client_credentials'] }),
    changeGrant(known, place.world.auth0.grants[0]?.id ?? '', { organization_usage: 'allow' }),
    revealSecret(known, OIDC_CLIENT_ID),
  ];
}

/** Every command on Auth0 that any explanation or guide prints for somebody with these settings. */
function printedCommands(): string[] {
  const [known, { OIDC_CLIENT_ID, OIDC_ENDPOINT }] = [knownHere(), place.settings];
  const fixes = everyFinding.flatMap((found) => explain(found, known).fix.flatMap((fix) => (fix.kind === 'command' ? [fix.command] : [])));
  const guided = things.flatMap((thing) => guideOf(thing, known).commands.map(({ command }) => command));
  const own = [...fixes, ...guided].filter((command) => command.startsWith('auth0 '));
  // What was found in an example is of the people in it.
  return [...new Set(own.map((one) => one.replaceAll(people.oidcClientId, OIDC_CLIENT_ID).replaceAll(people.domain, OIDC_ENDPOINT)))];
}

test('every command on Auth0 works as it is printed, and does what it says', async () => {
  const commands = [...printedCommands(), ...plannedCommands()];
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
    const isPrinted = tenant.applications.some(({ secret }) => `${run.stdout}${run.stderr}`.includes(secret));
    expect([command, isPrinted]).toEqual([command, purpose?.printsSecret === true]);
  }
  const idle = purposes.filter((one) => !commands.some((command) => one.command.test(command)));
  expect(idle).toEqual([]);
}, 60_000);
