import type { Plan } from '../plan.js';
import type { Decisions } from '../plan.js';
import type { Applied, Provision } from '../provision.js';
import { postDeploymentIds } from '../step.js';
import type { StepEvent, StepOutcome } from '../step.js';
import type { Tools } from '../../tools/tool.js';
import { carryOut } from './carry-out.js';
import type { Hands, Under } from './carry-out.js';
import type { Facts } from './facts.js';
import { find, lookAtAll } from './look.js';
import type { Looked } from './look.js';
import { lookAtAuth0 } from './look-auth0.js';
import { planOf, stepOf } from './plan.js';
import { clientName } from './plan-web-app.js';
import { hasSignIn, registeredProviders } from './sign-in.js';

/** What it works with. `domain`: where people sign in, as the settings say; null where they do not. */
export interface PostDeploymentParts extends Hands {
  tools: Tools;
  domain: string | null;
}

/** The actions that are left to people after an accelerator has deployed the connection. */
export function createPostDeployment(parts: PostDeploymentParts): Provision {
  let under: Under | null = null;
  return {
    async look(decisions) {
      under = { looked: await lookAround(parts, decisions), secret: null };
      return shown(under.looked);
    },
    async apply(watch) {
      if (!under) throw new TypeError('a plan is applied that nobody has seen');
      return applyAll(under, parts, watch);
    },
  };
}

async function lookAround({ tools, reading, domain }: PostDeploymentParts, decisions: Decisions): Promise<Looked> {
  const found = await find(tools.az, reading, decisions);
  const facts = await lookAtAll(reading, found.picks);
  if (!needsAuth0(facts)) return { ...found, facts };
  const { explain } = reading;
  const auth0 = await lookAtAuth0(tools.auth0, { name: clientName(found.picks.webApps), domain, explain });
  return { ...found, facts: { ...facts, auth0 } };
}

/** Where every web app has a provider, nobody is asked. */
function needsAuth0({ webApps }: Facts): boolean {
  return webApps.some((app) => app?.ok && !hasSignIn(app.value.signIn) && registeredProviders(app.value.signIn).length === 0);
}

function shown({ facts, picks, question, finding }: Looked): Plan {
  const plan = planOf(facts, picks);
  const steps = question ? plan.steps.map((step) => ({ ...step, state: 'asked' as const })) : plan.steps;
  return {
    steps,
    questions: question ? [question] : plan.questions,
    findings: finding ? [finding, ...plan.findings] : plan.findings,
  };
}

/** None of the actions needs another one, so one that is refused does not keep the others from being done. */
async function applyAll(under: Under, hands: Hands, watch: (event: StepEvent) => void): Promise<Applied> {
  const outcomes = new Map<string, StepOutcome>();
  for (const id of postDeploymentIds) {
    const { step } = stepOf(under.looked.facts, under.looked.picks, id);
    if (step.state !== 'create' && step.state !== 'change') continue;
    watch({ type: 'started', step });
    const outcome = await carryOut(id, under, hands);
    outcomes.set(id, outcome);
    watch({ type: 'finished', step, outcome });
    if (outcome.kind === 'interrupted') break;
  }
  return { plan: shown(under.looked), outcomes, values: new Map() };
}
