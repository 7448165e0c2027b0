import { openAiUser } from '../findings/azure-commands.js';
import type { Auth0Facts, AzureFacts, Facts, Seen } from './facts.js';
import { listOf, read } from './facts.js';
import { readApi, readApplication, readGrant } from './read-auth0.js';
import { readAccount, readCredential, readDeployment, readGroup, readIdentity } from './read-azure.js';
import type { Step } from './step.js';

/** What a step printed, taken into the facts. Null where it cannot be read: then everything is looked at anew. */
export function learn(facts: Facts, { id, state }: Pick<Step, 'id' | 'state'>, printed: unknown): Facts | null {
  const auth0 = ofAuth0(facts.auth0, id, printed);
  if (auth0) return { ...facts, auth0, token: null };
  const azure = ofAzure(facts.azure, { id, isNew: state === 'create' }, printed);
  return azure && { ...facts, azure };
}

function ofAuth0(facts: Auth0Facts, id: Step['id'], printed: unknown): Auth0Facts | null {
  switch (id) {
    case 'auth0.api':
      return put(facts, 'apis', readApi(printed), ({ identifier }) => identifier);
    case 'auth0.application':
      return put(facts, 'applications', readApplication(printed), ({ clientId }) => clientId);
    case 'auth0.grant':
      return put(facts, 'grants', readGrant(printed), (grant) => grant.id);
    default:
      return null;
  }
}

/** What is new has nothing yet: no credentials, no deployments, no roles. */
function ofAzure(facts: AzureFacts, { id, isNew }: { id: Step['id']; isNew: boolean }, printed: unknown): AzureFacts | null {
  switch (id) {
    case 'azure.group':
      return put(facts, 'groups', readGroup(printed), nameOf);
    case 'azure.account':
      return put({ ...facts, ...(isNew && { deployments: read([]) }) }, 'accounts', readAccount(printed), (account) => account.id);
    case 'azure.deployment':
      return put(facts, 'deployments', readDeployment(printed), nameOf);
    case 'azure.identity':
      return put(
        { ...facts, ...(isNew && { credentials: read([]), roles: read([]) }) },
        'identities',
        readIdentity(printed),
        ({ clientId }) => clientId,
      );
    case 'azure.credential':
      return put(facts, 'credentials', readCredential(printed), nameOf);
    case 'azure.role':
      // An assignment that was there already prints nothing.
      return { ...facts, roles: read([...listOf(facts.roles), openAiUser]) };
    default:
      return null;
  }
}

const nameOf = ({ name }: { name: string }): string => name.toLowerCase();

type ItemOf<F, K extends keyof F> = F[K] extends Seen<(infer T)[]> ? T : never;

/** In the place of the one with the same key, or at the end. */
function put<F, K extends keyof F>(facts: F, list: K, item: ItemOf<F, K> | null, keyOf: (item: ItemOf<F, K>) => string): F | null {
  if (item === null) return null;
  const all = listOf(facts[list] as Seen<ItemOf<F, K>[]>);
  const others = all.filter((one) => keyOf(one) !== keyOf(item));
  const at = all.findIndex((one) => keyOf(one) === keyOf(item));
  const next = at === -1 ? [...others, item] : all.toSpliced(at, 1, item);
  return { ...facts, [list]: read(next) };
}
