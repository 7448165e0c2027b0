import { beforeAll, describe, expect, test } from 'vitest';

import { startProxy } from '../chain/connect-proxy.js';
import type { Bench, Document } from '../foreign/connection.js';
import { check, connect, openBench } from '../foreign/connection.js';
import type { Asked, Reply } from '../foreign/serve.js';
import { answering, contradicting, down, habits, probes, refusals, wrongBodies } from './servers.js';

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

  test.concurrent.each(probes)('%s while everything else works: a warning', async (_, party, path, code, reply) => {
    // Entra ID reads the same documents from elsewhere, where nothing stands in its way.
    const isOurs = ({ headers }: Asked): boolean => headers['accept-encoding'] !== undefined;
    const instead = (asked: Asked): Reply | null | undefined => (path.test(asked.path) && isOurs(asked) ? reply : undefined);
    const { code: exit, report } = await check(await connect(bench, { [party]: { instead } }));
    expect([exit, report.diagnoses.map((one: Document) => `${one.code} ${one.severity}`)]).toEqual([0, [`${code} warning`]]);
  });

  test.concurrent.each(['403 Forbidden', '407 Proxy Authentication Required', '502 Bad Gateway'])(
    'a proxy that answers %s',
    async (line) => {
      const [connection, proxy] = await Promise.all([connect(bench), startProxy(() => line)]);
      const { code: exit, report } = await check(connection, [], { HTTPS_PROXY: proxy.url });
      proxy.close();
      expect([exit, report.diagnoses[0].code]).toEqual([3, 'network/proxy']);
    },
  );
});
