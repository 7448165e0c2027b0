import { nothingKnown } from '../findings/explanation.js';
import { severityOf } from '../findings/severity.js';
import type { Plan } from '../provision/plan.js';
import type { Applied } from '../provision/provision.js';
import { diagnosisFor } from '../report/diagnosis.js';
import type { Desk, Values } from '../ui/desk.js';
import type { About, Looked } from '../ui/provision/planning.js';
import type { Accounts } from './open-provision.js';

/** What a provision needs of the desk that it belongs to. */
interface Around {
  /** Both accounts, with these values as wishes; the signal ends what is under way. */
  open(about: About, values: Values, signal: AbortSignal): Promise<Accounts>;
  /** The env file was written: what stands in it now is read. */
  reread(): Promise<void>;
}

export type Provisioner = Pick<Desk, 'look' | 'apply' | 'stop'>;

/** Looks and applies for the screen. What was stopped ends as if nothing had been found: nobody waits for it. */
export function createProvisioner(around: Around): Provisioner {
  let accounts: Accounts | null = null;
  let controller = new AbortController();
  let isBusy = false;

  async function during<T>(work: (accounts: Accounts) => Promise<T>, instead: T): Promise<T> {
    if (accounts === null) throw new TypeError('nothing was looked at, so there is no plan to follow');
    isBusy = true;
    const { signal } = controller;
    try {
      return await work(accounts);
    } catch (error) {
      if (signal.aborted) return instead;
      throw error;
    } finally {
      isBusy = false;
    }
  }

  return {
    async look({ about, values, decisions }, hear) {
      controller = new AbortController();
      accounts = await around.open(about, values, controller.signal);
      const plan = await during((own) => own.look(decisions, hear), nothingPlanned);
      return looked(plan, accounts);
    },
    async apply(watch) {
      const { plan, values } = await during(
        (own) =>
          own.apply((event) => {
            if (event.type === 'started') return watch(event);
            const { outcome } = event;
            watch({ ...event, cause: outcome.kind === 'failed' ? causeOf(outcome.finding, own) : null });
          }),
        nothingApplied,
      );
      const written = accounts?.written() ?? null;
      if (written) await around.reread();
      return { looked: looked(plan, accounts), values, remarks: written?.hidden ?? [] };
    },
    stop() {
      if (isBusy) controller.abort(new DOMException('stopped', 'AbortError'));
    },
  };
}

const nothingPlanned: Plan = { steps: [], questions: [], findings: [] };
const nothingApplied: Applied = { plan: nothingPlanned, outcomes: new Map(), values: new Map() };

function looked(plan: Plan, accounts: Accounts | null): Looked {
  return { plan, causes: plan.findings.map((found) => causeOf(found, accounts)) };
}

function causeOf(found: Plan['findings'][number], accounts: Accounts | null): Looked['causes'][number] {
  return diagnosisFor(found, severityOf(found), accounts?.known() ?? nothingKnown);
}
