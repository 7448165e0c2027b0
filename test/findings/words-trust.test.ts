import { expect, test } from 'vitest';
import { describeDifference } from '../../src/findings/describe-difference.js';
import { readDifference } from '../../src/findings/difference/read-difference.js';
import { explain } from '../../src/findings/explain.js';
import type { Fix } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import type { Mismatch } from '../../src/findings/finding.js';
import { quote } from '../../src/findings/quote.js';
import { mismatch } from '../../src/findings/recognise/trust.js';
import { printableValue } from '../../src/report/printable.js';
import { duration, utc } from '../../src/findings/time.js';
import { acme, customAudience, letterCase, otherAudience, slash, unknown, zeroWidth } from './words-samples.js';

function said({ field, token, azure }: Pick<Mismatch, 'field' | 'token' | 'azure'>): string {
  return describeDifference(readDifference(field, token, azure ?? ''));
}

/** With something on either side that is the same. */
function one(token: string, azure: string): string {
  const [before, behind] = ['abcd', 'efghijklmnopqrstuvwxyz'.repeat(2)];
  return said({ field: 'subject', token: before + token + behind, azure: before + azure + behind });
}

test('one character is named by its place and by what each side has', () => {
  expect(said(letterCase)).toBe('Azure has J where the token has j, at character 31');
  expect(said(slash)).toBe('Azure lacks the final slash');
  expect(one('/', '')).toBe('Azure lacks "/" at character 5');
});

test.each([
  ['\u200b', 'a zero-width space (U+200B)'],
  ['\u00a0', 'a non-breaking space (U+00A0)'],
  ['\ufeff', 'a byte order mark (U+FEFF)'],
  ['\t', 'a tab'],
  ['\n', 'a line break'],
  [' ', 'a space'],
  ['\u0430', 'a Cyrillic letter (U+0430)'],
  ['\u03bf', 'a Greek letter (U+03BF)'],
  ['\uff41', 'a full-width character (U+FF41)'],
  ['\u0007', 'an invisible character (U+0007)'],
])('%j is named, not shown', (character, name) => {
  expect(one('', character)).toContain(name);
});

test('several places are counted, many are not, and long parts are not repeated', () => {
  const held = letterCase.azure ?? '';
  expect(said({ ...letterCase, azure: `${held.slice(0, 32)}x${held.slice(32)}` })).toContain(
    'in 2 places, first at character 31, where the token has j',
  );
  expect(said(otherAudience)).toBe('they are different values');
  expect(one('x'.repeat(40), 'y')).toBe('Azure has one character where the token has 40 others, from character 5 on');
  expect(one('same', 'same')).toBe('');
});

test('an invisible character is visible in the text, and told to the admin', () => {
  const { title, why, fix } = explain(finding('trust/hidden-character', zeroWidth), acme);
  expect(title).toMatch(/^The subject in Azure has an invisible character/);
  expect(why).toContain('⟨U+200B⟩');
  expect(why).not.toContain('\u200b');
  expect(fix.find((each) => each.kind === 'message')).toMatchObject({ text: expect.stringContaining('a zero-width space (U+200B)') });
});

test('a space at an end is shown in a message as it is in every face', () => {
  const azure = ' id@clients ';
  const { fix } = explain(mismatch('subject', 'id@clients', azure, 'az'), acme);
  expect(printableValue(azure)).toBe('⟨U+0020⟩id@clients⟨U+0020⟩');
  expect(fix.find((each) => each.kind === 'message')).toMatchObject({ text: expect.stringContaining(`${printableValue(azure)}\n`) });
});

test('control characters never reach a terminal through a quoted value', () => {
  expect(quote('a\u001b[31mb\r\n')).toBe('"a⟨U+001B⟩[31mb⟨U+000D⟩⟨U+000A⟩"');
  expect(quote('K1 \u00a0x')).toBe('"K1 ⟨U+00A0⟩x"');
});

