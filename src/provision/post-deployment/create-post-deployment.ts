import type { FieldName } from '../../settings/field-name.js';
import type { SettingText } from '../../settings/sources.js';
import type { AzureReader } from '../../tools/azure-reader.js';
import type { Choice } from '../choice.js';
import { findingIn, questionIn, valueOf } from '../choice.js';
import { chooseSubscription } from '../choose-subscription.js';
import type { SubscriptionFact } from '../facts.js';
import { nothingSeen as nothingRead } from '../facts.js';
import { look } from '../look.js';
import type { Eyes } from '../look.js';
import type { Decisions, Plan } from '../plan.js';
import type { Applied, Provision } from '../provision.js';
import { readAll } from '../read-auth0.js';
import { readSubscription } from '../read-azure.js';
import type { StepEvent, StepOutcome } from '../step.js';
import { wishesOf } from '../wishes.js';
import type { Wishes } from '../wishes.js';
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
interface PostDeploymentParts extends Omit<Hands, 'eyes'> {
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
  const wishes = wishesOf(texts, decisions);
  const chosen = await subscriptionOf(
    { tools, recognise, hear },
    { ...wishes, subscription: subscriptionIn(decisions) ?? wishes.subscription },
  );
  const questions = questionIn(chosen).map((one) => ({ ...one, step: 'post.private-link' as const }));
  const subscription = valueOf(chosen);
  if (!subscription)
    return { facts: nothingSeen, picks: picksOf(null, decisions), view: null, questions, finding: findingIn(chosen)[0] ?? null };
  const view = { recognise, hear, reader: eyes.readerOf(subscription) };
  const found = await find(view, subscription.id, decisions);
  const all = { ...found, questions: [...questions, ...found.questions] };
  const facts = await lookAtAll(view, found.picks);
  if (!needsAuth0(facts)) return { ...all, facts };
  const auth0 = await lookAtAuth0({ tools, recognise, hear }, clientName(found.picks.webApps), wishes);
  return { ...all, facts: { ...facts, auth0 } };
}

async function subscriptionOf(eyes: Pick<Eyes, 'tools' | 'recognise' | 'hear'>, wishes: Wishes): Promise<Choice<SubscriptionFact>> {
  const ask = () => eyes.tools.az.run(['account', 'list']);
  const subscriptions = await look(eyes, 'the Azure subscriptions', { ask, read: (listed) => readAll(listed, readSubscription) });
  return chooseSubscription({ ...nothingRead.azure, subscriptions }, wishes);
}

/** An id tells it. */
function subscriptionIn(decisions: Decisions): string | null {
  return readId(namedId(decisions) ?? '')?.subscription ?? null;
}

/** Where every web app has a provider, nobody is asked. */
function needsAuth0({ webApps }: Facts): boolean {
  return webApps.some((app) => app?.ok && needsProvider(app.value.signIn));
}

function shown({ facts, picks, questions, finding }: Looked): Plan {
  const plan = planOf(facts, picks);
  const isOpen = questions.some(({ usual }) => usual === null);
  return {
    steps: isOpen ? plan.steps.map((step) => ({ ...step, state: 'asked' })) : plan.steps,
    questions: [...questions, ...(isOpen ? [] : plan.questions)],
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
