import type { Wanted } from '../findings/finding.js';
import { closestCredential } from '../findings/recognise/closest-credential.js';
import { wantedOf } from '../findings/recognise/trust.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { CredentialFact, Facts } from './facts.js';
import { listOf } from './facts.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** What becomes of the federated credentials of an identity. */
export type CredentialChoice =
  | { kind: 'right' | 'change'; credential: CredentialFact }
  | { kind: 'create'; name: string }
  /** An identity holds at most 20. */
  | { kind: 'full' };

/** What the credential has to hold. `isSure`: it stands in the token; else it is what a token of this application would hold. */
export interface Goal extends Wanted {
  isSure: boolean;
  /** Of the application that asks for the token. */
  clientId: string | null;
}

/** The three values of the token; before there is one, those that are to be expected of it. */
export function goalOf({ token }: Facts, around: { domain: string | null; clientId: string | null }, { audience }: Wishes): Goal {
  const { domain, clientId } = around;
  if (token?.ok) return { ...wantedOf(token.value), isSure: true, clientId };
  return { issuer: domain && `https://${domain}/`, subject: clientId && `${clientId}@clients`, audience, isSure: false, clientId };
}

/**
 * The credential with these values. One that has the subject of the token, or is named by the settings, is the one in question and is
 * changed. One that shares the issuer alone is it only where every application of the tenant was seen and none has its subject: else it
 * may be somebody's who needs it.
 */
export function chooseCredential(goal: Goal, facts: Facts, wishes: Wishes): CredentialChoice {
  const all = listOf(facts.azure.credentials);
  const right = all.find((one) => isExact(one, goal));
  if (right) return { kind: 'right', credential: right };
  const others = otherSubjects(facts, goal);
  const isKnownToBeNobodys = ({ subject }: CredentialFact): boolean => facts.auth0.applications?.ok === true && !others.has(subject);
  const inQuestion = all.filter(
    (one) => isInQuestion(one, goal, wishes) || (goal.subject !== null && one.issuer === goal.issuer && isKnownToBeNobodys(one)),
  );
  const closest = closestCredential(goal, inQuestion.map(asGiven))?.credential.name;
  const credential = inQuestion.find(({ name }) => name === closest);
  if (credential) return { kind: 'change', credential };
  return all.length >= mostCredentials ? { kind: 'full' } : { kind: 'create', name: freeName(all) };
}

const mostCredentials = 20;

function isExact({ issuer, subject, audiences }: CredentialFact, goal: Goal): boolean {
  return issuer === goal.issuer && subject === goal.subject && audiences.length === 1 && audiences[0] === goal.audience;
}

function isInQuestion({ issuer, subject }: CredentialFact, goal: Goal, { settings }: Wishes): boolean {
  const isNamed = textOf(settings, 'AZURE_FEDERATED_ISSUER') === issuer && textOf(settings, 'AZURE_FEDERATED_SUBJECT') === subject;
  return isNamed || (goal.subject !== null && subject === goal.subject);
}

/** Subjects that other applications of the tenant have. */
function otherSubjects({ auth0 }: Facts, { clientId }: Goal): Set<string> {
  const others = listOf(auth0.applications).filter((one) => one.clientId !== clientId);
  return new Set(others.flatMap((one) => [one.clientId, `${one.clientId}@clients`]));
}

function asGiven({ name, issuer, subject, audiences }: CredentialFact): FederatedCredential {
  return { name, issuer, subject, audience: audiences[0] ?? null, source: 'az' };
}

/** Creating under the name of another one would overwrite that. */
function freeName(all: readonly CredentialFact[]): string {
  const taken = new Set(all.map(({ name }) => name.toLowerCase()));
  const numbered = Array.from({ length: all.length + 1 }, (_, at) => `auth0-${at + 2}`);
  return ['auth0', ...numbered].find((name) => !taken.has(name)) ?? 'auth0';
}
