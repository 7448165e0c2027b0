import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { expect } from 'vitest';

import { openAiUser } from '../../src/sandbox/roles.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { FederatedCredential, Identity, World } from '../../src/sandbox/world.js';
import type { Run } from '../support/binary.js';

/** Where a command is run: the place, the folder it stands in, and the environment. */
export interface Scene {
  place: Sandbox;
  folder: string;
  env: Record<string, string>;
  command: string;
}

/** What a command is for: how things stand before it, and how one sees afterwards that it did what it says. */
export interface Purpose {
  command: RegExp;
  before?(scene: Scene): unknown;
  after(run: Run, scene: Scene): unknown;
}

const identity = ({ entra }: World): Identity => entra.tenants[0]?.identities[0] as Identity;
const accountName = ({ azure }: World): string => azure.resourceId.split('/').at(-1) ?? '';
const prints =
  (...what: ((world: World) => string)[]): Purpose['after'] =>
  ({ stdout }, { place: { world } }) =>
    what.forEach((one) => expect(stdout).toContain(one(world)));

/** The identity as an app registration, which is no resource of Azure. */
function register({ place: { world } }: Scene): void {
  Object.assign(identity(world), { kind: 'app-registration', resourceId: '', name: 'acme-app' });
}

function right({ place: { settings } }: Scene): Omit<FederatedCredential, 'name'> {
  return { issuer: `https://${settings.OIDC_ENDPOINT}/`, subject: `${settings.OIDC_CLIENT_ID}@clients`, audience: settings.OIDC_AUDIENCE };
}

