import { createHash } from 'node:crypto';

import { finding } from '../findings/finding.js';
import { quote } from '../findings/quote.js';
import type { FieldName } from '../settings/field-name.js';
import type { Choice } from './choice.js';
import { fresh, isSameName, there, unseen, valueOf, wrong } from './choice.js';
import type { AccountFact, AzureFacts, IdentityFact, SubscriptionFact } from './facts.js';
import { listOf } from './facts.js';
import type { Question } from './plan.js';
import type { StepId } from './step.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** The name of an identity that is made, and under which one is looked for. */
export const usualIdentity = 'id-keyless';
const usualGroup = 'rg-keyless';

/** The subscription that was named, else the one that `az` uses, as long as it belongs to the tenant of the settings. */
export function chooseSubscription({ subscriptions }: AzureFacts, wishes: Wishes): Choice<SubscriptionFact> {
  if (!subscriptions?.ok) return unseen(subscriptions?.finding ?? null);
  const { subscription: wish, tenantId } = wishes;
  if (wish !== null) {
    const named = subscriptions.value.find(({ id, name }) => isSameName(id, wish) || name === wish);
    return named ? there(named) : wrong(finding('tool/az-wrong-subscription', { subscription: wish }));
  }
  const all = subscriptions.value.filter((one) => tenantId === null || isSameName(one.tenantId, tenantId));
  const [first, ...others] = all;
  if (!first) return unseen(finding('tool/az-signed-out', { tenant: tenantId }));
  const usual = others.length === 0 ? first : all.find(({ isDefault }) => isDefault);
  const question: Question = {
    flag: '--subscription',
    title: 'Which Azure subscription?',
    step: 'azure.group',
    choices: all.map(({ id, name, isDefault }) => ({ value: id, title: name, detail: isDefault ? `${id}, the one az uses` : id })),
    usual: usual?.id ?? null,
  };
  if (!usual) return { kind: 'asked', question };
  return there(usual, [], others.length === 0 ? null : question);
}

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
      return malformed('AZURE_AOAI_ENDPOINT', endpoint, `no Azure OpenAI account of the subscription ${quote(subscription.name)} has it`);
    const isOther = wishes.account !== null && !isSameName(named.name, wishes.account);
    return isOther
      ? malformed('AZURE_AOAI_ENDPOINT', endpoint, `it is that of ${quote(named.name)}, and --account names ${quote(wishes.account ?? '')}`)
      : there(named);
  }
  return otherAccount(all, { wishes, subscription, isBehindGateway: endpoint !== null });
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
    return malformed(
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
    choices: accounts.map(({ name, group, location }) => ({ value: name, title: name, detail: `${group}, ${location}` })),
    usual: null,
  };
}

/** The name in front of a host of Azure's own; null for a gateway or a domain of somebody's own, which does not tell the account. */
export function subdomainOf(endpoint: string): string | null {
  const host = URL.canParse(endpoint) ? new URL(endpoint).hostname : '';
  return /^([a-z0-9-]+)\.(?:openai|services\.ai|cognitiveservices)\.azure\.(?:com|us|cn)$/.exec(host)?.[1] ?? null;
}

/** The identity of the client id in the settings, else the one of the given or the usual name. */
export function chooseIdentity(facts: AzureFacts, wishes: Wishes): Choice<IdentityFact> {
  const { identities, isRegistration } = facts;
  const chosen = chooseSubscription(facts, wishes);
  if (chosen.kind === 'asked') return chosen;
  const subscription = valueOf(chosen);
  if (!identities?.ok || !subscription) return unseen(identities?.ok === false ? identities.finding : null);
  const clientId = textOf(wishes.settings, 'AZURE_CLIENT_ID');
  if (clientId === null) return identityOfName(identities.value, wishes);
  const found = identities.value.find((one) => isSameName(one.clientId, clientId));
  const isOther = found && wishes.identity !== null && !isSameName(found.name, wishes.identity);
  if (isOther)
    return malformed(
      'AZURE_CLIENT_ID',
      clientId,
      `it is that of ${quote(found.name)}, and --identity names ${quote(wishes.identity ?? '')}`,
    );
  if (found) return there(found);
  if (isRegistration?.ok === false) return unseen(isRegistration.finding);
  if (isRegistration === null || isRegistration.value) return unseen(null);
  return malformed(
    'AZURE_CLIENT_ID',
    clientId,
    `no managed identity of the subscription ${quote(subscription.name)} and no app registration of its tenant has it`,
  );
}

function identityOfName(all: readonly IdentityFact[], { identity, group }: Wishes): Choice<IdentityFact> {
  const name = identity ?? usualIdentity;
  const found = all.filter((one) => isSameName(one.name, name) && (group === null || isSameName(one.group, group)));
  const [first, ...others] = found;
  if (first && others.length > 0) return { kind: 'asked', question: groupQuestion('azure.identity', `Which ${name}?`, found, null) };
  if (first) return there(first);
  const choices = identity === null ? all : [];
  if (choices.length === 0) return fresh(name);
  const question: Question = {
    flag: '--identity',
    title: 'Which managed identity?',
    step: 'azure.identity',
    choices: [
      { value: name, title: name, detail: 'a new one' },
      ...choices.map((one) => ({ value: one.name, title: one.name, detail: `${one.group}, ${one.clientId}` })),
    ],
    usual: name,
  };
  return fresh(name, [], question);
}

function groupQuestion(step: StepId, title: string, all: readonly { group: string; location: string }[], usual: string | null): Question {
  const choices = all.map(({ group, location }) => ({ value: group, title: group, detail: location }));
  return { flag: '--resource-group', title, step, choices, usual };
}

/** Where what is made goes to. */
export interface Home {
  group: string;
  isGroupThere: boolean;
  location: string;
  notes: string[];
  question: Question | null;
}

/** The group that was named, else that of what is there, else the usual one; and the region of what is there, unless another one was named. */
export function chooseHome(facts: AzureFacts, wishes: Wishes): Home {
  const [identity, account] = [valueOf(chooseIdentity(facts, wishes)), valueOf(chooseAccount(facts, wishes))];
  const isAnythingNew = identity === null || account === null;
  const group = (isAnythingNew ? wishes.group : null) ?? identity?.group ?? account?.group ?? usualGroup;
  const groups = listOf(facts.groups);
  const found = groups.find(({ name }) => isSameName(name, group));
  const location = wishes.location ?? account?.location ?? found?.location ?? identity?.location ?? null;
  const others = groups.filter((one) => one !== found).map(({ name, location: at }) => ({ group: name, location: at }));
  const isOpen = wishes.group === null && !identity && !account && others.length > 0;
  const own = { group, location: found ? found.location : 'a new one' };
  return {
    group: found?.name ?? group,
    isGroupThere: found !== undefined || [identity, account].some((one) => isSameName(one?.group ?? null, group)),
    location: location ?? 'swedencentral',
    notes: location === null ? ['No region was named, so it is swedencentral; --location names another one.'] : [],
    question: isOpen ? groupQuestion('azure.group', 'Which resource group?', [own, ...others], group) : null,
  };
}

function malformed<T>(field: FieldName, value: string, problem: string): Choice<T> {
  return wrong(finding('settings/malformed', { field, value, problem }));
}
