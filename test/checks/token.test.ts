import { expect, test } from 'vitest';

import type { DecodedAssertion } from '../../src/chain/assertion.js';
import type { CheckContext, Facts } from '../../src/checks/check.js';
import { tokenChecks } from '../../src/checks/token.js';

const clientId = 'tq7Jx2BvKcW9fRmE5sLdYh3NpZa8GuXo';
const healthy: DecodedAssertion = {
  header: { alg: 'RS256', typ: 'JWT', kid: 'k' },
  claims: {},
  issuer: 'https://acme.eu.auth0.com/',
  subject: `${clientId}@clients`,
  audiences: ['api://AzureADTokenExchange'],
  issuedAt: 1,
  notBefore: null,
  expires: 2_000_000_000,
};

/** The codes that a check finds in a token, and what they are about. */
async function found(id: string, decoded: Partial<DecodedAssertion>): Promise<string[]> {
  const check = tokenChecks.find((one) => one.id === id);
  const facts = { decoded: { ...healthy, ...decoded }, profile: { auth0: { clientId } } } as unknown as Partial<Facts>;
  const outcome = await check?.run(facts, {} as CheckContext, () => undefined);
  if (!outcome || 'idle' in outcome) return ['idle'];
  return (outcome.findings ?? []).map(({ code, evidence }) => ('claim' in evidence ? `${code} ${evidence.claim}` : code));
}

test.each<[string, Partial<DecodedAssertion>, string[]]>([
  ['all is there', {}, []],
  ['azp is the client', { claims: { azp: clientId } }, []],
  ['azp is another application', { claims: { azp: 'other' } }, ['token/claim-mismatch azp']],
  ['client_id, in the profile of RFC 9068, is another one', { claims: { client_id: 'other' } }, ['token/claim-mismatch client_id']],
  ['only the subject tells, and names another application', { subject: 'other@clients' }, ['token/claim-mismatch sub']],
  ['an agent is its own subject', { claims: { azp: clientId }, subject: 'agt_1' }, []],
  ['a subject of another provider tells of no application', { subject: 'system:serviceaccount:a:b' }, []],
  ['no issuer', { issuer: null }, ['token/claim-missing iss']],
  ['empty subject', { subject: '' }, ['token/claim-missing sub']],
  ['no end', { expires: null }, ['token/claim-missing exp']],
])('claims: %s', async (_, decoded, codes) => expect(await found('token.claims', decoded)).toEqual(codes));

test.each<[string, string[], string[]]>([
  ['one', ['a'], []],
  ['none', [], ['token/claim-missing aud']],
  ['an empty one', [''], ['token/claim-missing aud']],
  ['two', ['a', 'b'], ['token/audience-multiple']],
])('audience: %s', async (_, audiences, codes) => expect(await found('token.audience', { audiences })).toEqual(codes));

test.each<[string, Record<string, unknown>, string[]]>([
  ['as Auth0 writes it', {}, []],
  ['HS256', { alg: 'HS256' }, ['token/algorithm-unsupported']],
  ['PS256', { alg: 'PS256' }, ['token/algorithm-unsupported']],
  ['RS512', { alg: 'RS512' }, []],
  ['no kid', { kid: undefined }, ['token/key-id-missing']],
  ['at+jwt', { typ: 'at+jwt' }, ['token/type-unsupported']],
  ['no typ', { typ: undefined }, []],
  ['a parameter of its own', { gty: 'client-credentials' }, ['token/header-unsupported']],
])('header: %s', async (_, header, codes) =>
  expect(await found('token.header', { header: { ...healthy.header, ...header } })).toEqual(codes),
);

test('what was read, and when it was valid, is there for the words', async () => {
  const facts = { decoded: healthy, assertion: { serverTime: new Date(1000), receivedAt: new Date(1000) } } as unknown as Partial<Facts>;
  const time = tokenChecks.find(({ id }) => id === 'token.time');
  const outcome = await time?.run(facts, { now: () => new Date(4000) } as CheckContext, () => undefined);
  expect(outcome).toMatchObject({ known: { validAt: { now: '1970-01-01T00:00:04.000Z', clock: 'auth0' } } });
});