function nameIn({ command }: Scene): string | undefined {
  return /(?:--name |"name":")([\w-]+)/.exec(command)?.[1];
}

/** The same five things are done to the credentials of both kinds of identity. */
function credentialPurposes(verb: string, prepare: (scene: Scene) => void): Purpose[] {
  const at = (rest: string): RegExp => new RegExp(`^az ${verb} ${rest}`);
  const held = ({ place: { world } }: Scene): FederatedCredential[] => identity(world).credentials;
  return [
    {
      command: at(`list .*> credential\\.json$`),
      before: prepare,
      after: (_, scene) => {
        const [listed] = JSON.parse(readFileSync(join(scene.folder, 'credential.json'), 'utf8')) as Record<string, unknown>[];
        const { issuer, subject, audience } = right(scene);
        expect(listed).toMatchObject({ name: 'auth0', issuer, subject, audiences: [audience] });
      },
    },
    { command: at('list '), before: prepare, after: (run, scene) => expect(run.stdout).toContain(right(scene).issuer) },
    {
      command: at('create '),
      before: (scene) => {
        prepare(scene);
        identity(scene.place.world).credentials = [];
      },
      after: (_, scene) => expect(held(scene)).toEqual([{ name: nameIn(scene), ...right(scene) }]),
    },
    {
      command: at('update '),
      before: (scene) => {
        prepare(scene);
        for (const one of held(scene)) Object.assign(one, { issuer: one.issuer.slice(0, -1), audience: 'api://other' });
      },
      after: (_, scene) => expect(held(scene)).toEqual([{ name: 'auth0', ...right(scene) }]),
    },
    { command: at('delete '), before: prepare, after: (_, scene) => expect(held(scene)).toEqual([]) },
  ];
}

/** An account that was deleted a moment ago. */
function deleteAccount({ place: { world } }: Scene): void {
  world.azure.isCreated = false;
  world.azure.deployments = [];
  world.subscription.deletedAccounts = [accountName(world)];
}

/** The group that the guides suggest, where none is known. */
function addGroup({ place: { world } }: Scene): void {
  world.subscription.groups.push({ name: 'keyless', location: 'swedencentral' });
}

const azure: Purpose[] = [
  { command: /^az account list /, after: prints(({ subscription }) => subscription.name) },
  {
    command: /^az account show --query tenantId/,
    after: (run, { place }) => expect(run.stdout.trim()).toBe(place.settings.AZURE_TENANT_ID),
  },
  { command: /^az account show/, after: prints(({ subscription }) => subscription.name) },
  {
    command: /^az account set/,
    after: (_, { env, place }) => {
      const profile = readFileSync(join(env['AZURE_CONFIG_DIR'] ?? '', 'azureProfile.json'), 'utf8').replace(/^\uFEFF/, '');
      const { subscriptions } = JSON.parse(profile) as { subscriptions: { id: string; isDefault: boolean }[] };
      expect(subscriptions).toMatchObject([{ id: place.world.subscription.id, isDefault: true }]);
    },
  },
  ...credentialPurposes('identity federated-credential', () => undefined),
  ...credentialPurposes('ad app federated-credential', register),
  {
    command: /^az ad sp create/,
    before: (scene) => {
      register(scene);
      identity(scene.place.world).hasPrincipal = false;
    },
    after: (_, { place }) => expect(identity(place.world).hasPrincipal).toBe(true),
  },
  {
    command: /^az ad sp update .*accountEnabled=true/,
    before: ({ place }) => (identity(place.world).isEnabled = false),
    after: (_, { place }) => expect(identity(place.world).isEnabled).toBe(true),
  },
  {
    command: /^az cognitiveservices account create/,
    before: (scene) => {
      addGroup(scene);
      Object.assign(scene.place.world.azure, { isCreated: false, deployments: [] });
    },
    after: (_, { place: { world }, command }) => {
      expect(world.azure).toMatchObject({ isCreated: true, hasSubdomain: true, region: { id: 'swedencentral' } });
      expect(world.azure.resourceId).toContain(`/resourceGroups/${/--resource-group (\S+)/.exec(command)?.[1]}/`);
    },
  },
  {
    command: /^az cognitiveservices account update .*--custom-domain/,
    before: ({ place }) => (place.world.azure.hasSubdomain = false),
    // In this place the subdomain is the name of the account, whichever is asked for.
    after: (_, { place }) => expect(place.world.azure.hasSubdomain).toBe(true),
  },
  {
    command: /^az cognitiveservices account deployment list/,
    after: prints(
      () => 'team-chat',
      () => 'gpt-4.1-mini',
    ),
  },
  {
    command: /^az cognitiveservices account deployment create/,
    before: ({ place }) => (place.world.azure.deployments = []),
    after: (_, { place, command }) => {
      const name = /--deployment-name (\S+)/.exec(command)?.[1];
      expect(place.world.azure.deployments).toMatchObject([{ name, model: { name: 'gpt-4.1-mini', version: '2025-04-14' } }]);
    },
  },
  { command: /^az cognitiveservices account list-deleted/, before: deleteAccount, after: prints(accountName) },
  {
    command: /^az cognitiveservices account recover/,
    before: deleteAccount,
    after: (_, { place: { world } }) => expect([world.azure.isCreated, world.subscription.deletedAccounts]).toEqual([true, []]),
  },
  {
    command: /^az cognitiveservices account purge/,
    before: deleteAccount,
    after: (_, { place: { world } }) => expect([world.azure.isCreated, world.subscription.deletedAccounts]).toEqual([false, []]),
  },
  {
    command: /^az cognitiveservices account list-models/,
    after: prints(
      () => 'gpt-4.1-mini',
      () => '2025-04-14',
    ),
  },
  { command: /^az cognitiveservices account list /, after: prints(accountName) },
  { command: /^az cognitiveservices usage list/, after: (run) => expect(run.stdout).toMatch(/Limit|limit/) },
  {
    command: /^az group create/,
    after: (_, { place }) => expect(place.world.subscription.groups).toContainEqual({ name: 'keyless', location: 'swedencentral' }),
  },
  {
    command: /^az identity create/,
    before: addGroup,
    after: (_, scene) => {
      const names = scene.place.world.entra.tenants[0]?.identities.map(({ name }) => name);
      expect(names).toContain(nameIn(scene));
    },
  },
  {
    command: /^az identity list --query "\[\?name=='keyless'\]/,
    before: ({ place }) => {
      const one = identity(place.world);
      Object.assign(one, { name: 'keyless', resourceId: one.resourceId.replace('/id-keyless', '/keyless') });
    },
    after: prints((world) => identity(world).clientId),
  },
  { command: /^az identity (?:list|show)/, after: prints((world) => identity(world).clientId) },
  { command: /^az rest --method get .*\/deployments\?/, after: prints(() => 'team-chat') },
  {
    command: /^az role assignment create/,
    before: ({ place: { world } }) => {
      const { objectId } = identity(world);
      world.azure.roleAssignments = world.azure.roleAssignments.filter(({ principalId }) => principalId !== objectId);
    },
    after: (_, { place: { world } }) =>
      expect(world.azure.roleAssignments).toContainEqual(
        expect.objectContaining({ principalId: identity(world).objectId, roleId: openAiUser, scope: world.azure.resourceId }),
      ),
  },
  { command: /^az role assignment list/, after: prints(() => 'Cognitive Services OpenAI User') },
];

const report = ({ stdout }: Run): void => expect(stdout).toMatch(/passed|all well/);
const setUp = async (file: string, { folder, place }: Scene): Promise<void> => {
  const lines = Object.entries(place.settings).map(([name, value]) => `${name}=${value}`);
  await writeFile(join(folder, file), lines.join('\n'));
};
const commit = async ({ folder, command }: Scene): Promise<void> => {
  const path = /-- '?"?(.*?)["']?$/.exec(command)?.[1] ?? '';
  await mkdir(dirname(join(folder, path)), { recursive: true });
  await writeFile(join(folder, path), 'SECRET=x\n');
  const git = (...args: string[]): void => void execFileSync('git', ['-C', folder, ...args], { stdio: 'ignore' });
  git('init', '-q');
  git('add', '-f', '--', path);
};

