import { expect, test } from 'vitest';

import type { Party } from '../../src/chain/answer.js';
import { explain } from '../../src/findings/explain.js';
import type { Explanation, Known } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import { recogniseAuth0 } from '../../src/findings/recognise/auth0.js';
import { recogniseAzureOpenAi } from '../../src/findings/recognise/azure-openai.js';
import { recogniseEntra } from '../../src/findings/recognise/entra.js';
import { whoSaid } from '../../src/report/upstream.js';
import { Secret } from '../../src/settings/secret.js';
import { answered } from '../support/answered.js';
import { acme } from './words-samples.js';

const auth0 = { domain: 'acme-dev.eu.auth0.com', clientId: 'id', clientSecret: new Secret('x'), audience: 'api://AzureADTokenExchange' };
const entra = { authorityHost: 'https://login.microsoftonline.com', tenant: 'contoso.onmicrosoft.com', clientId: 'c' };
const openai = { endpoint: 'https://acme.openai.azure.com', deployment: 'chat', apiVersion: null };
const page = '<!DOCTYPE html>\n<html><head><title>Blocked</title></head><body><h1>Access denied</h1></body></html>';

/** The words for an answer, as each party's own reader and rules take it. */
function wordsFor(party: Party, status: number, body: object | string, known: Known = acme): Explanation {
  const refusal = answered(party, status, body);
  const found = {
    auth0: () => recogniseAuth0(refusal, 'token', auth0),
    entra: () => recogniseEntra(refusal, { entra, scope: 'https://ai.azure.com/.default', decoded: null, credential: null }),
    'azure-openai': () => recogniseAzureOpenAi(refusal, { openai, audienceSent: null, tokenTenant: null, principal: null, available: [] }),
  }[party]();
  return explain(found, known);
}

const parties = ['auth0', 'entra', 'azure-openai'] as const;
const statuses = [302, 401, 403, 404, 502, 503];

test.each(parties.flatMap((party) => statuses.map((status) => [party, status] as const)))(
  'a web page in the place of an answer of %s, with %i, is not told as its own words',
  (party, status) => {
    const { title, why, fix } = wordsFor(party, status, page);
    expect(title).toMatch(/^A web page came back in the place of /);
    expect(why).toMatch(new RegExp(`with status ${status}; .* Something on the way may have given it: a proxy, a filter or a gateway`));
    expect(why).not.toMatch(/own words|refused/);
    expect(why.includes('access control list')).toBe(party === 'auth0' && status === 403);
    expect(fix[0]).toMatchObject({ where: 'local', confidence: 'likely' });
    expect(JSON.stringify(fix)).not.toMatch(/Sign-in logs|Monitoring|Help \+ support/);
  },
);

test.each(parties)('407 is a status of proxies, whatever stands in it: %s', (party) => {
  for (const body of [page, 'Proxy Authentication Required', '']) {
    const { title, why, fix } = wordsFor(party, 407, body);
    expect(title).toMatch(/^A proxy on the way to .* wants a password$/);
    expect(why).not.toMatch(/own words|refused/);
    expect(fix[0]).toMatchObject({ kind: 'set', name: 'HTTPS_PROXY', confidence: 'likely' });
  }
});

test('what a party says itself stays its own, also on a page with its number', () => {
  expect(wordsFor('auth0', 403, { error: 'access_denied', error_description: 'new' }).why).toMatch(/own words follow/);
  expect(wordsFor('entra', 400, '<html><body>Sign in: AADSTS90002: Tenant &#39;x&#39; not found.</body></html>').title).toMatch(
    /this tenant/,
  );
  expect(wordsFor('entra', 400, '<html><body>Sign in: AADSTS999999: new</body></html>').title).toMatch(/for a reason I do not know/);
});

test.each<[object | string, number, boolean]>([
  [{ error: 'temporarily_unavailable' }, 503, true],
  [{ error: 'invalid_request', error_description: 'AADSTS90033: A transient error has occurred. Please try again.' }, 503, true],
  [{ error: 'server_error', error_description: 'New words.' }, 500, false],
  [{ error: 'x' }, 503, false],
  ['', 502, false],
  ['upstream connect error', 503, false],
])('that a fault passes is said where Entra ID says so: %j with %i', (body, status, isSaid) => {
  const { title, why } = wordsFor('entra', status, body);
  expect(why.includes('says itself that the fault passes')).toBe(isSaid);
  expect(why.includes(`It answered ${status}`)).toBe(!isSaid);
  expect(title).toBe(isSaid ? 'Entra ID had a passing fault' : 'Entra ID, or something before it, gave a server error');
});

test('a domain that issued a token which Entra ID accepted is not called mistyped', () => {
  const accepted = { ...acme, isAccepted: true };
  for (const status of [302, 404, 407]) {
    const found = recogniseAuth0(answered('auth0', status, page), 'discovery', auth0);
    const { title, why } = explain(found, accepted);
    expect(found.code).toBe('auth0/domain-wrong');
    expect(title).toBe('What Auth0 publishes about itself did not come here');
    expect(why).toContain(`issued the token, so it is an Auth0 tenant. Asked for its discovery document, it answered ${status}.`);
    expect(why).not.toMatch(/mistyped|deleted/);
  }
  for (const [question, status] of [
    ['discovery', 403],
    ['keys', 404],
    ['keys', 200],
  ] as const) {
    const { why } = explain(recogniseAuth0(answered('auth0', status, page), question, auth0), accepted);
    expect(why).toMatch(/Entra ID has read (?:it|them), so something stands between/);
    expect(why).not.toContain('refuse too');
  }
});

test('a domain that gave the document of an issuer is not called wrong when the token does not come', () => {
  const { title, why } = wordsFor('auth0', 404, 'no route', { ...acme, isIssuer: true });
  expect(title).toBe('The domain is an Auth0 tenant, and something refuses the way to a token');
  expect(why).toMatch(/so it is not mistyped\. Asked for a token, it answered 404/);
  expect(wordsFor('auth0', 404, page).why).toContain('Or the domain is mistyped');
  expect(wordsFor('auth0', 404, page, { ...acme, isIssuer: true }).why).not.toContain('mistyped');
  expect(explain(finding('auth0/domain-wrong', { domain: 'd' }), acme).title).toBe('This domain is not an Auth0 tenant');
});

test('nor do the words below it, or a message for a colleague, say that the party said it', () => {
  const refusal = answered('azure-openai', 403, page, { 'x-request-id': '8f043819-8577-46b9-b330-a72e2e114665' });
  expect(whoSaid(refusal)).toBe('the page that came back');
  expect(whoSaid(answered('azure-openai', 403, { error: { code: '403' } }))).toBe('Azure OpenAI');
  const { fix } = explain(finding('azure-openai/refused', {}, refusal), acme);
  expect(fix.find(({ kind }) => kind === 'message')).toMatchObject({ text: expect.not.stringContaining('Azure OpenAI answered') });
});
