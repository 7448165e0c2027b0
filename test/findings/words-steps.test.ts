import { describe, expect, test } from 'vitest';

import { difference } from '../../src/findings/difference.js';
import { examples } from '../../src/findings/examples.js';
import { explain } from '../../src/findings/explain.js';
import type { Fix, Known } from '../../src/findings/explanation.js';
import type { ClaimName, Code, Mismatch } from '../../src/findings/finding.js';
import { finding } from '../../src/findings/finding.js';
import { mismatch } from '../../src/findings/recognise/trust.js';
import { acme, customAudience, otherAudience, unknown } from './words-samples.js';

const kinds = ['managed-identity', 'app-registration', null] as const;

function of(field: ClaimName, azure: string): Mismatch {
  const token = acme[field] ?? '';
  return { field, token, azure, azureSource: 'az', diff: difference(token, azure) };
}

function stepsOf(fix: readonly Fix[]): (string | undefined)[] {
  return [...new Set(fix.map(({ step }) => step))];
}

describe('which side changes', () => {
  const inAzure: Code[] = ['trust/issuer-slash', 'trust/issuer-mismatch', 'trust/subject-suffix', 'trust/subject-case'];
  test.each([...inAzure, 'trust/subject-mismatch', 'trust/credential-missing'] as Code[])('%s: Azure, as Auth0 dictates it', (code) => {
    const { fix } = explain(finding(code, examples[code]), acme);
    expect(fix[0]).toMatchObject({ kind: 'set', where: 'azure' });
    expect(fix.filter(({ where }) => where === 'auth0')).toEqual([]);
  });

  test('the audience on either side: the surer one first', () => {
    const sides = (found: Mismatch) =>
      explain(finding('trust/audience-mismatch', found), acme).fix.flatMap((fix) =>
        fix.kind === 'set' && !fix.name.includes('Terraform') ? [`${fix.where} ${fix.confidence}`] : [],
      );
    expect(sides(otherAudience)).toEqual(['azure certain', 'local maybe']);
    expect(sides(customAudience)).toEqual(['local certain', 'azure likely']);
  });

  test.each(['token/algorithm-unsupported', 'token/type-unsupported', 'token/encrypted'] as const)('%s: Auth0', (code) => {
    const { fix } = explain(finding(code, examples[code] as never), acme);
    expect(new Set(fix.map(({ where }) => where))).toEqual(new Set(['auth0']));
  });
});

describe('every way to change it', () => {
  const codes: Code[] = ['trust/issuer-slash', 'trust/subject-case', 'trust/audience-mismatch', 'token/algorithm-unsupported'];
  test.each([...codes, 'token/type-unsupported', 'azure-openai/role-missing', 'auth0/grant-missing'] as Code[])(
    '%s: by page, command, Terraform and message, each with how sure it is',
    (code) => {
      for (const identity of kinds) {
        const { fix } = explain(finding(code, examples[code]), { ...acme, identity });
        const [first] = stepsOf(fix);
        const ways = fix.filter(({ step }) => step === first);
        for (const kind of ['portal', 'command', 'message'] as const) expect(ways.map((one) => one.kind)).toContain(kind);
        const terraform = ways.find((one) => one.kind === 'set' && one.name.endsWith('(Terraform)'));
        expect(terraform).toMatchObject({ confidence: 'maybe' });
      }
    },
  );

  test('what a credential is called in Terraform depends on the kind of identity, and so does its audience', () => {
    const lines = (identity: Known['identity']) =>
      explain(finding('trust/credential-missing', examples['trust/credential-missing']), { ...acme, identity }).fix.flatMap((fix) =>
        fix.kind === 'set' && fix.name.endsWith('(Terraform)') ? [[fix.name, fix.value]] : [],
      );
    const [managed, app] = ['azurerm_federated_identity_credential', 'azuread_application_federated_identity_credential'];
    const [issuer, subject] = [`issuer = "${acme.issuer}"`, `subject = "${acme.subject}"`];
    const named = (name: string, values: string[]) => values.map((value) => [`${name} (Terraform)`, value]);
    expect(lines('managed-identity')).toEqual(named(managed, [issuer, subject, `audience = ["${acme.audience}"]`]));
    expect(lines('app-registration')).toEqual(named(app, [issuer, subject, `audiences = ["${acme.audience}"]`]));
    const both = [issuer, subject, `audience = ["${acme.audience}"]`, `audiences = ["${acme.audience}"]`];
    expect(lines(null)).toEqual(named(`${managed} or ${app}`, both));
  });

  test('commands for two kinds of identity stand in two groups, each with its list before its change', () => {
    const { fix } = explain(finding('trust/issuer-slash', examples['trust/issuer-slash']), {
      ...acme,
      identity: null,
      credentialName: null,
    });
    const verbs = fix.flatMap((one) =>
      one.kind === 'command' && one.command.includes('federated-credential')
        ? [`${one.title}: ${/(list|update)/.exec(one.command)?.[1]}`]
        : [],
    );
    const [managed, app] = ['if it is a managed identity', 'if it is an app registration'];
    expect(verbs).toEqual([`${managed}: list`, `${managed}: update`, `${app}: list`, `${app}: update`]);
  });
});