/** What is not of Azure. */
const local: Purpose[] = [
  {
    command: /^keyless check --federated-credential/,
    before: async ({ folder, place }) => {
      const { issuer, subject, audience, name } = identity(place.world).credentials[0] as FederatedCredential;
      await writeFile(join(folder, 'credential.json'), JSON.stringify([{ name, issuer, subject, audiences: [audience] }]));
    },
    after: report,
  },
  { command: /^keyless check -e "it's\.env"$/, before: (scene) => setUp("it's.env", scene), after: report },
  { command: /^keyless check -e \.env\.local$/, before: (scene) => setUp('.env.local', scene), after: report },
  { command: /^keyless check(?: --verbose| --wait)?$/, after: report },
  { command: /^keyless setup -e '\.\/my env'$/, after: (_, { folder }) => expect(existsSync(join(folder, 'my env'))).toBe(true) },
  { command: /^keyless setup$/, after: (_, { folder }) => expect(existsSync(join(folder, '.env'))).toBe(true) },
  { command: /^curl -sS .*\/jwks\.json$/, after: (run) => expect(JSON.parse(run.stdout)).toHaveProperty('keys') },
  { command: /^curl -sS .*openid-configuration$/, after: (run) => expect(JSON.parse(run.stdout)).toHaveProperty('issuer') },
  { command: /^curl -sSI /, after: (run) => expect(run.stdout).toMatch(/^HTTP\/1\.1 200 .*^HTTP\/[\d.]+ \d{3}/ms) },
  { command: /^curl -sSvI /, after: (run) => expect(run.stderr).toMatch(/SSL certificate verify ok/) },
  { command: /^date -u$/, after: (run) => expect(run.stdout).toMatch(/UTC/) },
  {
    command: /^(?:ls -la|chmod u\+r) /,
    before: async (scene) => {
      await setUp('my env', scene);
      await setUp('.env', scene);
      if (scene.command.startsWith('chmod')) for (const file of ['my env', '.env']) await chmod(join(scene.folder, file), 0o200);
    },
    after: (run, { folder, command }) => {
      if (command.startsWith('ls')) expect(run.stdout).toMatch(/^-\S+ .*(?:my env|\.env)$/m);
      else expect(statSync(join(folder, command.includes('my env') ? 'my env' : '.env')).mode & 0o400).toBe(0o400);
    },
  },
  {
    command: /^git rm --cached/,
    before: commit,
    after: (_, { folder }) => expect(execFileSync('git', ['-C', folder, 'ls-files'], { encoding: 'utf8' })).toBe(''),
  },
  {
    command: /^printf .*>> .*\.gitignore/,
    before: ({ folder }) => Promise.all(["it's here", 'home/me/#acme'].map((path) => mkdir(join(folder, path), { recursive: true }))),
    after: (_, { folder, command }) => {
      const [name, path] = command.includes("it's")
        ? ['.env', "it's here"]
        : command.includes('#acme')
          ? ['[my] env!', 'home/me/#acme']
          : ['.env', '.'];
      const git = (...args: string[]): string => execFileSync('git', ['-C', join(folder, path), ...args], { encoding: 'utf8' });
      git('init', '-q');
      expect(git('check-ignore', '--no-index', '--', name)).toContain(name.slice(1));
    },
  },
];

/** Everything that printed commands are for, but those of Auth0. */
export const purposes: readonly Purpose[] = [...azure, ...local];

/** What an old version of the Azure CLI does not know yet, and the words in which it says so: measured with 2.45. */
export const tooNewFor245: readonly (readonly [command: RegExp, said: RegExp])[] = [
  [/^az cognitiveservices account deployment create/, /arguments are required: --scale-type/],
  [/^az cognitiveservices usage list/, /'usage' is misspelled or not recognized/],
];

/** What cannot be run here by its nature, and why. */
export const notRun: readonly (readonly [command: RegExp, why: string])[] = [
  [/^(?:az|auth0) login/, 'a person signs in at a browser, or with a code on another machine'],
  [/^brew install/, 'it installs a program'],
  [/^sudo /, 'it sets the clock of the machine'],
  [/^nslookup /, 'the names of this place are known to its proxy alone'],
  [/^(?:unset|export) /, 'it changes the shell of the person, and ends with that of a test'],
  [/^auth0 apps open/, 'it opens a browser'],
];
