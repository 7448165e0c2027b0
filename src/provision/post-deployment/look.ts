import type { Finding } from '../../findings/finding.js';
import type { Seen } from '../facts.js';
import type { Decisions, Question } from '../plan.js';
import type { StepId } from '../step.js';
import type { Facts } from './facts.js';
import { nothingSeen } from './facts.js';
import { findGroup } from './find-group.js';
import { areAllNamed, picksOf } from './pick.js';
import type { Pick as Picked, Picks } from './pick.js';
import { lookAtConnections, lookAtGroup, lookAtIdentity, lookAtLinks, lookAtRoles, lookAtWebApp } from './reading.js';
import type { View } from './reading.js';

/** What was found of all that the actions are about. */
export interface Looked {
  facts: Facts;
  picks: Picks;
  /** Null where nobody could look at Azure. */
  view: View | null;
  /** Which subscription and which group it is about. */
  questions: Question[];
  /** Why nobody could look. */
  finding: Finding | null;
}

/** Finds the resources of the accelerator. */
export async function find(view: View, subscription: string, decisions: Decisions): Promise<Omit<Looked, 'facts'>> {
  const none = { picks: picksOf(null, decisions), view, questions: [], finding: null };
  if (areAllNamed(decisions)) return none;
  const group = await findGroup(view, subscription, decisions);
  if (group.kind === 'asked') return { ...none, questions: [group.question] };
  if (group.kind !== 'there') return { ...none, finding: 'finding' in group ? group.finding : null };
  const resources = await lookAtGroup(view, subscription, group.value);
  if (!resources?.ok) return { ...none, finding: resources?.finding ?? null };
  return { ...none, picks: picksOf(resources.value, decisions) };
}

/** Reads everything that was found, side by side. What Auth0 has is not among it: whether that is needed shows here. */
export async function lookAtAll(view: View, picks: Picks): Promise<Facts> {
  const steps = ['post.private-link', 'post.blob-reader', 'post.web-app-1', 'post.web-app-2'] as const;
  const changes = await Promise.all(steps.map((step) => lookAt(step, view, picks)));
  return changes.reduce((facts, change) => change(facts), nothingSeen);
}

/** Reads what a step is about, and gives what to change in the facts. */
export async function lookAt(step: StepId, view: View, picks: Picks): Promise<(facts: Facts) => Facts> {
  if (step === 'post.private-link') return lookAtLink(view, picks);
  if (step === 'post.blob-reader') return lookAtReader(view, picks);
  const which = step === 'post.web-app-1' ? 0 : 1;
  const app = await at(picks.webApps[which], (id) => lookAtWebApp(view, id));
  return (facts) => ({ ...facts, webApps: which === 0 ? [app, facts.webApps[1]] : [facts.webApps[0], app] });
}

async function lookAtLink(view: View, { storage, search }: Picks): Promise<(facts: Facts) => Facts> {
  const [connections, links] = await Promise.all([
    at(storage, (id) => lookAtConnections(view, id)),
    at(search, (id) => lookAtLinks(view, id)),
  ]);
  return (facts) => ({ ...facts, connections, links });
}

async function lookAtReader(view: View, { storage, documentIntelligence }: Picks): Promise<(facts: Facts) => Facts> {
  const identity = await at(documentIntelligence, (id) => lookAtIdentity(view, id));
  const principalId = identity?.ok ? identity.value.principalId : null;
  const roles = principalId === null ? null : await at(storage, (id) => lookAtRoles(view, id, principalId));
  return (facts) => ({ ...facts, identity, roles });
}

async function at<T>(pick: Picked, read: (id: string) => Promise<Seen<T>>): Promise<Seen<T>> {
  return pick?.kind === 'there' ? read(pick.id) : null;
}
