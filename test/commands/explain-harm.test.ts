import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { keyNumber, signToken } from '../foreign/jwt.js';
import type { Claims } from '../foreign/jwt.js';
import { emptyFolder } from '../support/binary.js';
import { inside } from '../support/inside.js';
import type { PrintedExplanation } from '../support/schema.js';
import { explainedOf } from '../support/schema.js';

const seconds = Math.floor(Date.now() / 1000);
const client = 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja';
const values = { iss: 'https://acme-dev.eu.auth0.com/', sub: `${client}@clients`, aud: 'api://AzureADTokenExchange' };
const held = { name: 'auth0', issuer: values.iss, subject: values.sub, audiences: [values.aud] };
const github = {
  ...held,
  name: 'github',
  issuer: 'https://token.actions.githubusercontent.com',
  subject: 'repo:acme/site:ref:refs/heads/main',
};
const person = { sub: 'auth0|65f1c0a9b3e4d2f1a0c9b8d7', gty: undefined };

const made = (claims: Claims = {}): string =>
  signToken(
    { alg: 'RS256', typ: 'JWT', kid: 'key-1' },
    { ...values, iat: seconds - 60, exp: seconds + 80_000, azp: client, ...claims },
    keyNumber(0),
  );

const refusal = (number: number, field: string, value: string): string =>
  `AADSTS${number}: No matching federated identity record found for presented assertion ${field} '${value}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`;
const bySubject = refusal(700213, 'subject', values.sub);
const byIssuer = refusal(700211, 'issuer', values.iss);

interface Given {
  text?: string;
  token?: string;
  credentials?: object[];
}

async function explained({ text, token, credentials }: Given): Promise<PrintedExplanation & { advice: string }> {
  const folder = await emptyFolder();
  const fileOf = async (name: string, content: string): Promise<string> => {
    await writeFile(join(folder, name), content);
    return join(folder, name);
  };
  const options = [
    ...(token === undefined ? [] : ['--token', await fileOf('token.txt', token)]),
    ...(credentials === undefined ? [] : ['--federated-credential', await fileOf('credential.json', JSON.stringify(credentials))]),
  ];
  const { stdout } = await inside(['explain', ...(text === undefined ? [] : ['-']), ...options, '--json'], { input: text ?? '' });
  const document = explainedOf(stdout);
  const advice = document.diagnoses.flatMap(({ fix }) => fix.map((one) => one.command ?? one.text ?? one.value ?? '')).join('\n');
  return { ...document, advice };
}

const updates = (advice: string): string[] => advice.split('\n').filter((line) => / federated-credential update /.test(line));

describe('whoever a credential is for keeps it', () => {
  test.each<[string, Given]>([
    ['GitHub Actions, by the subject', { text: bySubject, credentials: [github] }],
    ['GitHub Actions, by the issuer', { text: byIssuer, credentials: [github] }],
    ['GitHub Actions, by the token', { token: made(), credentials: [github] }],
    ['another application', { text: bySubject, credentials: [{ ...held, subject: 'Zz9TLb3xWq7VnR0eYk2JcG5mUf8HsDoP@clients' }] }],
    ['another tenant of Auth0', { text: byIssuer, credentials: [{ ...held, issuer: 'https://globex.us.auth0.com/' }] }],
  ])('%s', async (_, given) => {
    const { advice } = await explained(given);
    expect(updates(advice)).toEqual([]);
    expect(advice).toContain('federated-credential create');
    expect(advice).not.toContain('Could you change');
  });

  test('no secret is sent to whoever issues tokens there', async () => {
    for (const issuer of [github.issuer, 'https://globex.us.auth0.com/']) {
      const { advice } = await explained({ text: byIssuer, credentials: [{ ...held, issuer }] });
      expect(advice.split('\n')).not.toContain(new URL(issuer).host);
    }
  });
});