test('both values stand in the text, and the issuer tells where the slash gets lost', () => {
  const { title, why } = explain(finding('trust/issuer-slash', slash), acme);
  expect(title).toBe('The issuer in Azure lacks its final slash');
  expect(why).toContain('"https://acme-dev.eu.auth0.com/"');
  expect(why).toContain('"https://acme-dev.eu.auth0.com"');
  expect(why).toContain('Many guides, and the instructions this connection is usually set up from, leave the final slash out.');
});

test.each<['issuer' | 'subject', string, string, string, string]>([
  ['issuer', 'https://a/', 'https://a', 'The issuer in Azure lacks its final slash', 'missing 10'],
  ['issuer', 'https://a', 'https://a/', 'The issuer in Azure has a final slash too many', 'extra 10'],
  ['issuer', 'https://a/', 'https://a//', 'The issuer in Azure ends with two slashes, one too many', 'extra 11'],
  ['issuer', 'https://a//', 'https://a/', 'The issuer in Azure has one slash less than the token', 'missing 11'],
  ['subject', 'id@clients', 'id', 'The subject in Azure lacks "@clients"', 'missing 3'],
  ['subject', 'id', 'id@clients', 'The subject in Azure has "@clients" too many', 'extra 3'],
  ['subject', 'id@clients', 'id@clients@clients', 'The subject in Azure has "@clients" twice', 'extra 11'],
  ['subject', 'id@clients@clients', 'id@clients', 'The subject in Azure has "@clients" once, and the token twice', 'missing 11'],
])('an ending that one side has more: the %s %s, and in Azure %s', (field, token, azure, title, diff) => {
  const found = mismatch(field, token, azure, 'az');
  const differences = 'diff' in found.evidence ? found.evidence.diff : [];
  expect(found.code).toBe(field === 'issuer' ? 'trust/issuer-slash' : 'trust/subject-suffix');
  expect(differences.map(({ kind, position }) => `${kind} ${position}`)).toEqual([diff]);
  const words = explain(found, acme);
  expect(words.title).toBe(title);
  expect(words.why.includes('always ends it')).toBe(title.endsWith('lacks its final slash'));
});

test('a value that was copied is said to be a copy; one that az read is not', () => {
  const why = (azureSource: 'az' | 'pasted' | 'settings') =>
    explain(finding('trust/subject-case', { ...letterCase, azureSource }), acme).why;
  expect(why('az')).not.toMatch(/copied/);
  expect(why('pasted')).toMatch(/copied/);
  expect(why('settings')).toContain('AZURE_FEDERATED_SUBJECT');
});

test('what Azure holds is not guessed when it was not shown', () => {
  const { why, fix } = explain(finding('trust/subject-case', { ...letterCase, azure: null, azureSource: null, diff: [] }), acme);
  expect(why).toContain('does not show');
  expect(commands(fix)).toContain('federated-credential list');
});

test('a refusal without any value still gives a command to complete', () => {
  const empty = { ...letterCase, token: '', azure: null, azureSource: null, diff: [] };
  const { fix } = explain(finding('trust/subject-mismatch', empty), unknown);
  expect(fix.some((each) => each.kind === 'set' && each.value === '')).toBe(false);
  expect(commands(fix)).toContain('--subject SUBJECT');
  expect(commands(explain(finding('trust/subject-mismatch', empty), acme).fix)).toContain(`--subject ${acme.subject}`);
});

test('the audience changes in Azure when the token has the usual one, else in Auth0', () => {
  const [first] = explain(finding('trust/audience-mismatch', otherAudience), acme).fix;
  expect(first).toMatchObject({ where: 'azure', confidence: 'certain', value: 'api://AzureADTokenExchange' });
  const [other] = explain(finding('trust/audience-mismatch', customAudience), acme).fix;
  expect(other).toMatchObject({ where: 'local', name: 'OIDC_AUDIENCE', value: 'api://AzureADTokenExchange' });
});

