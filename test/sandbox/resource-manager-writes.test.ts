import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { contributor, openAiUser, owner } from '../../src/sandbox/roles.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { World } from '../../src/sandbox/world.js';
import { administratorTokenOf, ask, askChat, askEntra, askManager, assertionOf } from './client.js';
import type { Answer } from './client.js';

/** A subscription in which nothing is, and its owner: everything that provisioning writes, and every refusal of it. */

let place: Sandbox;
let empty: World;
let token: string;
beforeAll(async () => {
  place = await startSandbox({ isEmpty: true });
  empty = structuredClone(place.world);
  token = await administratorTokenOf(place);
});
afterAll(() => place.stop());
beforeEach(() => void Object.assign(place.world, structuredClone(empty)));

const manager = (method: string, path: string, json?: unknown): Promise<Answer> => askManager(place, token, [method, path], json);
const refusal = (status: number, code: string, message: string | RegExp) => ({
  status,
  body: { error: { code, message: typeof message === 'string' ? message : expect.stringMatching(message) } },
});

const group = '/resourceGroups/rg-new';
const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-new`;
const credential = (name: string): string => `${identity}/federatedIdentityCredentials/${name}`;
const account = `${group}/providers/Microsoft.CognitiveServices/accounts/chat-new`;
const deployment = `${account}/deployments/team`;
const location = 'swedencentral';

const makeGroup = (): Promise<Answer> => manager('PUT', group, { location });
const makeIdentity = (where = location): Promise<Answer> => manager('PUT', identity, { location: where });
const makeCredential = (name = 'auth0', changes: Record<string, unknown> = {}): Promise<Answer> =>
  manager('PUT', credential(name), {
    properties: { issuer: 'https://a.eu.auth0.com/', subject: 'one@clients', audiences: ['api://AzureADTokenExchange'], ...changes },
  });
const makeAccount = (properties: Record<string, unknown> = { customSubDomainName: 'chat-new' }, path = account): Promise<Answer> =>
  manager('PUT', path, { location, kind: 'OpenAI', sku: { name: 'S0' }, properties });
const makeDeployment = (model: Record<string, unknown> = {}, sku: Record<string, unknown> = {}): Promise<Answer> =>
  manager('PUT', deployment, {
    sku: { name: 'GlobalStandard', capacity: 10, ...sku },
    properties: { model: { format: 'OpenAI', name: 'gpt-4.1-mini', version: '2025-04-14', ...model } },
  });
const assign = (name: string, properties: Record<string, unknown>, at = account): Promise<Answer> =>
  manager('PUT', `${at}/providers/Microsoft.Authorization/roleAssignments/${name}`, { properties });
const definition = (roleId: string): string =>
  `/subscriptions/${place.world.subscription.id}/providers/Microsoft.Authorization/roleDefinitions/${roleId}`;
const one = '7c9e6679-7425-40de-944b-e07fc1f90ae7';
const another = '11111111-7425-40de-944b-e07fc1f90ae7';

test('from nothing to a chat: group, identity, credential, account, deployment, role', async () => {
  expect((await manager('GET', '/resourcegroups')).body.value).toEqual([]);
  expect((await makeGroup()).status).toBe(201);
  expect((await makeIdentity()).status).toBe(201);
  const { clientId, principalId } = (await manager('GET', identity)).body.properties;
  const [application] = empty.auth0.applications;
  expect(application).toBeUndefined();
  expect(await makeAccount()).toMatchObject({
    status: 201,
    body: { kind: 'OpenAI', properties: { endpoint: 'https://chat-new.openai.azure.com/', customSubDomainName: 'chat-new' } },
  });
  expect(await makeDeployment()).toMatchObject({ status: 201, body: { sku: { name: 'GlobalStandard', capacity: 10 } } });
  const properties = { roleDefinitionId: definition(openAiUser), principalId, principalType: 'ServicePrincipal' };
  expect((await assign(one, properties)).status).toBe(201);

  // Auth0's part, as it is in a place that is set up.
  const full = await startSandbox();
  await full.stop();
  place.world.auth0.applications = full.world.auth0.applications;
  place.world.auth0.apis = full.world.auth0.apis;
  place.world.auth0.grants = full.world.auth0.grants;
  const subject = `${place.settings.OIDC_CLIENT_ID}@clients`;
  expect((await makeCredential('auth0', { issuer: `https://${place.world.auth0.domain}/`, subject })).status).toBe(201);
  expect(place.settings).toMatchObject({
    AZURE_CLIENT_ID: clientId,
    AZURE_AOAI_ENDPOINT: 'https://chat-new.openai.azure.com',
    AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'team',
    AZURE_FEDERATED_SUBJECT: subject,
  });
  const exchanged = await askEntra(place, await assertionOf(place));
  expect((await askChat(place, exchanged.body.access_token)).status).toBe(200);
});

