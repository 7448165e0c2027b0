import { isRecord } from '../chain/exchange.js';
import { lookUp } from '../provision/look-up.js';
import type { LookedUp } from '../provision/look-up.js';
import { patchedPath } from '../provision/repair-changes.js';
import type { Before } from '../provision/repair-changes.js';
import type { RepairCommand } from '../provision/repair-plan.js';
import { repairStep } from '../provision/repair-step.js';
import type { ToolAnswer } from '../tools/tool.js';
import { clientIdOf } from './desk-azure.js';
import type { Place } from './open.js';
import type { Bench, Pending } from './repair-bench.js';

/** What the person's own `az` shows of the identity and the account of this place. */
export async function lookAtAzure({ azure }: Bench, place: Place, signal: AbortSignal): Promise<ToolAnswer<LookedUp>> {
  const opened = await azure.open(place);
  if (!opened.ok) return opened;
  const { endpoint } = place.settings.profile?.openai ?? { endpoint: '' };
  const found = await lookUp({ clientId: clientIdOf(place) ?? '', endpoint }, opened.value);
  signal.throwIfAborted();
  const [failure] = found.failures;
  return found.identity === null && failure ? { ok: false, failure } : { ok: true, value: found };
}

/** What `auth0 api patch` will change, as it is now. */
export async function lookAtAuth0(
  commands: readonly RepairCommand[],
  bench: Bench,
  signal: AbortSignal,
): Promise<ToolAnswer<Before['auth0']>> {
  const { azure } = bench;
  const before = new Map<string, Record<string, unknown>>();
  const domain = bench.place().settings.profile?.auth0.domain;
  const tenant = domain?.endsWith('.auth0.com') ? ['--tenant', domain] : [];
  for (const command of commands) {
    const path = patchedPath(command);
    if (path === null) continue;
    const answer = await (await azure.tools(bench.place(), signal)).auth0.run(['api', 'get', path, ...tenant]);
    if (!answer.ok) return answer;
    if (isRecord(answer.value)) before.set(path, answer.value);
  }
  return { ok: true, value: before };
}

/**
 * Whether a yes still means what was shown: the other side is read once more, because others write there too, and the commands would
 * drop what they have written since.
 */
export async function isAsShown(
  { commands, step, subscriptionId }: Pending,
  bench: Bench,
  signal: AbortSignal,
): Promise<ToolAnswer<boolean>> {
  // What only looks was not looked at before.
  if (step.state !== 'change') return { ok: true, value: true };
  const azure = subscriptionId === null ? null : await lookAtAzure(bench, bench.place(), signal);
  if (azure && !azure.ok) return azure;
  const auth0 = await lookAtAuth0(commands, bench, signal);
  if (!auth0.ok) return auth0;
  signal.throwIfAborted();
  const found = azure?.value ?? null;
  const { changes, notes } = repairStep(step.title, commands, { azure: found, auth0: auth0.value });
  const now = { changes, notes, subscriptionId: found?.subscriptionId ?? null };
  return { ok: true, value: JSON.stringify(now) === JSON.stringify({ changes: step.changes, notes: step.notes, subscriptionId }) };
}