test('the usual audience is that of the cloud', () => {
  const usual = 'api://AzureADTokenExchangeUSGov';
  const known = { ...acme, authorityHost: 'https://login.microsoftonline.us' };
  const [first] = explain(finding('trust/audience-mismatch', { ...otherAudience, token: usual }), known).fix;
  expect(first).toMatchObject({ where: 'azure', confidence: 'certain', value: usual });
});

test('identical values that are refused mean waiting first, then a new credential, and say how that is known', () => {
  const { why, fix } = explain(
    finding('trust/credential-stale', {
      issuer: acme.issuer,
      subject: acme.subject,
      audience: acme.audience,
      field: 'subject',
      azureSource: 'az',
    }),
    acme,
  );
  expect(fix[0]).toMatchObject({ kind: 'wait' });
  expect(commands(fix).indexOf('delete')).toBeLessThan(commands(fix).indexOf('create'));
  expect(why).toMatch(/reported, not documented/);
});

test('times are in words a person uses', () => {
  expect([800, 10_000, 90_000, 86_340_000, 187_200_000].map(duration)).toEqual(['800 ms', '10 s', '1 m 30 s', '23 h 59 m', '2 d 4 h']);
  expect(utc('2026-11-23T16:53:02.123Z')).toBe('2026-11-23 16:53:02 UTC');
});

function commands(fix: Fix[]): string {
  return fix.flatMap((each) => (each.kind === 'command' ? [each.command] : [])).join('\n');
}

test('what differs in a copy that Entra ID contradicts is what the copy says, and sends nobody to Azure', () => {
  const copied = { ...slash, azureSource: 'settings' as const };
  const none = explain(finding('trust/issuer-slash', copied), { ...acme, copy: 'settings', contradicts: 'no-credential' });
  expect(none.title).toBe('AZURE_FEDERATED_ISSUER differs, and Entra ID contradicts that copy');
  expect(none.why).toContain(': the copy lacks the final slash. Entra ID says');
  expect(none.why).toContain('says that the identity has no federated credential at all');
  const other = explain(finding('trust/issuer-slash', copied), { ...acme, copy: 'settings', contradicts: 'subject' });
  expect(other.why).toContain('refuses the subject, in which the copy and the token are identical');
  for (const { why, fix } of [none, other]) {
    expect(why).not.toMatch(/Azure says|the one in Azure/);
    expect(fix.map(({ confidence }) => confidence)).toEqual(fix.map(() => 'maybe'));
    expect(commands(fix)).toContain('--federated-credential credential.json');
    expect(commands(fix)).not.toMatch(/ (?:update|create|delete) /);
  }
});

test('a copy that shows a credential is called old where Entra ID knows none', () => {
  const wanted = { issuer: acme.issuer, subject: acme.subject, audience: acme.audience };
  const words = (copy: 'settings' | 'pasted' | null) => explain(finding('trust/credential-missing', wanted), { ...acme, copy });
  expect(words('settings').why).toMatch(/AZURE_FEDERATED_ISSUER, _SUBJECT and _AUDIENCE show one: that copy is old/);
  expect(words('pasted').why).toMatch(/The copy given here shows one: that copy is old, or belongs to another identity/);
  expect(words('pasted').fix[0]).toMatchObject({ kind: 'do', confidence: 'likely', text: expect.stringContaining('AZURE_CLIENT_ID') });
  expect(words(null).why).toContain('It was never created');
});

const other = 'Zz9TLb3xWq7VnR0eYk2JcG5mUf8HsDoP@clients';
test.each<[string, string, string, boolean]>([
  ['one letter missing', `${acme.oidcClientId}@client`, 'The subject in Azure lacks one character', true],
  ['one letter too many', `${acme.oidcClientId}@clientss`, 'The subject in Azure has one character too many', true],
  ['one letter replaced', `X${acme.subject?.slice(1)}`, 'The subject in Azure differs by one character', true],
  ['two letters exchanged', acme.subject?.replace('K1', '1K') ?? '', 'The subject in Azure differs by 2 characters', true],
  ['three letters missing', `${acme.oidcClientId}@clie`, 'The subject in Azure differs by 3 characters', true],
  ['another application', other, 'The subject in Azure is not the one in the token', false],
])('a subject with %s', (_, azure, title, isMistyped) => {
  const found = mismatch('subject', acme.subject ?? '', azure, 'az');
  const words = explain(found, acme);
  expect([found.code, words.title]).toEqual(['trust/subject-mismatch', title]);
  expect(/mistyped/.test(words.why)).toBe(isMistyped);
  expect(/another application|another one than was meant/.test(words.why)).toBe(!isMistyped);
  expect(words.fix.some((fix) => fix.kind === 'set' && fix.name === 'OIDC_CLIENT_ID')).toBe(!isMistyped);
});