describe('a token of another kind changes nothing in Azure', () => {
  test('one of Entra ID gives no value', async () => {
    const token = made({ iss: 'https://login.microsoftonline.com/7c9e6679-7425-40de-944b-e07fc1f90ae7/v2.0', sub: 's', appid: 'x' });
    const { advice } = await explained({ text: bySubject, token, credentials: [{ ...held, subject: client }] });
    expect(updates(advice).length).toBeGreaterThan(0);
    expect(updates(advice).filter((line) => !line.includes(`--issuer ${values.iss} `) && line.startsWith('az identity'))).toEqual([]);
  });

  test('one of a person is asked for again, and what else differs is changed with the subject that Azure has', async () => {
    const { diagnoses, advice } = await explained({ token: made(person), credentials: [{ ...held, issuer: values.iss.slice(0, -1) }] });
    expect(diagnoses.map(({ code }) => code)).toEqual(['trust/issuer-slash', 'trust/subject-mismatch']);
    expect(advice).not.toContain(person.sub);
    expect(updates(advice).length).toBeGreaterThan(0);
    for (const line of updates(advice)) expect(line).toContain(values.sub);
    expect(advice).toContain('client_credentials');
  });

  test.each<[string, object[]]>([
    ['beside the credential of somebody else', [github]],
    ['beside none', []],
  ])('one of a person is nobody to add, and nor is half of another credential: %s', async (_, credentials) => {
    const { advice } = await explained({ token: made(person), credentials });
    expect(advice).toContain(`--issuer ${values.iss} --subject SUBJECT`);
    for (const wrong of [person.sub, github.subject]) expect(advice).not.toContain(wrong);
  });

  test("one for Auth0's own API leaves its audience out of what else is changed", async () => {
    const { advice } = await explained({
      token: made({ aud: `${values.iss}api/v2/` }),
      credentials: [{ ...held, issuer: values.iss.slice(0, -1) }],
    });
    expect(updates(advice).length).toBeGreaterThan(0);
    expect(advice).not.toContain('api/v2');
  });

  test('what stands in the copy alone is not said to be in the token', async () => {
    const { diagnoses } = await explained({ text: bySubject.replace(values.sub, '***'), credentials: [held] });
    expect(diagnoses[0]?.why).not.toContain(values.sub);
  });

  test("one for Auth0's own API is asked for anew", async () => {
    const aud = `${values.iss}api/v2/`;
    const { diagnoses, advice } = await explained({ token: made({ aud }), credentials: [held] });
    expect(diagnoses.map(({ code }) => code)).toEqual(['trust/audience-mismatch']);
    expect(advice).not.toContain(aud);
    expect(advice.split('\n')[0]).toBe(values.aud);
  });
});

describe('a token beside an error', () => {
  test('that is not the refused one is said to be another, and gives no value', async () => {
    const other = 'Zz9TLb3xWq7VnR0eYk2JcG5mUf8HsDoP@clients';
    const { token, advice, diagnoses } = await explained({ text: bySubject, token: made({ sub: other }) });
    expect(token?.remarks).toEqual([expect.stringContaining('not the token that the text is about')]);
    expect(advice + diagnoses.map(({ why }) => why).join()).not.toContain(other);
    expect(advice).toContain(values.sub);
  });

  test('that stands in the same text is used where Entra ID names its value', async () => {
    const { compared, diagnoses } = await explained({
      text: `${bySubject}\ntoken: ${made()}\n`,
      credentials: [{ ...held, issuer: values.iss.slice(0, -1) }],
    });
    expect(compared.map(({ outcome }) => outcome)).toEqual(['differs', 'identical', 'identical']);
    expect(diagnoses[0]?.code).toBe('trust/issuer-slash');
  });
});

describe('what Azure has is not asked of Azure', () => {
  test('where nothing looks wrong, only the token is asked for', async () => {
    const { diagnoses, advice } = await explained({ text: bySubject, credentials: [held] });
    expect(diagnoses.map(({ code }) => code)).toEqual(['trust/no-match']);
    expect(advice).toMatch(/^keyless explain --token token\.txt --federated-credential \S+$/);
  });

  test('where one value differs and another looks wrong, both are changed', async () => {
    const { advice } = await explained({ text: bySubject, credentials: [{ ...held, subject: client, issuer: 'acme-dev.eu.auth0.com' }] });
    expect(updates(advice).length).toBeGreaterThan(0);
    for (const line of updates(advice)) expect(line).toMatch(/https:\/\/acme-dev\.eu\.auth0\.com\/(?=["' ])/);
  });

  test('of several the near miss is meant, and not the one that Entra ID would have found', async () => {
    const near = { ...held, name: 'near', issuer: values.iss.slice(0, -1) };
    const { chosen, diagnoses } = await explained({ text: byIssuer, credentials: [{ ...held, name: 'billing' }, github, near] });
    expect(chosen).toContain('"near"');
    expect(diagnoses[0]?.code).toBe('trust/issuer-slash');
  });

  test('an empty list says no more than that', async () => {
    const { diagnoses } = await explained({ text: bySubject, credentials: [] });
    expect(diagnoses.map(({ code }) => code)).toContain('trust/credential-missing');
    expect(diagnoses.find(({ code }) => code === 'trust/credential-missing')?.why).toContain('The list that was given here is empty');
  });
});

describe('an audience that Azure does not have, where nobody saw what it has', () => {
  const stepsFor = async (audience: string): Promise<string[]> => {
    const { diagnoses } = await explained({ text: refusal(700212, 'audience', audience) });
    return [...new Set(diagnoses[0]?.fix.flatMap(({ step }) => step ?? []))];
  };
  const see = 'See the audience that Azure has now';
  const usual = 'sk for a token for the usual audience, if Azure has it, in OIDC_AUDIENCE';
  const change = 'hange the audience in Azure to this value, or add a credential';
  const again = 'Check again; Azure takes minutes to notice a change';

  test.each([
    ['the usual one with a slip: it is asked for again', `${values.aud}/`, [see, `A${usual}`, `Or c${change}`, again]],
    ['a name of its own: either may change', 'api://northwind', [see, `C${change}`, `Or a${usual}`, again]],
    ['the usual one: Azure has to have it', values.aud, [see, `C${change}`, again]],
  ])('%s', async (_, audience, steps) => expect(await stepsFor(audience)).toEqual(steps));
});
