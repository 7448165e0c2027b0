import { expect, test } from 'vitest';

import { createRepairer } from '../../src/commands/desk-repair.js';
import type { Place } from '../../src/commands/open.js';
import type { Bench } from '../../src/commands/repair-bench.js';
import { createRedactor } from '../../src/chain/redact.js';
import type { Tool, ToolAnswer, ToolFailure } from '../../src/tools/tool.js';
import type { Repaired, Wished } from '../../src/ui/explain/repairing.js';

const command = `auth0 api patch resource-servers/api --data '{"signing_alg":"RS256"}'`;
const wished = {
  code: 'token/algorithm-unsupported',
  check: 'auth0.token',
  fix: [{ kind: 'command', where: 'auth0', confidence: 'certain', command }],
} as unknown as Wished;

type Answer = (verb: string) => ToolAnswer | Promise<ToolAnswer>;

/** A repairer over an `auth0` that answers like this. */
function over(answer: Answer) {
  const ran: string[] = [];
  const controller = new AbortController();
  let forgotten = 0;
  const tool: Tool = {
    name: 'auth0',
    run: async ([, verb = '']) => {
      ran.push(verb);
      return answer(verb);
    },
  };
  const place = {
    settings: { profile: null },
    texts: new Map(),
    transport: { redactor: createRedactor([]) },
    session: { forget: () => (forgotten += 1) },
  } as unknown as Place;
  const azure = { tools: async () => ({ az: tool, auth0: tool }) } as unknown as Bench['azure'];
  const bench: Bench = {
    azure,
    settle: () => place,
    place: () => place,
    begin: () => controller.signal,
    check: () => Promise.reject(new Error('Auth0 needs none')),
  };
  const repairer = createRepairer(bench);
  const repair = async (): Promise<Repaired> => {
    await repairer.prepareRepair(new Map(), wished);
    return repairer.repair(() => undefined);
  };
  return { repair, repairer, ran, controller, forgotten: () => forgotten };
}

const failure: ToolFailure = { tool: 'auth0', kind: 'late', exitCode: null, said: '', command };
const is = (signing_alg: string): ToolAnswer => ({ ok: true, value: { signing_alg } });

test.each(['late', 'unreadable'] as const)(
  'a change that ends %s may have been made, so the token of before is forgotten',
  async (kind) => {
    const { repair, forgotten } = over((verb) => (verb === 'get' ? is('HS256') : { ok: false, failure: { ...failure, kind } }));
    expect(await repair()).toMatchObject({ ok: false, kind: 'open', command, done: 0 });
    expect(forgotten()).toBe(1);
  },
);

test('a change that is refused was not made, and the token is kept', async () => {
  const { repair, forgotten } = over((verb) => (verb === 'get' ? is('HS256') : { ok: false, failure: { ...failure, kind: 'refused' } }));
  expect(await repair()).toMatchObject({ ok: false, kind: 'refused', done: 0 });
  expect(forgotten()).toBe(0);
});

test('a change that is stopped is no success', async () => {
  const place = over((verb) => {
    if (verb === 'get') return is('HS256');
    place.controller.abort();
    throw place.controller.signal.reason;
  });
  expect(await place.repair()).toEqual({ ok: false, kind: 'stopped', command, done: 0 });
});

test('what was changed since it was shown is not written over: the new plan stands there instead', async () => {
  let reads = 0;
  const { repair, repairer, ran } = over((verb) => is(verb === 'get' && (reads += 1) === 1 ? 'HS256' : 'PS256'));
  const moved = await repair();
  expect(ran).toEqual(['get', 'get', 'get']);
  expect(moved).toMatchObject({
    kind: 'moved',
    prepared: { kind: 'ready', step: { changes: [{ name: 'signing_alg', from: 'PS256', to: 'RS256' }] } },
  });
  expect(await repairer.repair(() => undefined)).toMatchObject({ ok: true });
  expect(ran.at(-1)).toBe('patch');
});
