import type { Finding } from '../../findings/finding.js';
import type { Tool } from '../../tools/tool.js';
import type { Decisions, Question } from '../plan.js';
import type { StepId } from '../step.js';
import { isObject } from './differences.js';
import type { Facts, ResourceFact, Seen } from './facts.js';
import { nothingSeen } from './facts.js';
import { areAllNamed, namedId, picksOf } from './pick.js';
import type { Pick as Picked, Picks } from './pick.js';
import { lookAtConnections, lookAtGroup, lookAtIdentity, lookAtLinks, lookAtRoles, lookAtWebApp, lookForSearch } from './reading.js';
import type { Reading } from './reading.js';
import { readId } from './resource-id.js';

/** What was found of all that the actions are about. */
export interface Looked {
  facts: Facts;
  picks: Picks;
  /** Where the group is not known. */
  question: Question | null;
  /** Why nobody could look at it. */
  finding: Finding | null;
}

/** Finds the resources of the accelerator. */
export async function find(az: Tool, reading: Reading, decisions: Decisions): Promise<Omit<Looked, 'facts'>> {
  const none = { picks: picksOf(null, decisions), question: null, finding: null };
  if (areAllNamed(decisions)) return none;
  const group = await groupOf(az, reading, decisions);
  if ('question' in group) return { ...none, question: group.question };
  if ('finding' in group) return { ...none, finding: group.finding };
  const resources = await lookAtGroup(reading, group);
  if (!resources?.ok) return { ...none, finding: resources?.finding ?? null };
  return { ...none, picks: picksOf(resources.value, decisions) };
}

type Group = { subscription: string; name: string } | { question: Question } | { finding: Finding };

/** The group that was named, or that of a resource that was; else the one that has an AI Search service. */
async function groupOf(az: Tool, reading: Reading, decisions: Decisions): Promise<Group> {
  const id = readId(namedId(decisions) ?? '');
  const wish = decisions.get('--resource-group')?.trim();
  const name = wish || id?.group;
  const subscription = await subscriptionOf(az, reading, { id: id?.subscription ?? null, wish: decisions.get('--subscription')?.trim() });
  if (!subscription?.ok) return { finding: subscription?.finding as Finding };
  if (name) return { subscription: subscription.value, name };
  const services = await lookForSearch(reading, subscription.value);
  if (!services?.ok) return { finding: services?.finding as Finding };
  return onlyGroup(services.value) ?? { question: groupQuestion(services.value) };
}

async function subscriptionOf(
  az: Tool,
  { explain }: Reading,
  { id, wish }: { id: string | null; wish: string | undefined },
): Promise<Seen<string>> {
  if (id !== null) return { ok: true, value: id };
  const answer = await az.run(['account', 'show', ...(wish ? ['--subscription', wish] : [])]);
  if (!answer.ok) return { ok: false, finding: explain(answer.failure) };
  return { ok: true, value: isObject(answer.value) ? String(answer.value['id']) : '' };
}

function onlyGroup(services: readonly ResourceFact[]): { subscription: string; name: string } | null {
  const [first, ...others] = groupsOf(services);
  const id = others.length === 0 && first ? readId(first) : null;
  return id && { subscription: id.subscription, name: id.group };
}

/** One service of each group. */
function groupsOf(services: readonly ResourceFact[]): string[] {
  return [...new Map(services.map(({ id }) => [readId(id)?.group.toLowerCase(), id])).values()];
}

function groupQuestion(services: readonly ResourceFact[]): Question {
  const choices = groupsOf(services).map((id) => {
    const { group = '', name = '' } = readId(id) ?? {};
    return { value: group, title: group, detail: `has the AI Search service ${name}` };
  });
  return { flag: '--resource-group', title: 'Which resource group was deployed to?', step: 'post.private-link', choices, usual: null };
}

/** Reads everything that was found, side by side. What Auth0 has is not among it: whether that is needed shows here. */
export async function lookAtAll(reading: Reading, picks: Picks): Promise<Facts> {
  const [link, blob, first, second] = await Promise.all([
    lookAt('post.private-link', reading, picks),
    lookAt('post.blob-reader', reading, picks),
    lookAt('post.web-app-1', reading, picks),
    lookAt('post.web-app-2', reading, picks),
  ]);
  return second(first(blob(link(nothingSeen))));
}

/** Reads again what a step is about, and gives what to change in the facts. */
export async function lookAt(step: StepId, reading: Reading, picks: Picks): Promise<(facts: Facts) => Facts> {
  const { storage, search, documentIntelligence, webApps } = picks;
  if (step === 'post.private-link') {
    const [connections, links] = await Promise.all([
      at(storage, (id) => lookAtConnections(reading, id)),
      at(search, (id) => lookAtLinks(reading, id)),
    ]);
    return (facts) => ({ ...facts, connections, links });
  }
  if (step === 'post.blob-reader') {
    const identity = await at(documentIntelligence, (id) => lookAtIdentity(reading, id));
    const principalId = identity?.ok ? identity.value.principalId : null;
    const roles = principalId === null ? null : await at(storage, (id) => lookAtRoles(reading, id, principalId));
    return (facts) => ({ ...facts, identity, roles });
  }
  const which = step === 'post.web-app-1' ? 0 : 1;
  const app = await at(webApps[which], (id) => lookAtWebApp(reading, id));
  return (facts) => ({ ...facts, webApps: which === 0 ? [app, facts.webApps[1]] : [facts.webApps[0], app] });
}

async function at<T>(pick: Picked, look: (id: string) => Promise<Seen<T>>): Promise<Seen<T>> {
  return pick?.kind === 'there' ? look(pick.id) : null;
}
