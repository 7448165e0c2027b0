import { createIdentity } from '../findings/azure-commands.js';
import type { Known } from '../findings/explanation.js';
import { isSameName, valueOf } from './choice.js';
import type { Facts } from './facts.js';
import { listOf } from './facts.js';
import { makeStep, notChosen, to } from './make-step.js';
import { knownOf } from './picks.js';
import type { Picks } from './picks.js';
import type { Step } from './step.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** The user-assigned managed identity. */
export function planIdentity(facts: Facts, picks: Picks, wishes: Wishes): Step {
  const { identity } = picks;
  const found = valueOf(identity);
  if (found)
    return makeStep('azure.identity', `managed identity ${found.name}`, { state: 'right', notes: [`Its client id is ${found.clientId}.`] });
  const clientId = textOf(wishes.settings, 'AZURE_CLIENT_ID');
  if (isRegistration(facts))
    return makeStep('azure.identity', `app registration ${clientId}`, { state: 'unknown', notes: [ofRegistration] });
  const commands = [createIdentity(knownOf(picks, wishes), regionBesides(facts, picks))];
  const name = identity.kind === 'new' ? identity.name : (clientId ?? wishes.identity);
  const title = name === null ? 'managed identity' : `managed identity ${name}`;
  if (identity.kind !== 'new')
    return makeStep('azure.identity', title, { state: notChosen(identity), commands: clientId === null ? commands : [] });
  const { location, notes } = picks.home;
  return makeStep('azure.identity', title, {
    state: 'create',
    changes: [to('region', location)],
    commands,
    notes: [...identity.notes, ...notes],
  });
}

const ofRegistration =
  'AZURE_CLIENT_ID belongs to an app registration, not to a managed identity. It works as well, and is left to you: the commands below are those for it.';

/** Whether the client id of the settings is that of an app registration. */
export function isRegistration({ azure }: Facts): boolean {
  return azure.isRegistration?.ok === true && azure.isRegistration.value;
}

/** What words and commands are to know, whose the client id is included. */
export function knownWith(facts: Facts, picks: Picks, wishes: Wishes): Known {
  const known = knownOf(picks, wishes);
  if (isRegistration(facts)) return { ...known, identity: 'app-registration' };
  return { ...known, identity: 'managed-identity' };
}

/** The region, where it is another one than that of the group, which is taken otherwise. */
function regionBesides({ azure }: Facts, { home }: Picks): string | null {
  const group = listOf(azure.groups).find(({ name }) => isSameName(name, home.group));
  return group && !isSameName(group.location, home.location) ? home.location : null;
}
