import { epoch, json } from './place.js';
import type { Reply } from './place.js';
import type { AzureOpenAi } from './world.js';

/** The models the resource may use: not its deployments. */
export function listModels({ deployments }: AzureOpenAi): Reply {
  const data = deployments.map(({ model, createdAt }) => ({
    id: `${model.name}-${model.version}`,
    object: 'model',
    status: 'succeeded',
    created_at: epoch(createdAt),
    capabilities: { fine_tune: false, inference: true, completion: false, chat_completion: model.canChat, embeddings: false },
    lifecycle_status: model.isRetired ? 'deprecated' : 'generally-available',
    deprecation: { inference: epoch(model.retiresAt) },
  }));
  return json(200, { data, object: 'list' });
}

/** A leftover of the first API versions, which some tools still ask. */
export function listDeployments({ deployments }: AzureOpenAi): Reply {
  const data = deployments.map(({ name, model, createdAt }) => ({
    scale_settings: { scale_type: 'standard' },
    model: model.name,
    owner: 'organization-owner',
    id: name,
    status: 'succeeded',
    created_at: epoch(createdAt),
    updated_at: epoch(createdAt),
    object: 'deployment',
  }));
  return json(200, { data, object: 'list' });
}