test('who administers is an owner with a secret; another secret is refused, and so is the secret of somebody else', async () => {
  const [tenant] = place.world.entra.tenants;
  const url = `https://${place.world.entra.host}/${tenant?.id}/oauth2/v2.0/token`;
  const form = {
    grant_type: 'client_credentials',
    client_id: tenant?.administrator.clientId ?? '',
    client_secret: 'wrong',
    // As the Azure CLI writes it: the resource has a final slash.
    scope: 'https://management.core.windows.net//.default',
  };
  expect((await ask(place, url, { form })).body.error_codes).toEqual([7000215]);
  const right = { ...form, client_secret: tenant?.administrator.secret ?? '' };
  const { access_token: other } = (await ask(place, url, { form: right })).body;
  expect((await askManager(place, other, ['GET', '/resourcegroups'])).status).toBe(200);
  await makeGroup();
  const { clientId } = (await makeIdentity()).body.properties;
  expect((await ask(place, url, { form: { ...right, client_id: clientId } })).body.error_codes).toEqual([7000215]);
});

test('tenant, subscription and regions are shown, and a group once it is there', async () => {
  const headers = { authorization: `Bearer ${token}` };
  const [tenant] = place.world.entra.tenants;
  const tenants = await ask(place, 'https://management.azure.com/tenants?api-version=2022-12-01', { headers });
  expect(tenants.body.value).toMatchObject([{ tenantId: tenant?.id, displayName: tenant?.name }]);
  expect((await manager('GET', '')).body).toMatchObject({ displayName: 'keyless sandbox', state: 'Enabled', tenantId: tenant?.id });
  const names = (await manager('GET', '/locations')).body.value.map(({ name }: { name: string }) => name);
  expect(names).toContain(location);
  expect([(await manager('HEAD', group)).status, (await manager('GET', group)).status]).toEqual([404, 404]);
  await makeGroup();
  expect([(await manager('HEAD', group)).status, (await manager('GET', group.toLowerCase())).body.name]).toEqual([204, 'rg-new']);
});

test('a group stays in its region, and regions have to exist', async () => {
  expect(await manager('GET', identity)).toMatchObject(
    refusal(404, 'ResourceGroupNotFound', "Resource group 'rg-new' could not be found."),
  );
  await makeGroup();
  expect((await makeGroup()).status).toBe(200);
  const moved = /^Invalid resource group location 'westeurope'\. The Resource group already exists in location 'swedencentral'\.$/;
  expect(await manager('PUT', group, { location: 'West Europe' })).toMatchObject(refusal(409, 'InvalidResourceGroupLocation', moved));
  const nowhere = /^The provided location 'nowhere' is not available for resource group\. List of available regions is '/;
  expect(await manager('PUT', group, { location: 'nowhere' })).toMatchObject(refusal(400, 'LocationNotAvailableForResourceGroup', nowhere));
  expect((await manager('PUT', group, {})).body.error.code).toBe('LocationRequired');
});

