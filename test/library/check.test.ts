import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import { ClientAssertionCredential } from '@azure/identity';
import { expect, test } from 'vitest';

import { check, difference, explain, keylessCredential } from '../../src/index.js';
import type { Happening, ReportDocument } from '../../src/index.js';
import { root } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';
import { openPlace, rejection, scope } from './place.js';

async function listen(run: AsyncIterable<Happening>): Promise<Happening[]> {
  const heard: Happening[] = [];
  for await (const happening of run) heard.push(happening);
  return heard;
}

function reportIn(heard: readonly Happening[]): ReportDocument {
  const last = heard.at(-1);
  if (last?.type !== 'report') throw new TypeError(`the last event is ${last?.type}`);
  return last.report;
}

/** What does not differ from run to run. */
const lasting = (report: ReportDocument): unknown => ({
  ...report,
  tool: null,
  startedAt: null,
  durationMs: null,
  settings: null,
  next: null,
  checks: report.checks.map((line) => ({
    ...line,
    durationMs: null,
    title: line.title.replace(/\d+ (?:ms|s|m|h)(?: \d+ [ms])?\b/g, 'TIME'),
  })),
  diagnoses: report.diagnoses.map((one) => ({ ...one, upstream: null, fix: one.fix.length })),
  completion: report.completion?.text,
});

test('a healthy connection: every check as it happens, the answer, and the report of check --json', async () => {
  const { connection, options, sandbox } = await openPlace();
  const heard = await listen(check(connection, options));
  const report = reportIn(heard);
  jsonOf(JSON.stringify(report));
  expect([report.ok, report.exitCode, report.tool.name]).toEqual([true, 0, 'keyless']);
  expect(report.settings.find(({ name }) => name === 'OIDC_CLIENT_SECRET')).toEqual({
    name: 'OIDC_CLIENT_SECRET',
    set: true,
    secret: true,
    source: 'code',
  });
  const ids = (type: 'started' | 'finished'): string[] =>
    heard.flatMap((one) => (one.type === type ? ('check' in one ? one.check.id : one.id) : [])).toSorted();
  expect(ids('finished')).toEqual(report.checks.map(({ id }) => id).toSorted());
  expect(heard.flatMap((one) => (one.type === 'said' ? one.text : [])).join('')).toBe(report.completion?.text);
  const printed = await inside(['check', '--sandbox', '--json'], { place: sandbox });
  expect(lasting(report)).toEqual(lasting(JSON.parse(printed.stdout) as ReportDocument));
});

test('a fault: the diagnosis of check --json, and what the generator returns is the report', async () => {
  const { connection, options, sandbox } = await openPlace({ faults: ['trust/issuer-slash'] });
  const run = check(connection, options);
  let step = await run.next();
  while (!step.done) step = await run.next();
  const printed = await inside(['check', '--sandbox', '--json'], { place: sandbox });
  expect(step.value.diagnoses[0]?.code).toBe('trust/issuer-slash');
  expect(lasting(step.value)).toEqual(lasting(JSON.parse(printed.stdout) as ReportDocument));
});

test('what az prints is compared, no completion is asked for, and settings that are missing are in the report', async () => {
  const place = await openPlace({ faults: ['trust/audience-mismatch'] });
  const { federatedCredential: held, ...connection } = place.connection;
  const federatedCredentials = [{ name: 'in-azure', issuer: held?.issuer, subject: held?.subject, audiences: [held?.audience] }];
  const report = reportIn(await listen(check(connection, { ...place.options, federatedCredentials, complete: false })));
  expect(report.diagnoses[0]).toMatchObject({ code: 'trust/audience-mismatch', evidence: { azureSource: 'pasted' } });
  expect(place.sandbox.requests.some(({ path }) => path.includes('completions'))).toBe(false);
  // As a program without types gives what it leaves out.
  const left = { ...place.options, now: null, signal: null, complete: null, strict: null, federatedCredentials: null } as object;
  const nothing = reportIn(await listen(check({}, left)));
  expect([nothing.exitCode, nothing.diagnoses.length]).toEqual([2, 7]);
});

test('a signal ends a check, and so does whoever stops listening; neither leaves a request behind', async () => {
  const { connection, options, sandbox } = await openPlace({ delayMs: 150 });
  const ending = new AbortController();
  const listening = rejection(listen(check(connection, { ...options, signal: ending.signal })));
  await expect.poll(() => sandbox.requests.length).toBeGreaterThan(0);
  ending.abort();
  expect(await listening).toMatchObject({ name: 'AbortError' });
  const completions = (): number => sandbox.requests.filter(({ path }) => path.includes('completions')).length;
  // Entra ID has given the token: nothing but the end is between it and a completion.
  for await (const one of check(connection, options)) if (one.type === 'finished' && one.check.id === 'entra.exchange') break;
  expect(completions()).toBe(0);
  // What another check asks comes behind whatever that one had still begun.
  await listen(check(connection, options));
  expect(completions()).toBe(1);
});

test('an error of the SDK is explained as it was thrown, and so is one of ours, a number and a code', async () => {
  const { connection, options, sandbox } = await openPlace({ faults: ['trust/subject-case'] });
  const ours = await rejection(keylessCredential({ ...connection, federatedCredential: undefined }, options).getToken(scope));
  expect((await explain(ours)).diagnoses[0]).toMatchObject({ code: 'trust/subject-case', upstream: { code: 'AADSTS7002138' } });
  const proxy = new URL(sandbox.proxyUrl);
  const { tenantId, clientId } = connection.azure;
  const theirs = new ClientAssertionCredential(tenantId, clientId, () => Promise.resolve('a.b.c'), {
    proxyOptions: { host: `http://${proxy.hostname}`, port: Number(proxy.port) },
  });
  expect((await explain(await rejection(theirs.getToken(scope)))).diagnoses[0]?.code).toBe('token/malformed');
  expect((await explain('AADSTS700213')).recognised).toBe(true);
  const about = await explain('trust/issuer-slash');
  expect(about.about?.code).toBe('trust/issuer-slash');
  jsonOf(JSON.stringify(about));
  expect(await explain(new Error('out of cheese'))).toMatchObject({ recognised: false, diagnoses: [] });
});

test('a token in a text is read, and no part of it comes back', async () => {
  const { connection, options } = await openPlace();
  const { token } = await keylessCredential(connection, options).getToken(scope);
  const explained = await explain(token);
  expect(explained.token?.aud).toEqual(['https://cognitiveservices.azure.com']);
  expect(JSON.stringify(explained)).not.toContain(token.split('.')[2]);
});

test('importing it asks nobody, reads nothing and loads no SDK', async () => {
  const script = `
    import { registerHooks } from 'node:module';
    const loaded = [];
    registerHooks({ load: (url, context, next) => (loaded.push(url), next(url, context)) });
    const { difference } = await import(${JSON.stringify(`${root}/dist/index.js`)});
    console.log(JSON.stringify({ kind: difference('a/', 'a')[0].kind, loaded }));`;
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  const { kind, loaded } = JSON.parse(stdout) as { kind: string; loaded: string[] };
  expect(kind).toBe(difference('a/', 'a')[0]?.kind);
  expect(loaded.filter((url) => /node:(?:https?|net|tls|child_process)$/.test(url))).toEqual([]);
});
