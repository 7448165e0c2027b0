import type { Finding } from '../../findings/finding.js';
import { finding } from '../../findings/finding.js';
import { findingIn, questionIn } from '../choice.js';
import type { Seen } from '../facts.js';
import type { Plan, Question } from '../plan.js';
import { postDeploymentIds } from '../step.js';
import type { StepId } from '../step.js';
import type { Facts } from './facts.js';
import type { Pick, Picks } from './pick.js';
import { blobReaderStep } from './plan-blob-reader.js';
import { onceShared } from './plan-client.js';
import { privateLinkStep } from './plan-private-link.js';
import { webAppStep } from './plan-web-app.js';
import type { Planned } from './planned.js';

/** One step as it is now, with the commands that are left of it. */
export function stepOf(facts: Facts, picks: Picks, id: StepId): Planned {
  switch (id) {
    case 'post.private-link':
      return privateLinkStep(facts, picks);
    case 'post.blob-reader':
      return blobReaderStep(facts, picks);
    case 'post.web-app-1':
      return webAppStep(facts, picks, 0);
    case 'post.web-app-2':
      return webAppStep(facts, picks, 1);
    default:
      throw new TypeError(`${id} is a step of another plan`);
  }
}

/** The plan that people see. */
export function planOf(facts: Facts, picks: Picks): Plan {
  const chosen = [picks.storage, picks.search, picks.documentIntelligence, ...picks.webApps];
  return {
    // Each as it will be once those before it are done.
    steps: postDeploymentIds.map((id) => stepOf(id === 'post.web-app-2' ? onceShared(facts) : facts, picks, id).step),
    questions: [...questionsOf(chosen), ...tenantQuestion(facts)],
    findings: [...chosen.flatMap(missingOf), ...findingsOf(facts)],
  };
}

/** Asked for the sake of the web apps, which are not in the plan of a connection. */
function tenantQuestion({ auth0: { tenant } }: Facts): Question[] {
  const asked = tenant ? questionIn(tenant) : [];
  return asked.map((one) => ({ ...one, step: 'post.web-app-1' }));
}

/** One question a flag: what is asked behind it depends on the answer. */
function questionsOf(chosen: readonly Pick[]): Question[] {
  const all = chosen.flatMap((pick) => (pick?.kind === 'asked' ? [pick.question] : []));
  return all.filter(({ flag }, at) => all.findIndex((one) => one.flag === flag) === at);
}

function missingOf(pick: Pick): Finding[] {
  return pick?.kind === 'missing' ? [finding('tool/az-resource-missing', { resource: pick.name })] : [];
}

/** What could not be read. Several reads that fail for one reason are one finding. */
export function findingsOf({ connections, links, identity, roles, webApps, auth0 }: Facts): Finding[] {
  const all: Seen<unknown>[] = [connections, links, identity, roles, ...webApps, auth0.client];
  const ofTenant = auth0.tenant ? findingIn(auth0.tenant) : [];
  const found = [...all.flatMap((seen) => (seen && !seen.ok ? [seen.finding] : [])), ...ofTenant];
  return found.filter((one, at) => found.findIndex((other) => JSON.stringify(other) === JSON.stringify(one)) === at);
}
