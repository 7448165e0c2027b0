import { problem } from './azure-openai-gate.js';
import type { Operation } from './azure-openai-route.js';
import { clockOf, epoch, json } from './place.js';
import type { Place, Reply } from './place.js';
import type { AzureOpenAi, Deployment } from './world.js';

/** A deployment that takes the request, with the headers that tell what is left of its limit. */
interface Admission {
  deployment: Deployment;
  headers: Record<string, string>;
}

export interface Load {
  admit(operation: Operation, name: string, requestId: string): Admission | Reply;
}

/** Finds the deployment and judges its state: retired, wrong kind of model, backend down, no capacity, limit used up. */
export function createLoad(place: Place): Load {
  const countRequest = createCounter(place);
  return {
    admit(operation, name, requestId) {
      const { azure } = place.world;
      const deployment = azure.deployments.find((one) => one.name === name);
      if (!deployment) return deploymentNotFound(operation);
      const refusal = judgeModel(operation, deployment) ?? judgeService(azure, requestId);
      if (refusal) return refusal;
      const { left, seconds } = countRequest(deployment);
      const limit = deployment.requestsPerMinute;
      const headers = {
        'x-ratelimit-limit-requests': String(limit),
        'x-ratelimit-remaining-requests': String(Math.max(left, 0)),
        'x-ratelimit-limit-tokens': String(limit * 1000),
        'x-ratelimit-remaining-tokens': String(Math.max(left, 0) * 1000),
      };
      return left < 0 ? rateLimited({ operation, deployment, azure, seconds }, headers) : { deployment, headers };
    },
  };
}

function deploymentNotFound({ isV1 }: Operation): Reply {
  const wait = 'If you created the deployment within the last 5 minutes, please wait a moment and try again.';
  const error = { code: 'DeploymentNotFound', message: `The API deployment for this resource does not exist. ${wait}` };
  return json(404, { error: isV1 ? { ...error, type: 'invalid_request_error', param: null } : error });
}

function judgeModel({ kind, isV1, apiVersion }: Operation, { model }: Deployment): Reply | null {
  if (model.isRetired) {
    const refer = 'Please refer to the Azure OpenAI service documentation for more information.';
    return problem(
      410,
      'ModelDeprecated',
      `The model associated with the deployment is deprecated and no longer available for use. ${refer}`,
    );
  }
  if (!isV1 && model.neededApiVersion && (apiVersion ?? '') < model.neededApiVersion) {
    return problem(400, 'BadRequest', `Model ${model.name} is enabled only for api versions ${model.neededApiVersion} and later`);
  }
  if (kind === 'chat' ? model.canChat : model.canRespond) return null;
  const operation = kind === 'chat' ? 'chatCompletion' : 'responses';
  const first = `The ${operation} operation does not work with the specified model, ${model.name}. Please choose different model and try again.`;
  const more =
    'You can learn more about which models can be used with each operation here: https://go.microsoft.com/fwlink/?linkid=2197993.';
  return problem(400, 'OperationNotSupported', `${first} ${more}`);
}

function judgeService({ isBackendDown, isAtCapacity }: AzureOpenAi, requestId: string): Reply | null {
  if (isBackendDown) {
    const sorry =
      'The server had an error while processing your request. Sorry about that! You can retry your request, or contact us through';
    const where = 'an Azure support request at: https://go.microsoft.com/fwlink/?linkid=2213926 if the error persists.';
    const message = `${sorry} ${where} (Please include the request ID ${requestId} in your message.)`;
    return json(500, { error: { message, type: 'server_error', param: null, code: null } });
  }
  if (!isAtCapacity) return null;
  const demand = 'The system is currently experiencing high demand and cannot process your request.';
  const size = 'Your request exceeds the maximum usage size allowed during peak load. Please retry after 20 seconds.';
  const advice = 'For improved latency reliability, consider switching to Provisioned Throughput.';
  // The sentence is known, its code is not.
  return problem(429, '429', `${demand} ${size} ${advice}`, { 'retry-after': '20', 'retry-after-ms': '20000' });
}

/** Requests of the running minute, others included. */
function createCounter(place: Place): (deployment: Deployment) => { left: number; seconds: number } {
  const windows = new Map<string, { startedAt: number; requests: number }>();
  return ({ name, requestsPerMinute }) => {
    const { azure } = place.world;
    const at = epoch(clockOf(place, azure));
    const last = windows.get(name);
    const window = last && at < last.startedAt + 60 ? last : { startedAt: at, requests: 0 };
    window.requests += 1;
    windows.set(name, window);
    return { left: requestsPerMinute - azure.requestsPerMinuteByOthers - window.requests, seconds: window.startedAt + 60 - at };
  };
}

interface Excess {
  operation: Operation;
  deployment: Deployment;
  azure: AzureOpenAi;
  seconds: number;
}

function rateLimited({ operation, deployment, azure, seconds }: Excess, headers: Record<string, string>): Reply {
  // ChatCompletions_Create is known; the name of the other operation follows it.
  const name = operation.kind === 'chat' ? 'ChatCompletions_Create' : 'Responses_Create';
  const api = operation.isV1 ? 'OpenAI Language Model Instance API' : `Azure OpenAI API version ${operation.apiVersion}`;
  const retry = `Please retry after ${seconds} seconds.`;
  const quota = 'https://aka.ms/oai/quotaincrease';
  const waits = { ...headers, 'retry-after': String(seconds), 'retry-after-ms': String(seconds * 1000) };
  if (azure.quotaWords === 'classic') {
    const exceeded = `Requests to the ${name} Operation under ${api} have exceeded call rate limit of your current OpenAI S0 pricing tier.`;
    return problem(
      429,
      '429',
      `${exceeded} ${retry} Please go here: ${quota} if you would like to further increase the default rate limit.`,
      waits,
    );
  }
  const requests = `Your requests to ${deployment.name} for ${deployment.model.name} in ${azure.region.name}`;
  const exceeded = `${requests} have exceeded the call rate limit for your current OpenAI S0 pricing tier. This request was for ${name} under ${api}.`;
  return problem(429, 'RateLimitReached', `${exceeded} ${retry} To increase your default rate limit, visit: ${quota}.`, waits);
}
