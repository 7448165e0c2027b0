import {
  changeApi,
  changeApplication,
  changeGrant,
  createApi,
  createApplication,
  createGrant,
  listGrants,
} from '../findings/auth0-commands.js';
import type { Known } from '../findings/explanation.js';
import { quote } from '../findings/quote.js';
import { valueOf } from './choice.js';
import type { ApiFact, ApplicationFact, Facts, GrantFact } from './facts.js';
import { listOf } from './facts.js';
import { differing, makeStep, notChosen, to } from './make-step.js';
import { knownOf } from './picks.js';
import type { Picks } from './picks.js';
import type { Step } from './step.js';
import type { Wishes } from './wishes.js';

/** API, application and grant. A token that Auth0 gives proves all three, whoever may look at them. */
export function planAuth0(facts: Facts, picks: Picks, wishes: Wishes): Step[] {
  const known = knownOf(picks, wishes);
  const steps = [apiStep(picks, known, wishes), applicationStep(picks, known, wishes), grantStep(facts, picks, known)];
  if (!facts.token?.ok) return steps;
  const proof = 'The token that Auth0 gives with these settings proves it.';
  return steps.map((one) => (one.state === 'unknown' ? { ...one, state: 'right', commands: [], notes: [proof] } : one));
}

function apiStep(picks: Picks, known: Known, wishes: Wishes): Step {
  const step = apiAlone(picks, known, wishes);
  // Whose tenant it is, is told where the first thing is made in it.
  return { ...step, notes: [...('notes' in picks.tenant ? picks.tenant.notes : []), ...step.notes] };
}

function apiAlone({ api }: Picks, known: Known, { audience }: Wishes): Step {
  const title = `API ${audience}`;
  const create = createApi(known, audience);
  if (api.kind === 'new') {
    const changes = [to('identifier', audience), to('signing_alg', 'RS256')];
    return makeStep('auth0.api', title, { state: 'create', changes, commands: [create], notes: api.notes });
  }
  if (api.kind !== 'there') return makeStep('auth0.api', title, { state: notChosen(api), commands: [create] });
  const changes = differing(apiChanges(api.value));
  if (changes.length === 0) return makeStep('auth0.api', title, { state: 'right', notes: api.notes });
  const notes = ['The same API may serve others: their tokens change, too.'];
  return makeStep('auth0.api', title, { state: 'change', changes, commands: [changeApi(known, patchOf(changes))], notes });
}

/** What Entra ID needs of a token, as properties of the API that makes it. */
function apiChanges({ signingAlgorithm, dialect, isEncrypted, clientPolicy }: ApiFact): Step['changes'] {
  const isPlain = dialect === null || dialect === 'access_token' || dialect === 'access_token_authz';
  return [
    { name: 'signing_alg', from: signingAlgorithm ?? 'RS256', to: 'RS256' },
    { name: 'token_dialect', from: isPlain ? 'access_token' : dialect, to: 'access_token' },
    { name: 'token_encryption', from: isEncrypted ? 'on' : 'off', to: 'off' },
    { name: 'client policy', from: clientPolicy === 'deny_all' ? clientPolicy : 'require_client_grant', to: 'require_client_grant' },
  ];
}

function patchOf(changes: Step['changes']): Record<string, unknown> {
  const properties = changes.map(({ name, to: goal }): [string, unknown] => {
    if (name === 'token_encryption') return [name, null];
    return name === 'client policy' ? ['subject_type_authorization', { client: { policy: goal } }] : [name, goal];
  });
  return Object.fromEntries(properties);
}

function applicationStep({ application }: Picks, known: Known, { application: wish }: Wishes): Step {
  const found = valueOf(application);
  if (found) return ofApplication(found, known, application.kind === 'there' ? application.notes : []);
  const name = application.kind === 'new' ? application.name : (wish ?? 'keyless');
  const commands = [createApplication(known, name)];
  if (application.kind !== 'new') {
    const title = known.oidcClientId ? `application ${known.oidcClientId}` : 'application';
    return makeStep('auth0.application', title, { state: notChosen(application), commands: known.oidcClientId ? [] : commands });
  }
  const changes = [to('type', 'machine to machine'), to('grant_types', 'client_credentials')];
  return makeStep('auth0.application', `application ${name}`, { state: 'create', changes, commands, notes: application.notes });
}

function ofApplication(found: ApplicationFact, known: Known, notes: string[]): Step {
  const title = `application ${found.name}`;
  const grantTypes = [...found.grantTypes, 'client_credentials'];
  const hasGrant = found.grantTypes.includes('client_credentials');
  const takesSecret = found.authMethod !== 'none';
  if (hasGrant && takesSecret)
    return makeStep('auth0.application', title, { state: 'right', notes: [`Its client id is ${found.clientId}.`, ...notes] });
  const changes = [
    ...(hasGrant ? [] : [{ name: 'grant_types', from: found.grantTypes.join(', ') || 'none', to: grantTypes.join(', ') }]),
    ...(takesSecret ? [] : [{ name: 'token_endpoint_auth_method', from: 'none', to: 'client_secret_post' }]),
  ];
  const patch = {
    ...(!hasGrant && { grant_types: grantTypes }),
    ...(!takesSecret && { token_endpoint_auth_method: 'client_secret_post' }),
  };
  return makeStep('auth0.application', title, {
    state: 'change',
    changes,
    commands: [changeApplication(known, found.clientId, patch)],
    notes,
  });
}

function grantStep({ auth0 }: Facts, { api, application }: Picks, known: Known): Step {
  const title = `grant of ${known.audience} to the application`;
  const clientId = valueOf(application)?.clientId ?? null;
  const commands = [createGrant(known, clientId, known.audience)];
  const isLooking = [api, application].every(({ kind }) => kind === 'there' || kind === 'new');
  if (!isLooking)
    return makeStep('auth0.grant', title, {
      state: 'unknown',
      commands: known.oidcClientId ? [createGrant(known, known.oidcClientId, known.audience)] : commands,
    });
  if (auth0.grants?.ok === false)
    return makeStep('auth0.grant', title, { state: 'unknown', commands: [listGrants(known, clientId, known.audience), ...commands] });
  const own = listOf(auth0.grants).find(({ subjectType }) => subjectType === null || subjectType === 'client');
  return own
    ? ofGrant(own, title, known)
    : makeStep('auth0.grant', title, { state: 'create', changes: [to('audience', known.audience ?? '')], commands });
}

function ofGrant({ id, organizationUsage }: GrantFact, title: string, known: Known): Step {
  if (organizationUsage !== 'require') return makeStep('auth0.grant', title, { state: 'right' });
  const changes = [{ name: 'organization_usage', from: organizationUsage, to: 'allow' }];
  const notes = [`As it is, Auth0 wants an organization named with every request, and ${quote(known.audience ?? '')} needs none.`];
  return makeStep('auth0.grant', title, {
    state: 'change',
    changes,
    commands: [changeGrant(known, id, { organization_usage: 'allow' })],
    notes,
  });
}
