import { isRecord, stringOf } from '../../chain/exchange.js';
import type { Choice } from '../choice.js';
import { there, unseen } from '../choice.js';
import type { Seen } from '../facts.js';
import { look } from '../look.js';
import type { Eyes } from '../look.js';
import type { Decisions, Question } from '../plan.js';
import type { ResourceFact } from './facts.js';
import { namedId } from './pick.js';
import { lookForSearch } from './reading.js';
import { readId } from './resource-id.js';

/** A resource group by its name, and where it is. */
export interface Group {
  subscription: string;
  name: string;
}

/** The group that was named, or that of a resource that was; else the one that has an AI Search service. */
export async function findGroup(eyes: Eyes, decisions: Decisions): Promise<Choice<Group>> {
  const id = readId(namedId(decisions) ?? '');
  const name = decisions.get('--resource-group')?.trim() || id?.group;
  const wish = decisions.get('--subscription')?.trim() || null;
  const subscription = id ? id.subscription : await subscriptionOf(eyes, wish);
  if (typeof subscription !== 'string') return unseen(subscription?.ok === false ? subscription.finding : null);
  if (name) return there({ subscription, name });
  const services = await lookForSearch(eyes, subscription);
  if (!services?.ok) return unseen(services?.finding ?? null);
  const [first, ...others] = oneOfEachGroup(services.value);
  const only = others.length === 0 && first ? readId(first) : null;
  return only ? there({ subscription, name: only.group }) : { kind: 'asked', question: groupQuestion(services.value) };
}

/** The subscription that was named, by id or name, or else the one that `az` uses. */
async function subscriptionOf(eyes: Eyes, wish: string | null): Promise<string | Seen<never>> {
  const args = ['account', 'show', ...(wish === null ? [] : ['--subscription', wish])];
  const read = (account: unknown): string | null => (isRecord(account) ? stringOf(account['id']) : null);
  const seen = await look(eyes, 'the Azure subscription', { ask: () => eyes.tools.az.run(args), read });
  return seen?.ok ? seen.value : seen;
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
