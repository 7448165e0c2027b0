import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import type { Io } from '../../src/commands/io.js';
import { openPlace } from '../../src/commands/open.js';
import type { Code } from '../../src/findings/finding.js';
import { plant, faults } from '../../src/sandbox/faults.js';
import { mend } from '../../src/sandbox/mend.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { World } from '../../src/sandbox/world.js';
import type { Report } from '../../src/report/report.js';
import type { Desk } from '../../src/ui/desk.js';
import { lessons } from '../../src/ui/start/lessons.js';
import { openDesk } from '../support/open-desk.js';

let place: Sandbox;
let healthy: World;
beforeAll(async () => {
  place = await startSandbox();
  // The table asks more often in a minute than one application may.
  place.world.auth0.rateLimit.perMinute = 1e6;
  for (const deployment of place.world.azure.deployments) deployment.requestsPerMinute = 1e6;
  healthy = structuredClone(place.world);
});
afterAll(() => place.stop());

/** The desk of the screen in a sandbox with this fault, and the way to close it. */
async function open(code: Code): Promise<{ desk: Desk; close: () => Promise<void> }> {
  Object.assign(place.world, structuredClone(healthy));
  plant(place.world, code);
  const own = Object.create(place, {
    stop: { value: () => Promise.resolve() },
    mend: { value: () => mend(place.world, healthy, [code]) },
  }) as Sandbox;
  const read = readArgs(['--sandbox']);
  if (!read.ok) throw new Error(read.usage.problem);
  const io = {
    env: {},
    now: () => new Date(),
    signal: new AbortController().signal,
    limits: place.world.network.silences.length > 0 ? { connectMs: 3000, answerMs: 1500, completionMs: 1500 } : {},
    startSandbox: () => Promise.resolve(own),
    tool: { name: 'keyless', version: '0' },
  } as unknown as Io;
  const opened = await openPlace(read.args, io);
  if (!opened.ok) throw new Error(opened.problem);
  return { desk: await openDesk(read.args, io, opened.place), close: () => opened.place.close() };
}

const check = (desk: Desk): Promise<Report> => desk.check(new Map(), () => undefined, null);

/** What stays in the person's own hands: the settings say something else than the place has, so nobody else can put it right. */
const own: readonly Code[] = [
  'auth0/domain-wrong',
  'auth0/client-refused',
  'entra/tenant-malformed',
  'entra/tenant-not-found',
  'entra/client-not-found',
  'azure-openai/deployment-missing',
  'azure-openai/subdomain-required',
  'azure-openai/gateway-key-missing',
  'azure-openai/path-or-version-wrong',
  'azure-openai/refused',
  'network/name-not-found',
];
const all = (Object.keys(faults) as Code[]).filter((code) => !code.startsWith('settings/'));

describe('what is wrong at the parties and on the way to them is green once it is mended', () => {
  test.each(all.filter((code) => !own.includes(code)))('%s', async (code) => {
    const { desk, close } = await open(code);
    // What a check says of it stands in test/judgement/worlds.test.ts.
    expect(place.world).not.toEqual(healthy);
    const sentence = await desk.errand({ kind: 'mend' });
    expect(sentence).toMatch(/^[A-Z][^!]* pretend [^!]*\.$/);
    const after = await check(desk);
    expect([after.exitCode, after.diagnoses.map((one) => one.code)]).toEqual([0, []]);
    expect(after.completion?.text).toContain('Azure OpenAI let you in without a key.');
    await close();
  });
});

/** One fault of each party and of the way to them, which a desk has met before it is mended: it holds tokens, keys and a refusal then. */
const met = [...new Map(all.filter((code) => !own.includes(code)).map((code) => [code.slice(0, code.indexOf('/')), code])).values()];

describe('what a failed check has left in a desk does not outlive the mend', () => {
  test.each(met)('%s', async (code) => {
    const { desk, close } = await open(code);
    const before = await check(desk);
    expect(before.diagnoses.map((one) => one.code)).toContain(code);
    await desk.errand({ kind: 'mend' });
    const after = await check(desk);
    expect([after.exitCode, after.diagnoses.map((one) => one.code)]).toEqual([0, []]);
    await close();
  });
});

describe('what stands in the settings stays there', () => {
  test.each(own)('%s', async (code) => {
    const { desk, close } = await open(code);
    const edits = { ...place.world.settingsEdits };
    await desk.errand({ kind: 'mend' });
    expect(place.world.settingsEdits).toEqual(edits);
    expect((await check(desk)).exitCode).not.toBe(0);
    await close();
  });

  test('and the sentence says so, where nothing else is wrong', async () => {
    const { desk, close } = await open('auth0/client-refused');
    expect(await desk.errand({ kind: 'mend' })).toContain('your own settings');
    await close();
  });
});

test('a credential that was typed over is not read again', async () => {
  const { desk, close } = await open('trust/issuer-slash');
  const typed = new Map([['AZURE_FEDERATED_SUBJECT', 'another@clients'] as const]);
  desk.review(typed);
  await desk.errand({ kind: 'mend' });
  const report = await desk.check(typed, () => undefined, null);
  expect(report.settings.find(({ name }) => name === 'AZURE_FEDERATED_SUBJECT')?.value).toBe('another@clients');
  expect(report.settings.find(({ name }) => name === 'AZURE_FEDERATED_ISSUER')?.value).toBe(`https://${place.world.auth0.domain}/`);
  await close();
});

test('every lesson is a fault of another group or of another place, with its own sentence once it is mended', () => {
  expect(lessons).toHaveLength(5);
  expect(new Set(lessons.map(({ fault }) => fault.slice(0, fault.indexOf('/')))).size).toBe(5);
  for (const { fault, refuses, question, learned } of lessons) {
    expect(faults[fault]?.mended).toMatch(/^The .*\bpretend (?:Auth0|Azure)\b.* now\.$/);
    expect(question).toMatch(/^[a-z].*\?$/);
    expect(learned).toMatch(/^[A-Z].*\.$/);
    // In a narrow window the name has a line of its own.
    expect(refuses.length).toBeLessThan(33);
  }
});
