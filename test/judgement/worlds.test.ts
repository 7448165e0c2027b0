import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Code } from '../../src/findings/finding.js';
import { finding } from '../../src/findings/finding.js';
import { severityOf } from '../../src/findings/severity.js';
import { faults } from '../../src/sandbox/faults.js';
import type { FederatedCredential, World } from '../../src/sandbox/world.js';
import { expectNone, forbidden } from '../support/forbidden.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';
import { healthy } from './healthy.js';
import { misleading } from './misleading.js';
import type { Ground, Judged } from './situation.js';
import { openGround } from './situation.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

const all = Object.keys(faults) as Code[];
/** A fault as it looks when only Entra ID's answer tells of the credential: where that is less than both sides tell. */
const unknown: Partial<Record<Code, Code>> = {
  'trust/issuer-slash': 'trust/issuer-mismatch',
  'trust/subject-suffix': 'trust/subject-mismatch',
  'trust/hidden-character': 'trust/subject-mismatch',
  'trust/credential-stale': 'trust/subject-mismatch',
  'trust/propagating': 'trust/no-match',
  // Without the credential nothing tells that the client id is a managed identity's.
  'trust/identity-missing': 'entra/principal-missing',
};

/** These lie in a file that is made when a place starts, so each has a place of its own. */
const atStart: ReadonlySet<Code> = new Set<Code>(['settings/file-unreadable', 'settings/secret-exposed']);
const planted = all.filter((code) => !atStart.has(code));

/** What the first table of docs/codes.md says of a code: the status of its check, and the exit code. */
function expectedOf(code: Code): { status: string; exit: number } {
  if (code === 'settings/retired-api-version') return { status: 'fail', exit: 2 }; // planted as one that no longer answers
  if (code.startsWith('settings/') && code !== 'settings/normalised' && code !== 'settings/secret-exposed')
    return { status: 'fail', exit: 2 };
  // The evidence does not matter here: the table goes by code alone.
  const severity = severityOf(finding(code, {}));
  if (severity === 'warning') return { status: 'warn', exit: 0 };
  return severity === 'unknown' ? { status: 'unknown', exit: 3 } : { status: 'fail', exit: 1 };
}

describe('every fault is the first diagnosis, with its status and exit code', () => {
  test.each(planted)('%s', async (code) => {
    expectFault(code, await ground.judge({ faults: [code] }));
  });

  // One of each group as a person plants it, in a place of its own: there the fault stands before the settings are read.
  test.each([...atStart, ...new Map(planted.map((code) => [code.slice(0, code.indexOf('/')), code])).values()])(
    '--fault %s',
    async (code) => {
      const { stdout, stderr, code: exit, place } = await inside(['check', '--sandbox', '--fault', code, '--json']);
      if (!place) throw new Error('no place was made, so nothing is known that must not be printed');
      expectNone(forbidden(place), stdout + stderr);
      const report = jsonOf(stdout);
      expectFault(code, { report, exit, codes: report.diagnoses.map((one) => one.code) });
    },
  );
});

function expectFault(code: Code, { report, exit, codes }: Omit<Judged, 'place'>): void {
  const expected = expectedOf(code);
  expect(codes[0]).toBe(code);
  expect(report.checks.find(({ codes: found }) => found.includes(code))?.status).toBe(expected.status);
  expect([exit, report.exitCode, report.ok]).toEqual([expected.exit, expected.exit, expected.exit === 0]);
}

describe('with the credential unknown a fault is named as precisely as the evidence allows', () => {
  test.each(planted)('%s', async (code) => {
    const judged = await ground.judge({ faults: [code], credential: 'unknown' });
    const seen = unknown[code] ?? code;
    expect(judged.codes[0]).toBe(seen);
    expect(judged.exit).toBe(expectedOf(seen).exit);
  });
});

const severities = ({ report }: Judged): string[] => report.diagnoses.map(({ code, severity }) => `${code} ${severity}`);

describe('what is right in a less usual way raises no alarm', () => {
  test.each(healthy)('%s', async (_, situation) => {
    const { codes, exit, report } = await ground.judge(situation);
    expect([exit, codes, report.completion?.text === '']).toEqual([0, [], false]);
  });
});

describe('worlds in which the first suspicion is wrong', () => {
  test.each(misleading)('%s', async (_, situation, expected, exit) => {
    const judged = await ground.judge(situation);
    expect(severities(judged)).toEqual(expected);
    expect(judged.exit).toBe(exit);
    // A difference that is a warning is one of a copy: what Azure holds nobody knows there.
    for (const { severity, code, why } of judged.report.diagnoses)
      if (severity === 'warning' && code.startsWith('trust/')) expect(why).not.toMatch(/in Azure says|copied/);
  });
});

describe('with what az listed just now, a fault of the credential is named to the character', () => {
  test.each(planted.filter((code) => code.startsWith('trust/')))('%s', async (code) => {
    const credentials = (world: World): readonly FederatedCredential[] => world.entra.tenants[0]?.identities[0]?.credentials ?? [];
    const { codes, exit, report } = await ground.judge({ faults: [code], credential: credentials });
    // Both sides are known here, so an answer that names no value is no riddle.
    expect([codes[0], exit]).toEqual([code === 'trust/no-match' ? 'trust/subject-mismatch' : code, 1]);
    const { evidence } = report.diagnoses[0] ?? {};
    if (evidence && 'diff' in evidence)
      expect([evidence['azureSource'], evidence['diff']]).toEqual([
        'pasted',
        expect.arrayContaining([expect.objectContaining({ position: expect.any(Number) as number })]),
      ]);
  });
});
