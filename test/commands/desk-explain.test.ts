import { describe, expect, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import { createExplainer } from '../../src/commands/desk-explain.js';
import type { Explained } from '../../src/report/explained.js';
import { explainedText } from '../../src/report/explained-text.js';
import { Secret } from '../../src/settings/secret.js';
import { keyNumber, signToken } from '../foreign/jwt.js';

const client = 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja';
const values = { iss: 'https://acme-dev.eu.auth0.com/', sub: `${client}@clients`, aud: 'api://AzureADTokenExchange' };
const seconds = Math.floor(Date.now() / 1000);
const machine = { ...values, iat: seconds - 3600, exp: seconds + 82_770, gty: 'client-credentials', azp: client };
const token = signToken({ alg: 'RS256', typ: 'JWT', kid: 'key-1' }, machine, keyNumber(0));
const held = (issuer = 'https://acme-dev.eu.auth0.com'): string =>
  JSON.stringify([{ name: 'auth0', issuer, subject: values.sub, audiences: [values.aud] }], null, 2);
const error = `AADSTS700211: No matching federated identity record found for presented assertion issuer '${values.iss}'.`;
const secret = 'kA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQjaK1AUPhZq8mRi0Q0pjhkfu1D7y6Kj7fQ2';

/** What the last of these pastes came to, on one screen. No part of a token and no secret is in any of them. */
async function pasted(...texts: string[]): Promise<Explained> {
  const read = readArgs([]);
  if (!read.ok) throw new Error(read.usage.problem);
  const explain = createExplainer(read.args, { now: () => new Date() });
  const all: Explained[] = [];
  for (const text of texts) all.push(await explain(new Secret(text)));
  const shown = all.map((one) => JSON.stringify(one) + explainedText(one, (_, text) => text)).join('');
  for (const part of [...token.split('.'), secret]) expect(shown).not.toContain(part);
  // Whoever is on the screen is not sent to a command that does the same.
  for (const { about, lead, next } of all) if (about === null) expect(JSON.stringify([lead, next])).not.toContain('keyless');
  const last = all.at(-1);
  if (!last) throw new Error('nothing was pasted');
  return last;
}

const codesOf = ({ diagnoses }: Explained): string[] => diagnoses.map(({ code }) => code);

describe('the two sides, pasted one after the other, are compared', () => {
  test.each([
    ['a token, then the credential', [token, held()]],
    ['the credential, then a token', [held(), token]],
    ['an error, then the credential', [error, held()]],
    ['the credential, then an error', [held(), error]],
    ['with something in between that is neither', [token, 'no error at all', held()]],
    ['the last credential counts', [held('https://other.eu.auth0.com/'), token, held()]],
  ])('%s', async (_, texts) => {
    const last = await pasted(...texts);
    expect(codesOf(last)).toContain('trust/issuer-slash');
    expect(last.compared.find(({ field }) => field === 'issuer')?.outcome).toBe('differs');
  });

  test('what Azure has now, after it was corrected', async () => {
    const last = await pasted(token, held(), held(values.iss));
    expect(codesOf(last)).toEqual([]);
    expect(last.compared.map(({ outcome }) => outcome)).toEqual(['identical', 'identical', 'identical']);
  });

  test('where only one side is there, the other is asked for', async () => {
    expect((await pasted(token)).lead).toBe('Paste here what Azure has, too, and I will compare the two.');
    expect((await pasted(error)).lead).toBe('Paste here what Azure has, too, and I will point at the character.');
    expect((await pasted(held())).lead).toContain('paste it here');
    const refused = `AADSTS700213: No matching federated identity record found for presented assertion subject '${values.sub}'.`;
    expect((await pasted(refused, held())).lead).toBe('Paste here the token, too, and I will compare all three values.');
    expect((await pasted(token)).next).toEqual([{ command: expect.stringMatching(/^az .*[^>]*json$/), when: 'to see what Azure has' }]);
  });

  test('a list without any credential is a finding by itself, and none of what comes later', async () => {
    expect(codesOf(await pasted(token, '[]'))).not.toEqual([]);
    expect(await pasted('[]', 'no error at all')).toMatchObject({ isRecognised: false, diagnoses: [] });
  });
});

describe('everything else stands by itself', () => {
  test('settings are judged as settings, and not with what was pasted before', async () => {
    const last = await pasted(token, held(), `OIDC_ENDPOINT=acme-dev.eu.auth0.com\nOIDC_CLIENT_SECRET=${secret}\n`);
    expect(last).toMatchObject({ what: 'env', compared: [], credentials: [] });
    expect(codesOf(last)).toContain('settings/missing');
  });

  test('a code and a number are words, typed', async () => {
    expect(await pasted('trust/issuer-slash')).toMatchObject({ what: 'code', about: { code: 'trust/issuer-slash' } });
    expect(await pasted('Trust/Issuer-Slash\n')).toMatchObject({ what: 'code', about: { code: 'trust/issuer-slash' } });
    expect(codesOf(await pasted('aadsts:700211'))).toEqual(codesOf(await pasted('AADSTS700211')));
    expect(codesOf(await pasted('700211'))).toEqual(codesOf(await pasted('AADSTS700211')));
    expect(codesOf(await pasted('700211'))).not.toEqual([]);
  });

  test('a text that is not known gives its most likely line, without a secret', async () => {
    const last = await pasted(`building\nerror: step 3 failed with ${secret}\ndone`);
    expect(last).toMatchObject({ isRecognised: false, diagnoses: [], next: [], closest: expect.stringContaining('step 3 failed') });
  });
});
