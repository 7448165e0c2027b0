import { randomUUID } from 'node:crypto';

import { createLoad } from './azure-openai-deployment.js';
import type { Load } from './azure-openai-deployment.js';
import { judgeCaller, judgeNetwork, judgeRole, problem } from './azure-openai-gate.js';
import { listDeployments, listModels } from './azure-openai-lists.js';
import { judgePrompt } from './azure-openai-prompt.js';
import { isBefore, readOperation } from './azure-openai-route.js';
import type { Operation } from './azure-openai-route.js';
import { answerChat } from './chat-completion.js';
import { clockOf, json, objectIn } from './place.js';
import type { Party, Place, Received, Reply } from './place.js';
import type { AzureOpenAi } from './world.js';
import { answerResponses } from './responses.js';

/** Azure OpenAI: one resource with its deployments. */
export function createAzureOpenAi(place: Place): Party {
  const load = createLoad(place);
  return async (request) => {
    const { azure } = place.world;
    const id = randomUUID();
    const reply = await answer(request, { place, load, id });
    const ids = { 'apim-request-id': id, 'x-request-id': id, 'x-ms-region': azure.region.name };
    return { ...reply, headers: { date: clockOf(place, azure).toUTCString(), ...ids, ...reply.headers } };
  };
}

interface Serving {
  place: Place;
  load: Load;
  /** Of the request; some messages name it. */
  id: string;
}

async function answer(request: Received, serving: Serving): Promise<Reply> {
  const { place } = serving;
  const { azure } = place.world;
  if (request.host === azure.gatewayHost) return behindGateway(azure);
  if (request.host === azure.regionalHost) return atRegion(request);
  const unreachable = judgeNetwork(azure);
  if (unreachable) return unreachable;
  const caller = await judgeCaller(request, place);
  if ('status' in caller) return caller;
  const operation = readOperation(request, azure);
  if (!operation) return problem(404, '404', 'Resource not found');
  return judgeVersion(operation, azure) ?? judgeRole(caller, operation, azure) ?? perform(operation, request, serving);
}

/** Whether the operation goes with this version. That this is asked before the role is inferred: no answer to both faults was found. */
function judgeVersion(operation: Operation, { takesOnlyV1 }: AzureOpenAi): Reply | null {
  if (takesOnlyV1 && !operation.isV1) return problem(400, 'BadRequest', 'API version not supported');
  if (operation.isV1 && operation.apiVersion !== null) {
    return problem(400, 'BadRequest', 'api-version query parameter is not allowed when using /v1 path');
  }
  if (operation.kind !== 'responses' || !isBefore('2025-03-01', operation)) return null;
  // The sentence is reported (Aider-AI/aider#4029); that every dated version before has it, GA ones included, is inferred.
  return problem(400, 'BadRequest', 'Azure OpenAI Responses API is enabled only for api-version 2025-03-01-preview and later');
}

/** The endpoint of a region tells accounts apart by their keys. What it answers without any is taken from what it answers to a wrong one. */
function atRegion({ headers }: Received): Reply {
  if (/^Bearer /i.test(headers['authorization'] ?? '')) {
    return problem(400, 'BadRequest', 'Please provide a custom subdomain for token authentication, otherwise API key is required.');
  }
  const denied = 'Access denied due to invalid subscription key or wrong API endpoint.';
  const advice = 'Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.';
  return problem(401, '401', `${denied} ${advice}`);
}

/** An API Management in front: its owner's own words, or that it wants a key. */
function behindGateway({ gatewayRefusal }: AzureOpenAi): Reply {
  if (gatewayRefusal) return json(gatewayRefusal.status, { statusCode: gatewayRefusal.status, message: gatewayRefusal.message });
  const message = 'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.';
  return json(401, { statusCode: 401, message });
}

function perform(operation: Operation, request: Received, serving: Serving): Reply {
  const { place, load, id } = serving;
  if (operation.kind === 'models') return listModels(place.world.azure);
  if (operation.kind === 'deployments') return listDeployments(place.world.azure);
  const body = objectIn(request.body);
  // The words for a body that is no JSON were not found.
  if (!body) return problem(400, 'BadRequest', 'The request body is not valid JSON.');
  const admission = load.admit(operation, operation.deployment ?? textIn(body['model']), id);
  if ('status' in admission) return admission;
  const prompt = judgePrompt(body, { operation, model: admission.deployment.model, filter: place.world.azure.contentFilter });
  if ('status' in prompt) return prompt;
  const reply = operation.kind === 'chat' ? answerChat(prompt, place) : answerResponses(prompt, place);
  return { ...reply, headers: { ...reply.headers, ...admission.headers } };
}

const textIn = (value: unknown): string => (typeof value === 'string' ? value : '');
