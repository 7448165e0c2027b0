import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { World } from '../../src/sandbox/world.js';
import { askAuth0 } from '../sandbox/client.js';
import { auth0Environment, auth0Folder, signInToAuth0 } from '../support/auth0-cli.js';
import { keyless } from '../support/binary.js';
import type { Run } from '../support/binary.js';

let place: Sandbox;
let healthy: World;
let home: string;
let env: Record<string, string>;
let domain: string;
beforeAll(async () => {
  [place, home] = await Promise.all([startSandbox(), mkdtemp(join(tmpdir(), 'keyless-test-'))]);
  healthy = structuredClone(place.world);
  ({ domain } = place.world.auth0);
  env = await auth0Environment(place, home);
});
afterAll(async () => void (await Promise.all([place.stop(), rm(home, { recursive: true, force: true })])));
beforeEach(async () => {
  Object.assign(place.world, structuredClone(healthy));
  await signInToAuth0(place, home);
});

const audience = 'api://AzureADTokenExchange';

/** Runs it as a program runs it: with nothing on standard input, unless that is what is looked at. */
function auth0(args: readonly string[], more: { env?: Record<string, string>; input?: string } = {}): Promise<Run> {
  return keyless(args, {
    program: [join(folder, 'auth0')],
    cwd: home,
    env: { ...env, ...more.env },
    ...(more.input && { input: more.input }),
  });
}
let folder: string;
beforeAll(async () => void (folder = await auth0Folder()));

const error = (tenant: string, message: string): Run => ({
  code: 1,
  stdout: '',
  stderr: `\n=== ${tenant} error\n\n ▸    ${message}.\n\n`,
});

async function signedInAt(): Promise<{ default_app_id?: string; access_token?: string }> {
  return JSON.parse(await readFile(join(home, '.config', 'auth0', 'config.json'), 'utf8')).tenants[domain];
}

describe('what it refuses before it asks anybody', () => {
  test.each<[string[], string]>([
    [['apis', 'list', '--output', 'json'], 'Unknown flag: --output'],
    [['api', 'get', 'clients', '--json'], 'Unknown flag: --json'],
    [['apps', 'list', '-x'], "Unknown shorthand flag: 'x' in -x"],
    [['whoami'], 'Unknown command "whoami" for "auth0"'],
    [['apis', 'create', '-o', 'false'], 'Unknown command "false" for "auth0 apis create"'],
    [['api', 'get', 'clients', 'x'], 'Accepts between 1 and 2 arg(s), received 3'],
    [['apps', 'list', '-n', 'all'], 'Invalid argument "all" for "-n, --number" flag: strconv.ParseInt: parsing "all": invalid syntax'],
    [['apps', 'show', '--tenant'], 'Flag needs an argument: --tenant'],
    [['login'], 'Failed to start user login: failed to get the device code: no browser here'],
    [['logout'], 'Missing a required argument: Tenant'],
  ])('%j', async (args, message) => {
    expect(await auth0(args)).toEqual(error('', message));
  });

  test.each<[string[], string]>([
    [['apps', 'show'], 'Missing a required argument: Client ID'],
    [['apps', 'list', '-n', '0'], 'Number flag invalid, please pass a number between 1 and 1000'],
    [
      ['apps', 'list', '--json', '--csv'],
      'If any flags in the group [json json-compact csv] are set none of the others can be; [csv json] were all set',
    ],
    [
      ['client-grants', 'list', '--subject-type', 'client'],
      '--subject-type must be combined with --client-id, --audience or --default-for',
    ],
    [
      ['api', 'head', 'clients'],
      'Failed to parse command inputs: invalid method given: HEAD, accepting only GET, POST, PUT, PATCH, DELETE',
    ],
  ])('%j, once it is signed in', async (args, message) => {
    expect(await auth0(args)).toEqual(error(domain, message));
  });

  test('a word that no group knows shows its help, and is no failure', async () => {
    const { code, stdout } = await auth0(['apps', 'lst']);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'Usage:']);
    expect(await auth0(['--version'])).toEqual({ code: 0, stdout: 'auth0 version 1.33.0 ed5622c4\n', stderr: '' });
  });
});

