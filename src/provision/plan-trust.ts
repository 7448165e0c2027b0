import { builtInRole } from '../chain/role-names.js';
import { assignRole, credentialFixes, openAiUser } from '../findings/azure-commands.js';
import type { Known } from '../findings/explanation.js';
import { valueOf } from './choice.js';
import { chooseCredential, goalOf } from './choose-credential.js';
import type { CredentialChoice, Goal } from './choose-credential.js';
import type { CredentialFact, Facts } from './facts.js';
import { listOf } from './facts.js';
import { differing, makeStep, to } from './make-step.js';
import { domainOf } from './picks.js';
import type { Picks } from './picks.js';
import { knownWith } from './plan-identity.js';
import type { Step } from './step.js';
import type { Wishes } from './wishes.js';

/** The federated credential: what the identity holds against what the token says. */
export function planCredential(facts: Facts, picks: Picks, wishes: Wishes): Step {
  const around = { domain: domainOf(picks, wishes), clientId: valueOf(picks.application)?.clientId ?? null };
  const goal = goalOf(facts, around, wishes);
  const known = knownWith(facts, picks, wishes);
  const isUnread = picks.identity.kind === 'there' && !facts.azure.credentials?.ok;
  const isBlind = facts.token?.ok === false || isUnread || (picks.identity.kind !== 'there' && picks.identity.kind !== 'new');
  const choice = chooseCredential(goal, facts, wishes);
  // Where nobody can look at Auth0 no token will come either.
  const isMute = !goal.isSure && [picks.tenant, picks.api, picks.application].some(({ kind }) => kind === 'unseen');
  if (isMute || isBlind || choice.kind === 'full')
    return makeStep('azure.credential', 'federated credential', { state: 'unknown', commands: byHand(goal, known) });
  return choice.kind === 'create' ? creation(choice.name, goal, known) : ofCredential(choice, goal, known);
}

/** For the person: what is there, and how one more is made. */
function byHand(goal: Goal, known: Known): string[] {
  const wanted = goal.isSure ? goal : inCapitals;
  return [...credentialCommand('names', wanted, known), ...credentialCommand('create', wanted, known)];
}

function creation(name: string, goal: Goal, known: Known): Step {
  const commands = credentialCommand('recreate', goal.isSure ? goal : inCapitals, { ...known, credentialName: name });
  const changes = claims(goal).map(([claim, value]) => to(claim, value));
  const notes = goal.isSure ? [] : [fromToken];
  return makeStep('azure.credential', `federated credential ${name}`, { state: 'create', changes, commands, notes });
}

function ofCredential({ kind, credential }: Extract<CredentialChoice, { credential: CredentialFact }>, goal: Goal, known: Known): Step {
  const title = `federated credential ${credential.name}`;
  const notes = goal.isSure ? [] : [fromToken];
  if (kind === 'right') return makeStep('azure.credential', title, { state: 'right', notes });
  const { issuer, subject, audiences } = credential;
  const old = [issuer, subject, audiences.join(', ')];
  const changes = differing(claims(goal).map(([claim, value], at) => ({ name: claim, from: old[at] ?? '', to: value })));
  const commands = credentialCommand('update', goal.isSure ? goal : inCapitals, { ...known, credentialName: credential.name });
  return makeStep('azure.credential', title, { state: 'change', changes, commands, notes });
}

const fromToken = 'The three values are taken from the token, once Auth0 gives one; these are what is to be expected of it.';
const inCapitals = { issuer: null, subject: null, audience: null };

/** What is known of the three; the rest stands in capitals. */
function claims({ issuer, subject, audience }: Goal): [name: string, value: string][] {
  return [
    ['issuer', issuer ?? 'ISSUER'],
    ['subject', subject ?? 'SUBJECT'],
    ['audience', audience ?? 'AUDIENCE'],
  ];
}

function credentialCommand(
  action: 'names' | 'create' | 'recreate' | 'update',
  wanted: Pick<Goal, 'issuer' | 'subject' | 'audience'>,
  known: Known,
): string[] {
  return credentialFixes(action, known, wanted).flatMap((fix) => (fix.kind === 'command' ? fix.command : []));
}

/** The role on the account, whichever of those that let an identity chat it is. */
export function planRole(facts: Facts, picks: Picks, wishes: Wishes): Step {
  const { azure } = facts;
  const [identity, account] = [valueOf(picks.identity), valueOf(picks.account)];
  const able = listOf(azure.roles)
    .map((id) => builtInRole(id))
    .find((role) => role?.canChat);
  if (able) return makeStep('azure.role', `role ${able.name}`, { state: 'right' });
  const known = knownWith(facts, picks, wishes);
  const title = `role ${builtInRole(openAiUser)?.name}`;
  const isUnread = identity !== null && account !== null && !azure.roles?.ok;
  const isBlind = [picks.identity, picks.account].some(({ kind }) => kind !== 'there' && kind !== 'new');
  if (isBlind || isUnread)
    return makeStep('azure.role', title, {
      state: 'unknown',
      commands: [assignRole(known, null, openAiUser)],
    });
  const changes = [to('scope', account?.name ?? 'the account')];
  return makeStep('azure.role', title, {
    state: 'create',
    changes,
    commands: [assignRole(known, null, openAiUser)],
    notes: [late],
  });
}

const late = 'Azure needs some minutes to notice a new role: keyless check --wait waits for it.';
