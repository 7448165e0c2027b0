import { expect, test } from 'vitest';

import { explain } from '../../src/findings/explain.js';
import type { Fix, Known } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import type { Code, Finding } from '../../src/findings/finding.js';
import { fields } from '../../src/settings/fields.js';
import { acme, everyFinding, unknown } from './words-samples.js';

/** Variables that are no settings and are read all the same. */
const variables = ['HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'NODE_EXTRA_CA_CERTS'];
const names = new Set<string>([...fields.map(({ name }) => name), ...variables]);

/** What each setting is known to hold. */
const held = (known: Known): Record<string, string | null> => ({
  OIDC_ENDPOINT: known.domain,
  OIDC_CLIENT_ID: known.oidcClientId,
  OIDC_AUDIENCE: known.audience,
  AZURE_TENANT_ID: known.tenant,
  AZURE_CLIENT_ID: known.azureClientId,
  AZURE_AOAI_ENDPOINT: known.endpoint,
  AZURE_AOAI_MODEL_DEPLOYMENT_NAME: known.deployment,
  AZURE_AOAI_API_VERSION: known.apiVersion,
  AZURE_AUTHORITY_HOST: known.authorityHost,
});

/** A sample may be of other settings than those of acme: what it says of them outranks. */
function heldIn({ evidence }: Finding, known: Known): Record<string, string | null> {
  const said = evidence as Readonly<Record<string, unknown>>;
  const own = (name: string, other: string | null): string | null => (name in said ? (said[name] as string | null) : other);
  const audience = said['field'] === 'audience' ? own('token', known.audience) : own('audience', known.audience);
  return held({ ...known, domain: own('domain', known.domain), audience, apiVersion: own('apiVersion', known.apiVersion) });
}

const surroundings: Known[] = [unknown, acme, { ...acme, apiVersion: '2024-10-21' }, { ...acme, isAccepted: true }];
const everySet = everyFinding.flatMap((found) =>
  surroundings.flatMap((known) =>
    explain(found, known).fix.flatMap((fix) => (fix.kind === 'set' && fix.where === 'local' ? [{ found, known, fix }] : [])),
  ),
);

test('what is to be set on this side is a setting, or a variable that is read', () => {
  expect(everySet.length).toBeGreaterThan(100);
  expect(everySet.filter(({ fix }) => !names.has(fix.name)).map(({ found, fix }) => `${found.code} ${fix.name}`)).toEqual([]);
});

test('nobody is told to set what is set already', () => {
  const others = everySet.filter(({ found }) => !found.code.startsWith('settings/'));
  const idle = others.filter(({ found, known, fix }) => heldIn(found, known)[fix.name] === fix.value);
  expect([...new Set(idle.map(({ found, fix }) => `${found.code} ${fix.name} ${fix.value}`))]).toEqual([]);
});

const ofOthers: Code[] = [
  'token/malformed',
  'auth0/scope-not-granted',
  'auth0/audience-missing',
  'entra/client-mismatch',
  'entra/entra-token-as-assertion',
  'entra/request-loop',
  'entra/scope-invalid',
  'entra/resource-not-found',
  'azure-openai/parameter-unsupported',
  'azure-openai/output-limit-too-small',
  'azure-openai/context-too-long',
  'azure-openai/content-filtered',
  'azure-openai/version-not-allowed',
];
test.each(ofOthers)('%s: what concerns the program of the reader is said to, and comes last', (code) => {
  for (const found of everyFinding.filter((one) => one.code === code && one.refusal === null)) {
    const { fix } = explain(found, acme);
    const isOfOthers = fix.map(({ ...one }: Fix) => one.kind === 'do' && one.text.startsWith('In your own program: '));
    expect(isOfOthers).toContain(true);
    expect(isOfOthers.slice(isOfOthers.indexOf(true))).not.toContain(false);
    expect(fix.filter((one, at) => isOfOthers[at] && one.confidence === 'certain')).toEqual([]);
  }
});

test('a client id of which Entra ID says that it is another is the one of the settings', () => {
  expect(explain(finding('entra/client-mismatch', {}), acme).why).toContain(`"${acme.azureClientId}" of AZURE_CLIENT_ID`);
});

test('a filter that stops a greeting is looked for in the portal', () => {
  const { why, fix } = explain(finding('azure-openai/content-filtered', {}), acme);
  expect(why).toContain('a filter that stops a greeting stops every prompt');
  expect(fix[0]).toMatchObject({ kind: 'portal', url: 'https://ai.azure.com' });
});

test('a token for the user information of Auth0 is one for the audience that was set', () => {
  const audience = 'https://acme-dev.eu.auth0.com/userinfo';
  const own = explain(finding('token/opaque', { length: 32 }), { ...acme, audience });
  expect(own.fix[0]).toMatchObject({ kind: 'set', name: 'OIDC_AUDIENCE', value: 'api://AzureADTokenExchange' });
  expect(explain(finding('token/opaque', { length: 32 }), acme).fix.filter(({ kind }) => kind === 'set')).toEqual([]);
});

test.each([
  ['api://AzureADTokenExchange/', null, 'api://AzureADTokenExchange'],
  ['api://azureadtokenexchange', null, 'api://AzureADTokenExchange'],
  ['api://AzureADTokenExchang', null, 'api://AzureADTokenExchange'],
  ['api://AzureADTokneExchange', null, 'api://AzureADTokenExchange'],
  ['api:/AzureADTokenExchange', null, 'api://AzureADTokenExchange'],
  ['api://AzureADTokenExchangeUSGow', 'https://login.microsoftonline.us', 'api://AzureADTokenExchangeUSGov'],
])('nobody is told to create an API whose identifier is mistyped: %s', (audience, authorityHost, usual) => {
  const { why, fix } = explain(finding('auth0/api-missing', { audience, domain: 'acme.auth0.com' }), { ...acme, audience, authorityHost });
  expect(fix[0]).toEqual({ kind: 'set', where: 'local', confidence: 'likely', name: 'OIDC_AUDIENCE', value: usual });
  expect(why).toContain(`The usual one is "${usual}"`);
  expect(fix.filter(({ kind }) => kind === 'message')).toEqual([]);
  for (const one of fix) if (one.kind === 'command') expect(one.command.split(/[ ']/)).not.toContain(audience);
});

test('an audience of its own, or that of another cloud, is no mistyped one', () => {
  for (const audience of ['https://api.acme.example', 'api://AzureADTokenExchangeUSGov', 'api://AzureADTokenExchange']) {
    const { fix } = explain(finding('auth0/api-missing', { audience, domain: 'acme.auth0.com' }), { ...acme, audience });
    expect(fix.find(({ kind }) => kind === 'message')).toMatchObject({ text: expect.stringContaining(audience) });
  }
});

test('what answers in the place of Entra ID is shown by another program, and not by the same one', () => {
  const { fix } = explain(finding('entra/unreachable', { status: 200 }), acme);
  const commands = fix.flatMap((one) => (one.kind === 'command' ? [one.command] : []));
  expect(commands[0]).toMatch(/^curl -sS -m 20 /);
  expect(commands).not.toContain('keyless check');
  expect(JSON.stringify(fix)).toContain('Open https://login.microsoftonline.com/ in a browser');
});

test('without a principal only an app registration that is known to be one is certain; both may be new', () => {
  const words = (code: 'entra/principal-missing' | 'trust/identity-missing', identity: Known['identity']) =>
    explain(finding(code, { clientId: 'an-id' }), { ...acme, identity, copy: 'pasted' });
  const [unsure, app] = [words('entra/principal-missing', null), words('entra/principal-missing', 'app-registration')];
  const managed = words('trust/identity-missing', 'managed-identity');
  expect(unsure.why).toContain("No credential's JSON was given here that tells which of the two it is");
  expect(unsure.fix[0]).toMatchObject({ kind: 'wait', confidence: 'likely' });
  expect(unsure.fix.filter(({ confidence }) => confidence === 'certain')).toEqual([]);
  expect(app.fix[0]).toMatchObject({ kind: 'command', confidence: 'certain' });
  expect(managed.why).toContain('the JSON of the credential given here tells');
  for (const { fix } of [unsure, app, managed])
    expect(fix.find(({ kind }) => kind === 'wait')).toMatchObject({ text: expect.stringMatching(/^If you created it minutes ago, wait/) });
});
