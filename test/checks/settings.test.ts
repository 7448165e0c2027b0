import { expect, test } from 'vitest';

import type { CheckContext } from '../../src/checks/check.js';
import { settingsChecks } from '../../src/checks/settings.js';
import { explain } from '../../src/findings/explain.js';
import type { Known } from '../../src/findings/explanation.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import { mismatch } from '../../src/findings/recognise/trust.js';
import { readCredentialJson } from '../../src/settings/credential-json.js';

const profile = {
  auth0: { domain: 'acme.eu.auth0.com', clientId: 'id', audience: 'api://a' },
  entra: { authorityHost: 'https://login.microsoftonline.com', tenant: 't', clientId: '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11' },
  openai: { endpoint: 'https://acme.openai.azure.com', deployment: null, apiVersion: null },
};
const values = { issuer: 'https://acme.eu.auth0.com', subject: 'id@clients', audiences: ['api://a'] };
const credentialOf = (identity: string, group: string) => ({
  id: `/subscriptions/1/resourcegroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${identity}/federatedIdentityCredentials/auth0`,
  name: 'auth0',
  ...values,
});

/** What the words may be filled with once the settings are read, with this JSON of `az` given. */
async function knownFrom(json: unknown): Promise<Known> {
  const read = readCredentialJson(JSON.stringify(json));
  const settings = { profile, problems: [], unreadable: null, credentials: read.ok ? read.credentials : null, secretFile: null };
  const check = settingsChecks.find(({ id }) => id === 'settings.values');
  const outcome = await check?.run({}, { settings } as unknown as CheckContext, () => undefined);
  return { ...nothingKnown, ...(outcome && 'known' in outcome ? outcome.known : {}) };
}

test('the identity and its resource group of a credential that az printed stand in commands and in the message', async () => {
  const known = await knownFrom([credentialOf('id-keyless', 'rg-ai')]);
  expect(known).toMatchObject({ copy: 'pasted', identity: 'managed-identity', identityName: 'id-keyless', identityGroup: 'rg-ai' });
  const { fix } = explain(mismatch('issuer', 'https://acme.eu.auth0.com/', values.issuer, 'pasted'), { ...known, credentialName: 'auth0' });
  const commands = fix.flatMap((one) => (one.kind === 'command' ? [one.command] : []));
  expect(commands).toEqual([
    'az identity federated-credential update --name auth0 --identity-name id-keyless --resource-group rg-ai --issuer https://acme.eu.auth0.com/ --subject SUBJECT --audiences api://a',
    'keyless check --wait',
  ]);
  const message = fix.find((one) => one.kind === 'message');
  expect(message).toMatchObject({
    text: expect.stringContaining('Managed identity: id-keyless, resource group rg-ai, client id 1f0c2b7e'),
  });
});

test('credentials of two identities, or of one name in two groups, tell of none', async () => {
  const two = [credentialOf('id-keyless', 'rg-ai'), credentialOf('id-keyless', 'rg-old')];
  expect(await knownFrom(two)).toMatchObject({ copy: 'pasted', identity: null, identityName: null, identityGroup: null });
});

test('where more values were cleaned up than a line can tell, it says how many', async () => {
  const problems = (['OIDC_ENDPOINT', 'OIDC_CLIENT_ID', 'AZURE_TENANT_ID'] as const).map((field) => ({
    kind: 'normalised',
    field,
    value: 'x',
    removed: ['1 line break'],
  }));
  const settings = { profile, problems, unreadable: null, credentials: null, secretFile: null };
  const check = settingsChecks.find(({ id }) => id === 'settings.values');
  const outcome = await check?.run({}, { settings } as unknown as CheckContext, () => undefined);
  expect(outcome).toMatchObject({ title: '3 values were cleaned up before use' });
});
