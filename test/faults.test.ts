import { describe, expect, test } from 'vitest';

import { finding, severityOf } from '../src/findings/finding.js';
import type { Code } from '../src/findings/finding.js';
import { faults } from '../src/sandbox/faults.js';
import { inside } from './support/inside.js';
import { jsonOf } from './support/schema.js';

const codes = Object.keys(faults) as Code[];

/** What the first table of the contract says of a code: the status its check has, and the exit code. */
function expectedOf(code: Code): { status: string; exitCode: number } {
  if (code === 'settings/retired-api-version') return { status: 'fail', exitCode: 2 }; // planted as one that no longer answers
  if (code.startsWith('settings/') && severityOf(finding(code, {})) === 'error') return { status: 'fail', exitCode: 2 };
  // The evidence does not matter here: the table goes by code alone.
  const severity = severityOf(finding(code, {}));
  if (severity === 'warning') return { status: 'warn', exitCode: 0 };
  return severity === 'unknown' ? { status: 'unknown', exitCode: 3 } : { status: 'fail', exitCode: 1 };
}

describe('a planted fault is found, is the first diagnosis, and ends in its exit code', () => {
  test.each(codes)('%s', async (code) => {
    const { stdout, code: exit } = await inside(['check', '--sandbox', '--fault', code, '--json'], {
      limits: { connectMs: 2000, answerMs: 1500, completionMs: 1500 },
    });
    const report = jsonOf(stdout);
    const { status, exitCode } = expectedOf(code);
    expect(report.diagnoses.map((one: { code: string }) => one.code)[0]).toBe(code);
    expect(report.checks.find(({ codes: found }) => found.includes(code))?.status).toBe(status);
    expect([exit, report.exitCode]).toEqual([exitCode, exitCode]);
    expect(report.ok).toBe(exitCode === 0);
  });

  test('every group has at least one', () => {
    const groups = new Set(codes.map((code) => code.slice(0, code.indexOf('/'))));
    expect([...groups].toSorted()).toEqual(['auth0', 'azure-openai', 'entra', 'network', 'settings', 'token', 'trust']);
  });
});

describe('where nothing is known of Azure’s side, Entra ID’s answer says as much as it can', () => {
  const unseen: [Code, Code][] = [
    ['trust/no-match', 'trust/no-match'],
    ['trust/issuer-slash', 'trust/issuer-mismatch'],
    ['trust/issuer-mismatch', 'trust/issuer-mismatch'],
    ['trust/subject-suffix', 'trust/subject-mismatch'],
    ['trust/subject-case', 'trust/subject-case'],
    ['trust/subject-mismatch', 'trust/subject-mismatch'],
    ['trust/audience-mismatch', 'trust/audience-mismatch'],
    ['trust/hidden-character', 'trust/subject-mismatch'],
    ['trust/credential-missing', 'trust/credential-missing'],
    ['trust/credential-stale', 'trust/subject-mismatch'],
    ['trust/propagating', 'trust/no-match'],
    ['trust/issuer-blocked', 'trust/issuer-blocked'],
    // Without the credential nothing tells that the client id is a managed identity's.
    ['trust/identity-missing', 'entra/principal-missing'],
  ];
  test.each(unseen)('%s is %s', async (planted, expected) => {
    const { stdout, code } = await inside(['check', '--sandbox', '--fault', planted, '--json'], {
      onPlace: ({ world }) => {
        world.handsOverCredentials = false;
        Object.assign(world.settingsEdits, { AZURE_FEDERATED_ISSUER: '', AZURE_FEDERATED_SUBJECT: '', AZURE_FEDERATED_AUDIENCE: '' });
      },
    });
    const report = jsonOf(stdout);
    expect([code, report.diagnoses.map((one) => one.code)]).toEqual([1, [expected]]);
    expect(report.checks.find(({ id }) => id === 'entra.exchange')).toMatchObject({ status: 'fail', codes: [expected] });
  });

  test('the list has every fault of the group', () => {
    expect(unseen.map(([planted]) => planted).toSorted()).toEqual(codes.filter((code) => code.startsWith('trust/')).toSorted());
  });
});
