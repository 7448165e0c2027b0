import { expect, test } from 'vitest';

import type { Check, CheckContext, CheckEvent, CheckId, Facts, Outcome } from '../../src/checks/check.js';
import type { Memory } from '../../src/checks/kept.js';
import { runChecks } from '../../src/checks/run.js';
import { createTransport } from '../../src/chain/transport.js';
import { finding } from '../../src/findings/finding.js';

const context = { signal: new AbortController().signal, transport: createTransport({ env: {}, secrets: [] }) } as CheckContext;
const teaching = (...facts: (keyof Facts)[]): Outcome => ({ title: 'well', learned: Object.fromEntries(facts.map((fact) => [fact, {}])) });
const found: Outcome = { title: 'odd', findings: [finding('check/crashed', { error: 'x' })] };

/** A small chain, in the order of the real one, and which of its checks were run. */
function chain(outcomes: Partial<Record<CheckId, Outcome>> = {}) {
  const ran: CheckId[] = [];
  const check = (id: CheckId, needs: Check['needs'], ...teaches: (keyof Facts)[]): Check => ({
    id,
    title: id,
    needs,
    teaches,
    run() {
      ran.push(id);
      return outcomes[id] ?? teaching(...teaches);
    },
  });
  const checks = [
    check('settings.values', [], 'profile'),
    check('auth0.discovery', ['profile'], 'discovery'),
    check('auth0.keys', ['discovery'], 'keys'),
    check('auth0.token', ['profile'], 'assertion'),
    check('entra.tenant', ['profile'], 'tenant'),
    check('entra.exchange', ['assertion'], 'entraToken'),
    check('entra.token', ['entraToken']),
    check('azure-openai.host', ['profile']),
    check('azure-openai.access', ['entraToken'], 'accepted'),
    check('azure-openai.completion', ['accepted']),
  ];
  return { checks, ran };
}

async function run(checks: Check[], memory: Memory, from: CheckId | null): Promise<CheckEvent[]> {
  const events: CheckEvent[] = [];
  for await (const event of runChecks(checks, context, { memory, from })) events.push(event);
  return events;
}

const keptIn = (events: CheckEvent[]): CheckId[] =>
  events.flatMap((event) => (event.type === 'finished' && event.result.isKept ? event.result.id : []));

test('from a check on, those before it are taken over with what they learned, and are not run', async () => {
  const memory: Memory = new Map();
  const { checks, ran } = chain();
  expect(keptIn(await run(checks, memory, null))).toEqual([]);
  expect(ran).toHaveLength(10);
  ran.length = 0;
  const events = await run(checks, memory, 'entra.exchange');
  expect(keptIn(events)).toEqual(['settings.values', 'auth0.discovery', 'auth0.keys', 'auth0.token', 'entra.tenant']);
  expect(ran.toSorted()).toEqual(['azure-openai.access', 'azure-openai.completion', 'azure-openai.host', 'entra.exchange', 'entra.token']);
  // One end for each, and no beginning of what was not run.
  expect(events.filter(({ type }) => type === 'finished')).toHaveLength(10);
  expect(events.flatMap((event) => (event.type === 'started' ? event.id : [])).toSorted()).toEqual(ran.toSorted());
});

test('a token of Entra ID and the reply of a model are never taken over, nor is what stood on them', async () => {
  const memory: Memory = new Map();
  const { checks, ran } = chain();
  await run(checks, memory, null);
  ran.length = 0;
  await run(checks, memory, 'azure-openai.completion');
  expect(ran).toEqual(['entra.exchange', 'entra.token', 'azure-openai.access', 'azure-openai.completion']);
});

test('where something was found it is looked for again, with all that stood on it; the settings are no other for it', async () => {
  const memory: Memory = new Map();
  const { checks, ran } = chain({ 'settings.values': { ...found, learned: { profile: {} as never } }, 'auth0.discovery': found });
  await run(checks, memory, null);
  ran.length = 0;
  const events = await run(checks, memory, 'entra.exchange');
  expect(keptIn(events)).toEqual(['auth0.token', 'entra.tenant']);
  expect(ran).toContain('auth0.discovery');
});

test('what was kept once is kept again, and a run of all forgets it', async () => {
  const memory: Memory = new Map();
  const { checks, ran } = chain();
  for (const from of [null, 'entra.exchange', 'entra.exchange'] as const) await run(checks, memory, from);
  expect(ran.filter((id) => id === 'auth0.token')).toHaveLength(1);
  expect(keptIn(await run(checks, memory, null))).toEqual([]);
  expect(ran.filter((id) => id === 'auth0.token')).toHaveLength(2);
});

test('nothing is kept of a check that is not in the list, or that is the first', async () => {
  const memory: Memory = new Map();
  const { checks } = chain();
  await run(checks, memory, null);
  for (const from of ['settings.values', 'trust.issuer'] as const) expect(keptIn(await run(checks, memory, from))).toEqual([]);
});
