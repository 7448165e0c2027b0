import { describe, expect, test } from 'vitest';
import { explain } from '../../src/findings/explain.js';
import type { Explanation, Fix, Known } from '../../src/findings/explanation.js';
import type { Code } from '../../src/findings/finding.js';
import { finding } from '../../src/findings/finding.js';
import { isForEntra } from '../../src/findings/severity.js';
import { pages } from '../../src/findings/pages.js';
import { acme, codes, entraRefusal, everyFinding, github, seenHealthy, slash, unknown } from './words-samples.js';

/** What a developer on the first day does not know; the text below a title may explain it. */
const jargon = /\b(JW[TEK]S?|TLS|DNS|OIDC|OAuth|AADSTS\d*|RBAC|UPN|GUID|kid|claims?|assertion|discovery|service principal|data action)\b/;
const sureness = ['certain', 'likely', 'maybe'];

/** Everything of an explanation that a person reads, by itself. */
function texts({ title, why, fix, docs }: Explanation): string[] {
  return [title, why, ...fix.map(textOf), ...docs];
}

function textOf(fix: Fix): string {
  if (fix.kind === 'command') return fix.command;
  if (fix.kind === 'portal') return fix.path;
  if (fix.kind === 'set') return `${fix.name} ${fix.value}`;
  return fix.text;
}

/** Every sample with every kind of surroundings. */
const knowns: Known[] = [
  acme,
  unknown,
  { ...acme, identity: null },
  { ...acme, identity: 'app-registration' },
  { ...acme, isAccepted: true },
  { ...acme, isOwn: false },
  github,
  seenHealthy,
  { ...acme, identityGroup: 'rg-ai' },
  { ...acme, copy: 'settings', contradicts: 'no-credential' },
  { ...acme, copy: 'pasted', contradicts: 'subject', credentialName: null },
];
const explanations = everyFinding.flatMap((found) => knowns.map((known) => ({ found, known, words: explain(found, known) })));

