import { expect, test } from 'vitest';

import { compareValues } from '../../src/findings/compare-values.js';
import { finding } from '../../src/findings/finding.js';
import type { Finding } from '../../src/findings/finding.js';
import { firstCauseFirst } from '../../src/findings/first-cause.js';
import { mismatchUnseen } from '../../src/findings/recognise/trust.js';
import type { FederatedCredential } from '../../src/settings/profile.js';
import { answered } from '../support/answered.js';

const wanted = { issuer: 'https://acme.eu.auth0.com/', subject: 'id@clients', audience: 'api://AzureADTokenExchange' };
const held: FederatedCredential = { name: 'auth0', ...wanted, source: 'pasted' };
const none = { settings: [], said: [], token: [], compared: [] };
const refusal = answered('entra', 401, { error: 'invalid_client', error_description: 'AADSTS700213: no match' });
const expired = finding('token/outside-valid-time', { now: null, notBefore: null, expires: null, clock: 'local' });
const codes = (findings: readonly Finding[]): string[] => findings.map(({ code }) => code);

const differs = compareValues(wanted, [{ ...held, issuer: 'https://acme.eu.auth0.com', subject: 'id' }]);

test('the three values are compared with the credential that is closest', () => {
  const far = { ...held, name: 'other', issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:acme/app' };
  const { choice, values, findings } = compareValues(wanted, [far, { ...held, subject: 'ID@clients' }]);
  expect([choice?.credential.name, values.map(({ outcome }) => outcome), codes(findings)]).toEqual([
    'auth0',
    ['identical', 'differs', 'identical'],
    ['trust/subject-case'],
  ]);
});

test('of a value that is not known no credential is nearer', () => {
  const long = { ...held, name: 'long', issuer: `https://${'a'.repeat(60)}.eu.auth0.com/` };
  const other = { ...held, name: 'other', subject: 'other@clients' };
  expect(compareValues({ issuer: null, subject: wanted.subject, audience: null }, [other, long]).choice?.credential?.name).toBe('long');
});

test('what is not known on one side is not compared; an empty list is a finding', () => {
  const { values, findings } = compareValues({ ...wanted, subject: null }, [{ ...held, audience: null }]);
  expect([values.map(({ outcome }) => outcome), findings]).toEqual([['identical', 'unknown', 'unknown'], []]);
  expect(codes(compareValues(wanted, []).findings)).toEqual(['trust/credential-missing']);
});

test('a difference that is seen takes the place of one that was only said, with what the party said', () => {
  const said = [finding('trust/subject-mismatch', mismatchUnseen('subject', 'id@clients'), refusal)];
  const [first, ...others] = firstCauseFirst({ ...none, said, compared: differs.findings });
  expect([first?.code, first?.refusal, codes(others)]).toEqual(['trust/subject-suffix', refusal, ['trust/issuer-slash']]);
});

test('a refusal that names no value becomes the differences behind it', () => {
  const said = [finding('trust/no-match', wanted, refusal)];
  const found = firstCauseFirst({ ...none, said, compared: differs.findings });
  expect([codes(found), found[0]?.refusal]).toEqual([['trust/issuer-slash', 'trust/subject-suffix'], refusal]);
  expect(codes(firstCauseFirst({ ...none, said }))).toEqual(['trust/no-match']);
});

test('a copy that expired comes after what differs, and not at all beside an error that came before', () => {
  expect(codes(firstCauseFirst({ ...none, token: [expired], compared: differs.findings }))).toEqual([
    'trust/issuer-slash',
    'trust/subject-suffix',
    'token/outside-valid-time',
  ]);
  const said = [finding('trust/no-match', wanted, refusal)];
  expect(codes(firstCauseFirst({ ...none, said, token: [expired] }))).toEqual(['trust/no-match']);
});

test('warnings come last', () => {
  const noise = finding('settings/normalised', { field: 'OIDC_ENDPOINT', value: 'x', removed: ['the final slash'] });
  const missing = finding('settings/missing', { field: 'OIDC_CLIENT_ID' });
  expect(codes(firstCauseFirst({ ...none, settings: [noise, missing] }))).toEqual(['settings/missing', 'settings/normalised']);
});
