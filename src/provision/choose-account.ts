import { createHash } from 'node:crypto';

import { quote } from '../findings/quote.js';
import type { Choice } from './choice.js';
import { cannotBe, fresh, isSameName, there, unseen, valueOf } from './choice.js';
import { chooseSubscription, elsewhere } from './choose-subscription.js';
import type { AccountFact, AzureFacts, SubscriptionFact } from './facts.js';
import type { Question } from './plan.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** The account of the endpoint in the settings, the one that was named, or the only one. Which of several nobody guesses. */
export function chooseAccount(facts: AzureFacts, wishes: Wishes): Choice<AccountFact> {
  const { accounts } = facts;
  const chosen = chooseSubscription(facts, wishes);
  if (chosen.kind === 'asked') return chosen;
  const subscription = valueOf(chosen);
  if (!accounts?.ok || !subscription) return unseen(accounts?.ok === false ? accounts.finding : null);
  const all = accounts.value.filter(({ kind }) => kind === 'OpenAI' || kind === 'AIServices');
  const endpoint = textOf(wishes.settings, 'AZURE_AOAI_ENDPOINT');
  const label = endpoint === null ? null : subdomainOf(endpoint);
  if (endpoint !== null && label !== null) {
    const named = all.find(({ subdomain }) => isSameName(subdomain, label));
    if (!named)
      return cannotBe(
        'AZURE_AOAI_ENDPOINT',
        endpoint,
        `no Azure OpenAI account of the subscription ${quote(subscription.name)} has it${elsewhere(facts)}`,
      );
    const isOther = wishes.account !== null && !isSameName(named.name, wishes.account);
    return isOther
      ? cannotBe('AZURE_AOAI_ENDPOINT', endpoint, `it is that of ${quote(named.name)}, and --account names ${quote(wishes.account ?? '')}`)
      : there(named);
  }
  const unfit = accounts.value.find((one) => !all.includes(one) && isSameName(one.name, wishes.account));
  if (unfit) {
    const title = `${quote(unfit.name)} is an account of the kind ${unfit.kind}, which has no Azure OpenAI. Which account?`;
    return { kind: 'asked', question: { ...accountQuestion(all), title } };
  }
  return otherAccount(all, { wishes, subscription, isBehindGateway: endpoint !== null && !isRegional(endpoint) });
}

interface Around {
  wishes: Wishes;
  subscription: SubscriptionFact;
  /** The endpoint of the settings is no address of an account. */
  isBehindGateway: boolean;
}

function otherAccount(all: readonly AccountFact[], { wishes, subscription, isBehindGateway }: Around): Choice<AccountFact> {
  const named = all.filter(({ name, id }) => isSameName(name, wishes.account) || isSameName(id, wishes.account));
  const inGroup = all.filter(({ group }) => isSameName(group, wishes.group));
  const found = wishes.account !== null ? named : all.length > 1 && inGroup.length === 1 ? inGroup : all;
  const [first, ...others] = found;
  if (first && others.length === 0) return there(first);
  if (first) return { kind: 'asked', question: accountQuestion(found) };
  if (wishes.account !== null) return fresh(wishes.account);
  const endpoint = textOf(wishes.settings, 'AZURE_AOAI_ENDPOINT');
  if (isBehindGateway && endpoint)
    return cannotBe(
      'AZURE_AOAI_ENDPOINT',
      endpoint,
      `it is the address of a gateway, and the subscription ${quote(subscription.name)} has no account that could stand behind it`,
    );
  const hash = createHash('sha256').update(subscription.id.toLowerCase()).digest('hex').slice(0, 8);
  return fresh(`aoai-keyless-${hash}`, ['Its name is that of its endpoint, which nobody else may have; --account gives another one.']);
}

function accountQuestion(accounts: readonly AccountFact[]): Question {
  return {
    flag: '--account',
    title: 'Which Azure OpenAI account?',
    step: 'azure.account',
    // Two groups may each have one of the same name.
    choices: accounts.map(({ id, name, group, location }) => {
      const isOneOfSeveral = accounts.filter((one) => isSameName(one.name, name)).length > 1;
      return { value: isOneOfSeveral ? id : name, title: name, detail: `${group}, ${location}` };
    }),
    usual: null,
  };
}

/** Whether it is the endpoint that all accounts of a region share, which takes no tokens: whatever the account has in its place is the better one. */
export function isRegional(endpoint: string): boolean {
  return URL.canParse(endpoint) && /^[a-z0-9]+\.api\.cognitive\.(?:microsoft|azure)\.(?:com|us|cn)$/.test(new URL(endpoint).hostname);
}

/** The name in front of a host of Azure's own; null for a gateway or a domain of somebody's own, which does not tell the account. */
export function subdomainOf(endpoint: string): string | null {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return /^([a-z0-9-]+)\.(?:openai|services\.ai|cognitiveservices)\.azure\.(?:com|us|cn)$/.exec(host)?.[1] ?? null;
}