describe('signing in', () => {
  test('without a sign-in it says so, each command in its own way', async () => {
    await rm(join(home, '.config'), { recursive: true });
    expect(await auth0(['apis', 'list', '--json'])).toEqual(error('', 'Config.json file is missing'));
    expect(await auth0(['tenants', 'list'])).toEqual(error('', 'Failed to load tenants: config.json file is missing'));
  });

  test('a machine signs in, is listed, and signs out', async () => {
    await rm(join(home, '.config'), { recursive: true });
    const { clientId, secret } = place.world.auth0.management.application;
    const login = ['login', '--domain', domain, '--client-id', clientId, '--no-input', '--client-secret'];
    const refused = await auth0([...login, 'wrong']);
    expect([refused.code, refused.stderr]).toEqual([1, expect.stringContaining('error: oauth2: "access_denied" "Unauthorized".\n')]);
    const done = await auth0([...login, secret]);
    expect([done.code, done.stdout, done.stderr]).toEqual([
      0,
      '',
      expect.stringContaining(`Successfully logged in.\n ▸    Tenant: ${domain}\n`),
    ]);
    expect(JSON.parse((await auth0(['tenants', 'list', '--json'])).stdout)).toEqual([{ active: true, name: domain }]);
    expect((await auth0(['logout', domain])).code).toBe(0);
    expect((await auth0(['tenants', 'list', '--json-compact'])).stdout).toBe('[]');
    expect(await auth0(['apis', 'list'])).toEqual(error('', 'Not logged in. Try `auth0 login`'));
  });

  test('the variant for a command in the sandbox signs in by itself', async () => {
    await rm(join(home, '.config'), { recursive: true });
    const { clientId, secret } = place.world.auth0.management.application;
    const given = { AUTH0_DOMAIN: domain, AUTH0_CLIENT_ID: clientId, AUTH0_CLIENT_SECRET: secret };
    const program = [join(await auth0Folder({ signsIn: true }), 'auth0')] as const;
    const { code, stdout } = await keyless(['apps', 'list', '--json'], { program: [...program], cwd: home, env: { ...env, ...given } });
    expect([code, JSON.parse(stdout).length]).toEqual([0, 3]);
  });

  test.each<[string, Parameters<typeof signInToAuth0>[2], string]>([
    [
      'over, of a person',
      { expiresAt: new Date(), scopes: person() },
      "Auth token expired and --no-input is set; run 'auth0 login' to re-authenticate",
    ],
    [
      'over, of a machine',
      { expiresAt: new Date() },
      'Failed to fetch access token using client credentials: failed to retrieve client secret',
    ],
    ['broken', { token: 'x.y' }, 'Authentication token is corrupted, please run: auth0 logout && auth0 login'],
  ])('one that is %s', async (_, signIn, message) => {
    await signInToAuth0(place, home, signIn);
    const { code, stderr } = await auth0(['apis', 'list', '--no-input']);
    expect([code, stderr]).toEqual([1, expect.stringContaining(`=== ${domain} error\n\n ▸    ${message}`)]);
  });

  test('one that lacks scopes waits at a browser for ever, whatever --no-input says', async () => {
    await signInToAuth0(place, home, { scopes: person().filter((scope) => scope !== 'create:client_grants') });
    const child = spawn(join(folder, 'auth0'), ['apis', 'list', '--json', '--no-input'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [said] = (await once(child.stderr, 'data')) as [Buffer];
    expect(said.toString()).toContain(
      'Required scopes have changed (missing: create:client_grants). Please log in to re-authorize the CLI.',
    );
    await once(child.stdout, 'data');
    expect(child.exitCode).toBe(null);
    child.kill();
    await once(child, 'close');
  });

  test('another tenant than one it is signed in to', async () => {
    const message = `Failed to find tenant: x.us.auth0.com. Run 'auth0 tenants list' to see your configured tenants or run 'auth0 login' to configure a new tenant`;
    expect(await auth0(['apis', 'list', '--tenant', 'x.us.auth0.com'])).toEqual(error('x.us.auth0.com', message));
  });
});

function person(): string[] {
  return ['resource_servers', 'clients', 'client_grants'].flatMap((what) =>
    ['create', 'read', 'update', 'delete'].map((verb) => `${verb}:${what}`),
  );
}

describe('what it does', () => {
  test('lists are JSON on standard output, and the heading is not', async () => {
    const { code, stdout, stderr } = await auth0(['apis', 'list', '--json', '-n', '1000']);
    expect([code, stderr]).toEqual([0, `\n=== ${domain} apis (2)\n\n`]);
    expect(stdout.startsWith('[\n    {\n        "id"') && stdout.endsWith(']')).toBe(true);
    // Its types do not know that one API is the tenant's own.
    expect(JSON.parse(stdout)[0]).not.toHaveProperty('is_system');
    expect((await auth0(['apis', 'list'])).stdout).toContain(`  ${place.world.auth0.apis[0]?.id}  Azure token exchange  ${audience}`);
  });

  test('more than a page is read page by page', async () => {
    const [one] = place.world.auth0.applications;
    if (one) place.world.auth0.applications = Array.from({ length: 120 }, (_, at) => ({ ...one, clientId: `${one.clientId}${at}` }));
    const counts = await Promise.all(['100', '110', '1000'].map((number) => auth0(['apps', 'list', '--json', '-n', number])));
    expect(counts.map(({ stdout }) => JSON.parse(stdout).length)).toEqual([100, 110, 121]);
  });

  test('a new application has no secret to see, unless that is asked for, and no grant', async () => {
    const made = await auth0(['apps', 'create', '-n', 'worker', '-t', 'm2m', '--json', '--no-input']);
    const app = JSON.parse(made.stdout);
    expect(app).toMatchObject({ name: 'worker', app_type: 'non_interactive', grant_types: ['client_credentials'] });
    expect(app).not.toHaveProperty('client_secret');
    expect((await signedInAt()).default_app_id).toBe(app.client_id);
    const { secret } = place.world.auth0.applications.at(-1) ?? {};
    expect(`${made.stdout}${made.stderr}`).not.toContain(secret);
    expect(JSON.parse((await auth0(['apps', 'show', app.client_id, '--reveal-secrets', '--json'])).stdout).client_secret).toBe(secret);
    expect((await askAuth0(place, { client_id: app.client_id, client_secret: secret ?? '' })).status).toBe(403);
  });

  test('a grant: with its own command, and with any request', async () => {
    place.world.auth0.grants = [];
    const client = place.settings.OIDC_CLIENT_ID;
    expect((await auth0(['client-grants', 'list', '--client-id', client, '--audience', audience, '--json'])).stdout).toBe('[]');
    const made = await auth0(['client-grants', 'create', '-c', client, '-a', audience, '--json', '--no-input']);
    expect(JSON.parse(made.stdout)).toMatchObject({ client_id: client, audience, scope: [], subject_type: 'client' });
    const raw = await auth0(['api', 'get', 'client-grants', '-q', `client_id=${client}`, '-q', `audience=${audience}`]);
    expect([raw.stderr, raw.stdout.slice(0, 8)]).toEqual(['', '[\n  {\n  ']);
    const again = await auth0(['api', 'post', 'client-grants', '--data', JSON.stringify({ client_id: client, audience, scope: [] })]);
    expect([again.code, again.stderr]).toEqual([1, expect.stringContaining('409: API request failed: {"statusCode":409')]);
  });

  test('an API is made, changed, and found by its id; by an identifier with slashes it is not', async () => {
    place.world.auth0.apis = [];
    const create = [
      'apis',
      'create',
      '--name',
      'N',
      '--identifier',
      audience,
      '--signing-alg',
      'HS256',
      '--offline-access=false',
      '--json',
    ];
    const api = JSON.parse((await auth0(create)).stdout);
    expect(api).toMatchObject({ identifier: audience, signing_alg: 'HS256', token_lifetime: 86_400 });
    const update = await auth0(['apis', 'update', audience, '--signing-alg', 'RS256', '--json']);
    expect(JSON.parse(update.stdout)).toMatchObject({ signing_alg: 'RS256', name: 'N' });
    expect((await auth0(['apis', 'show', api.id, '--json'])).code).toBe(0);
    const said = `Failed to read API with ID "${audience}": 404 Not Found: The resource server does not exist`;
    expect(await auth0(['apis', 'show', audience, '--json'])).toEqual({ ...error(domain, said), stdout: '' });
  });

  test('where its token has no right, each kind of command says it in another way', async () => {
    place.world.auth0.management.scopes = ['read:clients'];
    await signInToAuth0(place, home);
    const list = await auth0(['apis', 'list', '--json']);
    const said = 'Failed to list APIs: 403 Forbidden: Insufficient scope, expected any of: read:resource_servers';
    expect(list).toEqual(error(domain, said));
    const post = await auth0(['api', 'post', 'client-grants', '--data', '{"client_id":"x"}']);
    expect(post.stderr).toContain(
      'Request failed because access token lacks scope: create:client_grants.\n If authenticated via client credentials,',
    );
    const fields = await auth0(['api', 'get', 'clients', '-q', 'fields=client_secret']);
    expect(fields).toEqual(error(domain, '403: API request failed: Forbidden'));
  });

  test('it takes a refusal of Auth0 for a token', async () => {
    const { code, stdout } = await auth0(['test', 'token', place.settings.OIDC_CLIENT_ID, '-a', audience, '--json', '--no-input']);
    expect([code, JSON.parse(stdout).access_token.split('.').length]).toEqual([0, 3]);
    for (const api of place.world.auth0.apis) api.clientPolicy = 'deny_all';
    const refused = await auth0(['test', 'token', place.settings.OIDC_CLIENT_ID, '-a', audience, '--json', '--no-input']);
    expect([refused.code, JSON.parse(refused.stdout)]).toEqual([0, { access_token: '', token_type: '', expires_in: 0 }]);
  });

  test('whoever leaves standard input open waits for ever, also with the data in an argument', async () => {
    place.world.auth0.grants = [];
    const data = JSON.stringify({ client_id: place.settings.OIDC_CLIENT_ID, audience, scope: [] });
    const child = spawn(join(folder, 'auth0'), ['api', 'post', 'client-grants', '--data', data], {
      env,
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    // Another one, from its start to its end, in the meantime.
    expect((await auth0(['api', 'get', 'client-grants'])).code).toBe(0);
    expect([child.exitCode, place.world.auth0.grants]).toEqual([null, []]);
    child.stdin?.end();
    await once(child, 'close');
    expect(place.world.auth0.grants).toHaveLength(1);
  });

  test('an agent in the environment makes it talk JSON, unless that is switched off', async () => {
    const { stdout } = await auth0(['apps', 'list'], { env: { CLAUDECODE: '1', AUTH0_AGENT_MODE: '' } });
    expect(JSON.parse(stdout)).toHaveLength(3);
    expect((await auth0(['apps', 'list'], { env: { CLAUDECODE: '1' } })).stdout).toContain('CLIENT ID');
  });
});