describe('several differences of one credential', () => {
  const differences = [
    of('issuer', 'https://acme-dev.eu.auth0.com'),
    of('subject', acme.oidcClientId ?? ''),
    of('audience', 'api://other'),
  ];
  const known = { ...acme, differences };
  const [issuer, subject, audience] = differences.map(({ field, token, azure }) =>
    explain(mismatch(field, token, azure ?? '', 'az'), known),
  );

  test('are one change: one command and one message with all values', () => {
    const commands = issuer!.fix.filter((fix) => fix.kind === 'command' && fix.command.includes(' update '));
    expect(commands).toHaveLength(1);
    const messages = issuer!.fix.flatMap((fix) => (fix.kind === 'message' ? [fix.text] : []));
    expect(messages).toHaveLength(1);
    for (const { field, token, azure } of differences) {
      const name = field.charAt(0).toUpperCase() + field.slice(1);
      expect(messages[0]).toContain(`${name} now:    ${azure}\n${name} wanted: ${token}\n`);
      expect(issuer!.fix).toContainEqual(expect.objectContaining({ kind: 'set', name: field, value: token, confidence: 'certain' }));
    }
    expect(messages[0]).toMatch(/^Could you change 3 values/);
    expect(stepsOf(issuer!.fix)[0]).toBe('Change the issuer, subject and audience in Azure');
  });

  test('with the others stands only their own value, and where the change is', () => {
    for (const [words, own] of [
      [subject!, differences[1]!],
      [audience!, differences[2]!],
    ] as const)
      expect(words.fix).toMatchObject([
        { kind: 'set', where: 'azure', name: own.field, value: own.token, step: expect.stringMatching(/together with the issuer above/) },
      ]);
  });

  test('the audience changes with them, and nobody is told to change the other side too', () => {
    const custom = { ...customAudience, azureSource: 'az' as const };
    const all = explain(finding('trust/audience-mismatch', custom), { ...acme, differences: [differences[0]!, custom] });
    expect(all.fix.filter(({ where }) => where !== 'azure')).toEqual([]);
    expect(all.why).toContain('Any value will do, as long as both sides have the same');
  });

  test('a credential of another application makes all of it likely, and may stay as it is', () => {
    const other = of('subject', 'Zz9TLb3xWq7VnR0eYk2JcG5mUf8HsDoP@clients');
    const { fix } = explain(mismatch('issuer', differences[0]!.token, differences[0]!.azure!, 'az'), {
      ...acme,
      differences: [differences[0]!, other],
    });
    expect(fix[0]).toMatchObject({ kind: 'set', name: 'issuer', confidence: 'likely' });
    expect(fix.some((one) => one.kind === 'command' && one.command.includes(' create '))).toBe(true);
  });
});

describe('a value in Azure that is another one of those given here', () => {
  test.each<[string, ClaimName, string | null, string | null]>([
    ['the client id in Azure', 'subject', acme.azureClientId, 'the value of AZURE_CLIENT_ID'],
    ['in capitals', 'subject', acme.azureClientId?.toUpperCase() ?? null, 'the value of AZURE_CLIENT_ID'],
    ['the tenant', 'audience', acme.tenant, 'the value of AZURE_TENANT_ID'],
    ['the client id in Auth0', 'audience', acme.oidcClientId, 'the value of OIDC_CLIENT_ID'],
    ['issuer and subject exchanged', 'subject', acme.issuer, 'the issuer of the token'],
    ['and the other way round', 'issuer', acme.subject, 'the subject of the token'],
    ['the domain', 'subject', acme.domain, 'the value of OIDC_ENDPOINT'],
    ['its own value without its ending', 'subject', acme.oidcClientId, null],
    ['its own value without a slash', 'issuer', 'https://acme-dev.eu.auth0.com', null],
    ['something else', 'subject', 'Zz9TLb3xWq7VnR0eYk2JcG5mUf8HsDoP@clients', null],
  ])('is said to be it: %s', (_, field, azure, home) => {
    const words = explain(mismatch(field, acme[field] ?? '', azure ?? '', 'az'), acme);
    for (const why of [words.why, words.whyBeside ?? ''])
      if (home) expect(why).toContain(`What Azure has there is ${home}.`);
      else expect(why).not.toContain('What Azure has there is');
  });

  test('is nobody’s credential, so it is certain that it changes', () => {
    const words = explain(mismatch('subject', acme.subject ?? '', acme.azureClientId ?? '', 'az'), acme);
    expect(words.fix[0]).toMatchObject({ kind: 'set', confidence: 'certain' });
    expect(words.why).not.toContain('another application');
  });
});

test('beside both values the words repeat none of them, and say what is compared', () => {
  const { whyBeside } = explain(finding('trust/issuer-slash', examples['trust/issuer-slash']), acme);
  expect(whyBeside).not.toContain('https://');
  expect(whyBeside).toMatch(
    /^A token says who issued it: its issuer\. Azure accepts it only if the federated credential "auth0-prod", its record of whom to trust, has exactly the same issuer\./,
  );
  expect(explain(finding('trust/issuer-slash', { ...examples['trust/issuer-slash'], azure: null }), unknown).whyBeside).toBeUndefined();
});

test('a token that names no key for want of RS256 is mended with its algorithm', () => {
  const header = { alg: 'HS256', typ: 'JWT' };
  const token = { header, claims: {}, issuer: null, subject: null, audiences: [], issuedAt: null, notBefore: null, expires: null };
  const words = (known: Known) => explain(finding('token/key-id-missing', {}), known).fix.map(({ kind }) => kind);
  expect(words({ ...acme, token })).toEqual(['do']);
  expect(words({ ...acme, token: { ...token, header: { alg: 'RS256' } } })).toContain('command');
  expect(words(acme)).toContain('command');
});
