import { finding } from '../findings/finding.js';
import type { Choice } from './choice.js';
import { quote } from '../findings/quote.js';
import { cannotBe, isSameName, there, unseen, wrong } from './choice.js';
import type { AzureFacts, SubscriptionFact } from './facts.js';
import type { Question } from './plan.js';
import type { Wishes } from './wishes.js';

/** The subscription that was named, else the one that `az` uses, as long as it belongs to the tenant of the settings. */
export function chooseSubscription({ subscriptions }: AzureFacts, wishes: Wishes): Choice<SubscriptionFact> {
  if (!subscriptions?.ok) return unseen(subscriptions?.finding ?? null);
  const { subscription: wish, tenantId } = wishes;
  if (wish !== null) {
    const named = subscriptions.value.filter(({ id, name }) => isSameName(id, wish) || name === wish);
    const [only, ...others] = named;
    if (!only) return wrong(finding('tool/az-wrong-subscription', { subscription: wish }));
    if (others.length > 0) return { kind: 'asked', question: subscriptionQuestion(named, null) };
    const isOther = tenantId !== null && !isSameName(only.tenantId, tenantId);
    const problem = `the subscription ${quote(only.name)} belongs to the tenant ${only.tenantId}`;
    return isOther ? cannotBe('AZURE_TENANT_ID', tenantId, problem) : there(only);
  }
  const all = subscriptions.value.filter((one) => tenantId === null || isSameName(one.tenantId, tenantId));
  const [first, ...others] = all;
  // Somebody is signed in, and sees no subscription that can be used, or none of the tenant.
  if (!first) return unseen(finding('tool/az-wrong-subscription', { subscription: null }));
  const usual = others.length === 0 ? first : all.find(({ isDefault }) => isDefault);
  const question = subscriptionQuestion(all, usual ?? null);
  if (!usual) return { kind: 'asked', question };
  return there(usual, [], others.length === 0 ? null : question);
}

function subscriptionQuestion(all: readonly SubscriptionFact[], usual: SubscriptionFact | null): Question {
  return {
    flag: '--subscription',
    title: 'Which Azure subscription?',
    step: 'azure.group',
    choices: all.map(({ id, name, isDefault }) => ({ value: id, title: name, detail: isDefault ? `${id}, the one az uses` : id })),
    usual: usual?.id ?? null,
  };
}

/** What to do where a thing is not in the subscription, as words behind that. */
export function elsewhere({ subscriptions }: AzureFacts): string {
  const isOnly = subscriptions?.ok === true && subscriptions.value.length < 2;
  return isOnly
    ? '; without it, one is found or made'
    : '; --subscription looks in another one, and without the value one is found or made';
}