test('a short id of which most differs is another one', () => {
  const words = explain(mismatch('subject', 'id@clients', 'ab@clients', 'az'), acme);
  expect(words.why).not.toContain('mistyped');
});

test.each([
  ['api://AzureADTokenExchangeUSGov', 'api://AzureADTokenExchange', 'The audience in Azure lacks a part'],
  ['api://AzureADTokenExchange', 'api://AzureADTokenExchangeUSGov', 'The audience in Azure has a part too many'],
  ['api://AzureADTokenExchange', 'api://AzureADTokenExchang', 'The audience in Azure lacks one character'],
  ['api://AzureADTokenExchange', 'https://api.acme.example', 'The audience in Azure is not the one in the token'],
])('the title of an audience names the side: %s, and in Azure %s', (token, azure, title) => {
  const words = explain(mismatch('audience', token, azure, 'az'), acme);
  expect(words.title).toBe(title);
  expect(words.why).not.toMatch(/in \d+ places/);
});

test('values that share little are different values; many letters of another case are places', () => {
  const [token, azure] = ['https://acme.eu.auth0.com/', 'https://id.example.org/'];
  expect(said({ field: 'issuer', token, azure })).toBe('Azure has the host id.example.org, the token has acme.eu.auth0.com');
  expect(said({ field: 'subject', token, azure: 'repo:acme/app:ref:refs/heads/main' })).toBe('they are different values');
  expect(said({ field: 'subject', token: 'AbCdEfGhIj', azure: 'abcdefghij' })).toBe(
    'only the case of 5 letters differs, first at character 1, where the token has A and Azure has a',
  );
});

test('a credential that is right and not found may be of another identity, whose client id is asked for first', () => {
  const wanted = { issuer: acme.issuer, subject: acme.subject, audience: acme.audience };
  const held = { ...acme, copy: 'pasted' as const, identityGroup: 'rg-ai' };
  const { title, why, fix } = explain(finding('trust/propagating', wanted), held);
  expect(title).toBe('The values are right, and Entra ID does not find them');
  expect(why).toContain('It is a credential of "acme-api" in the resource group "rg-ai".');
  expect(why).not.toMatch(/was changed/);
  expect(fix[0]).toMatchObject({
    confidence: 'likely',
    command: 'az identity show --name acme-api --resource-group rg-ai --query clientId --output tsv',
  });
  expect(fix.find(({ kind }) => kind === 'wait')).toBeDefined();
  const nameless = explain(finding('trust/propagating', wanted), { ...held, copy: 'settings', identityName: null, identityGroup: null });
  expect(nameless.fix[0]).toMatchObject({ kind: 'wait', confidence: 'likely' });
  expect(JSON.stringify(nameless.fix)).toContain('Compare AZURE_CLIENT_ID');
  const stale = explain(finding('trust/credential-stale', { ...wanted, field: 'subject', azureSource: 'pasted' }), held);
  expect(stale.why).toContain('of another identity than AZURE_CLIENT_ID names');
  expect(commands(stale.fix)).toContain('az identity show --name acme-api --resource-group rg-ai');
});

test('a copy in the settings is said to be one that may be old', () => {
  const { why } = explain(finding('trust/issuer-slash', { ...slash, azureSource: 'settings' }), acme);
  expect(why).toContain('Compared with your copy in AZURE_FEDERATED_ISSUER, which may be old.');
});
