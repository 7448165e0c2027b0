import { json, objectIn } from '../place.js';
import type { Reply } from '../place.js';
import type { AzureOpenAi, Subscription, World } from '../world.js';
import { accountOf, nameIn } from './account-json.js';
import { accountNotFound, accountPath, isThisAccount } from './account-path.js';
import { noObject, problem } from './problem.js';
import { regionIn, regions } from './regions.js';
import { fill } from './route.js';
import type { Asked } from './route.js';

/** Creates the account of this place, or changes it where it is there. */
export function createAccount(asked: Asked): Reply {
  const { groups, request, place } = asked;
  const { azure, subscription } = place.world;
  if (isThisAccount(groups, place.world)) return updateAccount(asked);
  const body = objectIn(request.body);
  if (!body) return noObject();
  const wanted = { id: fill(accountPath, groups), body, properties: inside(body, 'properties') };
  const refused = judgeNew(wanted, place.world);
  if (refused) return refused;
  const name = nameIn(wanted.id);
  if (subscription.deletedAccounts.includes(name))
    subscription.deletedAccounts = subscription.deletedAccounts.filter((one) => one !== name);
  return json(201, accountOf(Object.assign(azure, settled(wanted))));
}

interface Wanted {
  id: string;
  body: Record<string, unknown>;
  properties: Record<string, unknown>;
}

function judgeNew({ id, body, properties }: Wanted, { azure, subscription }: World): Reply | null {
  const location = regionIn(body['location']);
  if (!regions[location]) return noSuchRegion(location);
  const isRestored = properties['restore'] === true;
  if (subscription.deletedAccounts.includes(nameIn(id)) && !isRestored) return softDeleted(id);
  if (!isRestored && !kinds.has(String(body['kind']))) {
    // The sentence was not found.
    return problem(400, 'InvalidKind', `The account kind '${String(body['kind'])}' is not available in the sandbox.`);
  }
  if (azure.isCreated) {
    // A limit of this place, not of Azure: its data plane is one account's.
    return problem(400, 'SandboxHasOneAccount', `The sandbox has room for one account, and '${nameIn(azure.resourceId)}' is there.`);
  }
  return judgeSubdomain(properties['customSubDomainName'], subscription);
}

const kinds = new Set(['OpenAI', 'AIServices']);

function judgeSubdomain(subdomain: unknown, { takenSubdomains }: Subscription): Reply | null {
  if (subdomain === undefined || subdomain === null) return null;
  const name = typeof subdomain === 'string' ? subdomain.toLowerCase() : '';
  // The form is documented, code and sentence were not found.
  if (!/^[a-z0-9][a-z0-9-]{1,63}$/.test(name)) return problem(400, 'BadRequest', `The subdomain name '${name}' is not allowed.`);
  if (!takenSubdomains.includes(name)) return null;
  const taken = `The subdomain name '${name}' is not available as it's already used by a resource.`;
  return problem(409, 'CustomDomainInUse', `Please pick a different name. ${taken}`);
}

/** What becomes of the account: a new one is open, and nothing is deployed on it. */
function settled({ id, body, properties }: Wanted): Partial<AzureOpenAi> {
  const location = regionIn(body['location']);
  const subdomain = properties['customSubDomainName'];
  return {
    isCreated: true,
    resourceId: id,
    kind: body['kind'] === 'OpenAI' ? 'OpenAI' : 'AIServices',
    region: { id: location, name: regions[location] ?? location },
    hosts: hostsOf(typeof subdomain === 'string' ? subdomain : nameIn(id)),
    hasSubdomain: typeof subdomain === 'string' || properties['restore'] === true,
    network: { isPublic: properties['publicNetworkAccess'] !== 'Disabled', default: 'Allow', privateEndpoint: 'none' },
    deployments: [],
  };
}

/** The three names of one account. */
function hostsOf(subdomain: string): string[] {
  return ['openai', 'services.ai', 'cognitiveservices'].map((service) => `${subdomain.toLowerCase()}.${service}.azure.com`);
}

/** Changes what a PATCH may change here: the subdomain where there is none, and the rules of the network. */
export function updateAccount({ groups, request, place }: Asked): Reply {
  const { azure, subscription } = place.world;
  if (!isThisAccount(groups, place.world)) return accountNotFound(groups);
  const body = objectIn(request.body);
  if (!body) return noObject();
  const { customSubDomainName: subdomain, publicNetworkAccess, networkAcls } = inside(body, 'properties');
  if (typeof subdomain === 'string' && subdomain !== azure.hosts[0]?.split('.')[0]) {
    const refused = azure.hasSubdomain ? fixedSubdomain() : judgeSubdomain(subdomain, subscription);
    if (refused) return refused;
    azure.hosts = hostsOf(subdomain);
  }
  if (typeof subdomain === 'string') azure.hasSubdomain = true;
  if (typeof publicNetworkAccess === 'string') azure.network.isPublic = publicNetworkAccess === 'Enabled';
  const action = inside({ networkAcls }, 'networkAcls')['defaultAction'];
  if (action === 'Allow' || action === 'Deny') azure.network.default = action;
  return json(200, accountOf(azure));
}

/** That it cannot be changed is documented, code and sentence were not found. */
const fixedSubdomain = (): Reply => problem(400, 'BadRequest', 'The subdomain name of an account cannot be changed once it is set.');

function inside(body: Record<string, unknown>, name: string): Record<string, unknown> {
  const value = body[name];
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function softDeleted(id: string): Reply {
  const what = `An existing resource with ID '${id}' has been soft-deleted.`;
  const restore = "To restore the resource, you must specify 'restore' to be 'true' in the property.";
  return problem(
    409,
    'FlagMustBeSetForRestore',
    `${what} ${restore} If you don't want to restore existing resource, please purge it first.`,
  );
}

function noSuchRegion(location: string): Reply {
  const wrong = `The provided location '${location}' is not available for resource type 'Microsoft.CognitiveServices/accounts'.`;
  const available = `List of available regions for the resource type is '${Object.keys(regions).join(',')}'.`;
  return problem(400, 'LocationNotAvailableForResourceType', `${wrong} ${available}`);
}
