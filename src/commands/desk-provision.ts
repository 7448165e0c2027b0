import type { Known } from '../findings/explanation.js';
import { severityOf } from '../findings/severity.js';
import type { Plan } from '../provision/plan.js';
import type { Applied, Provision } from '../provision/provision.js';
import { diagnosisFor } from '../report/diagnosis.js';
import type { Desk, Values } from '../ui/desk.js';
import type { About, Looked } from '../ui/provision/planning.js';

/** What the provision of a desk needs of the desk that it belongs to. */
export interface Accounts {
  /** Both accounts, with these values as wishes. */
  open(about: About, values: Values, signal: AbortSignal): Provision;
  /** A signal that ends what is under way. */
  begin(): AbortSignal;
  /** What is known of the values, for the words of a finding. */
  known(): Known;
  /** The env file may have been written: what stands in it now is read. */
  reread(): Promise<void>;
}

/** Looks and applies for the screen. What was stopped ends as if nothing had been found: nobody waits for it. */
export function createProvisioner(accounts: Accounts): Pick<Desk, 'look' | 'apply'> {
  let current: Provision | null = null;
  const shown = (plan: Plan): Looked => ({
    plan,
    causes: plan.findings.map((found) => diagnosisFor(found, severityOf(found), accounts.known())),
  });
  return {
    async look({ about, values, decisions }, hear) {
      const signal = accounts.begin();
      current = accounts.open(about, values, signal);
      return shown(await unlessStopped(current.look(decisions, hear), signal, nothingPlanned));
    },
    async apply(watch) {
      if (current === null) throw new TypeError('nothing was looked at, so there is no plan to follow');
      const signal = accounts.begin();
      const applied = current.apply((event) => {
        if (event.type === 'started') return watch(event);
        const { outcome } = event;
        watch({
          ...event,
          cause: outcome.kind === 'failed' ? diagnosisFor(outcome.finding, severityOf(outcome.finding), accounts.known()) : null,
        });
      });
      const { plan, values } = await unlessStopped(applied, signal, nothingApplied);
      await accounts.reread();
      return { looked: shown(plan), values };
    },
  };
}

const nothingPlanned: Plan = { steps: [], questions: [], findings: [] };
const nothingApplied: Applied = { plan: nothingPlanned, outcomes: new Map(), values: new Map() };

async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal, instead: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return instead;
    throw error;
  }
}
