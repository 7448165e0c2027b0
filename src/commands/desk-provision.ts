import { nothingKnown } from '../findings/explanation.js';
import { severityOf } from '../findings/severity.js';
import type { Plan } from '../provision/plan.js';
import type { Applied } from '../provision/provision.js';
import type { StepEvent } from '../provision/step.js';
import { diagnosisFor } from '../report/diagnosis.js';
import type { Desk, Values } from '../ui/desk.js';
import type { About, Applying, Looked } from '../ui/provision/planning.js';
import type { Accounts } from './open-provision.js';

/** What a provision needs of the desk that it belongs to. */
interface Around {
  /** Both accounts, with these values as wishes; the signal ends what is under way. */
  open(about: About, values: Values, signal: AbortSignal): Promise<Accounts>;
  /** The env file was written: what stands in it now is read. */
  reread(): Promise<void>;
}

export type Provisioner = Pick<Desk, 'look' | 'apply' | 'stop'>;

/** One look, and whoever follows its plan: both end with the signal of it. */
interface Work {
  accounts: Accounts;
  controller: AbortController;
}

/** Looks and applies for the screen. What was stopped ends as if nothing had been found: nobody waits for it. */
export function createProvisioner(around: Around): Provisioner {
  let seen: Work | null = null;
  let underway: AbortController | null = null;

  /** A stop is for the work that began last: one that was stopped before and ends late takes nothing from it. */
  async function during<T>(controller: AbortController, work: () => Promise<T>): Promise<T | null> {
    underway = controller;
    try {
      return await work();
    } catch (error) {
      if (controller.signal.aborted) return null;
      throw error;
    } finally {
      if (underway === controller) underway = null;
    }
  }

  return {
    async look({ about, values, decisions }, hear) {
      const controller = new AbortController();
      const found = await during(controller, async () => {
        const accounts = await around.open(about, values, controller.signal);
        controller.signal.throwIfAborted();
        return { accounts, plan: await accounts.look(decisions, hear) };
      });
      if (found === null) return looked(nothingPlanned, null);
      // A yes is to a plan that was seen, and nobody sees that of a look that was stopped.
      if (!controller.signal.aborted) seen = { accounts: found.accounts, controller };
      return looked(found.plan, found.accounts);
    },
    async apply(watch) {
      if (seen === null) throw new TypeError('nothing was looked at, so there is no plan to follow');
      const { accounts, controller } = seen;
      const applied = await during(controller, () => accounts.apply((event) => watch(applying(event, accounts))));
      const { plan, values } = applied ?? nothingApplied;
      const written = accounts.written();
      if (written) await around.reread();
      return { looked: looked(plan, accounts), values, remarks: written?.hidden ?? [] };
    },
    stop() {
      underway?.abort(new DOMException('stopped', 'AbortError'));
    },
  };
}

/** With the words of what failed. */
function applying(event: StepEvent, accounts: Accounts): Applying {
  if (event.type === 'started') return event;
  const { outcome } = event;
  return { ...event, cause: outcome.kind === 'failed' ? causeOf(outcome.finding, accounts) : null };
}

const nothingPlanned: Plan = { steps: [], questions: [], findings: [] };
const nothingApplied: Applied = { plan: nothingPlanned, outcomes: new Map(), values: new Map() };

function looked(plan: Plan, accounts: Accounts | null): Looked {
  return { plan, causes: plan.findings.map((found) => causeOf(found, accounts)) };
}

function causeOf(found: Plan['findings'][number], accounts: Accounts | null): Looked['causes'][number] {
  return diagnosisFor(found, severityOf(found), accounts?.known() ?? nothingKnown);
}
