import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { nothingKnown } from '../../src/findings/explanation.js';
import { recogniseTool } from '../../src/findings/recognise/tool.js';
import { discoverAuth0, fillAuth0 } from '../../src/provision/discover-auth0.js';
import { discoverAzure, fillAzure } from '../../src/provision/discover-azure.js';
import type { Facts } from '../../src/provision/facts.js';
import { learn } from '../../src/provision/learn.js';
import { knownBy, lookUp } from '../../src/provision/look-up.js';
import type { Eyes } from '../../src/provision/look.js';
import { planOf } from '../../src/provision/plan-of.js';
import { planLines } from '../../src/provision/plan-text.js';
import { find, lookAtAll } from '../../src/provision/post-deployment/look.js';
import { planOf as planAfter } from '../../src/provision/post-deployment/plan.js';
import { stepIds } from '../../src/provision/step.js';
import { plainWords } from '../../src/tools/said.js';
import type { Tool, ToolAnswer, ToolName } from '../../src/tools/tool.js';
import { cases, seed, tries } from '../support/cases.js';
import { account, application, audience, clientId, credential, emptyFacts, identity, subscriptionId, tenantId, wishing } from './facts.js';

const group = `/subscriptions/${subscriptionId}/resourceGroups/rg-keyless`;
const resource = (type: string, name: string): string => `${group}/providers/${type}/${name}`;

/** One thing of each kind, with what all the readers look at, as the two programs print them. */
const things: readonly Readonly<Record<string, unknown>>[] = [
  { id: subscriptionId, subscriptionId, tenantId, name: 'Acme', state: 'Enabled', isDefault: true, cloudName: 'AzureCloud' },
  { name: 'acme.eu.auth0.com', active: true },
  {
    name: 'API',
    identifier: audience,
    signing_alg: 'RS256',
    token_dialect: 'access_token',
    subject_type_authorization: { client: { policy: 'x' } },
  },
  {
    client_id: clientId,
    name: application.name,
    app_type: 'non_interactive',
    grant_types: ['client_credentials'],
    client_secret: 's'.repeat(64),
  },
  {
    client_id: clientId,
    name: 'keyless',
    app_type: 'regular_web',
    callbacks: ['https://app.azurewebsites.net/.auth/login/auth0/callback'],
  },
  { id: 'cgr_1', client_id: clientId, audience, subject_type: 'client' },
  {
    id: resource('Microsoft.ManagedIdentity/userAssignedIdentities', 'id-keyless'),
    name: 'id-keyless',
    location: 'swedencentral',
    properties: { clientId: identity.clientId, principalId: identity.principalId },
  },
  {
    id: account.id,
    name: account.name,
    location: account.location,
    kind: 'OpenAI',
    properties: { endpoint: account.endpoint, customSubDomainName: 'acme-ai' },
  },
  { name: 'auth0', properties: { issuer: credential.issuer, subject: credential.subject, audiences: [audience] } },
  { name: 'team-chat', properties: { model: { name: 'gpt-4.1-mini', version: '2025-04-14' }, capabilities: { chatCompletion: 'true' } } },
  {
    model: { name: 'gpt-4.1-mini', version: '2025-04-14', lifecycleStatus: 'GenerallyAvailable', skus: [{ name: 'Standard' }] },
    kind: 'OpenAI',
  },
  {
    properties: {
      roleDefinitionId: `${group}/providers/Microsoft.Authorization/roleDefinitions/5e0bd9bd-7b93-4f28-af87-19fc36ad61bd`,
      scope: group,
    },
  },
  { id: resource('Microsoft.Search/searchServices', 'srch'), type: 'Microsoft.Search/searchServices', kind: '' },
  { id: resource('Microsoft.Storage/storageAccounts', 'st'), type: 'Microsoft.Storage/storageAccounts', kind: 'StorageV2' },
  { id: resource('Microsoft.Web/sites', 'app'), type: 'Microsoft.Web/sites', kind: 'app,linux' },
  {
    id: `${resource('Microsoft.Storage/storageAccounts', 'st')}/privateEndpointConnections/one`,
    properties: {
      privateLinkServiceConnectionState: { status: 'Pending', description: 'let me in' },
      privateEndpoint: { id: 'x' },
      groupIds: ['blob'],
    },
  },
  {
    identity: { type: 'SystemAssigned', principalId: identity.principalId, userAssignedIdentities: { [group]: {} } },
    properties: { defaultHostName: 'a.b' },
  },
];

