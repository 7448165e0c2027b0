import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { pipeline } from '../src/checks/pipeline.js';
import type { Code } from '../src/findings/finding.js';
import { finding, severityOf } from '../src/findings/finding.js';
import { faults } from '../src/sandbox/faults.js';
import { contradiction } from '../src/sandbox/start.js';
import { misleading } from './judgement/misleading.js';
import type { Ground, Judged } from './judgement/situation.js';
import { checkOf, openGround } from './judgement/situation.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

const codes = Object.keys(faults) as Code[];
/** A fault as it looks when only Entra ID's answer tells of the credential: where that is less than both sides tell. */
const unknown: Partial<Record<Code, Code>> = {
  'trust/issuer-slash': 'trust/issuer-mismatch',
  'trust/subject-suffix': 'trust/subject-mismatch',
  'trust/hidden-character': 'trust/subject-mismatch',
  'trust/credential-stale': 'trust/subject-mismatch',
};

/** What the first table of docs/codes.md says of a code: the status of its check, and the exit code. */
function expectedOf(code: Code): { status: string; exit: number } {
  if (code === 'settings/retired-api-version') return { status: 'fail', exit: 2 }; // planted as one that no longer answers
  if (code.startsWith('settings/') && code !== 'settings/normalised' && code !== 'settings/secret-exposed')
    return { status: 'fail', exit: 2 };
  // The evidence does not matter here: the table goes by code alone.
  const severity = severityOf(finding(code, {} as never));
  if (severity === 'warning') return { status: 'warn', exit: 0 };
  return severity === 'unknown' ? { status: 'unknown', exit: 3 } : { status: 'fail', exit: 1 };
}

describe('every fault is the first diagnosis, with its status and exit code', () => {
  test.each(codes)('%s', async (code) => {
    const judged = await ground.judge({ faults: [code] });
    const { status, exit } = expectedOf(code);
    expect(judged.codes[0]).toBe(code);
    expect(judged.report.checks.find((check) => check.codes.includes(code))?.status).toBe(status);
    expect([judged.exit, judged.report.exitCode, judged.report.ok]).toEqual([exit, exit, exit === 0]);
  });
});

describe('with the credential unknown a fault is named as precisely as the evidence allows', () => {
  test.each(codes)('%s', async (code) => {
    const judged = await ground.judge({ faults: [code], credential: 'unknown' });
    const seen = unknown[code] ?? code;
    expect(judged.codes[0]).toBe(seen);
    expect(judged.exit).toBe(expectedOf(seen).exit);
  });
});

const severities = ({ report }: Judged): string[] => report.diagnoses.map(({ code, severity }) => `${code} ${severity}`);

describe('worlds in which the first suspicion is wrong', () => {
  test.each(misleading)('%s', async (_, situation, codes, exit) => {
    const judged = await ground.judge(situation);
    expect(severities(judged)).toEqual(codes);
    expect(judged.exit).toBe(exit);
  });
});

describe('issuer, subject and audience wrong at once', () => {
  const three = ['trust/issuer-slash', 'trust/subject-suffix', 'trust/audience-mismatch'] as const;

  test('with both sides known, all are named at once', async () => {
    expect((await ground.judge({ faults: three })).codes).toEqual(three);
  });

  test('with one side known, one by one, as Entra ID reveals them', async () => {
    const left: Code[] = [...three];
    const revealed: (string | undefined)[] = [];
    for (const mended of ['trust/issuer-slash', 'trust/audience-mismatch', 'trust/subject-suffix'] as const) {
      revealed.push((await ground.judge({ faults: left, credential: 'unknown' })).codes.join(' '));
      left.splice(left.indexOf(mended), 1);
    }
    expect(revealed).toEqual(['trust/issuer-mismatch', 'trust/audience-mismatch', 'trust/subject-mismatch']);
    expect((await ground.judge({ faults: left, credential: 'unknown' })).codes).toEqual([]);
  });
});

/** Two faults of every check, without those that only warn, in the order of the chain: enough for every pair of places. */
async function placed(): Promise<[Code, number][]> {
  const order = pipeline.map(({ id }) => id);
  const places = new Map<number, Code[]>();
  for (const code of codes.filter((one) => !isSlow(one) && expectedOf(one).status !== 'warn')) {
    const check = checkOf(await ground.judge({ faults: [code] }), code);
    const place = check ? order.indexOf(check) : -1;
    places.set(place, [...(places.get(place) ?? []), code]);
  }
  return [...places].flatMap(([place, ofPlace]) => ofPlace.slice(0, 2).map((code): [Code, number] => [code, place]));
}

const isSlow = (code: Code): boolean => code === 'network/timeout';

describe('two faults at once', () => {
  test('the first in the order of the chain is the root; the second is reported, or its line says what it waits for', async () => {
    const all = await placed();
    const wrong: string[] = [];
    for (const [one, onePlace] of all) {
      for (const [other, otherPlace] of all.filter(([, place]) => place > onePlace)) {
        if (contradiction([one, other]) || contradiction([other, one]) || touchTheSame(one, other)) continue;
        const judged = await ground.judge({ faults: [one, other] });
        const second = judged.report.checks.find(({ id }) => id === pipeline[otherPlace]?.id);
        const isTold = judged.codes.includes(other) || second?.status === 'notRun' || second?.status === 'follows';
        if (judged.codes[0] !== one || !isTold)
          wrong.push(`${one} and ${other}: ${judged.codes.join(' ')}; ${second?.id} ${second?.status}`);
      }
    }
    expect(wrong).toEqual([]);
  });
});

/** The later of two faults undoes the earlier one: both change the same setting, or one removes what the other changes. */
function touchTheSame(one: Code, other: Code): boolean {
  const [first, second] = [one, other].map((code) => Object.keys(ground.editsOf(code)));
  return (first ?? []).some((name) => second?.includes(name));
}
