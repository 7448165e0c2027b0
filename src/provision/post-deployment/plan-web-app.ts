import type { Change, Step } from '../step.js';
import { putSignIn, secretFile, storeSecret } from './commands.js';
import { differences } from './differences.js';
import type { Auth0Facts, Facts, WebAppFact } from './facts.js';
import type { Picks } from './pick.js';
import { callbacksOf, clientActions, clientChanges, clientName } from './plan-client.js';
import { planned } from './planned.js';
import type { Action, Planned } from './planned.js';
import { nameOf } from './resource-id.js';
import { hasSignIn, letsEverybodyIn, needsProvider, providerName, secretSetting, withSignIn } from './sign-in.js';

/** The first or the second web app. */
export type Which = 0 | 1;

/** People sign in to a web app with a provider that it knows. */
export function webAppStep(facts: Facts, { webApps }: Picks, which: Which): Planned {
  const id = which === 0 ? 'post.web-app-1' : 'post.web-app-2';
  const pick = webApps[which];
  if (pick?.kind !== 'there') return planned({ id, title: 'sign-in of a web app', state: pick?.kind === 'asked' ? 'asked' : 'unknown' });
  const title = `sign-in of ${nameOf(pick.id)}`;
  const seen = facts.webApps[which];
  if (!seen?.ok) return planned({ id, title, state: 'unknown' });
  const { signIn } = seen.value;
  const notes = letsEverybodyIn(signIn) ? ['Who has not signed in is let in all the same, because its settings say so.'] : [];
  if (hasSignIn(signIn)) return planned({ id, title, state: 'right', notes });
  if (!needsProvider(signIn)) return planned({ id, title, state: 'change', ...switchOn(pick.id, signIn) });
  return planned({ id, title, ...withAuth0(pick.id, { facts, which, signIn, name: clientName(webApps) }) });
}

/** A provider is registered, and nothing asks for it. */
function switchOn(webAppId: string, signIn: WebAppFact['signIn']) {
  const after = withSignIn(signIn, { clientId: '', domain: '' });
  const actions: Action[] = [{ kind: 'sign-in', text: putSignIn(webAppId, after) }];
  return { changes: differences(signIn, after), actions };
}

interface Auth0Way {
  facts: Facts;
  which: Which;
  signIn: WebAppFact['signIn'];
  name: string;
}

function withAuth0(webAppId: string, { facts, which, signIn, name }: Auth0Way) {
  const { auth0 } = facts;
  const clientId = (auth0.client?.ok ? auth0.client.value?.clientId : null) ?? 'CLIENT_ID';
  const provider = { clientId, domain: auth0.domain ?? 'AUTH0_DOMAIN' };
  const after = withSignIn(signIn, provider);
  const wanted = { name, callbacks: callbacksOf(facts) };
  const store: Action = { kind: 'setting', text: storeSecret(webAppId) };
  const put: Action = { kind: 'sign-in', text: putSignIn(webAppId, after) };
  return {
    state: stateOf(auth0),
    changes: [...clientChanges(auth0, wanted), ...inShort(differences(signIn, after), provider)],
    actions: [...clientActions(auth0, wanted), ...(auth0.isStored[which] ? [] : [store]), put],
    notes: notesOf(name),
  };
}

/** Without a tenant nobody knows in which one to make an application. */
function stateOf({ tenant, client }: Auth0Facts): Step['state'] {
  if (tenant?.kind === 'asked') return 'asked';
  return tenant?.kind === 'there' && client?.ok ? 'change' : 'unknown';
}

/** What is new of the provider is one line: the command has all of it. What it takes the place of is shown whole. */
function inShort(changes: readonly Change[], { clientId, domain }: { clientId: string; domain: string }): Change[] {
  const others = changes.filter(({ name, from }) => from !== null || !name.startsWith('identityProviders.'));
  return [...others, { name: 'identity provider', from: null, to: `${providerName}, OpenID Connect at ${domain}, client ${clientId}` }];
}

function notesOf(name: string): string[] {
  return [
    `${secretFile} is a file that only you can read: {"${secretSetting}": the secret of the Auth0 application}. It is gone when the command has ended.`,
    `The web app starts anew with its new setting. Who may sign in is for the connections of ${name} in Auth0 to say.`,
  ];
}
