import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { openAiUser, owner } from '../../src/sandbox/roles.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Identity, World } from '../../src/sandbox/world.js';
import { openAzure } from '../../src/provision/azure.js';
import type { Azure } from '../../src/provision/azure.js';
import { knownBy, lookUp } from '../../src/provision/look-up.js';
import type { LookedUp } from '../../src/provision/look-up.js';
import { atHome, azNote, hasAz } from '../support/az.js';
import type { AtHome } from '../support/az.js';

// A start of az takes a second of a core, and there may be others who want it.
vi.setConfig({ testTimeout: 120_000 });

let place: Sandbox;
let home: AtHome;
let azure: Azure;
let healthy: World;

beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
  home = await atHome(place);
  const opened = hasAz ? await openAzure(home.tools.az, home.transport) : null;
  if (opened && !opened.ok) throw new Error(opened.failure.said);
  if (opened) azure = opened.value;
});
afterAll(async () => void (await Promise.all([home.close(), place.stop()])));
beforeEach(() => void Object.assign(place.world, structuredClone(healthy)));

const identity = (): Identity => place.world.entra.tenants[0]?.identities[0] as Identity;
const look = (): Promise<LookedUp> =>
  lookUp({ clientId: place.settings.AZURE_CLIENT_ID, endpoint: place.settings.AZURE_AOAI_ENDPOINT }, azure);

describe.skipIf(!hasAz)(`with a real az (${azNote})`, () => {
  test('a managed identity, its credentials, its account and its roles are found without one more start of az', async () => {
    const before = place.requests.length;
    const found = await look();
    const [credential] = identity().credentials;
    expect(found).toMatchObject({
      identity: { kind: 'managed-identity', name: 'id-keyless', group: 'rg-keyless', principalId: identity().objectId },
      credentials: [{ ...credential, source: 'az', holder: { kind: 'managed-identity', name: 'id-keyless', resourceGroup: 'rg-keyless' } }],
      account: { id: place.world.azure.resourceId, group: 'rg-keyless' },
      roles: [{ roleId: openAiUser, scope: place.world.azure.resourceId }],
      subscriptionId: place.world.subscription.id,
      failures: [],
    });
    expect(knownBy(found)).toEqual({
      selectedSubscription: place.world.subscription.id,
      identitySubscription: place.world.subscription.id,
      accountId: place.world.azure.resourceId,
      principalId: identity().objectId,
      identity: 'managed-identity',
      identityName: 'id-keyless',
      identityGroup: 'rg-keyless',
    });
    const asked = place.requests.slice(before).filter(({ host }) => host === 'management.azure.com');
    expect(asked.every(({ headers }) => !/azurecli/i.test(headers['user-agent'] ?? ''))).toBe(true);
  });

  test('an app registration is found in the directory, with its credentials', async () => {
    Object.assign(identity(), { kind: 'app-registration', resourceId: '', name: 'acme-app' });
    const found = await look();
    expect(found).toMatchObject({
      identity: { kind: 'app-registration', name: 'acme-app', principalId: identity().objectId },
      credentials: [{ name: 'auth0', source: 'az', holder: { kind: 'app-registration', name: null } }],
      roles: [{ roleId: openAiUser }],
    });
    expect(knownBy(found)).toMatchObject({ identity: 'app-registration', identityName: null, principalId: identity().objectId });
  });

  test('a client id that is nobody’s is no failure; a directory that may not be read is one', async () => {
    identity().clientId = place.world.elsewhere.clientId;
    const { elsewhere } = place.world;
    expect(await lookUp({ clientId: elsewhere.tenantId, endpoint: 'https://gateway.example' }, azure)).toMatchObject({
      identity: null,
      credentials: null,
      account: null,
      roles: null,
      failures: [],
    });
    const [tenant] = place.world.entra.tenants;
    if (tenant) tenant.administrator.directory = 'nothing';
    expect((await lookUp({ clientId: elsewhere.tenantId, endpoint: 'https://gateway.example' }, azure)).failures).toMatchObject([
      { tool: 'az', kind: 'refused', said: expect.stringContaining('Insufficient privileges') },
    ]);
  });

  test('who sees no subscription finds nothing', async () => {
    place.world.azure.roleAssignments = place.world.azure.roleAssignments.filter(({ roleId }) => roleId !== owner);
    const found = await look();
    expect(found).toMatchObject({ identity: null, account: null, credentials: null });
  });
});
