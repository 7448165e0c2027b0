import { expect, test } from 'vitest';

import { builtInRole } from '../../src/chain/role-names.js';
import { inspectSelf } from '../../src/chain/self-inspection.js';
import { account, accountId, accountsOf, azureWith, host, management } from './own-azure.js';

const oid = '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11';
const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (claims: object): string => `${part({ alg: 'RS256', typ: 'JWT' })}.${part(claims)}.${part({})}`;
const found = {
  '/subscriptions': { value: [{ subscriptionId: 's1' }] },
  [accountsOf('s1')]: { value: [account({ customSubDomainName: 'quiet-lake' })] },
};
const rolesPath = `${accountId}/providers/Microsoft.Authorization/roleAssignments`;
const openAiUser = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd';
const role = (scope: string, id = openAiUser): object => ({
  properties: { scope, roleDefinitionId: `/subscriptions/s1/providers/Microsoft.Authorization/roleDefinitions/${id}` },
});

async function inspect(answers: Record<string, unknown>, token = tokenOf({ oid })) {
  const { openai, session, transport, asked } = await azureWith(answers, token);
  return { self: await inspectSelf(openai, session, transport), asked };
}

test('an identity sees its account, its deployments and its roles there, and asks with its own token alone', async () => {
  const { self, asked } = await inspect({
    ...found,
    [`${accountId}/deployments`]: { value: [{ name: 'chat' }] },
    [rolesPath]: {
      value: [role(accountId), role('/subscriptions/s1/resourceGroups/RG'), role(`${accountId}/projects/p`), role(`${accountId}2`)],
    },
  });
  expect(self).toEqual({
    accountId,
    principalId: oid,
    deployments: ['chat'],
    roles: [
      { roleId: openAiUser, scope: accountId },
      { roleId: openAiUser, scope: '/subscriptions/s1/resourceGroups/RG' },
    ],
  });
  expect(asked.every((one) => one.startsWith(`${management} `) && one.endsWith(tokenOf({ oid })))).toBe(true);
  expect(asked.some((one) => decodeURIComponent(one).includes(`$filter=assignedTo('${oid}') Bearer`))).toBe(true);
});

test('what is refused is absent, and the rest is told', async () => {
  const { self } = await inspect({ ...found, [`${accountId}/deployments`]: { value: [{ name: 'chat' }] } });
  expect(self).toEqual({ accountId, principalId: oid, deployments: ['chat'], roles: null });
  expect((await inspect({ ...found, [rolesPath]: { value: [role(accountId), {}, { properties: { scope: 7 } }] } })).self).toMatchObject({
    deployments: [],
    roles: [{ scope: accountId }],
  });
  expect((await inspect({})).self).toBeNull();
});

test('an id that is none is put into no address', async () => {
  for (const token of ['opaque', tokenOf({}), tokenOf({ oid: `x') or atScope(` })]) {
    const { self, asked } = await inspect({ ...found, [rolesPath]: { value: [role(accountId)] } }, token);
    expect(self).toMatchObject({ principalId: null, roles: null });
    expect(asked.some((one) => one.includes('roleAssignments'))).toBe(false);
  }
});

test('a gateway is not looked for', async () => {
  const { session, transport, asked } = await azureWith(found);
  expect(await inspectSelf({ endpoint: 'https://acme.azure-api.net' }, session, transport)).toBeNull();
  expect(await inspectSelf({ endpoint: `https://${host.replace('.com', '.us')}` }, session, transport)).toBeNull();
  expect(asked).toEqual([]);
});

test('a role is told by its id, wherever that stands, and a role of a company’s own has no name here', () => {
  expect(builtInRole(openAiUser)).toEqual({ name: 'Cognitive Services OpenAI User', canChat: true });
  expect(builtInRole(`/providers/Microsoft.Authorization/roleDefinitions/${openAiUser.toUpperCase()}`)?.canChat).toBe(true);
  expect(builtInRole('8e3af657-a8ff-443c-a75c-2fe8c4bcb635')).toEqual({ name: 'Owner', canChat: false });
  expect(builtInRole(oid)).toBeNull();
});
