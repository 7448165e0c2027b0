import { json, objectIn } from '../place.js';
import type { Place, Reply } from '../place.js';
import type { Deployment, OfferedModel, Subscription } from '../world.js';
import { deploymentOf } from './account-json.js';
import { accountNotFound, accountPath, accountType, isThisAccount } from './account-path.js';
import { list, noObject, parentNotFound, problem, resourceNotFound } from './problem.js';
import { needs, pattern } from './route.js';
import type { Asked, Route } from './route.js';

const all = `${accountPath}/deployments`;
const one = `${all}/{deployment}`;
const type = 'Microsoft.CognitiveServices/accounts/deployments';

/** The deployments of the account, and the rules under which there can be one more. */
export const deploymentRoutes: readonly Route[] = [
  { method: 'GET', path: pattern(all), needs: needs(`${type}/read`, accountPath), answer: listAll },
  { method: 'GET', path: pattern(one), needs: needs(`${type}/read`, one), answer: show },
  { method: 'PUT', path: pattern(one), needs: needs(`${type}/write`, one), answer: write },
];

function listAll({ groups, place: { world } }: Asked): Reply {
  if (!isThisAccount(groups, world)) return accountNotFound(groups);
  return list(world.azure.deployments.map((deployment) => deploymentOf(deployment, world.azure.resourceId)));
}

function show({ groups, place: { world } }: Asked): Reply {
  const { name = '', group = '', deployment = '' } = groups;
  const there = isThisAccount(groups, world) && world.azure.deployments.find((each) => each.name === deployment);
  return there
    ? json(200, deploymentOf(there, world.azure.resourceId))
    : resourceNotFound(`${accountType}/${name}/deployments`, deployment, group);
}

function write({ groups, request, place }: Asked): Reply {
  const { azure, subscription } = place.world;
  const { name = '', deployment = '' } = groups;
  if (!isThisAccount(groups, place.world)) return parentNotFound(name);
  const body = objectIn(request.body);
  if (!body) return noObject();
  const asked = read(body);
  const there = azure.deployments.find((each) => each.name === deployment);
  const offered = findModel(asked, subscription, there);
  if ('status' in offered) return offered;
  const more = asked.capacity - (there?.requestsPerMinute ?? 0);
  const refused = judgeSku(asked, offered, azure.region.id) ?? judgeCapacity(more, asked, subscription);
  if (refused) return refused;
  subscription.freeCapacity -= more;
  const made = { name: deployment, model: { ...offered.model }, requestsPerMinute: asked.capacity, sku: asked.sku };
  return json(there ? 200 : 201, deploymentOf(put(made, there, place), azure.resourceId));
}

interface Wanted {
  format: string;
  model: string;
  /** Empty: the version that is the default one. */
  version: string;
  sku: string;
  capacity: number;
}

/** Older versions of the API have scale settings instead of a stock keeping unit. */
function read(body: Record<string, unknown>): Wanted {
  const { properties, sku } = body as { properties?: Record<string, Record<string, unknown>>; sku?: Record<string, unknown> };
  const { model, scaleSettings } = properties ?? {};
  const [name, capacity] = [sku?.['name'] ?? scaleSettings?.['scaleType'], sku?.['capacity'] ?? scaleSettings?.['capacity']];
  return {
    format: textOr('OpenAI', model?.['format']),
    model: textOr('', model?.['name']),
    version: textOr('', model?.['version']),
    sku: textOr('Standard', name),
    capacity: typeof capacity === 'number' ? capacity : 1,
  };
}

const textOr = (other: string, value: unknown): string => (typeof value === 'string' && value !== '' ? value : other);

/** The model that is offered under this name and version. What is being withdrawn can stay where it is, and is not deployed anew. */
function findModel({ format, model, version }: Wanted, { models }: Subscription, there: Deployment | undefined): OfferedModel | Reply {
  const found = models.find(
    (each) => each.model.name === model && (version === '' ? each.isDefaultVersion : each.model.version === version),
  );
  const label = `The model 'Format:${format},Name:${model},Version:${version || (found?.model.version ?? '')}'`;
  if (!found || format !== 'OpenAI') return problem(400, 'DeploymentModelNotSupported', `${label} of account deployment is not supported.`);
  if (there?.model.name === model && there.model.version === found.model.version) return found;
  if (found.lifecycle === 'Deprecating') {
    return problem(400, 'ServiceModelDeprecating', `${label} is in deprecating state and cannot be used for new deployments.`);
  }
  if (found.lifecycle !== 'Deprecated') return found;
  const [date = ''] = found.model.retiresAt.toISOString().split('T');
  const [year, month, day] = date.split('-');
  return problem(400, 'ServiceModelDeprecated', `${label} has been deprecated since ${month}/${day}/${year} 00:00:00.`);
}

function judgeSku({ sku, model }: Wanted, { skus, model: { version } }: OfferedModel, region: string): Reply | null {
  if (skus.includes(sku)) return null;
  const what = `The specified SKU '${sku}' for model '${model} ${version}' is not supported in this region '${region}'.`;
  return problem(400, 'InvalidResourceProperties', what);
}

function judgeCapacity(more: number, { model, sku }: Wanted, { freeCapacity }: Subscription): Reply | null {
  if (more <= freeCapacity) return null;
  const quota = `Tokens Per Minute (thousands) - ${model} - ${sku}`;
  const first = `This operation require ${more} new capacity in quota ${quota}, which is bigger than the current available capacity ${freeCapacity}.`;
  const second = `The current quota usage is ${quotaLimit - freeCapacity} and the quota limit is ${quotaLimit} for quota ${quota}.`;
  return problem(400, 'InsufficientQuota', `${first} ${second}`);
}

/** What a subscription has of a model, in thousands of tokens a minute. */
export const quotaLimit = 1000;

function put(made: Omit<Deployment, 'createdAt'>, there: Deployment | undefined, place: Place): Deployment {
  if (there) return Object.assign(there, made);
  const deployment = { ...made, createdAt: place.now() };
  place.world.azure.deployments.push(deployment);
  return deployment;
}
