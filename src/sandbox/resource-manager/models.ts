import { epoch } from '../place.js';
import type { Reply } from '../place.js';
import type { OfferedModel } from '../world.js';
import { accountNotFound, accountPath, isThisAccount } from './account-path.js';
import { quotaLimit } from './deployments.js';
import { list } from './problem.js';
import { needs, pattern } from './route.js';
import type { Asked, Route } from './route.js';

const service = '/subscriptions/{subscription}/providers/Microsoft.CognitiveServices';
const location = `${service}/locations/{location}`;

/** What can be deployed in a region or on an account, and how much of it is left. */
export const modelRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: pattern(`${location}/models`),
    needs: needs('Microsoft.CognitiveServices/locations/models/read', '/subscriptions/{subscription}'),
    answer: ({ place: { world } }) =>
      list(world.subscription.models.map((offered) => ({ kind: 'OpenAI', skuName: 'S0', model: modelOf(offered) }))),
  },
  {
    method: 'GET',
    path: pattern(`${location}/usages`),
    needs: needs('Microsoft.CognitiveServices/locations/usages/read', '/subscriptions/{subscription}'),
    answer: usages,
  },
  {
    method: 'GET',
    path: pattern(`${accountPath}/models`),
    needs: needs('Microsoft.CognitiveServices/accounts/models/read', accountPath),
    answer: ofAccount,
  },
];

function ofAccount({ groups, place: { world } }: Asked): Reply {
  return isThisAccount(groups, world) ? list(world.subscription.models.map(modelOf)) : accountNotFound(groups);
}

function modelOf({ model, isDefaultVersion, lifecycle, skus }: OfferedModel): Record<string, unknown> {
  return {
    format: 'OpenAI',
    name: model.name,
    version: model.version,
    isDefaultVersion,
    capabilities: model.canChat ? { chatCompletion: 'true' } : { embeddings: 'true' },
    skus: skus.map((name) => ({ name, usageName: `OpenAI.${name}.${model.name}`, capacity: { maximum: quotaLimit, default: 10 } })),
    lifecycleStatus: lifecycle,
    deprecation: { inference: new Date(epoch(model.retiresAt) * 1000).toISOString() },
    maxCapacity: quotaLimit,
  };
}

/** One quota for all models, which is how this place counts; Azure has one for each. */
function usages({ place: { world } }: Asked): Reply {
  const { models, freeCapacity } = world.subscription;
  return list(
    models.flatMap(({ model, skus }) =>
      skus.map((sku) => ({
        name: { value: `OpenAI.${sku}.${model.name}`, localizedValue: `Tokens Per Minute (thousands) - ${model.name} - ${sku}` },
        currentValue: quotaLimit - freeCapacity,
        limit: quotaLimit,
        unit: 'Count',
      })),
    ),
  );
}
