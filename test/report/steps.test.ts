import { describe, expect, test } from 'vitest';

import { explain } from '../../src/findings/explain.js';
import type { Fix, Known } from '../../src/findings/explanation.js';
import type { Finding, Mismatch } from '../../src/findings/finding.js';
import { run, set, toDo } from '../../src/findings/fix.js';
import { mismatch } from '../../src/findings/recognise/trust.js';
import { causeLines } from '../../src/report/cause-text.js';
import { paintNothing } from '../../src/report/marks.js';
import type { Diagnosis } from '../../src/report/report.js';
import { headingsOf } from '../../src/report/steps.js';
import { acme, entraRefusal } from '../findings/words-samples.js';

const known: Known = { ...acme, identityGroup: 'rg-ai' };
const unknownKind: Known = { ...acme, identity: null, identityName: null, credentialName: null };

function linesOf(found: Finding, around: Known): string[] {
  const diagnosis: Diagnosis = {
    code: found.code,
    severity: 'error',
    evidence: found.evidence,
    upstream: entraRefusal,
    ...explain({ ...found, refusal: entraRefusal }, around),
  };
  return causeLines([diagnosis], paintNothing).join('\n').trimEnd().split('\n');
}

/** What the party said, and where to read more, are no part of what has to be read. */
function ownLines(found: Finding, around: Known): string[] {
  return linesOf(found, around).filter((line) => !/^ {2}(?:see https:|Entra ID said:|20\d\d-)/.test(line));
}

/** What may be somebody else's credential can be left to them, or used: two more ways. One more beside another application's has all three values. */
const more: Partial<Record<Finding['code'], number>> = { 'trust/issuer-mismatch': 3, 'trust/subject-mismatch': 10 };

const mismatches: [string, Finding][] = [
  ['issuer without its slash', mismatch('issuer', acme.issuer!, 'https://acme-dev.eu.auth0.com', 'settings')],
  ['another issuer', mismatch('issuer', acme.issuer!, 'https://login.acme.example/', 'settings')],
  ['subject without its ending', mismatch('subject', acme.subject!, acme.oidcClientId!, 'settings')],
  ['case', mismatch('subject', acme.subject!, acme.subject!.replace('ja@', 'Ja@'), 'settings')],
  ['another subject', mismatch('subject', acme.subject!, 'Zz9TLb3xWq7VnR0eYk2JcG5mUf8HsDoP@clients', 'settings')],
  ['hidden character', mismatch('subject', acme.subject!, `${acme.subject}\u200b`, 'settings')],
  ['audience', mismatch('audience', acme.audience!, 'https://api.acme.example', 'settings')],
];

test('steps are numbered where there are several, and ways have no number', () => {
  const fixes: Fix[] = [
    { ...set('azure', 'certain', 'issuer', 'x'), step: 'Change it' },
    { ...run('azure', 'maybe', 'az one'), step: 'Change it', title: 'or so' },
    { ...run('azure', 'maybe', 'az two'), step: 'Change it', title: 'or so' },
    { ...run('local', 'likely', 'keyless check'), step: 'Look' },
  ];
  expect(headingsOf(fixes)).toMatchObject([
    { step: '1. Change it (how sure: certain)', lead: '' },
    { step: '', lead: 'or so (how sure: maybe)' },
    { step: '', lead: '' },
    { step: '2. Look (how sure: likely)', lead: '' },
  ]);
  expect(headingsOf(fixes.slice(0, 1))[0]?.step).toBe('Change it (how sure: certain)');
});

test('what is no part of a step says where and how sure', () => {
  const fixes = [set('local', 'likely', 'OIDC_AUDIENCE', 'x'), toDo('auth0', 'certain', 'Look.')];
  expect(headingsOf(fixes)).toMatchObject([
    { step: '', lead: 'set OIDC_AUDIENCE to this value (on your side; how sure: likely)' },
    { step: '', lead: 'Look. (In Auth0; how sure: certain.)' },
  ]);
});

describe.each(mismatches)('%s', (_, found) => {
  const { token } = found.evidence as Mismatch;

  test('is short enough to be read, also while nobody knows what the client id belongs to', () => {
    expect(ownLines(found, known).length).toBeLessThanOrEqual(35 + (more[found.code] ?? 0));
    expect(ownLines(found, unknownKind).length).toBeLessThanOrEqual(45 + (more[found.code] ?? 0));
  });

  test('has what is copied in the first column, whole, and prose that ends before column 79', () => {
    for (const around of [known, unknownKind]) {
      const lines = ownLines(found, around);
      expect(lines).toContain(token);
      const begin = lines.indexOf('Could you change one value in Entra ID, please?');
      const prose = lines.filter(
        (line, at) => line.startsWith(' ') && (at < begin || at > begin + 8) && !/^ {2}(Entra ID said|20\d\d)/.test(line),
      );
      expect(Math.max(...prose.map((line) => line.length))).toBeLessThanOrEqual(78);
      for (const command of lines.filter((line) => line.includes('federated-credential update'))) expect(command).toMatch(/^az /);
    }
  });

  test('shows both values once above each other, and says at the caret what is different', () => {
    const lines = linesOf(found, known);
    const at = lines.findIndex((line) => line.startsWith('  azure  '));
    expect(lines[at - 1]).toBe(`  token  ${token}`);
    expect(lines[at + 1]).toContain('^');
    expect(`${lines[at + 1]} ${lines[at + 2]}`).toMatch(/\^? *[a-zA-Z]/);
  });
});
