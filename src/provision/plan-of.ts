import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import { findingIn, questionIn, valueOf } from './choice.js';
import { chooseCredential, goalOf } from './choose-credential.js';
import { chooseSecret } from './choose-secret.js';
import { chooseModel } from './choose-deployment.js';
import type { Facts, Seen } from './facts.js';
import { domainOf, picksOf } from './picks.js';
import type { Picks } from './picks.js';
import { planAccount } from './plan-account.js';
import { planAuth0 } from './plan-auth0.js';
import { planEnv, plannedValuesOf } from './plan-env.js';
import { planIdentity } from './plan-identity.js';
import { planCredential, planRole } from './plan-trust.js';
import type { Accounts, Plan, Question } from './plan.js';
import type { Step } from './step.js';
import type { Wishes } from './wishes.js';

/** What there is to do, as a function of what there is and what is wished. */
export function planOf(facts: Facts, wishes: Wishes): Plan {
  const picks = picksOf(facts, wishes);
  const steps = [
    ...planAuth0(facts, picks, wishes),
    ...planAccount(facts, picks, wishes),
    planIdentity(facts, picks, wishes),
    planCredential(facts, picks, wishes),
    planRole(facts, picks, wishes),
  ].map((step, at, all) => saidOnce(inSubscription(step, picks), all.slice(0, at)));
  const all = [...steps, planEnv(facts, plannedValuesOf(facts, picks, wishes), steps)];
  return {
    steps: all,
    questions: questionsOf(facts, picks, wishes),
    findings: findingsOf(facts, picks, wishes),
    accounts: accountsOf(picks),
  };
}

function accountsOf({ tenant, subscription }: Picks): Accounts {
  const chosen = valueOf(subscription);
  return { tenant: valueOf(tenant)?.domain ?? null, subscription: chosen && { id: chosen.id, name: chosen.name } };
}

/** The commands name the subscription where it is another one than `az` would use. */
function inSubscription(step: Step, { subscription }: Picks): Step {
  const chosen = valueOf(subscription);
  if (!chosen || chosen.isDefault) return step;
  const commands = step.commands.map((one) => (/^az (?!ad |rest )/.test(one) ? `${one} --subscription ${chosen.id}` : one));
  return { ...step, commands };
}

/** What one step says already the next does not say again. */
function saidOnce(step: Step, before: readonly Step[]): Step {
  const said = new Set(before.flatMap(({ notes }) => notes));
  return { ...step, notes: step.notes.filter((note) => !said.has(note)) };
}

function questionsOf(facts: Facts, picks: Picks, wishes: Wishes): Question[] {
  const { tenant, application, subscription, account, identity, deployment, home } = picks;
  const model = deployment.kind === 'new' ? questionIn(chooseModel(facts.azure, wishes)) : [];
  const all = [
    ...[tenant, application, subscription].flatMap(questionIn),
    ...(home.question ? [home.question] : []),
    ...[account, deployment].flatMap(questionIn),
    ...model,
    ...questionIn(identity),
    ...secretQuestion(facts, picks, wishes),
  ];
  // What stands on an answer that is missing asks for the same one.
  return [...new Map(all.map((question) => [question.flag, question])).values()];
}

/** Auth0 shows a secret only to who may read it. */
function secretQuestion({ auth0 }: Facts, { application }: Picks, wishes: Wishes): Question[] {
  if (auth0.secret?.ok !== false || application.kind !== 'there') return [];
  if (chooseSecret(auth0, application.value.clientId, wishes)) return [];
  const title = `What is the client secret of ${application.value.name}?`;
  return [{ flag: '--client-secret-file', title, step: 'local.env', choices: [], usual: null }];
}

/** Each once. Where a token came, nobody needs to look at Auth0. */
function findingsOf(facts: Facts, picks: Picks, wishes: Wishes): Finding[] {
  const { auth0, azure, token } = facts;
  const sides: Seen<unknown>[] = [auth0.grants, azure.groups, azure.isRegistration, azure.credentials, azure.deployments, azure.roles];
  const ofAuth0 = [picks.tenant, picks.api, picks.application].flatMap(findingIn);
  // A secret that Auth0 does not show matters only where nobody gave one.
  const secret = secretQuestion(facts, picks, wishes).length > 0 && auth0.secret?.ok === false ? [auth0.secret.finding] : [];
  const ofAzure = [picks.subscription, picks.account, picks.deployment, picks.identity].flatMap(findingIn);
  const models = picks.deployment.kind === 'new' && azure.models?.ok === false ? [azure.models.finding] : [];
  const seenWrong = sides.flatMap((one) => (one?.ok === false ? one.finding : []));
  const all = [
    ...wishes.unusable,
    ...ofAuth0.filter(({ code }) => !token?.ok || !code.startsWith('tool/')),
    ...(token?.ok === false ? [token.finding] : []),
    ...ofAzure,
    ...secret,
    ...seenWrong,
    ...models,
    ...(isFull(facts, picks, wishes) ? [finding('trust/credential-limit', {})] : []),
  ];
  return [...new Map(all.map((one) => [JSON.stringify([one.code, one.evidence]), one])).values()];
}

function isFull(facts: Facts, picks: Picks, wishes: Wishes): boolean {
  const goal = goalOf(facts, { domain: domainOf(picks, wishes), clientId: valueOf(picks.application)?.clientId ?? null }, wishes);
  return facts.azure.credentials?.ok === true && chooseCredential(goal, facts, wishes).kind === 'full';
}
