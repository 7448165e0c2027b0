import type { Choice } from '../choice.js';
import { there, unseen } from '../choice.js';
import type { Decisions, Question } from '../plan.js';
import type { ResourceFact } from './facts.js';
import { namedId } from './pick.js';
import { lookForSearch } from './reading.js';
import type { View } from './reading.js';
import { readId } from './resource-id.js';

/** The group that was named, or that of a resource that was; else the one that has an AI Search service. */
export async function findGroup(view: View, subscription: string, decisions: Decisions): Promise<Choice<string>> {
  const name = decisions.get('--resource-group')?.trim() || readId(namedId(decisions) ?? '')?.group;
  if (name) return there(name);
  const services = await lookForSearch(view, subscription);
  if (!services?.ok) return unseen(services?.finding ?? null);
  const [first, ...others] = oneOfEachGroup(services.value);
  const only = others.length === 0 && first ? readId(first) : null;
  return only ? there(only.group) : { kind: 'asked', question: groupQuestion(services.value) };
}

function oneOfEachGroup(services: readonly ResourceFact[]): string[] {
  return [...new Map(services.map(({ id }) => [readId(id)?.group.toLowerCase(), id])).values()];
}

function groupQuestion(services: readonly ResourceFact[]): Question {
  const choices = oneOfEachGroup(services).map((id) => {
    const { group = '', name = '' } = readId(id) ?? {};
    return { value: group, title: group, detail: `has the AI Search service ${name}` };
  });
  return { flag: '--resource-group', title: 'Which resource group was deployed to?', step: 'post.private-link', choices, usual: null };
}
