import { existsSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { finding } from '../../../src/findings/finding.js';
import { createPostDeployment } from '../../../src/provision/post-deployment/create-post-deployment.js';
import type { Plan } from '../../../src/provision/plan.js';
import type { Provision } from '../../../src/provision/provision.js';
import { contributor, owner } from '../../../src/sandbox/roles.js';
import { startSandbox } from '../../../src/sandbox/start.js';
import type { Sandbox } from '../../../src/sandbox/start.js';
import type { Accelerator, World } from '../../../src/sandbox/world.js';
import { createAzureReader } from '../../../src/tools/azure-reader.js';
import { auth0Folder, signInToAuth0 } from '../../support/auth0-cli.js';
import { atHome, hasAz } from '../../support/az.js';
import type { AtHome } from '../../support/az.js';

let place: Sandbox;
let home: AtHome;
let provision: Provision;
let healthy: World;

beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
  home = await atHome(place, { path: await auth0Folder() });
  await signInToAuth0(place, home.env['HOME'] ?? '');
  const { tools, transport } = home;
  provision = createPostDeployment({
    eyes: {
      tools,
      recognise: ({ said, command }) => finding('tool/az-refused', { said, command }),
      readerOf: ({ id }) => createAzureReader(tools.az, transport, { subscriptionId: id, cloud: 'AzureCloud' }),
    },
    texts: new Map(),
    signal: new AbortController().signal,
    hide: (secret) => transport.redactor.hide(secret),
  });
});
afterAll(async () => void (await Promise.all([home.close(), place.stop()])));

const here = (): Accelerator => place.world.subscription.accelerator as Accelerator;
const statesIn = ({ steps }: Plan): string[] => steps.map(({ state }) => state);
const become = (roleId: string): void => {
  const { azure, entra, subscription } = place.world;
  const principalId = entra.tenants[0]?.administrator.objectId ?? '';
  azure.roleAssignments = [{ principalId, roleId, scope: `/subscriptions/${subscription.id}` }];
};
const signInApplications = () => place.world.auth0.applications.filter(({ appType }) => appType === 'regular_web');

/** Somebody signs in to this one with Microsoft already. */
const byMicrosoft = { platform: { enabled: true }, identityProviders: { azureActiveDirectory: { registration: { clientId: 'x' } } } };

describe.skipIf(!hasAz)('with a real az', { timeout: 120_000 }, () => {
  test('what is refused is told, and keeps nothing else from being done', async () => {
    become(contributor);
    place.world.subscription.deniedTypes = ['Microsoft.Web/sites/config'];
    const [, admin] = here().webApps;
    Object.assign(admin ?? {}, { signIn: byMicrosoft });
    const plan = await provision.look(new Map());
    expect([statesIn(plan), plan.questions, plan.findings]).toEqual([['change', 'create', 'change', 'right'], [], []]);
    const { outcomes } = await provision.apply(() => undefined);
    const said = [...outcomes].map(([id, outcome]) => [id, outcome.kind === 'failed' ? outcome.said : outcome.kind]);
    expect(said).toEqual([
      ['post.private-link', 'done'],
      ['post.blob-reader', expect.stringContaining('Microsoft.Authorization/roleAssignments/write')],
      ['post.web-app-1', expect.stringContaining('RequestDisallowedByPolicy')],
    ]);
    expect(here().documentIntelligence.hasSystemIdentity).toBe(true);
    expect(here().webApps.map(({ appSettings }) => Object.keys(appSettings))).toEqual(
      Array.from({ length: 2 }, () => ['AZURE_SEARCH_INDEX', 'DATABASE_PASSWORD']),
    );
  });

  test('half done, it goes on; done, nothing is written', async () => {
    become(owner);
    place.world.subscription.deniedTypes = [];
    const [, admin] = here().webApps;
    Object.assign(admin ?? {}, { signIn: structuredClone(healthy.subscription.accelerator?.webApps[1]?.signIn) });
    const plan = await provision.look(new Map([['--resource-group', 'rg-keyless']]));
    expect(statesIn(plan)).toEqual(['right', 'create', 'change', 'change']);
    expect(plan.steps[1]?.commands).toEqual([expect.stringContaining(here().documentIntelligence.principalId)]);
    const { outcomes, plan: after } = await provision.apply(() => undefined);
    expect([...outcomes.values()].map(({ kind }) => kind)).toEqual(['done', 'done', 'done']);
    expect(statesIn(after)).toEqual(['right', 'right', 'right', 'right']);

    const [application, ...more] = signInApplications();
    expect([application?.name, more]).toEqual(['keyless sign-in of rg-keyless', []]);
    expect(application?.callbacks).toEqual(
      here().webApps.map(({ id }) => `https://${id.split('/').at(-1)}.azurewebsites.net/.auth/login/auth0/callback`),
    );
    for (const [at, app] of here().webApps.entries()) {
      const before = healthy.subscription.accelerator?.webApps[at];
      expect(app.appSettings).toEqual({ ...before?.appSettings, AUTH0_AUTHENTICATION_SECRET: application?.secret });
      expect(app.signIn).toMatchObject({ httpSettings: before?.signIn['httpSettings'], platform: { enabled: true, runtimeVersion: '~1' } });
    }
    const ran = [...outcomes.values()].flatMap((outcome) => outcome.ran);
    expect(JSON.stringify([plan, after, ran])).not.toContain(application?.secret);
    const files = ran.flatMap((command) => /--settings '?@([^' ]+)/.exec(command)?.[1] ?? []);
    expect(files).toHaveLength(2);
    expect(files.filter((file) => existsSync(file))).toEqual([]);

    const requests = place.requests.length;
    expect(statesIn(await provision.look(new Map()))).toEqual(['right', 'right', 'right', 'right']);
    expect((await provision.apply(() => undefined)).outcomes.size).toBe(0);
    expect(new Set(place.requests.slice(requests).map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  test('what others have done, and what has to wait, is seen', async () => {
    place.world.subscription = structuredClone(healthy.subscription);
    const { storage, search, webApps } = here();
    for (const one of storage.connections) one.status = 'Approved';
    for (const one of search.links) one.seen = 'Pending';
    Object.assign(webApps[0] ?? {}, {
      signIn: byMicrosoft,
    });
    Object.assign(webApps[1] ?? {}, {
      signIn: { platform: { enabled: true }, identityProviders: { azureActiveDirectory: { enabled: true, registration: {} } } },
    });
    const ids = { '--storage': storage.id, '--search': search.id, '--document-intelligence': here().documentIntelligence.id };
    const apps = webApps.map(({ id }) => id).join('\n');
    const plan = await provision.look(new Map(Object.entries({ ...ids, '--web-app': apps })));
    expect(statesIn(plan)).toEqual(['waits', 'create', 'right', 'change']);
    expect(place.requests.slice(-12).some(({ path }) => path.includes('/resources'))).toBe(false);
  });

  test('what has changed since it was shown is not overwritten', async () => {
    const [, app] = here().webApps;
    Object.assign(app ?? {}, { signIn: { platform: { enabled: false }, globalValidation: { unauthenticatedClientAction: 'Return401' } } });
    for (const one of here().storage.connections) one.status = 'Rejected';
    become('acdd72a7-3385-48ef-bd42-f606fba81ae7');
    const { outcomes } = await provision.apply(() => undefined);
    expect(outcomes.get('post.web-app-2')).toMatchObject({ kind: 'failed', said: 'It has changed since it was shown.', ran: [] });
  });
});
