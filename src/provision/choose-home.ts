import { isSameName } from './choice.js';
import type { AccountFact, AzureFacts, IdentityFact } from './facts.js';
import { listOf } from './facts.js';
import type { Question } from './plan.js';
import type { StepId } from './step.js';
import type { Wishes } from './wishes.js';

const usualGroup = 'rg-keyless';

/** Where what is made goes to. */
export interface Home {
  group: string;
  isGroupThere: boolean;
  location: string;
  notes: string[];
  question: Question | null;
}

/** What is there already; null where it is to be made. */
export interface Residents {
  identity: IdentityFact | null;
  account: AccountFact | null;
}

/** The group that was named, else that of what is there, else the usual one; and the region of what is there, unless another one was named. */
export function chooseHome(facts: AzureFacts, wishes: Wishes, { identity, account }: Residents): Home {
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

/** Which resource group, by its name and region. */
export function groupQuestion(
  step: StepId,
  title: string,
  all: readonly { group: string; location: string }[],
  usual: string | null,
): Question {
  const choices = all.map(({ group, location }) => ({ value: group, title: group, detail: location }));
  return { flag: '--resource-group', title, step, choices, usual };
}
