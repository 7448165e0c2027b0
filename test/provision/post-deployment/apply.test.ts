import { existsSync } from 'node:fs';
import { PassThrough, Writable } from 'node:stream';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { readArgs } from '../../../src/commands/args.js';
import type { Io } from '../../../src/commands/io.js';
import { openPostDeployment } from '../../../src/commands/open-post-deployment.js';
import { provision } from '../../../src/commands/provision.js';
import { contributor, owner } from '../../../src/sandbox/roles.js';
import { startSandbox } from '../../../src/sandbox/start.js';
import type { Sandbox } from '../../../src/sandbox/start.js';
import type { Accelerator, World } from '../../../src/sandbox/world.js';
import { findProgram } from '../../../src/tools/find-program.js';
import { hasAz } from '../../support/az.js';
import { deskAtHome } from '../../support/desk.js';
import { provisionedOf } from '../../support/schema.js';
import { personIn, placeIn, quickIn } from '../place.js';

let sandbox: Sandbox;
let healthy: World;
let az: string;
beforeAll(async () => {
  sandbox = await startSandbox();
  healthy = structuredClone(sandbox.world);
  az = (await findProgram('az', { env: process.env, platform: 'linux' })) ?? 'az';
});
afterAll(() => sandbox.stop());

const here = (): Accelerator => sandbox.world.subscription.accelerator as Accelerator;
const become = (roleId: string): void => {
  const { azure, entra, subscription } = sandbox.world;
  const principalId = entra.tenants[0]?.administrator.objectId ?? '';
  azure.roleAssignments = [{ principalId, roleId, scope: `/subscriptions/${subscription.id}` }];
};

/** The command in this process, with a real `az` for whatever is written: who is signed in costs no start of it. */
async function keyless(...argv: string[]): Promise<{ code: number; out: string }> {
  const person = await quickIn(sandbox, await personIn(sandbox), `exec '${az}' "$@"`);
  const read = readArgs(['provision', '--post-deployment', ...argv]);
  if (!read.ok) throw new Error(read.usage.problem);
  let out = '';
  const stdout = new Writable({ write: (chunk, _, done) => ((out += String(chunk)), done()) });
  const signal = new AbortController().signal;
  const tool = { name: 'keyless', version: '0.0.0-test' };
  const io = { env: person.env, stdin: new PassThrough(), stdout, stderr: stdout, platform: 'linux', now: () => new Date(), signal, tool };
  const place = await placeIn(sandbox, person);
  const code = await provision(read.args, io as unknown as Io, place, 'standard input is no terminal');
  await place.close();
  return { code, out };
}

/** Somebody signs in to this one with Microsoft already. */
const byMicrosoft = { platform: { enabled: true }, identityProviders: { azureActiveDirectory: { registration: { clientId: 'x' } } } };
/** What a template leaves behind that switches a provider on and registers it nowhere. */
const byTemplate = { platform: { enabled: true }, identityProviders: { azureActiveDirectory: { enabled: true, registration: {} } } };

describe.skipIf(!hasAz)('written with a real az', { timeout: 120_000 }, () => {
  test('what is refused is told, and keeps nothing else from being done', async () => {
    become(contributor);
    sandbox.world.subscription.deniedTypes = ['Microsoft.Web/sites/config'];
    Object.assign(here().webApps[1] ?? {}, { signIn: byMicrosoft });
    const { code, out } = await keyless('--yes', '--json');
    const { steps, next, diagnoses } = provisionedOf(out);
    expect([code, steps.map(({ id, state, outcome }) => [id, state, outcome?.kind, outcome?.code])]).toEqual([
      1,
      [
        ['post.private-link', 'right', 'done', undefined],
        ['post.blob-reader', 'create', 'failed', 'tool/az-forbidden'],
        ['post.web-app-1', 'change', 'failed', 'tool/az-forbidden'],
        ['post.web-app-2', 'right', undefined, undefined],
      ],
    ]);
    expect(diagnoses[0]?.evidence).toMatchObject({ action: 'Microsoft.Authorization/roleAssignments/write', scope: here().storage.id });
    expect(here().documentIntelligence.hasSystemIdentity).toBe(true);
    expect(here().webApps.map(({ appSettings }) => Object.keys(appSettings))).toEqual(
      Array.from({ length: 2 }, () => ['AZURE_SEARCH_INDEX', 'DATABASE_PASSWORD']),
    );
    expect(next.map(({ command }) => command)).toEqual(['keyless provision --post-deployment --yes']);
  });

  test('half done, it goes on', async () => {
    become(owner);
    sandbox.world.subscription.deniedTypes = [];
    Object.assign(here().webApps[1] ?? {}, { signIn: structuredClone(healthy.subscription.accelerator?.webApps[1]?.signIn) });
    const { code, out } = await keyless('--yes', '--resource-group', 'rg-keyless');
    expect([code, out]).toEqual([0, expect.stringContaining('1 to create, 2 to change, 1 is right.')]);

    const [application, ...more] = sandbox.world.auth0.applications.filter(({ appType }) => appType === 'regular_web');
    expect([application?.name, more]).toEqual(['keyless sign-in of rg-keyless', []]);
    expect(application?.callbacks).toEqual(
      here().webApps.map(({ id }) => `https://${id.split('/').at(-1)}.azurewebsites.net/.auth/login/auth0/callback`),
    );
    for (const [at, app] of here().webApps.entries()) {
      const before = healthy.subscription.accelerator?.webApps[at];
      expect(app.appSettings).toEqual({ ...before?.appSettings, AUTH0_AUTHENTICATION_SECRET: application?.secret });
      expect(app.signIn).toMatchObject({ httpSettings: before?.signIn['httpSettings'], platform: { enabled: true, runtimeVersion: '~1' } });
    }
    expect(out).not.toContain(application?.secret);
    const files = [...out.matchAll(/--settings '?@(\/[^' ]+)/g)].map(([, file]) => file ?? '');
    expect([files.length, files.filter((file) => existsSync(file))]).toEqual([2, []]);
  });

  test('done, nothing is written, and nobody has to be asked', async () => {
    const before = sandbox.requests.length;
    const { code, out } = await keyless('--json');
    const { steps, next } = provisionedOf(out);
    expect([code, steps.map(({ state }) => state), next]).toEqual([0, ['right', 'right', 'right', 'right'], []]);
    const asked = sandbox.requests.slice(before).filter(({ path }) => !/\/oauth2?\//.test(path));
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(['GET']));
  });
});

