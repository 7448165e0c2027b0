import type { Auth0Api, Auth0Application, Deployment, EntraTenant, FederatedCredential, Gateway, Identity, World } from '../world.js';
import type { Plantable } from './exempt.js';

/** A wrong state of the world, and one sentence that tells it. */
export interface Fault {
  sentence: string;
  plant(world: World): void;
  /** What is to be said once it is mended; absent where a general sentence will do. */
  mended?: string;
  /** What the people in charge do beyond taking the fault back, where the settings make that necessary. */
  mend?(world: World): void;
}

/** The table of one group: a fault for each of its codes that is not exempt. */
export type FaultsOf<Group extends string> = { [C in Plantable as C extends `${Group}/${string}` ? C : never]: Fault };

export const fault = (sentence: string, change: (world: World) => unknown, after: Pick<Fault, 'mended' | 'mend'> = {}): Fault => ({
  sentence,
  plant: (world) => void change(world),
  ...after,
});

/** A fault was planted after another that has taken away what it would change. Whoever plants several asks `contradiction` before. */
export class NothingThere extends Error {}

/** Puts something else into the settings than the place would give. Where a fault before it did so, one of the two would be lost. */
export function edit(world: World, edits: World['settingsEdits']): void {
  const isTaken = Object.keys(edits).some((name) => Object.hasOwn(world.settingsEdits, name));
  if (isTaken) throw new NothingThere('an earlier fault has changed the same setting');
  Object.assign(world.settingsEdits, edits);
}

/** Makes a gateway change the forms that pass it; a field can be changed in one way only. */
export function rewrite(gateway: Gateway, { drops = [], sets = {} }: Partial<Pick<Gateway, 'drops' | 'sets'>>): void {
  const isTaken = [...drops, ...Object.keys(sets)].some((name) => gateway.drops.includes(name) || Object.hasOwn(gateway.sets, name));
  if (isTaken) throw new NothingThere('an earlier fault has changed the same field');
  gateway.drops.push(...drops);
  Object.assign(gateway.sets, sets);
}

/** Makes the identity of the settings an app registration, with credentials of its own. */
export function register(world: World, name: string, changes: Partial<Identity>): void {
  Object.assign(managedIdentity(world), { kind: 'app-registration', name, resourceId: '', ...changes } satisfies Partial<Identity>);
}

/** The things the settings of a healthy world point to. */
function first<T>(things: readonly T[], index = 0): T {
  const thing = things[index];
  if (!thing) throw new NothingThere('this fault needs something that an earlier fault has taken away');
  return thing;
}

export const application = (world: World): Auth0Application => first(world.auth0.applications);
export const otherApplication = (world: World): Auth0Application => first(world.auth0.applications, 1);
export const api = (world: World): Auth0Api => first(world.auth0.apis);
export const tenantOf = (world: World): EntraTenant => first(world.entra.tenants);
export const identity = (world: World): Identity => first(tenantOf(world).identities);
/** The same, as long as it is a managed identity that the whole tenant knows. */
export function managedIdentity(world: World): Identity {
  const one = identity(world);
  if (one.kind === 'managed-identity' && one.hasPrincipal) return one;
  throw new NothingThere('an earlier fault has made something else of the identity');
}

/** The credential, as long as no fault before has changed this value of it: of two such changes one would be lost. */
export function untouched(world: World, field: 'issuer' | 'subject' | 'audience'): FederatedCredential {
  const one = credential(world);
  const healthy = {
    issuer: () => `https://${world.auth0.domain}/`,
    subject: () => `${application(world).clientId}@clients`,
    audience: () => 'api://AzureADTokenExchange',
  };
  if (one[field] === healthy[field]()) return one;
  throw new NothingThere(`an earlier fault has changed the ${field}`);
}

export const credential = (world: World): FederatedCredential => first(identity(world).credentials);
/** The credential follows the domain that the settings name, since the issuer in the token does. */
export function followCustomDomain(world: World): void {
  credential(world).issuer = `https://${world.auth0.customDomain.host}/`;
}

export const deployment = (world: World): Deployment => first(world.azure.deployments);
