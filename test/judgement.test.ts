import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { pipeline } from '../src/checks/pipeline.js';
import type { Code } from '../src/findings/finding.js';
import { finding, severityOf } from '../src/findings/finding.js';
import { faults } from '../src/sandbox/faults.js';
import { contradiction } from '../src/sandbox/start.js';
import { fields } from '../src/settings/fields.js';
import type { Bench, Connection, Document } from './foreign/connection.js';
import { check, connect, openBench } from './foreign/connection.js';
import { misleading } from './judgement/misleading.js';
import { exchanged, files, samples } from './judgement/wrong-input.js';
import { inside } from './support/inside.js';
import { jsonOf } from './support/schema.js';
import { answering, contradicting, down, habits, refusals, wrongBodies } from './judgement/servers.js';
import type { Ground, Judged } from './judgement/situation.js';
import { checkOf, openGround } from './judgement/situation.js';
import { noise, spellings } from './judgement/written.js';

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
      const { stdout, code: exit } = await inside(['check', '--sandbox', '--fault', code, '--json']);
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

const required = fields.filter((field) => field.required === 'always').map(({ name }) => name);

const severities = ({ report }: Judged): string[] => report.diagnoses.map(({ code, severity }) => `${code} ${severity}`);

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
  for (const code of planted.filter((one) => !isSlow(one) && expectedOf(one).status !== 'warn')) {
    const id = checkOf(await ground.judge({ faults: [code] }), code);
    const place = id ? order.indexOf(id) : -1;
    places.set(place, [...(places.get(place) ?? []), code]);
  }
  return [...places].flatMap(([place, ofPlace]) => ofPlace.slice(0, 2).map((code): [Code, number] => [code, place]));
}

/**
 * Worlds that undo each other: a gateway that signs in for the client hides the client's own secret, and brings the very subject that
 * the credential of `trust/no-match` names; and that fault is one in which nobody knows what Azure holds.
 */
function undoes(one: Code, other: Code): boolean {
  const pair = new Set([one, other]);
  if (pair.has('token/claim-mismatch')) return pair.has('auth0/client-refused') || pair.has('trust/no-match');
  return pair.has('trust/no-match') && one.startsWith('trust/') && other.startsWith('trust/');
}

const isSlow = (code: Code): boolean => code === 'network/timeout';

describe('two faults at once', () => {
  test('the first in the order of the chain is the root; the second is reported, or its line says what it waits for', async () => {
    const chosen = await placed();
    const wrong: string[] = [];
    for (const [one, onePlace] of chosen) {
      for (const [other, otherPlace] of chosen.filter(([, place]) => place > onePlace)) {
        if (contradiction([one, other]) || undoes(one, other)) continue;
        const judged = await ground.judge({ faults: [one, other] });
        const second = judged.report.checks.find(({ id }) => id === pipeline[otherPlace]?.id);
        const isTold = judged.codes.includes(other) || (second !== undefined && second.status !== 'pass');
        if (judged.codes[0] !== one || !isTold)
          wrong.push(`${one} and ${other}: ${judged.codes.join(' ')}; ${second?.id} ${second?.status}`);
      }
    }
    expect(wrong).toEqual([]);
  }, 120_000);
});

describe('wrong input gets its code and a sentence, never a stack', () => {
  test.each(files)('an env file that is %s: %s', async (_, problem, make) => {
    const path = join(await ground.folder(), '.env');
    await make(path);
    const { code, stdout, stderr } = await inside(['check', '--json', '--env-file', path]);
    const report = jsonOf(stdout);
    expect([code, report.diagnoses[0]?.code, report.diagnoses[0]?.evidence['problem']]).toEqual([2, 'settings/file-unreadable', problem]);
    expect(stdout + stderr).not.toMatch(/ {4}at |Error:/);
  });

  test.each(exchanged)('%s with the value of %s', async (name, other) => {
    const { codes, exit, report } = await ground.judge({ settings: { [name]: ground.valueOf(other) } });
    expect([exit, codes[0]]).toEqual([2, expect.stringMatching(/^settings\/(?:swapped|malformed)$/)]);
    expect(report.checks.filter(({ id, status }) => !id.startsWith('settings.') && status !== 'notRun')).toEqual([]);
  });

  test.each(required.flatMap((name) => samples.map((value) => [name, value] as const)))('%s is %s', async (name, value) => {
    const { codes, exit } = await ground.judge({ settings: { [name]: value } });
    expect([exit, codes[0]]).toEqual([2, expect.stringMatching(/^settings\/(?:placeholder|malformed|missing)$/)]);
  });
});

