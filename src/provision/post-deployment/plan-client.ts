import { valueOf } from '../choice.js';
import type { Change } from '../step.js';
import { changeCallbacks, createClient, showSecret } from './commands.js';
import type { Auth0Facts, Facts } from './facts.js';
import type { Picks } from './pick.js';
import type { Action } from './planned.js';
import { nameOf, readId } from './resource-id.js';
import { callbackOf, needsProvider } from './sign-in.js';

/** What the Auth0 application has to be. */
interface WantedClient {
  name: string;
  callbacks: readonly string[];
}

/** The name of the application that both web apps share: that of their group is in it, so that another deployment has another one. */
export function clientName(webApps: Picks['webApps']): string {
  const [first = ''] = webApps.flatMap((pick) => (pick?.kind === 'there' ? [pick.id] : []));
  return `keyless sign-in of ${readId(first)?.group ?? nameOf(first)}`;
}

/** Where Auth0 may send people back to: what is there already, and the web apps that get it for a provider. */
export function callbacksOf({ auth0: { client }, webApps }: Facts): string[] {
  const own = webApps.flatMap((app) => (app?.ok && needsProvider(app.value.signIn) ? [callbackOf(app.value.host)] : []));
  return [...new Set([...((client?.ok ? client.value?.callbacks : null) ?? []), ...own])];
}

/** What is left to do in Auth0. */
export function clientActions({ tenant, client, hasSecret }: Auth0Facts, { name, callbacks }: WantedClient): Action[] {
  const of = tenant ? (valueOf(tenant)?.domain ?? null) : null;
  const there = client?.ok ? client.value : null;
  const show: Action = { kind: 'secret', text: showSecret(there?.clientId ?? null, of) };
  const read = hasSecret ? [] : [show];
  if (there === null) return [{ kind: 'client', text: createClient(name, callbacks, of) }, ...read];
  const isKnown = callbacks.every((one) => there.callbacks.includes(one));
  return [...(isKnown ? [] : [{ kind: 'callbacks', text: changeCallbacks(there.clientId, callbacks, of) } as const]), ...read];
}

export function clientChanges({ client }: Auth0Facts, { name, callbacks }: WantedClient): Change[] {
  const there = client?.ok ? client.value : null;
  const made = there === null ? [{ name: 'Auth0 application', from: null, to: name }] : [];
  const [from, to] = [there?.callbacks.join(', ') || null, callbacks.join(', ')];
  return [...made, ...(from === to ? [] : [{ name: 'callbacks', from, to }])];
}

/** The facts as they will be once the first web app has its provider: the second one shares the application. */
export function onceShared(facts: Facts): Facts {
  const { auth0, webApps } = facts;
  const isFirst = webApps[0]?.ok === true && needsProvider(webApps[0].value.signIn);
  if (!isFirst || (auth0.tenant?.kind === 'there' && !auth0.client?.ok)) return facts;
  const clientId = (auth0.client?.ok ? auth0.client.value?.clientId : null) ?? 'CLIENT_ID';
  const client = { ok: true, value: { clientId, callbacks: callbacksOf(facts) } } as const;
  return { ...facts, auth0: { ...auth0, client, hasSecret: true } };
}