describe('only read', () => {
  beforeEach(() => Object.assign(sandbox.world, structuredClone(healthy)));

  test('what others have done, and what waits for them', async () => {
    const { storage, search, webApps } = here();
    for (const one of storage.connections) one.status = 'Approved';
    for (const one of search.links) one.seen = 'Pending';
    here().documentIntelligence.hasSystemIdentity = true;
    for (const [at, app] of webApps.entries()) app.signIn = at === 0 ? byMicrosoft : byTemplate;
    const ids = ['--storage', storage.id, '--search', search.id, '--document-intelligence', here().documentIntelligence.id];
    const before = sandbox.requests.length;
    const { code, out } = await keyless('--json', '--dry-run', ...ids, ...webApps.flatMap(({ id }) => ['--web-app', id]));
    const { steps } = provisionedOf(out);
    expect([code, steps.map(({ state }) => state)]).toEqual([0, ['waits', 'create', 'right', 'change']]);
    expect(sandbox.requests.slice(before).filter(({ path }) => path.includes('/resources'))).toEqual([]);
  });

  test('nothing is left to a yes, so nobody is asked for one', async () => {
    for (const one of here().storage.connections) one.status = 'Rejected';
    for (const app of here().webApps) app.signIn = byMicrosoft;
    sandbox.world.azure.roleAssignments.push({
      principalId: here().documentIntelligence.principalId,
      roleId: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1',
      scope: `/subscriptions/${sandbox.world.subscription.id}`,
    });
    here().documentIntelligence.hasSystemIdentity = true;
    const { code, out } = await keyless();
    expect([code, out]).toEqual([0, expect.stringMatching(/deleted and made again[^]*1 waits for others, 3 are right[^]*in some minutes/)]);
  });

  test('who may not read is told what is missing; a group that is not there, too', async () => {
    become('25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68');
    const refused = provisionedOf((await keyless('--json', '--storage', here().storage.id)).out);
    expect([refused.exitCode, new Set(refused.diagnoses.map(({ code }) => code))]).toEqual([2, new Set(['tool/az-forbidden'])]);
    become(owner);
    const missing = await keyless('--json', '--resource-group', 'none');
    expect([missing.code, provisionedOf(missing.out).diagnoses.map(({ code }) => code)]).toEqual([3, ['tool/az-resource-missing']]);
  });

  test('without anything deployed, the group is asked for', async () => {
    sandbox.world.subscription.accelerator = null;
    const { exitCode, questions, steps, next } = provisionedOf((await keyless('--json')).out);
    expect([exitCode, questions.map(({ flag }) => flag), steps[0]?.state]).toEqual([2, ['--resource-group'], 'asked']);
    expect(next[0]?.command).toBe('keyless provision --post-deployment --resource-group VALUE');
  });

  test('the screen looks at the same', async () => {
    const { env } = await quickIn(sandbox, await personIn(sandbox));
    const desk = await deskAtHome(sandbox, { env });
    const { plan, causes } = await desk.look({ about: 'post-deployment', values: new Map(), decisions: new Map() }, () => undefined);
    expect([plan.steps.map(({ id, state }) => `${id} ${state}`), causes]).toEqual([
      ['post.private-link change', 'post.blob-reader create', 'post.web-app-1 change', 'post.web-app-2 change'],
      [],
    ]);
  });

  test('what has changed since it was shown is not overwritten', async () => {
    const person = await quickIn(sandbox, await personIn(sandbox));
    const place = await placeIn(sandbox, person);
    const accounts = openPostDeployment(place, { env: person.env, platform: 'linux' }, new AbortController().signal);
    const [app, admin] = here().webApps;
    Object.assign(app ?? {}, { signIn: byMicrosoft });
    for (const one of here().storage.connections) one.status = 'Approved';
    here().documentIntelligence.hasSystemIdentity = true;
    await accounts.look(new Map([['--document-intelligence', 'none']]));
    Object.assign(admin ?? {}, {
      signIn: { platform: { enabled: false }, globalValidation: { unauthenticatedClientAction: 'Return401' } },
    });
    const { outcomes } = await accounts.apply(() => undefined);
    expect([...outcomes]).toEqual([
      ['post.web-app-2', expect.objectContaining({ kind: 'failed', said: 'It has changed since it was shown.', ran: [] })],
    ]);
    await place.close();
  });
});
