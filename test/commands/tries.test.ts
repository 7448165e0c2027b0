import { expect, test } from 'vitest';

import type { Waiting } from '../../src/commands/tries.js';
import { tryAgain } from '../../src/commands/tries.js';
import type { Code } from '../../src/findings/finding.js';
import type { CheckDiagnosis, Report } from '../../src/report/report.js';
import { reportOf, slashMissing } from '../ui/fake-desk.js';

const unseen: CheckDiagnosis['evidence'] = {
  field: 'issuer',
  token: 'https://acme.eu.auth0.com/',
  azure: null,
  azureSource: null,
  diff: [],
};

function refused(code: Code, retryAfterSeconds: number | null = null): Report {
  const upstream = { party: 'entra', status: 401, code: 'AADSTS1', said: '', asked: '', correlationId: null, traceId: null } as const;
  const answer = { ...upstream, timestamp: null, network: null, retryAfterSeconds };
  return reportOf({ ok: false, exitCode: 1, diagnoses: [{ ...slashMissing, code, evidence: unseen, upstream: answer }] });
}

/** Waits over these reports, the last of which comes again and again; `seconds` are the pauses that were made. */
async function waited(reports: Report[], limit = 600): Promise<{ seconds: number[]; standings: string[]; forgotten: number }> {
  const [seconds, standings]: [number[], string[]] = [[], []];
  let forgotten = 0;
  const place = { session: { forgetEntra: () => (forgotten += 1) } } as unknown as Waiting['place'];
  const tries = tryAgain({
    place,
    io: {} as Waiting['io'],
    limit,
    signal: new AbortController().signal,
    reread: async () => ({ place, copy: null }),
    run: async () => (reports.length > 1 ? (reports.shift() as Report) : (reports[0] as Report)),
    rest: async (pause) => void seconds.push(pause),
  });
  for await (const { standing } of tries) standings.push(standing);
  return { seconds, standings, forgotten };
}

test('the pauses grow to 15 seconds, and the credential is a new one each time', async () => {
  const faults = Array.from({ length: 6 }, () => refused('trust/propagating'));
  const { seconds, standings, forgotten } = await waited([...faults, reportOf()]);
  expect(seconds).toEqual([2, 5, 10, 15, 15, 15]);
  expect(standings).toEqual([...Array.from({ length: 6 }, () => 'identical'), 'green']);
  expect(forgotten).toBe(7);
});

test('a party that names a time gets it', async () => {
  const { seconds } = await waited([refused('entra/throttled', 30), refused('entra/throttled', 1), reportOf()]);
  expect(seconds).toEqual([30, 5]);
});

test('no pause goes past the limit, and one that was asked for past it is not made', async () => {
  const { seconds } = await waited([refused('trust/no-match'), reportOf()], 1.5);
  expect(seconds).toHaveLength(1);
  expect(seconds[0]).toBeLessThanOrEqual(1.5);
  expect(seconds[0]).toBeGreaterThan(1);
  expect(await waited([refused('entra/throttled', 30)], 20)).toMatchObject({ seconds: [], standings: ['late'] });
});

test('one answer that does not come ends nothing, unless it is the first', async () => {
  const lost = refused('network/timeout');
  expect((await waited([refused('trust/no-match'), lost, reportOf()])).standings).toEqual(['unseen', 'lost', 'green']);
  expect((await waited([lost])).standings).toEqual(['other']);
});

test('a warning is nothing to wait for, also where warnings count', async () => {
  const warned = { ...slashMissing, severity: 'warning' as const };
  expect((await waited([reportOf({ ok: false, exitCode: 1, diagnoses: [warned] })])).standings).toEqual(['green']);
});
