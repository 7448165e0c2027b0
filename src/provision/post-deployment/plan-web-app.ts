import { valueOf } from '../choice.js';
import type { Change, Step } from '../step.js';
import { changeCallbacks, createClient, putSignIn, secretFile, showSecret, storeSecret } from './commands.js';
import { differences } from './differences.js';
import type { Auth0Facts, Facts, WebAppFact } from './facts.js';
import type { Picks } from './pick.js';
import { planned } from './planned.js';
import type { Action, Planned } from './planned.js';
import { nameOf, readId } from './resource-id.js';
import { callbackOf, hasSignIn, letsEverybodyIn, registeredProviders, secretSetting, withSignIn } from './sign-in.js';

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
  if (registeredProviders(signIn).length > 0) return planned({ id, title, state: 'change', ...switchOn(pick.id, signIn) });
  return planned({ id, title, ...withAuth0(pick.id, { facts, which, name: clientName(webApps) }) });
}

/** The name of the application that both web apps share: that of their group is in it, so that another deployment has another one. */
export function clientName(webApps: Picks['webApps']): string {
  const [first = ''] = webApps.flatMap((pick) => (pick?.kind === 'there' ? [pick.id] : []));
  return `keyless sign-in of ${readId(first)?.group ?? nameOf(first)}`;
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
  name: string;
}

function withAuth0(webAppId: string, { facts, which, name }: Auth0Way) {
  const { auth0, webApps } = facts;
  const seen = webApps[which];
  const signIn = seen?.ok ? seen.value.signIn : {};
  const client = auth0.client?.ok ? auth0.client.value : null;
  const after = withSignIn(signIn, { clientId: client?.clientId ?? 'CLIENT_ID', domain: auth0.domain ?? 'AUTH0_DOMAIN' });
  const hosts = webApps.flatMap((one) => (one?.ok && !hasSignIn(one.value.signIn) ? [one.value.host] : []));
  const callbacks = [...new Set([...(client?.callbacks ?? []), ...hosts.map(callbackOf)])];
  const store: Action = { kind: 'setting', text: storeSecret(webAppId) };
  const actions = [
    ...clientActions(auth0, { name, callbacks }),
    ...(auth0.isStored[which] ? [] : [store]),
    { kind: 'sign-in', text: putSignIn(webAppId, after) } as const,
  ];
  return {
    state: stateOf(auth0),
    changes: [...clientChanges(auth0, { name, callbacks }), ...differences(signIn, after)],
    actions,
    notes: notesOf(name),
  };
}

/** Without a tenant nobody knows in which one to make an application. */
function stateOf({ tenant, client }: Auth0Facts): Step['state'] {
  if (tenant?.kind === 'asked') return 'asked';
  return tenant?.kind === 'there' && client?.ok ? 'change' : 'unknown';
}

interface Wanted {
  name: string;
  callbacks: readonly string[];
}

function clientActions({ tenant, client, hasSecret }: Auth0Facts, { name, callbacks }: Wanted): Action[] {
  const of = tenant ? (valueOf(tenant)?.domain ?? null) : null;
  const there = client?.ok ? client.value : null;
  const show: Action = { kind: 'secret', text: showSecret(there?.clientId ?? null, of) };
  const read = hasSecret ? [] : [show];
  if (there === null) return [{ kind: 'client', text: createClient(name, callbacks, of) }, ...read];
  const isKnown = callbacks.every((one) => there.callbacks.includes(one));
  return [...(isKnown ? [] : [{ kind: 'callbacks', text: changeCallbacks(there.clientId, callbacks, of) } as const]), ...read];
}

function clientChanges({ client }: Auth0Facts, { name, callbacks }: Wanted): Change[] {
  const there = client?.ok ? client.value : null;
  const made = there === null ? [{ name: 'Auth0 application', from: null, to: name }] : [];
  const [from, to] = [there?.callbacks.join(', ') || null, callbacks.join(', ')];
  return [...made, ...(from === to ? [] : [{ name: 'callbacks', from, to }])];
}

function notesOf(name: string): string[] {
  return [
    `${secretFile} is a file that only you can read: {"${secretSetting}": the secret of the Auth0 application}. It is gone when the command has ended.`,
    `The web app starts anew with its new setting. Who may sign in is for the connections of ${name} in Auth0 to say.`,
  ];
}
