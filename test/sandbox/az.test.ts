import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { openAiUser } from '../../src/sandbox/roles.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { ToolAnswer } from '../../src/tools/tool.js';
import { atHome, azNote, azTimeout, hasAz } from '../support/az.js';
import type { AtHome } from '../support/az.js';

/** A real az sets up a subscription in which nothing is, signed in as its owner without a login. */

let place: Sandbox;
let home: AtHome;
beforeAll(async () => {
  place = await startSandbox({ isEmpty: true });
  home = await atHome(place);
});
afterAll(async () => void (await Promise.all([home.close(), place.stop()])));

const az = (...args: string[]): Promise<ToolAnswer> => home.tools.az.run(args);

async function made(...args: string[]): Promise<Record<string, unknown>> {
  const answer = await az(...args);
  if (!answer.ok) throw new Error(`${answer.failure.command}: ${answer.failure.said}`);
  return answer.value as Record<string, unknown>;
}

const group = ['--resource-group', 'rg-new'];

const asOpenAi = ['--location', 'swedencentral', '--kind', 'OpenAI', '--sku', 'S0', '--custom-domain', 'chat-az-new'];

describe.skipIf(!hasAz)(`a real az in an empty place (${azNote})`, { timeout: azTimeout }, () => {
  test('is signed in to the one subscription, and makes a group there', async () => {
    const { subscription, entra } = place.world;
    const [account] = (await made('account', 'list')) as unknown as Record<string, unknown>[];
    const user = { name: entra.tenants[0]?.administrator.clientId, type: 'servicePrincipal' };
    expect(account).toMatchObject({ id: subscription.id, tenantId: subscription.tenantId, isDefault: true, user });
    expect(await made('group', 'create', '--name', 'rg-new', '--location', 'swedencentral')).toMatchObject({ location: 'swedencentral' });
    expect(subscription.groups).toEqual([{ name: 'rg-new', location: 'swedencentral' }]);
  });

  test('makes an identity and an account beside each other', async () => {
    const [identity, account] = await Promise.all([
      made('identity', 'create', '--name', 'id-new', ...group),
      made('cognitiveservices', 'account', 'create', '--name', 'chat-az-new', ...group, ...asOpenAi),
    ]);
    expect([identity['clientId'], identity['location']]).toEqual([place.settings.AZURE_CLIENT_ID, 'swedencentral']);
    expect(account['properties']).toMatchObject({ endpoint: `${place.settings.AZURE_AOAI_ENDPOINT}/`, provisioningState: 'Succeeded' });
  });

  test('makes a credential, a deployment and a role assignment beside each other', async () => {
    const [identity] = place.world.entra.tenants[0]?.identities ?? [];
    const { id } = place.world.subscription;
    const { resourceId } = place.world.azure;
    const model = { format: 'OpenAI', name: 'gpt-4.1-mini', version: '2025-04-14' };
    const roleDefinitionId = `/subscriptions/${id}/providers/Microsoft.Authorization/roleDefinitions/${openAiUser}`;
    const role = { roleDefinitionId, principalId: identity?.objectId, principalType: 'ServicePrincipal' };
    const [credential] = await Promise.all([
      made(...onCredential('create', 'auth0', 'one@clients')),
      put(`${resourceId}/deployments/team?api-version=2024-10-01`, {
        sku: { name: 'GlobalStandard', capacity: 10 },
        properties: { model },
      }),
      put(`${resourceId}/providers/Microsoft.Authorization/roleAssignments/7c9e6679-7425-40de-944b-e07fc1f90ae7?api-version=2022-04-01`, {
        properties: role,
      }),
    ]);
    expect(credential).toMatchObject({ name: 'auth0', subject: 'one@clients', audiences: ['api://AzureADTokenExchange'] });
    expect(place.world.azure.deployments).toMatchObject([{ name: 'team', model: { name: 'gpt-4.1-mini' } }]);
    expect(place.world.azure.roleAssignments.at(-1)).toMatchObject({
      principalId: identity?.objectId,
      roleId: openAiUser,
      scope: resourceId,
    });
  });

  test('changes a credential, lists it, and passes on why a second one is refused', async () => {
    const [changed, refused] = await Promise.all([
      made(...onCredential('update', 'auth0', 'two@clients')),
      az(...onCredential('create', 'no.name', 'three@clients')),
    ]);
    expect(changed).toMatchObject({ name: 'auth0', subject: 'two@clients' });
    const said = expect.stringMatching(
      /^ERROR: \(BadRequest\) Federated Identity Credential name 'no\.name' is invalid\.\nCode: BadRequest\n/,
    );
    expect(refused).toMatchObject({ ok: false, failure: { kind: 'refused', exitCode: 1, said } });
    const list = await made('identity', 'federated-credential', 'list', '--identity-name', 'id-new', ...group);
    expect(list).toMatchObject([{ name: 'auth0', issuer: 'https://a.eu.auth0.com/', subject: 'two@clients', resourceGroup: 'rg-new' }]);
  });
});

function onCredential(verb: 'create' | 'update', name: string, subject: string): string[] {
  const claims = ['--issuer', 'https://a.eu.auth0.com/', '--subject', subject, '--audiences', 'api://AzureADTokenExchange'];
  return ['identity', 'federated-credential', verb, '--name', name, '--identity-name', 'id-new', ...group, ...claims];
}

const put = (url: string, body: unknown): Promise<unknown> => made('rest', '--method', 'put', '--url', url, '--body', JSON.stringify(body));