describe('servers this project did not write', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    return () => bench.close();
  });

  test.concurrent.each(refusals)('%s is named', async (_, { changes, settings, code, party, status, said = /^/ }) => {
    const connection = await connect(bench, changes);
    const { code: exit, report } = await check(connection, [], settings);
    expect([exit, report.ok, report.exitCode, report.error]).toEqual([1, false, 1, null]);
    expect(report.diagnoses[0]).toMatchObject({ code, severity: 'error', upstream: { party, status, network: null } });
    expect(`${report.diagnoses[0].upstream.code} ${report.diagnoses[0].upstream.said}`).toMatch(said);
    expect(report.diagnoses.filter(({ severity }: Document) => severity === 'error')).toHaveLength(1);
    expect(connection.auth0.count('POST', /./)).toBeLessThanOrEqual(1);
  });

  test.concurrent.each(down)('%s from %s, to %s: could not find out', async (_, party, where, { reply, said, code }) => {
    const { code: exit, report } = await check(await connect(bench, answering(party, where, reply)));
    expect(report.diagnoses[0]).toMatchObject({ code, severity: 'unknown', upstream: { status: reply.status } });
    expect(report.diagnoses[0].upstream.said).toMatch(said);
    expect([exit, report.ok, report.error]).toEqual([3, false, null]);
  });

  test.concurrent.each(wrongBodies)('%s from %s, to %s: that party failed', async (_, party, where, { reply, prefix }) => {
    const { code, report } = await check(await connect(bench, answering(party, where, reply)));
    expect([report.ok, report.error, [1, 3].includes(code ?? 0)]).toEqual([false, null, true]);
    expect(report.diagnoses[0].code.split('/')[0]).toBe(prefix);
    expect(report.diagnoses[0].upstream).toMatchObject({ party: prefix, status: reply.status });
  });

  test.concurrent.each(contradicting)('%s from %s, although all before was right: the words say both', async (_, party, reply, says) => {
    const { report } = await check(await connect(bench, answering(party, 'what is metered', reply)));
    expect(report.diagnoses[0].why).toMatch(says);
    expect(report.diagnoses.filter(({ severity }: Document) => severity !== 'warning')).toHaveLength(1);
  });

  test.concurrent.each(habits)('%s: all well', async (_, changes) => {
    const connection = await connect(bench, changes);
    const { code, report } = await check(connection);
    expect(report.diagnoses).toEqual([]);
    expect(report.checks.filter(({ status }: Document) => status !== 'pass')).toEqual([]);
    expect([code, report.ok, report.completion.text]).toEqual([0, true, connection.state.azureOpenAi.answer.join('')]);
    expect([connection.auth0, connection.entra, connection.azureOpenAi].map((one) => one.count('POST', /./))).toEqual([1, 1, 1]);
  });

  test.concurrent.each(spellings)('settings written %s: all well', async (_, write) => {
    const connection = await connect(bench);
    const file = join(await mkdtemp(join(bench.folder, 'env-')), '.env');
    await writeFile(file, write(Object.entries(connection.settings)));
    const { code, report } = await check(connection, ['--env-file', file], nothing(connection));
    expect([code, report.diagnoses]).toEqual([0, []]);
    expect(report.settings.find(({ name }: Document) => name === 'OIDC_ENDPOINT').source).toBe(file);
  });

  test.concurrent.each(noise)('%s in %s is taken off, and said', async (_, setting, write) => {
    const connection = await connect(bench);
    const { code, report } = await check(connection, [], { [setting]: write(connection.settings[setting] ?? '') });
    expect([code, report.diagnoses.map((one: Document) => one.code)]).toEqual([0, ['settings/normalised']]);
    expect(report.diagnoses[0].evidence.field).toBe(setting);
  });
});

/** Takes every setting out of the environment, so that only the file is left. */
function nothing({ settings }: Connection): Record<string, null> {
  return Object.fromEntries(Object.keys(settings).map((name) => [name, null]));
}