test('an identity has a client id and an object id of its own, which stay when it is written again', async () => {
  await makeGroup();
  const made = (await makeIdentity()).body;
  expect(made).toMatchObject({ name: 'id-new', location, properties: { tenantId: place.settings.AZURE_TENANT_ID } });
  expect(made.properties.clientId).not.toBe(made.properties.principalId);
  expect(await makeIdentity()).toMatchObject({ status: 200, body: made });
  const all = '/providers/Microsoft.ManagedIdentity/userAssignedIdentities';
  for (const path of [all, `${group}${all}`]) expect((await manager('GET', path)).body.value).toEqual([made]);
  expect((await makeIdentity('westeurope')).body.error.code).toBe('InvalidResourceLocation');
  expect(await manager('GET', `${identity}2`)).toMatchObject(refusal(404, 'ResourceNotFound', /userAssignedIdentities\/id-new2'/));
});

describe('federated credentials', () => {
  beforeEach(async () => {
    await makeGroup();
    await makeIdentity();
  });

  test('are created, changed under the same name, read and removed', async () => {
    expect((await makeCredential()).status).toBe(201);
    expect((await makeCredential('auth0', { subject: 'two@clients' })).status).toBe(200);
    const { value } = (await manager('GET', `${identity}/federatedIdentityCredentials`)).body;
    const properties = { issuer: 'https://a.eu.auth0.com/', subject: 'two@clients', audiences: ['api://AzureADTokenExchange'] };
    expect(value).toEqual([expect.objectContaining({ name: 'auth0', properties })]);
    expect((await manager('GET', credential('auth0'))).body.properties).toEqual(properties);
    expect([(await manager('DELETE', credential('auth0'))).status, (await manager('DELETE', credential('auth0'))).status]).toEqual([
      200, 204,
    ]);
    expect(await manager('GET', credential('auth0'))).toMatchObject(
      refusal(404, 'ResourceNotFound', /userAssignedIdentities\/id-new\/federatedIdentityCredentials\/auth0'/),
    );
  });

  test.each([
    ['another audience', { audiences: ['a', 'b'] }, 'Federated identity credentials must have exactly one audience.'],
    ['no audience', { audiences: [] }, 'Federated identity credentials must have exactly one audience.'],
    ['no subject', { subject: '' }, "Federated Identity Credential must specify 'issuer', 'subject' and 'audience'."],
    ['too long a subject', { subject: 'x'.repeat(601) }, 'A value of the Federated Identity Credential is too long.'],
  ])('with %s are refused', async (_, changes, message) => {
    expect(await makeCredential('auth0', changes)).toMatchObject(refusal(400, 'BadRequest', message));
  });

  test('have a name of 3 to 120 letters, digits, hyphens and underscores', async () => {
    for (const name of ['ab', '-abc', 'a.bc', 'a'.repeat(121)]) {
      expect(await makeCredential(name)).toMatchObject(
        refusal(400, 'BadRequest', `Federated Identity Credential name '${name}' is invalid.`),
      );
    }
    for (const [index, name] of ['abc', 'A-_9', 'a'.repeat(120)].entries()) {
      expect((await makeCredential(name, { subject: `${index}@clients` })).status).toBe(201);
    }
  });

  test('with the same issuer and subject are there only once, and wrong values are taken', async () => {
    await makeCredential();
    const twice = 'Issuer and subject combination already exists for this Managed Identity.';
    expect(await makeCredential('second', { audiences: ['other'] })).toMatchObject(refusal(400, 'BadRequest', twice));
    expect((await makeCredential('second', { issuer: 'https://a.eu.auth0.com' })).status).toBe(201);
  });

  test('are at most twenty', async () => {
    for (let n = 0; n < 20; n += 1) expect((await makeCredential(`name-${n}`, { subject: `${n}@clients` })).status).toBe(201);
    expect((await makeCredential('one-more')).body.error.message).toMatch(/limit of 20/);
    expect((await makeCredential('name-3', { subject: 'changed@clients' })).status).toBe(200);
  });

  test('are not written while another one is, nor to an identity of a region without federation', async () => {
    place.world.subscription.isCredentialBeingWritten = true;
    const code = 'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity';
    expect(await makeCredential()).toMatchObject(refusal(409, code, /^Too many Federated Identity Credentials are written concurrently/));
    place.world.subscription.isCredentialBeingWritten = false;
    await manager('PUT', `${identity}2`, { location: 'malaysiasouth' });
    const path = `${identity}2/federatedIdentityCredentials/auth0`;
    const properties = { issuer: 'a', subject: 'b', audiences: ['c'] };
    expect(await manager('PUT', path, { properties })).toMatchObject(
      refusal(405, 'MethodNotAllowed', 'The request format was unexpected: Support for federated identity credentials not enabled.'),
    );
  });

  test('need an identity', async () => {
    const path = `${identity}2/federatedIdentityCredentials`;
    expect(await manager('GET', path)).toMatchObject(refusal(404, 'NotFound', "The parent user-assigned identity doesn't exist."));
    expect((await manager('PUT', credential('auth0'), {})).body.error.message).toMatch(/has empty properties$/);
  });
});

describe('the account', () => {
  beforeEach(async () => void (await makeGroup()));

  test('answers under its names once it is created, and before it under none', async () => {
    const url = 'https://chat-new.openai.azure.com/openai/v1/models';
    for (const early of [url, `https://${place.world.azure.hosts[0]}/`]) await expect(ask(place, early)).rejects.toThrow(/403/);
    await makeAccount();
    for (const service of ['openai', 'services.ai', 'cognitiveservices']) {
      expect((await ask(place, `https://chat-new.${service}.azure.com/openai/v1/models`)).status).toBe(401);
    }
    expect((await manager('GET', '/providers/Microsoft.CognitiveServices/accounts')).body.value).toHaveLength(1);
  });

  test('has a subdomain that nobody else has, and a name that is not soft-deleted', async () => {
    Object.assign(place.world.subscription, { takenSubdomains: ['chat-new'], deletedAccounts: ['chat-new'] });
    const restore =
      /^An existing resource with ID '\/subscriptions\/.*\/accounts\/chat-new' has been soft-deleted\. To restore the resource/;
    expect(await makeAccount()).toMatchObject(refusal(409, 'FlagMustBeSetForRestore', restore));
    const { value } = (await manager('GET', '/providers/Microsoft.CognitiveServices/deletedAccounts')).body;
    expect(value).toEqual([expect.objectContaining({ name: 'chat-new' })]);
    const purge = `/providers/Microsoft.CognitiveServices/locations/${location}${group}/deletedAccounts/chat-new`;
    expect((await manager('DELETE', purge)).status).toBe(200);
    const taken = "Please pick a different name. The subdomain name 'chat-new' is not available as it's already used by a resource.";
    expect(await makeAccount()).toMatchObject(refusal(409, 'CustomDomainInUse', taken));
    expect((await makeAccount({ customSubDomainName: 'chat-other' })).status).toBe(201);
  });

  test('that is restored takes no purge', async () => {
    place.world.subscription.deletedAccounts = ['chat-new'];
    expect((await makeAccount({ restore: true })).status).toBe(201);
    expect(place.world.subscription.deletedAccounts).toEqual([]);
  });

  test('without a subdomain has the endpoint of its region, and gets one once', async () => {
    const made = (await makeAccount({})).body.properties;
    expect([made.endpoint, made.customSubDomainName]).toEqual([`https://${place.world.azure.regionalHost}/`, undefined]);
    const patched = await manager('PATCH', account, { properties: { customSubDomainName: 'chat-late' } });
    expect(patched.body.properties).toMatchObject({ endpoint: 'https://chat-late.openai.azure.com/', customSubDomainName: 'chat-late' });
    expect((await ask(place, 'https://chat-late.openai.azure.com/openai/v1/models')).status).toBe(401);
    expect((await manager('PATCH', account, { properties: { customSubDomainName: 'again' } })).status).toBe(400);
  });

  test('is closed and opened to public networks', async () => {
    await makeAccount();
    const properties = { publicNetworkAccess: 'Disabled', networkAcls: { defaultAction: 'Deny' } };
    expect((await manager('PATCH', account, { properties })).body.properties).toMatchObject(properties);
    expect((await ask(place, 'https://chat-new.openai.azure.com/openai/v1/models')).body.error.message).toMatch(
      /^Public access is disabled/,
    );
    const open = { publicNetworkAccess: 'Enabled', networkAcls: { defaultAction: 'Allow' } };
    expect((await manager('PUT', account, { properties: open })).body.properties).toMatchObject(open);
  });

  test('is one of two kinds, in a region that exists, and the only one of this place', async () => {
    expect((await manager('PUT', account, { location, kind: 'Face' })).body.error.code).toBe('InvalidKind');
    expect((await manager('PUT', account, { location: 'nowhere', kind: 'OpenAI' })).body.error.code).toBe(
      'LocationNotAvailableForResourceType',
    );
    expect((await makeAccount({ customSubDomainName: 'chat.new' })).status).toBe(400);
    await makeAccount();
    expect((await makeAccount({}, `${account}2`)).body.error.code).toBe('SandboxHasOneAccount');
    expect(await manager('PATCH', `${account}2`, {})).toMatchObject(refusal(404, 'ResourceNotFound', /accounts\/chat-new2'/));
  });
});

describe('deployments', () => {
  beforeEach(async () => {
    await makeGroup();
    await makeAccount();
  });

  test('count the capacity they take, and give it back when they get smaller', async () => {
    const free = place.world.subscription.freeCapacity;
    expect((await makeDeployment({}, { capacity: free })).status).toBe(201);
    expect(await makeDeployment({}, { capacity: free + 5 })).toMatchObject(
      refusal(
        400,
        'InsufficientQuota',
        'This operation require 5 new capacity in quota Tokens Per Minute (thousands) - gpt-4.1-mini - GlobalStandard, which is bigger than the current available capacity 0. The current quota usage is 1000 and the quota limit is 1000 for quota Tokens Per Minute (thousands) - gpt-4.1-mini - GlobalStandard.',
      ),
    );
    expect((await makeDeployment({}, { capacity: 10 })).status).toBe(200);
    expect(place.world.subscription.freeCapacity).toBe(free - 10);
    expect((await manager('GET', `${account}/deployments`)).body.value).toMatchObject([{ name: 'team', sku: { capacity: 10 } }]);
    expect((await manager('GET', deployment)).body.properties.model).toEqual({
      format: 'OpenAI',
      name: 'gpt-4.1-mini',
      version: '2025-04-14',
    });
  });

  test.each([
    [
      'a model that is nowhere',
      { name: 'gpt-0' },
      'DeploymentModelNotSupported',
      /^The model 'Format:OpenAI,Name:gpt-0,Version:2025-04-14' /,
    ],
    [
      'a version that is none',
      { version: '1999' },
      'DeploymentModelNotSupported',
      /Version:1999' of account deployment is not supported\.$/,
    ],
    [
      'a model that is being withdrawn',
      { name: 'gpt-4o-mini', version: '2024-07-18' },
      'ServiceModelDeprecating',
      /^The model 'Format:OpenAI,Name:gpt-4o-mini,Version:2024-07-18' is in deprecating state and cannot be used for new deployments\.$/,
    ],
  ])('of %s are refused', async (_, model, code, message) => {
    expect(await makeDeployment(model)).toMatchObject(refusal(400, code, message));
  });

  test('of a model that is gone, or in a way that it is not offered in, are refused', async () => {
    const [offered] = place.world.subscription.models;
    if (!offered) throw new Error('no model');
    expect(await makeDeployment({}, { name: 'ProvisionedManaged' })).toMatchObject(
      refusal(
        400,
        'InvalidResourceProperties',
        "The specified SKU 'ProvisionedManaged' for model 'gpt-4.1-mini 2025-04-14' is not supported in this region 'swedencentral'.",
      ),
    );
    Object.assign(offered, { lifecycle: 'Deprecated' });
    offered.model.retiresAt = new Date('2026-03-31T12:00:00Z');
    expect(await makeDeployment()).toMatchObject(
      refusal(400, 'ServiceModelDeprecated', /has been deprecated since 03\/31\/2026 00:00:00\.$/),
    );
  });

  test('of older tools have scale settings, and one that is there keeps a model that is being withdrawn', async () => {
    const properties = { model: { format: 'OpenAI', name: 'gpt-4.1-mini' }, scaleSettings: { scaleType: 'Standard', capacity: 3 } };
    const made = (await manager('PUT', deployment, { properties })).body;
    expect([made.sku, made.properties.model.version]).toEqual([{ name: 'Standard', capacity: 3 }, '2025-04-14']);
    Object.assign(place.world.subscription.models[0] ?? {}, { lifecycle: 'Deprecating' });
    expect((await makeDeployment({}, { name: 'Standard', capacity: 4 })).status).toBe(200);
  });

  test('need an account', async () => {
    const path = `${account}2/deployments/team`;
    expect(await manager('PUT', path, {})).toMatchObject(
      refusal(
        404,
        'ParentResourceNotFound',
        "Can not perform requested operation on nested resource. Parent resource 'chat-new2' not found.",
      ),
    );
    expect((await manager('GET', path)).body.error.code).toBe('ResourceNotFound');
  });

  test('can be of what the region and the account offer, and usages tell what is left', async () => {
    const names = ['gpt-4.1-mini', 'gpt-4o-mini', 'text-embedding-3-small'];
    const inRegion = (await manager('GET', `/providers/Microsoft.CognitiveServices/locations/${location}/models`)).body.value;
    expect(inRegion.map(({ model }: { model: { name: string } }) => model.name)).toEqual(names);
    const onAccount = (await manager('GET', `${account}/models`)).body.value;
    expect(onAccount).toMatchObject([
      { name: names[0], capabilities: { chatCompletion: 'true' }, lifecycleStatus: 'GenerallyAvailable', isDefaultVersion: true },
      { lifecycleStatus: 'Deprecating', skus: [{ name: 'Standard' }] },
      { capabilities: { embeddings: 'true' } },
    ]);
    const usages = (await manager('GET', `/providers/Microsoft.CognitiveServices/locations/${location}/usages`)).body.value;
    expect(usages[0]).toMatchObject({ name: { value: 'OpenAI.GlobalStandard.gpt-4.1-mini' }, currentValue: 500, limit: 1000 });
  });
});

describe('roles', () => {
  let principalId: string;
  beforeEach(async () => {
    await makeGroup();
    ({ principalId } = (await makeIdentity()).body.properties);
    await makeAccount();
  });
  const right = () => ({ roleDefinitionId: definition(openAiUser), principalId, principalType: 'ServicePrincipal' });

  test('are assigned once, under a name that then stands for these values', async () => {
    expect(await assign(one, right())).toMatchObject({
      status: 201,
      body: { name: one, properties: { roleDefinitionId: definition(openAiUser), principalId } },
    });
    expect((await assign(one, right())).status).toBe(200);
    expect(await assign(another, right())).toMatchObject(refusal(409, 'RoleAssignmentExists', 'The role assignment already exists.'));
    const administrator = place.world.entra.tenants[0]?.administrator.objectId;
    expect(await assign(one, { ...right(), principalId: administrator })).toMatchObject(
      refusal(400, 'RoleAssignmentUpdateNotPermitted', 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.'),
    );
  });

  test('go to a principal that is in the directory, or is about to be', async () => {
    const tenant = place.world.entra.tenants[0];
    const unknown = `^Principal ${one.replaceAll('-', '')} does not exist in the directory ${tenant?.id}\\. .* replication delay\\. .*principalType`;
    expect(await assign(one, { ...right(), principalId: one })).toMatchObject(refusal(400, 'PrincipalNotFound', new RegExp(unknown)));
    const [made] = tenant?.identities ?? [];
    if (!made) throw new Error('no identity');
    made.hasPrincipal = false;
    const { principalType: _, ...untyped } = right();
    expect((await assign(one, untyped)).body.error.code).toBe('PrincipalNotFound');
    expect((await assign(one, right())).status).toBe(201);
    expect((await assign(another, { ...right(), principalId: made.clientId })).body.error.code).toBe('PrincipalNotFound');
    expect(await assign(another, { ...right(), principalType: 'User' })).toMatchObject(refusal(409, 'RoleAssignmentExists', /exists/));
    expect(await assign(another, { ...right(), principalType: 'User' }, group)).toMatchObject(
      refusal(400, 'UnmatchedPrincipalType', /has type 'ServicePrincipal' , which is different from specified PrinciaplType 'user'\.$/),
    );
  });

  test('have a GUID for a name, a role that exists, and something to count on', async () => {
    expect((await assign('name', right())).body.error.code).toBe('InvalidRoleAssignmentId');
    expect(await assign(one, { ...right(), roleDefinitionId: definition(one) })).toMatchObject(
      refusal(404, 'RoleDefinitionDoesNotExist', `The specified role definition with ID '${one}' does not exist.`),
    );
    expect((await assign(one, right(), `${account}2`)).body.error.code).toBe('ResourceNotFound');
    expect((await assign(one, right(), '/resourceGroups/none')).body.error.code).toBe('ResourceGroupNotFound');
  });

  test('are listed at a scope with those above it, and those below, unless the filter says otherwise', async () => {
    await assign(one, right());
    await assign(another, { ...right(), roleDefinitionId: definition(contributor) }, group);
    const at = async (scope: string, filter = ''): Promise<string[]> => {
      const query = filter ? `?$filter=${encodeURIComponent(filter)}` : '';
      const { value } = (await manager('GET', `${scope}/providers/Microsoft.Authorization/roleAssignments${query}`)).body;
      return value.map(({ properties }: { properties: { roleDefinitionId: string } }) => properties.roleDefinitionId.split('/').at(-1));
    };
    expect(await at(account)).toEqual([owner, openAiUser, contributor]);
    expect(await at(account, `assignedTo('${principalId}')`)).toEqual([openAiUser, contributor]);
    expect(await at(group, `principalId eq '${principalId}'`)).toEqual([openAiUser, contributor]);
    expect(await at(group, `atScope() and assignedTo('${principalId}')`)).toEqual([contributor]);
    expect(await at('', 'atScope()')).toEqual([owner]);
    const shown = await manager('GET', `${account}/providers/Microsoft.Authorization/roleAssignments/${one}`);
    expect(shown.body.properties.scope).toMatch(/\/accounts\/chat-new$/);
  });

  test('are defined by name and by id', async () => {
    const at = `${account}/providers/Microsoft.Authorization/roleDefinitions`;
    const found = await manager('GET', `${at}?$filter=${encodeURIComponent("roleName eq 'Cognitive Services OpenAI User'")}`);
    expect(found.body.value).toMatchObject([{ name: openAiUser, properties: { type: 'BuiltInRole', permissions: [{ notActions: [] }] } }]);
    expect((await manager('GET', `${at}/${owner}`)).body.properties.roleName).toBe('Owner');
    expect((await manager('GET', `${at}/${one}`)).body.error.code).toBe('RoleDefinitionDoesNotExist');
  });
});

test.each([
  ['Contributor', contributor, 403],
  ['User Access Administrator', '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9', 201],
  ['Reader', 'acdd72a7-3385-48ef-bd42-f606fba81ae7', 403],
])('%s: what it may write', async (name, roleId, assigning) => {
  await makeGroup();
  const { principalId } = (await makeIdentity()).body.properties;
  await makeAccount();
  for (const assignment of place.world.azure.roleAssignments) assignment.roleId = roleId;
  expect((await assign(one, { roleDefinitionId: definition(openAiUser), principalId })).status).toBe(assigning);
  const writes = [await makeGroup(), await makeIdentity(), await makeCredential(), await makeAccount(), await makeDeployment()];
  const expected = name === 'Contributor' ? [200, 200, 201, 200, 201] : [403, 403, 403, 403, 403];
  expect(writes.map(({ status }) => status)).toEqual(expected);
  if (name === 'Contributor') return;
  expect(writes[2]?.body.error).toMatchObject({
    code: 'AuthorizationFailed',
    message: expect.stringMatching(
      /action 'Microsoft\.ManagedIdentity\/userAssignedIdentities\/federatedIdentityCredentials\/write' over scope '\/subscriptions\/.*\/auth0' or the scope is invalid\./,
    ),
  });
});

test.each([
  ['Microsoft.Resources/subscriptions/resourceGroups', makeGroup, 'rg-new'],
  ['Microsoft.ManagedIdentity/userAssignedIdentities', makeIdentity, 'id-new'],
  ['Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials', makeCredential, 'auth0'],
  ['Microsoft.CognitiveServices/accounts', makeAccount, 'chat-new'],
  ['Microsoft.CognitiveServices/accounts/deployments', makeDeployment, 'team'],
])('a policy against %s stops an owner, too', async (type, make, name) => {
  await makeGroup();
  place.world.subscription.deniedTypes = [type];
  expect(await make()).toMatchObject(
    refusal(
      403,
      'RequestDisallowedByPolicy',
      new RegExp(`^Resource '${name}' was disallowed by policy\\. Policy identifiers: '\\[\\{"policyAssignment"`),
    ),
  );
});

test('a long list comes in pieces, each with the address of the next', async () => {
  for (const name of ['a', 'b', 'c']) await manager('PUT', `/resourceGroups/rg-${name}`, { location });
  place.world.subscription.pageSize = 2;
  const first = (await manager('GET', '/resourcegroups?$top=9')).body;
  expect(first).toMatchObject({
    value: [{ name: 'rg-a' }, { name: 'rg-b' }],
    nextLink: expect.stringMatching(/%24top=9&.*%24skiptoken=2$/),
  });
  const second = await ask(place, first.nextLink, { headers: { authorization: `Bearer ${token}` } });
  expect([second.body.value.length, second.body.nextLink]).toEqual([1, undefined]);
});

test('what is no object is refused, and a service that is not here says so', async () => {
  await makeGroup();
  expect((await manager('PUT', identity, [])).body.error.code).toBe('InvalidRequestContent');
  expect((await manager('GET', `${group}/providers/Microsoft.Compute/virtualMachines`)).body.error.message).toMatch(/sandbox/);
  const broken = `https://management.azure.com/subscriptions/%zz/resourcegroups?api-version=1`;
  expect((await ask(place, broken, { headers: { authorization: `Bearer ${token}` } })).body.error.code).toBe('SubscriptionNotFound');
});