describe.each(codes)('%s', (code) => {
  const own = explanations.filter(({ found }) => found.code === code);

  test('has a title that is short and does not end in a full stop', () => {
    for (const { words } of own) {
      expect(words.title).not.toMatch(/[.!?]$/);
      expect(words.title.length).toBeLessThanOrEqual(72);
      expect(words.title).toMatch(/^[A-Z]/);
      expect(words.title).not.toMatch(jargon);
    }
  });

  test('says why in whole sentences, and offers something to do', () => {
    for (const { words } of own) {
      expect(words.why).toMatch(/^["A-Z].*\.$/su);
      expect(words.why.length).toBeLessThanOrEqual(460 + (words.why.includes('all the same') ? 90 : 0));
      expect(words.why).not.toMatch(/ {2}|\.\.|\s\.(?!\w)/);
      expect(words.fix.length).toBeGreaterThan(0);
    }
  });

  test('says what to do in whole sentences, or in something to copy', () => {
    for (const { words } of own)
      for (const fix of words.fix) {
        if (fix.kind === 'do' || fix.kind === 'wait') expect(fix.text).toMatch(/^[A-Z].*(?:\.|: \S+)$/s);
        if (fix.kind === 'portal') expect(fix.path).not.toMatch(/\.$/);
        if (fix.kind === 'set') expect(fix.value).not.toBe('');
        expect(textOf(fix)).not.toMatch(/ {2}(?! *[^ ])|\t/);
      }
  });

  test('says nothing twice', () => {
    for (const { words } of own) {
      const sentences = words.why.split(/(?<=[.?]) (?=[A-Z])/);
      expect(new Set(sentences).size).toBe(sentences.length);
      expect(new Set(words.fix.map((fix) => JSON.stringify(fix))).size).toBe(words.fix.length);
      expect(new Set(words.docs).size).toBe(words.docs.length);
    }
  });

  test('asks for no secret and shows none', () => {
    for (const { words } of own)
      for (const fix of words.fix) {
        if (fix.kind === 'command')
          expect(fix.command).not.toMatch(/reveal|get-access-token|keys list|list-keys|client_secret|oauth\/token|credential reset/);
        if (fix.kind === 'set') expect(fix.name).not.toBe('OIDC_CLIENT_SECRET');
        if (fix.kind === 'message')
          expect(fix.text).toMatch(/^Could you [^\n]+\?\n(?:[^\n]+: +\S[^\n]*\n)+Why: [^\n]+\.\nNo secret is involved\. [^\n]+\.$/);
      }
  });

  test('keeps to the voice of the product', () => {
    for (const { words } of own) {
      for (const text of [words.title, words.why, ...words.fix.filter(({ kind }) => kind !== 'message').map(textOf)]) {
        expect(text).not.toMatch(/\b(please|oops|illegal|sorry|simply|invalid|wrong way|something went wrong)\b/i);
        expect(text.replaceAll(/"[^"]*"|'[^']*'/g, '')).not.toMatch(/!/);
      }
    }
  });

  test('never prints a value that is not there', () => {
    // What the Management API takes for nothing is written in full.
    const said = own.flatMap(({ words }) => texts(words)).map((text) => text.replace('{"token_encryption":null}', ''));
    for (const text of said) expect(text).not.toMatch(/\b(null|undefined|NaN)\b|\[object/);
  });

  test('goes step by step, and in each puts the surest first', () => {
    for (const { words } of own) {
      const steps = words.fix.map(({ step }) => step);
      const begun = steps.filter((step, at) => at === 0 || step !== steps[at - 1]);
      expect(begun).toEqual([...new Set(steps)]);
      for (const step of begun) {
        const order = words.fix.filter((fix) => fix.step === step).map(({ confidence }) => sureness.indexOf(confidence));
        expect(order).toEqual(order.toSorted((one, other) => one - other));
      }
    }
  });

  test('names steps and ways in a few words', () => {
    for (const { words } of own)
      for (const { step = 'A step', title = 'a way' } of words.fix) {
        expect(step).toMatch(/^[A-Z].{3,90}[^.!?]$/);
        expect(title).toMatch(/^\S.{2,110}[^.!?]$/);
        for (const text of [step, title]) expect(text).not.toMatch(/\b(please|oops|illegal|sorry|simply|invalid)\b|!/i);
      }
  });

  test('links only to known pages', () => {
    const known = new Set<string>(Object.values(pages));
    for (const { words } of own) for (const address of words.docs) expect(known).toContain(address);
  });
});

test('a message to an admin ends with what a support desk asks for', () => {
  const text = messageOf(explain(finding('trust/issuer-slash', slash, entraRefusal), acme));
  expect(text).toContain('Issuer now:    https://acme-dev.eu.auth0.com\nIssuer wanted: https://acme-dev.eu.auth0.com/\n');
  expect(text).toMatch(
    /No secret is involved\. Entra ID answered: AADSTS700211, correlation id 8f043819-8577-46b9-b330-a72e2e114665, 2026-11-23 16:53:02 UTC\.$/,
  );
});

test('a message without an answer of a party names the finding', () => {
  expect(messageOf(explain(finding('trust/issuer-slash', slash), unknown))).toMatch(/No secret is involved\. .*trust\/issuer-slash\.$/);
});

test('a message about every change that another person may have to make', () => {
  const needed: Code[] = [
    'trust/issuer-slash',
    'trust/credential-missing',
    'trust/issuer-blocked',
    'auth0/grant-missing',
    'auth0/api-missing',
  ];
  for (const code of [...needed, 'azure-openai/role-missing', 'token/algorithm-unsupported'] as Code[]) {
    const own = explanations.filter(({ found, known }) => found.code === code && !known.isAccepted);
    // Of a copy that Entra ID contradicts nobody knows what has to change.
    for (const { found, known, words } of own)
      expect(messageOf(words).includes('?')).toBe(!('diff' in found.evidence && known.contradicts !== null));
  }
});

test('nobody is asked to change what Entra ID has accepted', () => {
  const accepted = explanations.filter(({ found, known }) => known.isAccepted && isForEntra(found));
  expect(accepted.length).toBeGreaterThan(30);
  for (const { words } of accepted) {
    expect(words.fix.filter(({ kind }) => kind === 'message')).toEqual([]);
    expect(words.why).toMatch(/^(Entra ID accepted the token all the same|A credential in Azure holds)/);
  }
});

test('the wait that a party asks for comes first, and is the only one', () => {
  const refusal = { ...entraRefusal, retryAfterSeconds: 38 };
  const { fix } = explain(finding('azure-openai/rate-limited', { limit: 'tokens' }, refusal), unknown);
  expect(fix.filter(({ kind }) => kind === 'wait')).toHaveLength(1);
  expect(fix[0]).toMatchObject({
    kind: 'wait',
    confidence: 'certain',
    text: expect.stringContaining('38 s'),
  });
});

test('a message never says that a party answered what a proxy answered', () => {
  const network = { kind: 'proxy' as const, host: 'login.microsoftonline.com', detail: '403', proxy: 'http://proxy:3128' };
  const refusal = { ...entraRefusal, status: 403, code: '403', network };
  const { fix } = explain(finding('network/proxy', { party: 'entra', failure: network }, refusal), unknown);
  const message = fix.find(({ kind }) => kind === 'message');
  expect(message).toMatchObject({ text: expect.stringContaining('Its answer: 403') });
  expect(message).toMatchObject({ text: expect.not.stringContaining('Entra ID answered') });
});

test('a proxy that took the connection is not told as one that cannot be reached', () => {
  const failure = { kind: 'proxy', host: 'login.microsoftonline.com', detail: 'ERR_PROXY_TUNNEL', proxy: 'http://proxy:22' } as const;
  const wordsFor = (detail: string) => explain(finding('network/proxy', { party: 'entra', failure: { ...failure, detail } }), unknown);
  const { title, why, fix } = wordsFor('ERR_PROXY_TUNNEL');
  expect(title).toBe('The proxy does not answer as an HTTP proxy does');
  expect(why).toMatch(/"http:\/\/proxy:22" took the connection.*no HTTP proxy's answer.*port likely/);
  expect(fix).toContainEqual({ kind: 'set', where: 'local', confidence: 'maybe', name: 'HTTPS_PROXY', value: 'https://proxy:22' });
  expect(wordsFor('ECONNREFUSED')).toMatchObject({ title: 'The proxy cannot be reached', why: expect.stringContaining('did not take') });
});

test.each(['403', '407', '502', 'ERR_PROXY_TUNNEL'])('the words of a proxy stand where it is told what it answered: %s', (detail) => {
  const failure = { kind: 'proxy', host: 'login.microsoftonline.com', detail, proxy: 'http://proxy:22' } as const;
  const why = (said?: string) =>
    explain(finding('network/proxy', { party: 'entra', failure: { ...failure, ...(said && { said }) } }), unknown).why;
  expect(why()).not.toContain('words');
  expect(why('Ask\u202e the desk')).toBe(`${why()} Its words: "Ask⟨U+202E⟩ the desk".`);
});

test('a token of our own that is refused asks nobody to send it in another way', () => {
  const found = finding('azure-openai/token-refused', { audienceWanted: null, audienceSent: null });
  expect(explain(found, { ...unknown, isAccepted: true }).fix.map(({ kind }) => kind)).toEqual(['do', 'wait']);
});

test('what proves that the connection works says so', () => {
  for (const code of ['azure-openai/content-filtered', 'azure-openai/output-limit-too-small', 'azure-openai/context-too-long'] as const) {
    const { title, why } = explain(finding(code, {}), unknown);
    expect(`${title} ${why}`).toMatch(/connection works/);
  }
});

test("a refusal nobody knows announces the party's own words", () => {
  for (const code of ['auth0/refused', 'entra/refused', 'azure-openai/refused'] as const)
    expect(explain(finding(code, {}, entraRefusal), unknown).why).toMatch(/own words follow/);
});

test('a host that is not the domain of the settings comes out of the document of the issuer', () => {
  const absent = (host: string, known: Known): Explanation => {
    const failure = { kind: 'name-not-found', host, detail: 'ENOTFOUND' } as const;
    return explain(finding('network/name-not-found', { party: 'auth0', failure }), known);
  };
  const elsewhere = absent('keys.acme.example', acme);
  expect(elsewhere.title).toBe("The issuer's document names a host that does not exist");
  expect(elsewhere.why).toContain('"jwks_uri" in its document leads to "keys.acme.example"');
  expect(elsewhere.why).not.toContain('mistyped');
  for (const known of [unknown, acme, { ...acme, domain: 'ACME-dev.eu.auth0.com:443' }])
    expect(absent('acme-dev.eu.auth0.com', known).title).toBe('The Auth0 domain does not exist');
});

test('where it has none, such as in a redirect, they are not announced', () => {
  for (const code of ['auth0/refused', 'entra/refused', 'azure-openai/refused'] as const) {
    const { why } = explain(finding(code, {}, { ...entraRefusal, status: 302, code: null, said: '' }), unknown);
    expect(why).toMatch(/^It answered 302 and gave no reason\. That is a redirect: /);
    expect(explain(finding(code, {}, { ...entraRefusal, status: 418, said: '' }), unknown).why).toMatch(
      /^It answered 418 and gave no reason\. [AELMT]/,
    );
  }
});

test('a refusal nobody knows, explained without any answer, announces no words and claims no silence', () => {
  for (const code of ['auth0/refused', 'entra/refused', 'azure-openai/refused'] as const)
    expect(explain(finding(code, {}), unknown).why).toMatch(/ answered with something that fits none of the causes I know\. [A-Z]/);
});

test('a number of Entra ID that nobody knows leads to the page Microsoft has for it', () => {
  const { fix } = explain(finding('entra/refused', {}, { ...entraRefusal, code: 'AADSTS700230' }), unknown);
  expect(fix[0]).toMatchObject({ kind: 'portal', url: 'https://login.microsoftonline.com/error?code=700230' });
});

test('a missing setting names the flag and the page', () => {
  const { title, fix } = explain(finding('settings/missing', { field: 'OIDC_ENDPOINT' }), unknown);
  expect(title).toBe('OIDC_ENDPOINT is missing');
  expect(fix.map(textOf).join('\n')).toContain('--oidc-endpoint');
  expect(fix).toContainEqual(expect.objectContaining({ kind: 'portal', where: 'auth0' }));
});

test('the deployments that could be listed are offered in place of a missing name: the only one as likely, five of many as maybe', () => {
  const offered = (available: string[]) =>
    explain(finding('settings/missing', { field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', available }), unknown).fix.filter(
      ({ kind }) => kind === 'set',
    );
  const choice = (confidence: string, value: string) => ({
    kind: 'set',
    where: 'local',
    confidence,
    name: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME',
    value,
  });
  expect(offered([])).toEqual([]);
  expect(offered(['team-chat'])).toEqual([choice('likely', 'team-chat')]);
  expect(offered(['a', 'b', 'c', 'd', 'e', 'f'])).toEqual(['a', 'b', 'c', 'd', 'e'].map((name) => choice('maybe', name)));
});

test('a secret setting never has a literal flag', () => {
  const { fix } = explain(finding('settings/missing', { field: 'OIDC_CLIENT_SECRET' }), unknown);
  expect(fix.map(textOf).join('\n')).toContain('--client-secret-file');
});

function messageOf({ fix }: Explanation): string {
  const found = fix.find((one) => one.kind === 'message');
  return found?.kind === 'message' ? found.text : '';
}
