import { expect, test } from 'vitest';

import { finding } from '../../src/findings/finding.js';
import { applyPlan } from '../../src/provision/apply.js';
import type { Doing } from '../../src/provision/apply.js';
import { cameTo } from '../../src/provision/came-to.js';
import type { Facts } from '../../src/provision/facts.js';
import { read } from '../../src/provision/facts.js';
import { learn } from '../../src/provision/learn.js';
import { planOf } from '../../src/provision/plan-of.js';
import type { Plan } from '../../src/provision/plan.js';
import type { Step, StepEvent } from '../../src/provision/step.js';
import type { ToolAnswer } from '../../src/tools/tool.js';
import { credential, rightFacts, wishing } from './facts.js';

/** A run over facts, with a tool that answers with this; what it was asked is kept. */
function running(
  first: Facts,
  answer: ToolAnswer,
  change: (facts: Facts, step: Step) => Facts,
): { asked: string[]; doing: Doing; shown: Plan } {
  let facts = first;
  const asked: string[] = [];
  const tool = (name: 'az' | 'auth0') => ({
    name,
    run(args: readonly string[]) {
      asked.push([name, ...args].join(' '));
      return Promise.resolve(answer);
    },
  });
  const doing: Doing = {
    eyes: { tools: { az: tool('az'), auth0: tool('auth0') }, recognise: () => finding('tool/az-refused', { said: 'no', command: null }) },
    signal: new AbortController().signal,
    envPath: '.env',
    now: () => ({ plan: planOf(facts, wishing()), values: new Map(), isEnvRight: true }),
    async learned(step) {
      facts = change(facts, step);
    },
    write: () => Promise.resolve(null),
  };
  return { asked, doing, shown: planOf(first, wishing()) };
}

const without = (change: (facts: Facts) => void): Facts => {
  const facts = rightFacts();
  change(facts);
  return facts;
};

test('an old value that nobody has seen is not changed: the plan is given back', async () => {
  const first = without(({ auth0, azure }) => {
    auth0.grants = read([]);
    azure.credentials = read([credential]);
  });
  first.token = null;
  // The token turns out to hold another subject than was to be expected.
  const { doing, asked, shown } = running(first, { ok: true, value: null }, (facts) => {
    const right = rightFacts();
    const token = right.token?.ok ? read({ ...right.token.value, subject: 'agt_1' }) : null;
    return { ...facts, auth0: right.auth0, token };
  });
  expect(shown.steps.find(({ id }) => id === 'azure.credential')?.state).toBe('right');
  const outcomes = await applyPlan(shown, doing, () => undefined);
  expect([...outcomes.keys()]).toEqual(['auth0.grant']);
  expect(asked).toHaveLength(1);
  expect(doing.now().plan.steps.find(({ id }) => id === 'azure.credential')?.state).toBe('change');
});

test('what ends well and changes nothing is not done again and again', async () => {
  const { doing, asked, shown } = running(
    without(({ azure }) => void (azure.roles = read([]))),
    { ok: true, value: null },
    (facts) => facts,
  );
  const outcomes = await applyPlan(shown, doing, () => undefined);
  expect(outcomes.get('azure.role')).toMatchObject({ kind: 'failed', finding: { code: 'tool/az-refused' } });
  expect(asked).toHaveLength(1);
});

test('a refusal ends it, and is told with the command', async () => {
  const failure = { tool: 'az', kind: 'refused', exitCode: 1, said: 'no', command: 'az role …' } as const;
  const { doing, shown } = running(
    without(({ azure }) => void (azure.roles = read([]))),
    { ok: false, failure },
    (facts) => facts,
  );
  const events: StepEvent['type'][] = [];
  const outcomes = await applyPlan(shown, doing, ({ type }) => events.push(type));
  expect(outcomes.get('azure.role')).toMatchObject({ kind: 'failed', said: 'no', ran: ['az role …'] });
  expect(events).toEqual(['started', 'finished']);
});

test('another command than the one that was shown is not run; a word in capitals may be filled', async () => {
  const roleless = without(({ azure }) => void (azure.roles = read([])));
  const { doing, asked, shown } = running(roleless, { ok: true, value: null }, () => rightFacts());
  const withCommand = (change: (command: string) => string): Plan => ({
    ...shown,
    steps: shown.steps.map((step) => ({ ...step, commands: step.commands.map(change) })),
  });
  // Shown for another account, then for one that an earlier step was to give.
  const other = withCommand((command) => command.replace(/--scope \S+/, '--scope /subscriptions/other'));
  expect((await applyPlan(other, doing, () => undefined)).size).toBe(0);
  expect(asked).toEqual([]);
  const open = withCommand((command) => command.replace(/--scope \S+/, '--scope ACCOUNT_RESOURCE_ID'));
  expect((await applyPlan(open, doing, () => undefined)).get('azure.role')?.kind).toBe('done');
  expect(asked).toHaveLength(1);
});

test.each(['late', 'unreadable'] as const)('what is %s may have been done', async (kind) => {
  const failure = { tool: 'az', kind, exitCode: null, said: 'no', command: 'az role …' } as const;
  const roleless = without(({ azure }) => void (azure.roles = read([])));
  const { doing, shown } = running(roleless, { ok: false, failure }, (facts) => facts);
  const outcomes = await applyPlan(shown, doing, () => undefined);
  expect(cameTo(doing.now().plan, shown.steps, outcomes).join(' ')).toContain('May have been done: role Cognitive Services OpenAI User');
});

test('a wish that cannot be followed ends it before anything is begun', async () => {
  const { doing, shown } = running(
    without(({ azure }) => void (azure.roles = read([]))),
    { ok: true, value: null },
    (facts) => facts,
  );
  const now = {
    ...doing,
    now: () => ({
      ...doing.now(),
      plan: { ...shown, findings: [finding('settings/malformed', { field: 'AZURE_CLIENT_ID', value: 'x', problem: 'no' })] },
    }),
  };
  expect((await applyPlan(shown, now, () => undefined)).size).toBe(0);
});

test('what was printed is learned in the form of az and of Azure, and what cannot be read is not', () => {
  const facts = without(({ azure }) => void (azure.identities = read([])));
  const id = '/subscriptions/s/resourceGroups/rg-x/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-x';
  const flat = { id, name: 'id-x', location: 'norwayeast', clientId: 'c', principalId: 'p' };
  const { clientId, principalId, ...outer } = flat;
  const expected = { name: 'id-x', group: 'rg-x', location: 'norwayeast', clientId: 'c', principalId: 'p' };
  for (const printed of [flat, { ...outer, properties: { clientId, principalId } }])
    expect(learn(facts, { id: 'azure.identity', state: 'create' }, printed)?.azure).toMatchObject({
      identities: read([expected]),
      credentials: read([]),
      roles: read([]),
    });
  expect(learn(facts, { id: 'azure.identity', state: 'create' }, null)).toBeNull();
});
