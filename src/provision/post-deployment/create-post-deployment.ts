import { isRecord } from '../../chain/exchange.js';
import type { FieldName } from '../../settings/field-name.js';
import type { SettingText } from '../../settings/sources.js';
import type { AzureReader } from '../../tools/azure-reader.js';
import type { SubscriptionFact } from '../facts.js';
import { look } from '../look.js';
import type { Eyes } from '../look.js';
import type { Decisions, Plan } from '../plan.js';
import type { Applied, Provision } from '../provision.js';
import { readSubscription } from '../read-azure.js';
import type { StepEvent, StepOutcome } from '../step.js';
import { wishesOf } from '../wishes.js';
import { carryOut } from './carry-out.js';
import type { Hands, Under } from './carry-out.js';
import type { Facts } from './facts.js';
import { nothingSeen } from './facts.js';
import { find, lookAtAll } from './look.js';
import type { Looked } from './look.js';
import { lookAtAuth0 } from './look-auth0.js';
import { namedId, picksOf } from './pick.js';
import { planOf } from './plan.js';
import { clientName } from './plan-client.js';
import { readId } from './resource-id.js';
import { needsProvider } from './sign-in.js';

/** What it works with. Of the settings, only the domain of Auth0 is looked at. */
export interface PostDeploymentParts extends Omit<Hands, 'eyes'> {
  eyes: Pick<Eyes, 'tools' | 'recognise'> & { readerOf(subscription: SubscriptionFact): AzureReader };
  texts: ReadonlyMap<FieldName, SettingText>;
}

/** What was seen, and the plan that was shown of it. */
interface Last {
  under: Under;
  plan: Plan;
}

/** The actions that are left to people after an accelerator has deployed the connection. */
export function createPostDeployment(parts: PostDeploymentParts): Provision {
  let last: Last | null = null;
  return {
    async look(decisions, hear = () => undefined) {
      const looked = await lookAround(parts, decisions, hear);
      const plan = shown(looked);
      last = { under: { looked, secret: null }, plan };
      return plan;
    },
    async apply(watch) {
      if (!last) throw new TypeError('a plan is applied that nobody has seen');
      const outcomes = await applyAll(last, parts, watch);
      return { plan: shown(last.under.looked), outcomes, values: new Map() };
    },
  };
}

async function lookAround({ eyes, texts }: PostDeploymentParts, decisions: Decisions, hear: Eyes['hear']): Promise<Looked> {
  const { tools, recognise } = eyes;
  const args = ['account', 'show', ...subscriptionIn(decisions)];
  const asked = await look({ recognise, hear }, 'the Azure subscription', { ask: () => tools.az.run(args), read: readShown });
  const nothing = { facts: nothingSeen, picks: picksOf(null, decisions), view: null, question: null };
  if (!asked?.ok || !asked.value) return { ...nothing, finding: asked?.ok === false ? asked.finding : null };
  const view = { recognise, hear, reader: eyes.readerOf(asked.value) };
  const found = await find(view, asked.value.id, decisions);
  const facts = await lookAtAll(view, found.picks);
  if (!needsAuth0(facts)) return { ...found, facts };
  const auth0 = await lookAtAuth0({ tools, recognise, hear }, clientName(found.picks.webApps), wishesOf(texts, decisions));
  return { ...found, facts: { ...facts, auth0 } };
}

/** An id tells its subscription; else it is the one that was named, or the one that `az` uses. */
function subscriptionIn(decisions: Decisions): string[] {
  const wish = readId(namedId(decisions) ?? '')?.subscription ?? decisions.get('--subscription')?.trim();
  return wish ? ['--subscription', wish] : [];
}

/** `az account show` has another name for the cloud than `az account list`. */
function readShown(account: unknown): SubscriptionFact | null {
  return readSubscription(isRecord(account) ? { cloudName: account['environmentName'], ...account } : null);
}

/** Where every web app has a provider, nobody is asked. */
function needsAuth0({ webApps }: Facts): boolean {
  return webApps.some((app) => app?.ok && needsProvider(app.value.signIn));
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
async function applyAll({ plan, under }: Last, hands: Hands, watch: (event: StepEvent) => void): Promise<Applied['outcomes']> {
  const outcomes = new Map<string, StepOutcome>();
  for (const step of plan.steps.filter(({ state }) => state === 'create' || state === 'change')) {
    if (hands.signal.aborted) break;
    watch({ type: 'started', step });
    const outcome = await carryOut(step, under, hands);
    outcomes.set(step.id, outcome);
    watch({ type: 'finished', step, outcome });
  }
  return outcomes;
}