/** Drawn once: to make them up anew for each case takes longer than all that is tested. */
const strange = fc.constantFrom<unknown>(
  ...fc.sample(fc.jsonValue({ maxDepth: 2, stringUnit: 'binary' }), { numRuns: 500, seed }),
  null,
  0,
  -1,
  1e308,
  '',
  '\ud800',
  '/',
  '//',
  '\u001b]0;x\u0007',
  [],
  {},
  [null],
  { value: null },
  { value: [null, 1] },
  true,
  JSON.parse('{"toString":1,"valueOf":1,"__proto__":{"id":1}}'),
  JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`),
  JSON.parse(`${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`),
);
const thing = fc.constantFrom(...things);
/** With one member of another type, or of another thing, or without one. */
const changed = fc.tuple(thing, fc.nat(), fc.oneof(strange, thing)).map(([one, at, other]) => {
  const name = Object.keys(one)[at % Object.keys(one).length] ?? '';
  return { ...one, [name]: other };
});
const inner = fc.tuple(changed, fc.nat(), strange).map(([one, at, other]) => {
  const [name, value] = Object.entries(one)[at % Object.keys(one).length] ?? ['', null];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return one;
  return { ...one, [name]: { ...value, [Object.keys(value)[0] ?? 'a']: other } };
});
const item = fc.oneof({ weight: 3, arbitrary: thing }, { weight: 3, arbitrary: inner }, { weight: 1, arbitrary: strange });
const answer = fc.oneof(
  { weight: 4, arbitrary: fc.array(item, { maxLength: 3 }).map((value) => ({ value })) },
  { weight: 3, arbitrary: fc.array(item, { maxLength: 3 }) },
  { weight: 2, arbitrary: item },
);
const said = fc.constantFrom(
  ...fc.sample(fc.string({ unit: 'binary', maxLength: 40 }), { numRuns: 200, seed }),
  'ERROR: (AuthorizationFailed) The client does not have authorization to perform action',
  'ERROR: AADSTS700082: The refresh token has expired',
  '\u001b[31mERROR\u001b[0m: \u001b]0;title\u0007{"error":{"code":null}}',
  'WARNING: x\r\r\rERROR',
  '{"error":',
);
const kinds = ['missing', 'not-started', 'late', 'refused', 'unreadable', 'not-found', 'ambiguous'] as const;
const told: fc.Arbitrary<ToolAnswer> = fc.oneof(
  { weight: 9, arbitrary: answer.map((value) => ({ ok: true, value }) as const) },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constantFrom(...kinds), fc.constantFrom(null, 0, 1, 3, 255), said).map(([kind, exitCode, words]) => {
      return { ok: false, failure: { tool: 'az', kind, exitCode, said: plainWords(words), command: 'az x' } } as const;
    }),
  },
);

/** Whoever is asked gives the next of these answers. */
function eyesOn(answers: readonly ToolAnswer[]): Eyes {
  let asked = 0;
  const next = (): Promise<ToolAnswer> => Promise.resolve(answers[asked++ % answers.length] as ToolAnswer);
  const tool = (name: ToolName): Tool => ({ name, run: next });
  return {
    tools: { az: tool('az'), auth0: tool('auth0') },
    readerOf: () => ({ get: next }),
    recognise: (failure) => recogniseTool(failure, nothingKnown),
    hear: () => undefined,
  };
}

const answers = fc.array(told, { minLength: 1, maxLength: 7 });
const wishes = wishing({ AZURE_CLIENT_ID: identity.clientId, AZURE_AOAI_ENDPOINT: account.endpoint, OIDC_CLIENT_ID: clientId });
const plainly = (_: string, text: string): string => text;

test('whatever az and auth0 answer is a fact, a failure or nothing, and makes a plan that can be shown', async () => {
  const property = fc.asyncProperty(
    answers,
    fc.constantFrom(wishing(), wishes),
    fc.constantFrom(...stepIds),
    answer,
    async (given, wished, id, printed) => {
      const eyes = eyesOn(given);
      const [auth0, azure] = [await discoverAuth0(eyes, wished), await discoverAzure(eyes, wished)];
      const facts: Facts = { ...emptyFacts(), auth0: await fillAuth0(auth0, eyes, wished), azure: await fillAzure(azure, eyes, wished) };
      const plan = planOf(facts, wished);
      expect(plan.steps.map((step) => step.id)).toEqual(stepIds);
      expect(planLines(plan, plainly).length).toBeGreaterThan(10);
      const after = learn(facts, { id, state: given.length % 2 === 0 ? 'create' : 'change' }, printed);
      if (after) planOf(after, wished);
    },
  );
  await fc.assert(property, { ...tries('answers of az and auth0'), numRuns: cases('answers of az and auth0') / 4 });
});

test('and so it is of what a deployment has left, and of whose client id it is', async () => {
  const property = fc.asyncProperty(answers, async (given) => {
    const eyes = eyesOn(given);
    const reader = eyes.readerOf({ id: subscriptionId, name: '', tenantId, isDefault: true, cloud: 'AzureCloud' });
    const view = { ...eyes, reader };
    const found = await find(view, subscriptionId, new Map([['--resource-group', 'rg-keyless']]));
    const plan = planAfter(await lookAtAll(view, found.picks), found.picks);
    expect(planLines(plan, plainly).length).toBeGreaterThan(3);
    const looked = await lookUp(
      { clientId: identity.clientId, endpoint: account.endpoint },
      { ...reader, az: eyes.tools.az, subscriptionId },
    );
    expect(knownBy(looked).selectedSubscription).toBe(subscriptionId);
  });
  await fc.assert(property, { ...tries('answers of az and auth0'), numRuns: (cases('answers of az and auth0') * 3) / 4 });
});
