import { describe, expect, test } from 'vitest';

import { explain } from '../../src/findings/explain.js';
import type { Explanation } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import type { ClaimName, Finding, Mismatch } from '../../src/findings/finding.js';
import { mismatch, mismatchUnseen } from '../../src/findings/recognise/trust.js';
import { isAuth0s } from '../../src/findings/who-issues.js';
import { acme, entraRefusal, everyFinding, github, healthy, unknown } from './words-samples.js';

const actions = { issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:acme/app:ref:refs/heads/main' };

function allOf({ title, why, whyBeside = '', fix, docs }: Explanation): string {
  return [title, why, whyBeside, JSON.stringify(fix), ...docs].join('\n');
}

function unseen(field: ClaimName, token: string): Finding {
  const code = field === 'issuer' ? 'trust/issuer-mismatch' : field === 'subject' ? 'trust/subject-mismatch' : 'trust/audience-mismatch';
  return finding(code, mismatchUnseen(field, token));
}

describe('whose token it is', () => {
  test.each<[string, { issuer?: string; subject?: string }, boolean | null]>([
    ['an issuer of Auth0', { issuer: 'https://acme.eu.auth0.com/' }, true],
    ['a subject of Auth0', { subject: 'K1AU@clients' }, true],
    ['a subject of Auth0 under a domain of its own', { issuer: 'https://login.acme.example/', subject: 'K1AU@clients' }, true],
    ['an issuer of GitHub', { issuer: actions.issuer }, false],
    ['a subject of GitHub', { subject: actions.subject }, false],
    ['a subject of Kubernetes', { subject: 'system:serviceaccount:default:app' }, false],
    ['a domain of its own', { issuer: 'https://login.acme.example/' }, false],
    ['nothing', {}, null],
  ])('%s, in a pasted text', (_, presented, is) => {
    expect(isAuth0s(presented, unknown)).toBe(is);
    // A run asks Auth0 and nobody else.
    expect(isAuth0s(presented, acme)).toBe(true);
  });
});

const ofOthers: [string, Finding][] = [
  ['a subject of GitHub', unseen('subject', actions.subject)],
  ['a subject of Kubernetes', unseen('subject', 'system:serviceaccount:default:app')],
  ['an issuer of GitHub', unseen('issuer', actions.issuer)],
  ['an issuer on a domain of its own', unseen('issuer', 'https://login.acme.example/')],
  ['another subject in Azure', mismatch('subject', actions.subject, 'repo:acme/other:ref:refs/heads/main', 'pasted')],
  ['another case', mismatch('subject', actions.subject, 'repo:Acme/app:ref:refs/heads/main', 'pasted')],
  ['an invisible character', mismatch('subject', `${actions.subject}\u200b`, actions.subject, 'pasted')],
  ['a slash too many', mismatch('issuer', actions.issuer, `${actions.issuer}/`, 'pasted')],
  ['a slash too few', mismatch('issuer', 'https://login.acme.example/', 'https://login.acme.example', 'pasted')],
  ['another issuer', mismatch('issuer', actions.issuer, 'https://gitlab.com', 'pasted')],
  ['none of the three said', finding('trust/no-match', { ...actions, audience: null })],
];

describe.each(ofOthers)('%s', (_, found) => {
  const values = found.evidence as Mismatch;
  const known = found.code === 'trust/no-match' ? unknown : { ...unknown, [values.field]: values.token };
  const words = explain(found, known);

  test('is not said to be dictated by Auth0, and nobody is sent there', () => {
    expect(allOf(words)).not.toMatch(/Auth0 (?:dictates|makes|always|decides|puts|writes|issues)|@clients|OIDC_|auth0\.com|--name auth0/);
    expect(words.fix.filter(({ where }) => where === 'auth0')).toEqual([]);
  });

  test('is said to be what keyless is not about, or may not be about', () => {
    expect(words.why).toContain('keyless is about tokens of Auth0');
    expect(allOf(words)).not.toMatch(/keyless check --/);
  });
});

test('who issues it is named where the form tells', () => {
  const why = (found: Finding) => explain(found, unknown).why;
  expect(why(unseen('subject', actions.subject))).toContain('This one looks like GitHub Actions;');
  expect(why(unseen('subject', 'system:serviceaccount:default:app'))).toContain('This one looks like Kubernetes;');
  expect(why(unseen('issuer', 'https://login.acme.example/'))).toContain('nothing here shows that this is one');
  expect(why(unseen('issuer', 'https://acme.eu.auth0.com/'))).not.toContain('keyless is about');
});

test('the message to an admin says whose word it is', () => {
  const message = (found: Finding) => JSON.stringify(explain(found, unknown).fix.filter(({ kind }) => kind === 'message'));
  expect(message(unseen('subject', actions.subject))).toContain('and whoever issues the token dictates it.');
  expect(message(unseen('subject', 'K1AU@clients'))).toContain('and Auth0 dictates it.');
});

test('of what this program did not send it does not say that it did', () => {
  for (const found of everyFinding.filter(({ code }) => !/^(?:settings|network|check)\//.test(code)))
    for (const known of [unknown, github, { ...acme, isOwn: false }]) {
      const { title, why, fix } = explain(found, known);
      expect(`${found.code} ${title} ${why} ${JSON.stringify(fix)}`).not.toMatch(
        /\bI (?:sent|send|ask|asked|make|read|set)\b|one was sent|it was sent right|The token is new/,
      );
    }
});

test('for a request that somebody else made, the program that made it comes first', () => {
  for (const code of ['entra/assertion-not-sent', 'entra/entra-token-as-assertion'] as const) {
    const [theirs] = explain(finding(code, {}), unknown).fix;
    expect(theirs).toMatchObject({ confidence: 'likely', text: expect.stringMatching(/^In your own program: /) });
    const [own] = explain(finding(code, {}), acme).fix;
    expect(own).not.toMatchObject({ text: expect.stringMatching(/^In your own program: /) });
  }
});

test('of a token that was only shown nothing is said about what was sent', () => {
  for (const code of ['entra/assertion-not-sent', 'entra/parameter-missing'] as const) {
    const evidence = code === 'entra/parameter-missing' ? { parameter: 'scope' } : {};
    const found = finding(code, evidence as never, entraRefusal);
    const shown = explain(found, { ...unknown, token: healthy });
    expect(`${shown.title} ${shown.why}`).not.toMatch(/was sent|were sent|that Auth0 gave/);
  }
  const malformed = finding('token/malformed', { problem: 'Entra ID cannot read it' }, entraRefusal);
  expect(explain(malformed, { ...unknown, token: healthy }).why).toContain('The token given here is a signed JWT');
  expect(explain(malformed, { ...acme, token: healthy }).why).toContain('The token that Auth0 gave is a signed JWT');
});
