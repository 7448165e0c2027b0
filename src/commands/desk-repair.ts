import { knownBy } from '../provision/look-up.js';
import type { LookedUp } from '../provision/look-up.js';
import { hopeOf, surestWay } from '../provision/repair-plan.js';
import { repairStep, stuckWords } from '../provision/repair-step.js';
import type { Diagnosis, Report } from '../report/report.js';
import type { Desk, Values } from '../ui/desk.js';
import type { Now, Prepared, Wished } from '../ui/explain/repairing.js';
import { clientIdOf } from './desk-azure.js';
import { causeOf } from './repair-bench.js';
import type { Bench, Pending } from './repair-bench.js';
import { isAsShown, lookAtAuth0, lookAtAzure } from './repair-look.js';
import { runAll, unlessStopped } from './repair-run.js';

/** What a look came to, and what of it waits for a yes. */
interface Proposal {
  prepared: Prepared;
  pending: Pending | null;
}

/** What somebody wants to be done, with which values, for as long as the signal lets it. */
interface Wish {
  values: Values;
  wished: Wished;
  signal: AbortSignal;
}

const stopped: Prepared = { kind: 'stuck', sentence: 'Stopped.', now: null };

/** Applies what an explanation says, with the person's own tools: looked up first, shown, and run on a yes. */
export function createRepairer(bench: Bench): Pick<Desk, 'prepareRepair' | 'repair'> {
  let pending: Pending | null = null;

  async function prepare(wish: Wish): Promise<Prepared> {
    pending = null;
    const proposal = await unlessStopped(propose(wish, bench), wish.signal);
    pending = proposal?.pending ?? null;
    return proposal?.prepared ?? stopped;
  }

  return {
    prepareRepair: (values, wished) => prepare({ values, wished, signal: bench.begin() }),
    async repair(watch) {
      if (pending === null) throw new TypeError('nothing was prepared, so there is nothing to run');
      const shown = pending;
      const signal = bench.begin();
      const same = await unlessStopped(isAsShown(shown, bench, signal), signal);
      if (same === null) return { ok: false, kind: 'stopped', command: null, done: 0 };
      if (!same.ok) return { ok: false, kind: 'refused', cause: causeOf(same.failure, bench.place()), done: 0 };
      if (same.value) return runAll(shown, { bench, signal, watch });
      return { ok: false, kind: 'moved', prepared: await prepare({ ...shown, signal }) };
    },
  };
}

/** Looks up what the commands need, and tells the causes anew with it where that is Azure's to say. */
async function propose(wish: Wish, bench: Bench): Promise<Proposal> {
  const { values, wished, signal } = wish;
  const place = bench.settle(values);
  const first = surestWay(wished.fix);
  // Auth0 has no names to look up, and who only looks needs no more than the command.
  const isOfAuth0 = first.ok && first.commands.every(({ line, isRead }) => !isRead && line.tool === 'auth0');
  if (isOfAuth0 || hopeOf(wished.fix) === 'look') return stepFor(wished, { now: null, azure: null }, wish, bench);
  const found = await lookAtAzure(bench, place, signal);
  if (!found.ok) return withoutStep({ kind: 'refused', cause: causeOf(found.failure, place) });
  const { identity, credentials } = found.value;
  if (identity && credentials) bench.azure.keep(place, identity, credentials);
  const report = await bench.check(values, knownBy(found.value), signal);
  signal.throwIfAborted();
  const now = nowOf(report, wished);
  if (now === null) return withoutStep({ kind: 'gone', report });
  return stepFor(report.diagnoses[now.index] ?? wished, { now, azure: found.value }, wish, bench);
}

type Cause = Pick<Diagnosis, 'fix'> & { title?: string };

/** The commands of a cause with what they change. */
async function stepFor(
  cause: Cause,
  { now, azure }: { now: Now | null; azure: LookedUp | null },
  { values, wished, signal }: Wish,
  bench: Bench,
): Promise<Proposal> {
  const way = surestWay(cause.fix);
  const place = bench.place();
  // Who wanted a change is not given a look in its place.
  const isLess = way.ok && azure !== null && way.commands.every(({ isRead }) => isRead);
  if (!way.ok || isLess) {
    const sentence = stuckWords(way.ok ? { kind: 'none' } : way.why, azure, { azureClientId: clientIdOf(place) });
    return withoutStep({ kind: 'stuck', sentence, now });
  }
  const { commands } = way;
  const auth0 = await lookAtAuth0(commands, bench, signal);
  if (!auth0.ok) return withoutStep({ kind: 'refused', cause: causeOf(auth0.failure, place) });
  const step = repairStep(way.title ?? cause.title ?? 'Run what the explanation says', commands, { azure, auth0: auth0.value });
  return {
    prepared: { kind: 'ready', step, isRead: commands.every(({ isRead }) => isRead), now },
    pending: { commands, step, subscriptionId: azure?.subscriptionId ?? null, values, wished },
  };
}

function withoutStep(prepared: Prepared): Proposal {
  return { prepared, pending: null };
}

/** The same cause again, or what stands in its place: the first at that check, or the first of all. Null where nothing is wrong any more. */
function nowOf(report: Report, { check, code }: Wished): Now | null {
  const { diagnoses } = report;
  const isFault = (one: Diagnosis): boolean => one.severity !== 'warning';
  const places = [
    diagnoses.findIndex((one) => one.check === check && one.code === code),
    diagnoses.findIndex((one) => one.check === check && isFault(one)),
    diagnoses.findIndex(isFault),
  ];
  const index = places.find((at) => at !== -1);
  return index === undefined ? null : { report, index };
}
