import { expect, test } from 'vitest';

import { explain } from '../../src/findings/explain.js';
import type { Explanation, Known } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import type { Code } from '../../src/findings/finding.js';
import { recogniseEntra } from '../../src/findings/recognise/entra.js';
import { answered } from '../support/answered.js';
import { acme, healthy, seenHealthy, unknown } from './words-samples.js';

/** The words for a number of Entra ID, about a token that was looked at here. */
function wordsFor(number: number, known: Known = seenHealthy, text = 'New words.'): Explanation & { code: Code } {
  const entra = { authorityHost: known.authorityHost ?? '', tenant: known.tenant ?? '', clientId: known.azureClientId ?? '' };
  const refusal = answered('entra', 401, { error: 'invalid_client', error_description: `AADSTS${number}: ${text}` });
  const found = recogniseEntra(refusal, { entra, scope: 'https://ai.azure.com/.default', decoded: known.token, credential: null });
  return { code: found.code, ...explain(found, known) };
}

test.each<[number, Code, RegExp, RegExp]>([
  [5002738, 'token/algorithm-unsupported', /"RS256", which Entra ID takes/, /wants RS256/],
  [5002730, 'token/algorithm-unsupported', /"RS256", which Entra ID takes/, /wants RS256/],
  [5002727, 'token/type-unsupported', /has the type "JWT"/, /takes "JWT" only/],
  [5002723, 'token/key-id-missing', /names the key "key-1"/, /has no "kid"/],
  [5002726, 'token/header-unsupported', /holds "alg", "typ" and "kid" and nothing else/, /refuses the whole token/],
  [5002741, 'token/audience-multiple', /one audience, "api:\/\/AzureADTokenExchange"/, /audiences are/],
  [50027, 'token/malformed', /signed JWT of three parts/, /What is wrong here/],
  [700027, 'token/signature-invalid', /was verified with the key "key-1"/, /did not sign/],
  [7000274, 'token/key-not-published', /Auth0 publishes the key "key-1"/, /not among the keys/],
  [7000272, 'token/key-not-published', /Auth0 publishes the key "key-1"/, /not among the keys/],
  [700024, 'token/outside-valid-time', /until 2026-11-24 16:53:02 UTC; Auth0's clock said 2026-11-23 16:53:02 UTC/, /has expired/],
  [700022, 'token/claim-missing', /"sub" is "K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients"/, /is not there/],
  [900021, 'entra/tenant-malformed', /has the form of a GUID/, /neither a GUID/],
  [900023, 'entra/tenant-malformed', /has the form of a GUID/, /neither a GUID/],
  [700222, 'entra/entra-token-as-assertion', /names the issuer "https:\/\/acme-dev/, /was exchanged already/],
  [7000215, 'entra/assertion-not-sent', /carried the token that Auth0 gave/, /found no assertion/],
])('AADSTS%i about a token in which nothing is wrong claims nothing of it that was seen to be otherwise', (number, code, seen, not) => {
  const words = wordsFor(number);
  expect(words.code).toBe(code);
  expect(words.why).toMatch(seen);
  expect(words.why).toMatch(new RegExp(`answer of Entra ID says \\(AADSTS${number}\\).* seen here is otherwise.* own words follow\\.$`));
  expect(words.why).not.toMatch(not);
  for (const fix of words.fix) expect(fix).toMatchObject({ confidence: 'maybe' });
  expect(words.fix.filter(({ kind }) => kind === 'message')).toEqual([]);
});

test('both clocks are told, and whose they are', () => {
  const late = wordsFor(700024, seenHealthy, 'Current time: 2026-11-23T16:54:00.0000000Z');
  expect(late.why).toContain("Entra ID's clock said 2026-11-23 16:54:00 UTC, and Auth0's clock said 2026-11-23 16:53:02 UTC");
  // By its own clock Entra ID is right: that is told, and not called a contradiction.
  const ahead = wordsFor(700024, seenHealthy, 'Current time: 2026-11-29T16:54:00.0000000Z');
  expect(ahead.title).toBe("The token has expired by Entra ID's clock");
  expect(ahead.why).toMatch(/Entra ID's clock says 2026-11-29 16:54:00 UTC\. Auth0's clock said 2026-11-23 16:53:02 UTC\./);
});

test('what our own look confirms, or what nobody looked at, is told as before', () => {
  const rs512 = { ...seenHealthy, token: { ...healthy, header: { ...healthy.header, alg: 'HS256' } } };
  expect(wordsFor(5002738, rs512).why).toMatch(/signed with "HS256", and Entra ID, the sign-in service of Azure, takes RS256 only/);
  expect(wordsFor(700027, { ...seenHealthy, isVerified: false }).why).toMatch(/did not sign this text/);
  expect(wordsFor(700027, acme).title).toBe('The signature does not belong to the token');
  expect(wordsFor(900023, { ...acme, tenant: '{{tenant}}' }).why).toContain('neither a GUID nor a domain name');
});

test('a header without a type is not said to have another one', () => {
  const { typ: _, ...header } = healthy.header;
  const words = wordsFor(5002727, { ...seenHealthy, token: { ...healthy, header } });
  expect(words.title).toBe('The token names no type, and Entra ID wants one');
  expect(words.why).toMatch(/^Its header names no type at all, and Entra ID takes "JWT" only\./);
  for (const fix of words.fix.filter(({ kind }) => kind !== 'message')) expect(fix.confidence).toBe('maybe');
  expect(explain(finding('token/type-unsupported', { type: null }), unknown).why).toContain('another type than "JWT", or none');
});

test('a tenant is called a right one only where it has the form of one', () => {
  const of = (tenant: string) => wordsFor(900023, { ...seenHealthy, tenant });
  for (const tenant of ['keyless.onmicrosoft.com', 'a-b.example', '7c9e6679-7425-40de-944b-e07fc1f90ae7'])
    expect(of(tenant).title).toBe('Entra ID refuses the form of the tenant id, and it is a right one');
  for (const tenant of ['keyless-.onmicrosoft.com', '-keyless.onmicrosoft.com', 'a..example', `${'a'.repeat(64)}.example`, 'keyless'])
    expect(of(tenant).title).toBe('The tenant id does not have the form of one');
  expect(of('keyless-.onmicrosoft.com').why).toContain('begins or ends in a hyphen');
});
