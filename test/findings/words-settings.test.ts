import { expect, test } from 'vitest';

import { acme } from '../../src/findings/examples.js';
import { explain } from '../../src/findings/explain.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import type { Evidence } from '../../src/findings/finding.js';
import { finding } from '../../src/findings/finding.js';

const swapped = (evidence: Evidence['settings/swapped']) => explain(finding('settings/swapped', evidence), nothingKnown);

test('two exchanged values are one change: the first finding has both, the second only its own', () => {
  const { why, fix } = swapped({
    field: 'OIDC_CLIENT_ID',
    value: acme.azureClientId,
    looksLike: 'an id of Azure (a GUID)',
    belongsTo: 'AZURE_CLIENT_ID',
    held: { field: 'AZURE_CLIENT_ID', value: acme.oidcClientId },
  });
  const oidc = { kind: 'set', where: 'local', confidence: 'likely', name: 'OIDC_CLIENT_ID', value: acme.oidcClientId };
  const azure = { kind: 'set', where: 'local', confidence: 'likely', name: 'AZURE_CLIENT_ID', value: acme.azureClientId };
  expect(fix).toMatchObject([oidc, azure]);
  expect(new Set(fix.map(({ step }) => step)).size).toBe(1);
  const second = swapped({
    field: 'AZURE_CLIENT_ID',
    value: acme.oidcClientId,
    looksLike: 'the client id of an Auth0 application',
    belongsTo: 'OIDC_CLIENT_ID',
    held: { field: 'OIDC_CLIENT_ID', value: acme.azureClientId },
  });
  expect(second.fix).toMatchObject([{ ...azure, step: 'Exchange it with OIDC_CLIENT_ID above' }]);
  expect(why).toContain('the two were exchanged');
  expect(why).not.toContain('maybe');
});

test('off a subject in place of the client id only its ending is to be taken', () => {
  const looksLike = 'the subject of an Auth0 token';
  const said = swapped({ field: 'OIDC_CLIENT_ID', value: acme.subject, looksLike, belongsTo: 'AZURE_FEDERATED_SUBJECT' });
  expect(said.fix[0]).toEqual({ kind: 'set', where: 'local', confidence: 'certain', name: 'OIDC_CLIENT_ID', value: acme.oidcClientId });
  expect(JSON.stringify(said)).not.toContain('AZURE_FEDERATED_SUBJECT');
});

test('the deployment in the address that was pasted is the first to try', () => {
  const { why, fix } = explain(
    finding('settings/missing', { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', pasted: 'team-chat' }),
    nothingKnown,
  );
  expect(fix[0]).toMatchObject({ kind: 'set', confidence: 'likely', value: 'team-chat' });
  expect(why).toContain('the address you pasted');
});

test('an example that was taken for a value is not shown as one', () => {
  const value = 'fabrikam-dev.eu.auth0.com';
  const textOf = (given: string) =>
    JSON.stringify(explain(finding('settings/placeholder', { field: 'OIDC_ENDPOINT', value: given }), nothingKnown).fix);
  expect(textOf(value)).not.toContain(value);
  expect(textOf('YOUR_DOMAIN')).toContain(value);
});
