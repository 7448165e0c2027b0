import { expect, test, vi } from 'vitest';

import { createProvisioner } from '../../src/commands/desk-provision.js';
import type { Accounts } from '../../src/commands/open-provision.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import { finding } from '../../src/findings/finding.js';
import type { Plan } from '../../src/provision/plan.js';
import type { StepEvent } from '../../src/provision/step.js';
import type { Applying } from '../../src/ui/provision/planning.js';
import { steps, wholePlan } from '../ui/plans.js';

const [step] = steps;
if (!step) throw new Error('there is no step');
const signedOut = finding('tool/az-signed-out', { tenant: null });
const wanted = { about: 'connection', values: new Map(), decisions: new Map() } as const;

/** A provisioner over accounts that do this, and how often the env file was read again. */
function over(
  parts: Partial<Accounts>,
  opening: () => Promise<void> = async () => undefined,
): {
  provisioner: ReturnType<typeof createProvisioner>;
  signals: AbortSignal[];
  reread: () => number;
} {
  const signals: AbortSignal[] = [];
  let reread = 0;
  const accounts: Accounts = {
    look: async () => wholePlan,
    apply: async () => ({ plan: wholePlan, outcomes: new Map(), values: new Map() }),
    known: () => nothingKnown,
    written: () => null,
    ...parts,
  };
  const provisioner = createProvisioner({
    async open(_about, _values, signal) {
      signals.push(signal);
      await opening();
      return accounts;
    },
    async reread() {
      reread += 1;
    },
  });
  return { provisioner, signals, reread: () => reread };
}

const hear = (): void => undefined;

test('what keeps something from being looked at comes with its words', async () => {
  const plan: Plan = { ...wholePlan, findings: [signedOut] };
  const { causes } = await over({ look: async () => plan }).provisioner.look(wanted, hear);
  expect(causes).toMatchObject([{ code: 'tool/az-signed-out', title: 'The Azure CLI is not signed in' }]);
});

test('a step that failed comes with its words, and what was written is read again', async () => {
  const outcome = { kind: 'failed', finding: signedOut, said: 'no', ran: [] } as const;
  const written = { file: '.env', created: true, changes: [], hidden: ['The environment hides it.'] };
  const { provisioner, reread } = over({
    written: () => written,
    async apply(watch: (event: StepEvent) => void) {
      watch({ type: 'started', step });
      watch({ type: 'finished', step, outcome: { ...outcome, ran: [] } });
      return { plan: wholePlan, outcomes: new Map(), values: new Map() };
    },
  });
  await provisioner.look(wanted, hear);
  const events: Applying[] = [];
  const followed = await provisioner.apply((event) => void events.push(event));
  expect(events).toMatchObject([{ type: 'started' }, { type: 'finished', cause: { code: 'tool/az-signed-out' } }]);
  expect(followed.remarks).toEqual(written.hidden);
  expect(reread()).toBe(1);
});

test('a look that is stopped ends without an error; one that breaks by itself does not', async () => {
  const stopped = over({
    look: () => new Promise((_, reject) => signalOf().addEventListener('abort', () => reject(new Error('stopped')))),
  });
  const signalOf = (): AbortSignal => stopped.signals[0] ?? new AbortController().signal;
  const looking = stopped.provisioner.look(wanted, hear);
  await Promise.resolve();
  await Promise.resolve();
  stopped.provisioner.stop();
  expect(await looking).toEqual({ plan: { steps: [], questions: [], findings: [] }, causes: [] });
  await expect(over({ look: () => Promise.reject(new Error('a bug')) }).provisioner.look(wanted, hear)).rejects.toThrow('a bug');
});

test('a yes is to the plan that was seen: its accounts follow it, and a stop between the two means nothing', async () => {
  const { provisioner, signals } = over({});
  await expect(provisioner.apply(hear)).rejects.toThrow('nothing was looked at');
  await provisioner.look(wanted, hear);
  provisioner.stop();
  await provisioner.apply(hear);
  expect(signals).toHaveLength(1);
  expect(signals[0]?.aborted).toBe(false);
});

test('a look that was stopped and ends late takes nothing from the work after it: a stop still reaches that', async () => {
  const ends: (() => void)[] = [];
  const until = (): Promise<void> => new Promise((resolve) => ends.push(resolve));
  let looks = 0;
  const { provisioner, signals } = over({
    async look() {
      looks += 1;
      if (looks === 2) await until();
      return wholePlan;
    },
    async apply() {
      await until();
      signals[0]?.throwIfAborted();
      return { plan: wholePlan, outcomes: new Map(), values: new Map() };
    },
  });
  await provisioner.look(wanted, hear);
  const late = provisioner.look(wanted, hear);
  await vi.waitFor(() => expect(ends).toHaveLength(1));
  provisioner.stop();
  const applying = provisioner.apply(hear);
  await vi.waitFor(() => expect(ends).toHaveLength(2));
  ends[0]?.();
  await late;
  provisioner.stop();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true, true]);
  ends[1]?.();
  expect((await applying).looked.plan.steps).toEqual([]);
});

test('a stop reaches a look whose accounts are still being opened', async () => {
  let opened = (): void => undefined;
  const look = vi.fn(async () => wholePlan);
  const { provisioner, signals } = over({ look }, () => new Promise((resolve) => (opened = resolve)));
  const looking = provisioner.look(wanted, hear);
  provisioner.stop();
  expect(signals[0]?.aborted).toBe(true);
  opened();
  expect((await looking).plan.steps).toEqual([]);
  expect(look).not.toHaveBeenCalled();
});
