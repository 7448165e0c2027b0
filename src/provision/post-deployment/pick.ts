import type { Question } from '../plan.js';
import type { Decisions } from '../plan.js';
import type { StepId } from '../step.js';
import type { ResourceFact } from './facts.js';
import { isSame, nameOf, readId } from './resource-id.js';

/** Which resource it is about: its id, or a question, or the name of one that is not there; null while nobody could look. */
export type Pick = { kind: 'there'; id: string } | { kind: 'asked'; question: Question } | { kind: 'missing'; name: string } | null;

/** The resources that the three actions are about. */
export interface Picks {
  storage: Pick;
  search: Pick;
  documentIntelligence: Pick;
  webApps: readonly [Pick, Pick];
}

interface Sort {
  flag: string;
  title: string;
  step: StepId;
  isOne: (resource: ResourceFact) => boolean;
}

const sorts = {
  storage: {
    flag: '--storage',
    title: 'Which storage account?',
    step: 'post.private-link',
    isOne: ({ type }) => isSame(type, 'Microsoft.Storage/storageAccounts'),
  },
  search: {
    flag: '--search',
    title: 'Which AI Search service?',
    step: 'post.private-link',
    isOne: ({ type }) => isSame(type, 'Microsoft.Search/searchServices'),
  },
  documentIntelligence: {
    flag: '--document-intelligence',
    title: 'Which Document Intelligence account?',
    step: 'post.blob-reader',
    isOne: ({ type, kind }) => isSame(type, 'Microsoft.CognitiveServices/accounts') && isSame(kind, 'FormRecognizer'),
  },
  webApp: {
    flag: '--web-app',
    title: 'Which web app?',
    step: 'post.web-app-1',
    // Function apps and workflows are sites, too.
    isOne: ({ type, kind }) => isSame(type, 'Microsoft.Web/sites') && !/functionapp|workflowapp/i.test(kind),
  },
} satisfies Record<string, Sort>;

/** Picks among the resources of a group, which are null where nobody could look. What is named by its id does not need the list. */
export function picksOf(resources: readonly ResourceFact[] | null, decisions: Decisions): Picks {
  const one = (sort: Sort): Pick => pick(sort, idsOf(sort, resources), decisions.get(sort.flag)?.trim());
  return {
    storage: one(sorts.storage),
    search: one(sorts.search),
    documentIntelligence: one(sorts.documentIntelligence),
    webApps: webApps(idsOf(sorts.webApp, resources), decisions.get(sorts.webApp.flag)),
  };
}

/** Whether everything is named by its id, so that no list is needed. */
export function areAllNamed(decisions: Decisions): boolean {
  const given = Object.values(sorts).flatMap(({ flag }) => wordsIn(decisions.get(flag)));
  return given.length === 5 && given.every((id) => readId(id) !== null);
}

/** The first id among the decisions, whose subscription and group are those of the others, too. */
export function namedId(decisions: Decisions): string | null {
  const given = Object.values(sorts).flatMap(({ flag }) => wordsIn(decisions.get(flag)));
  return given.find((id) => readId(id) !== null) ?? null;
}

function idsOf({ isOne }: Sort, resources: readonly ResourceFact[] | null): string[] | null {
  return resources?.filter(isOne).map(({ id }) => id) ?? null;
}

function pick(sort: Sort, ids: readonly string[] | null, wish: string | undefined): Pick {
  if (wish) return named(wish, ids);
  if (ids === null) return null;
  const [first, ...others] = ids;
  return first !== undefined && others.length === 0 ? { kind: 'there', id: first } : { kind: 'asked', question: questionOf(sort, ids) };
}

function named(wish: string, ids: readonly string[] | null): Pick {
  if (readId(wish) !== null) return { kind: 'there', id: wish.replace(/\/+$/, '') };
  const id = ids?.find((one) => isSame(nameOf(one), wish));
  if (id !== undefined) return { kind: 'there', id };
  return ids === null ? null : { kind: 'missing', name: wish };
}

/** Two of them. The order in which they are named is theirs; otherwise the shorter name is that of the web app, and the other one administers it. */
function webApps(ids: readonly string[] | null, wish: string | undefined): readonly [Pick, Pick] {
  const sort = sorts.webApp;
  const [one, two] = wordsIn(wish);
  if (one !== undefined && two !== undefined) return [named(one, ids), named(two, ids)];
  if (one !== undefined) {
    const first = named(one, ids);
    const others = ids?.filter((id) => first?.kind !== 'there' || !isSame(id, first.id)) ?? null;
    return [first, another(others, one)];
  }
  if (ids === null) return [null, null];
  const [first, second, ...others] = ids.toSorted((left, right) => left.length - right.length || left.localeCompare(right));
  if (first !== undefined && second !== undefined && others.length === 0)
    return [
      { kind: 'there', id: first },
      { kind: 'there', id: second },
    ];
  if (first !== undefined && second === undefined) return [{ kind: 'there', id: first }, another([], nameOf(first))];
  const asked = { kind: 'asked', question: questionOf(sort, ids) } as const;
  return [asked, { kind: 'asked', question: { ...asked.question, step: 'post.web-app-2' } }];
}

/** The second one. Its answer names both: a decision has one value. */
function another(ids: readonly string[] | null, first: string): Pick {
  if (ids === null) return null;
  const [only, ...others] = ids;
  if (only !== undefined && others.length === 0) return { kind: 'there', id: only };
  const { choices, ...question } = questionOf(sorts.webApp, ids);
  const both = choices.map((choice) => ({ ...choice, value: `${first},${choice.value}` }));
  return { kind: 'asked', question: { ...question, title: 'Which is the other web app?', step: 'post.web-app-2', choices: both } };
}

function questionOf({ flag, title, step }: Sort, ids: readonly string[]): Question {
  return { flag, title, step, choices: ids.map((id) => ({ value: id, title: nameOf(id), detail: id })), usual: null };
}

/** Several ids stand in one decision with a comma or a line break between. */
function wordsIn(value: string | undefined): string[] {
  return (value ?? '')
    .split(/[,\n]/)
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
