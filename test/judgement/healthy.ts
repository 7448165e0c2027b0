import type { World } from '../../src/sandbox/world.js';
import type { Situation } from './situation.js';

/** Connections that are right in a less usual way: none of them raises an alarm. */
export const healthy: [name: string, situation: Situation][] = [
  ['a custom domain that the credential names', { change: onCustomDomain }],
  ['a tenant by its domain name', { change: (world) => edit(world, 'AZURE_TENANT_ID', world.entra.tenants[0]?.domains[0]) }],
  ['ids in capitals', { change: inCapitals }],
  ['the last dated version', { settings: { AZURE_AOAI_API_VERSION: '2024-10-21' } }],
  ['a dated version that cannot count tokens in a stream', { settings: { AZURE_AOAI_API_VERSION: '2024-06-01' } }],
  ['a preview version', { settings: { AZURE_AOAI_API_VERSION: '2025-04-01-preview' } }],
  ['the host of Foundry', { change: (world) => edit(world, 'AZURE_AOAI_ENDPOINT', `https://${world.azure.hosts[1]}`) }],
  ['the host of Cognitive Services', { change: (world) => edit(world, 'AZURE_AOAI_ENDPOINT', `https://${world.azure.hosts[2]}`) }],
  ['a reasoning model', { change: (world) => model(world, { isReasoning: true }) }],
  ['a model that only responds', { change: (world) => model(world, { canChat: false }) }],
  ['a model that only chats', { change: (world) => model(world, { canRespond: false }) }],
  ['Auth0’s clock a minute fast', { change: ({ auth0 }) => (auth0.clockOffsetSeconds = 60) }],
  ['Auth0’s clock a minute slow', { change: ({ auth0 }) => (auth0.clockOffsetSeconds = -60) }],
  ['Entra ID’s clock a minute fast', { change: ({ entra }) => (entra.clockOffsetSeconds = 60) }],
  ['Entra ID’s clock a minute slow', { change: ({ entra }) => (entra.clockOffsetSeconds = -60) }],
  ['tokens that live ten minutes', { change: ({ auth0 }) => auth0.apis.forEach((api) => (api.lifetimeSeconds = 600)) }],
  ['twenty credentials on the identity', { change: withTwenty, credential: (world) => credentialsOf(world) }],
  ['a role at the resource group', { change: ({ azure }) => azure.roleAssignments.forEach((one) => (one.scope = groupOf(one.scope))) }],
  ['scopes in the client grant', { change: ({ auth0 }) => auth0.grants.forEach((grant) => (grant.scope = ['read:all'])) }],
];

function edit(world: World, name: keyof World['settingsEdits'], value: string | undefined): void {
  world.settingsEdits[name] = value ?? '';
}

function model(world: World, changes: Partial<World['azure']['deployments'][number]['model']>): void {
  for (const deployment of world.azure.deployments) Object.assign(deployment.model, changes);
}

const credentialsOf = (world: World) => world.entra.tenants[0]?.identities[0]?.credentials ?? [];

function onCustomDomain(world: World): void {
  const { host } = world.auth0.customDomain;
  edit(world, 'OIDC_ENDPOINT', host);
  for (const credential of credentialsOf(world)) credential.issuer = `https://${host}/`;
}

function inCapitals(world: World): void {
  const [tenant] = world.entra.tenants;
  edit(world, 'AZURE_TENANT_ID', tenant?.id.toUpperCase());
  edit(world, 'AZURE_CLIENT_ID', tenant?.identities[0]?.clientId.toUpperCase());
}

/** The right one is the last of them; the others differ from it by a letter. */
function withTwenty(world: World): void {
  const [right] = credentialsOf(world);
  if (!right) throw new TypeError('an identity without a credential');
  const others = Array.from({ length: 19 }, (_, at) => ({ ...right, name: `other-${at}`, subject: `${at}${right.subject.slice(1)}` }));
  credentialsOf(world).unshift(...others);
}

const groupOf = (scope: string): string => scope.split('/providers/')[0] ?? scope;
