import { existsSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { finding } from '../../../src/findings/finding.js';
import { createPostDeployment } from '../../../src/provision/post-deployment/create-post-deployment.js';
import type { Step, StepOutcome } from '../../../src/provision/step.js';
import { contributor, owner } from '../../../src/sandbox/roles.js';
import { startSandbox } from '../../../src/sandbox/start.js';
import type { Sandbox } from '../../../src/sandbox/start.js';
import type { Accelerator, World } from '../../../src/sandbox/world.js';
import { createAzureReader } from '../../../src/tools/azure-reader.js';
import { auth0Folder, signInToAuth0 } from '../../support/auth0-cli.js';
import { atHome, hasAz } from '../../support/az.js';
import type { AtHome } from '../../support/az.js';
import type { Run } from '../../support/binary.js';
import { inside } from '../../support/inside.js';

let place: Sandbox;
let home: AtHome;
let healthy: World;

beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
  home = await atHome(place, { path: await auth0Folder() });
  await signInToAuth0(place, home.env['HOME'] ?? '');
});
afterAll(async () => void (await Promise.all([home.close(), place.stop()])));

const here = (): Accelerator => place.world.subscription.accelerator as Accelerator;
const become = (roleId: string): void => {
  const { azure, entra, subscription } = place.world;
  const principalId = entra.tenants[0]?.administrator.objectId ?? '';
  azure.roleAssignments = [{ principalId, roleId, scope: `/subscriptions/${subscription.id}` }];
};
/** The command, in this process: as it would run in the sandbox that is running. */
const keyless = (...args: string[]): Promise<Run> =>
  inside(['provision', '--post-deployment', '--sandbox', ...args], { place, env: home.env });

interface Document {
  exitCode: number;
  steps: (Step & { outcome?: StepOutcome & { said?: string } })[];
  next: { command: string }[];
}
const documentOf = ({ stdout }: Run): Document => JSON.parse(stdout) as Document;
const statesIn = ({ steps }: Pick<Document, 'steps'>): string[] => steps.map(({ state }) => state);

/** Somebody signs in to this one with Microsoft already. */
const byMicrosoft = { platform: { enabled: true }, identityProviders: { azureActiveDirectory: { registration: { clientId: 'x' } } } };

describe.skipIf(!hasAz)('with a real az', { timeout: 120_000 }, () => {
  test('what is refused is told, and keeps nothing else from being done', async () => {
    become(contributor);
    place.world.subscription.deniedTypes = ['Microsoft.Web/sites/config'];
    Object.assign(here().webApps[1] ?? {}, { signIn: byMicrosoft });
    const document = documentOf(await keyless('--yes', '--json'));
    expect(document.exitCode).toBe(1);
    expect(document.steps.map(({ id, state, outcome }) => [id, state, outcome?.kind, outcome?.said])).toEqual([
      ['post.private-link', 'right', 'done', undefined],
      ['post.blob-reader', 'create', 'failed', expect.stringContaining('Microsoft.Authorization/roleAssignments/write')],
      ['post.web-app-1', 'change', 'failed', expect.stringContaining('RequestDisallowedByPolicy')],
      ['post.web-app-2', 'right', undefined, undefined],
    ]);
    expect(here().documentIntelligence.hasSystemIdentity).toBe(true);
    expect(here().webApps.map(({ appSettings }) => Object.keys(appSettings))).toEqual(
      Array.from({ length: 2 }, () => ['AZURE_SEARCH_INDEX', 'DATABASE_PASSWORD']),
    );
    expect(document.next.map(({ command }) => command)).toEqual(['keyless provision --post-deployment --yes']);
  });

  test('half done, it goes on', async () => {
    become(owner);
    place.world.subscription.deniedTypes = [];
    Object.assign(here().webApps[1] ?? {}, { signIn: structuredClone(healthy.subscription.accelerator?.webApps[1]?.signIn) });
    const { code, stdout } = await keyless('--yes', '--resource-group', 'rg-keyless');
    expect([code, stdout]).toEqual([0, expect.stringContaining('1 to create, 2 to change, 1 is right.')]);

    const [application, ...more] = place.world.auth0.applications.filter(({ appType }) => appType === 'regular_web');
    expect([application?.name, more]).toEqual(['keyless sign-in of rg-keyless', []]);
    expect(application?.callbacks).toEqual(
      here().webApps.map(({ id }) => `https://${id.split('/').at(-1)}.azurewebsites.net/.auth/login/auth0/callback`),
    );
    for (const [at, app] of here().webApps.entries()) {
      const before = healthy.subscription.accelerator?.webApps[at];
      expect(app.appSettings).toEqual({ ...before?.appSettings, AUTH0_AUTHENTICATION_SECRET: application?.secret });
      expect(app.signIn).toMatchObject({ httpSettings: before?.signIn['httpSettings'], platform: { enabled: true, runtimeVersion: '~1' } });
    }
    expect(stdout).not.toContain(application?.secret);
    const files = [...stdout.matchAll(/--settings '?@(\/[^' ]+)/g)].map(([, file]) => file ?? '');
    expect([files.length, files.filter((file) => existsSync(file))]).toEqual([2, []]);
  });

  test('done, nothing is written, and nobody has to be asked', async () => {
    const before = place.requests.length;
    const document = documentOf(await keyless('--json'));
    expect([document.exitCode, statesIn(document), document.next]).toEqual([0, ['right', 'right', 'right', 'right'], []]);
    const asked = place.requests.slice(before).filter(({ path }) => !path.includes('/oauth2/'));
    expect(new Set(asked.map(({ method }) => method))).toEqual(new Set(['GET']));
  });

  test('what others have done, and what has to wait, is seen; what changes meanwhile is not overwritten', async () => {
    place.world.subscription = structuredClone(healthy.subscription);
    const { storage, search, webApps, documentIntelligence } = here();
    for (const one of storage.connections) one.status = 'Approved';
    for (const one of search.links) one.seen = 'Pending';
    documentIntelligence.hasSystemIdentity = true;
    const [app, admin] = webApps;
    Object.assign(app ?? {}, { signIn: byMicrosoft });
    Object.assign(admin ?? {}, {
      signIn: { platform: { enabled: false }, identityProviders: { azureActiveDirectory: { enabled: true, registration: {} } } },
    });
    const { tools, transport } = home;
    const provision = createPostDeployment({
      eyes: {
        tools,
        recognise: ({ said, command }) => finding('tool/az-refused', { said, command }),
        readerOf: ({ id, cloud }) => createAzureReader(tools.az, transport, { subscriptionId: id, cloud }),
      },
      texts: new Map(),
      signal: new AbortController().signal,
      hide: (secret) => transport.redactor.hide(secret),
    });
    const ids = { '--storage': storage.id, '--search': search.id, '--document-intelligence': documentIntelligence.id };
    const before = place.requests.length;
    const plan = await provision.look(new Map(Object.entries({ ...ids, '--web-app': webApps.map(({ id }) => id).join('\n') })));
    expect(statesIn(plan)).toEqual(['waits', 'right', 'right', 'change']);
    expect(place.requests.slice(before).filter(({ path }) => path.includes('/resources'))).toEqual([]);

    Object.assign(admin ?? {}, {
      signIn: { platform: { enabled: false }, globalValidation: { unauthenticatedClientAction: 'Return401' } },
    });
    const { outcomes } = await provision.apply(() => undefined);
    expect([...outcomes]).toEqual([
      ['post.web-app-2', expect.objectContaining({ kind: 'failed', said: 'It has changed since it was shown.', ran: [] })],
    ]);
  });
});
