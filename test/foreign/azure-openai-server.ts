import { randomBytes, randomUUID } from 'node:crypto';

import { isSignedBy, keyNumber, readToken } from './jwt.js';
import type { Asked, Certificates, Manner, Reply, Served } from './serve.js';
import { pause, serve } from './serve.js';

/** One Azure OpenAI resource with one deployment. */
export interface AzureOpenAiState {
  deployment: string;
  model: string;
  objectId: string;
  hasRole: boolean;
  /** Answers chat with OperationNotSupported, as codex and pro models do. */
  isResponsesOnly: boolean;
  /** Parameters the model refuses, such as `max_tokens` and `temperature`. */
  refuses: string[];
  answer: string[];
  /** Waited for before each piece but the first. */
  pace: (piece: number) => Promise<void>;
  instead?: (asked: Asked) => Reply | null | undefined;
  manner?: Manner;
}

interface Question {
  model?: string;
  stream?: boolean;
  messages?: unknown[];
  stream_options?: { include_usage?: boolean };
  [parameter: string]: unknown;
}

const audience = 'https://cognitiveservices.azure.com';
/** The dated versions that still answer. */
const versions = new Set(['2022-12-01', '2023-05-15', '2024-02-01', '2024-06-01', '2024-10-21', '2025-04-01-preview']);

export function startAzureOpenAi(state: AzureOpenAiState, certificates: Certificates): Promise<Served> {
  return serve(
    certificates,
    (asked) => state.instead?.(asked) ?? (state.instead?.(asked) === null ? null : route(asked, state)),
    state.manner,
  );
}

function route(asked: Asked, state: AzureOpenAiState): Reply {
  const version = asked.query.get('api-version');
  const isV1 = asked.path.startsWith('/openai/v1/');
  const refusal = gate(asked, state);
  if (refusal) return refusal;
  if (isV1 && version !== null) return no(400, 'BadRequest', 'api-version query parameter is not allowed when using /v1 path');
  if (!isV1 && !versions.has(version ?? '')) return no(404, '404', 'Resource not found');
  const [, named, dated] = /^\/openai\/deployments\/([^/]+)\/(chat\/completions)$/.exec(asked.path) ?? [];
  const operation = dated ?? /^\/openai\/(?:v1\/)?(chat\/completions|responses|models)$/.exec(asked.path)?.[1];
  if (operation === 'models')
    return { status: 200, headers: trace(), json: { data: [{ id: state.model, object: 'model', status: 'succeeded' }], object: 'list' } };
  if (operation === undefined || (operation === 'chat/completions') !== (isV1 ? operation === 'chat/completions' : dated !== undefined))
    return no(404, '404', 'Resource not found');
  const question = JSON.parse(asked.body) as Question;
  if ((named ?? question.model) !== state.deployment) {
    return no(
      404,
      'DeploymentNotFound',
      'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
    );
  }
  return refuseParameter(question, state, version) ?? (operation === 'responses' ? respond(question, state) : chat(question, state));
}

/** A token of this tenant for this audience, and then the data action: both refusals are 401. */
function gate({ headers, method, path }: Asked, { objectId, hasRole }: AzureOpenAiState): Reply | null {
  const token = /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
  if (!token)
    return no(
      401,
      '401',
      'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
    );
  const read = readToken(token);
  const isValid = read?.claims['aud'] === audience && Number(read.claims['exp']) > Date.now() / 1000 && isSignedBy(token, keyNumber(3).jwk);
  if (!isValid)
    return {
      status: 401,
      headers: trace(),
      json: {
        statusCode: 401,
        message: `Unauthorized. Access token is missing, invalid, audience is incorrect (${audience}), or have expired.`,
      },
    };
  if (hasRole && read.claims['oid'] === objectId) return null;
  const action = 'Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action';
  return no(
    401,
    'PermissionDenied',
    `The principal \`${objectId}\` lacks the required data action \`${action}\` to perform \`${method} ${path}\` operation.`,
  );
}

function refuseParameter(question: Question, state: AzureOpenAiState, version: string | null): Reply | null {
  const bad = (message: string, param: string | null, code: string | null): Reply => ({
    status: 400,
    headers: trace(),
    json: { error: { message, type: 'invalid_request_error', param, code } },
  });
  if (question.stream_options && version !== null && version < '2024-09-01')
    return bad('Unrecognized request argument supplied: stream_options', null, null);
  const parameter = state.refuses.find((name) => name in question);
  if (parameter === undefined) return null;
  return bad(`Unsupported parameter: '${parameter}' is not supported with this model.`, parameter, 'unsupported_parameter');
}

function chat(question: Question, state: AzureOpenAiState): Reply {
  if (state.isResponsesOnly) {
    return no(
      400,
      'OperationNotSupported',
      `The chatCompletion operation does not work with the specified model, ${state.model}. Please choose different model and try again. You can learn more about which models can be used with each operation here: https://go.microsoft.com/fwlink/?linkid=2197993.`,
    );
  }
  const base = {
    created: Math.floor(Date.now() / 1000),
    id: `chatcmpl-${randomBytes(15).toString('base64url')}`,
    model: state.model,
    system_fingerprint: 'fp_ee1d74bde0',
  };
  const usage = { completion_tokens: state.answer.length, prompt_tokens: 14, total_tokens: 14 + state.answer.length };
  const message = { content: state.answer.join(''), refusal: null, role: 'assistant' };
  const whole = {
    choices: [{ content_filter_results: harmless, finish_reason: 'stop', index: 0, logprobs: null, message }],
    ...base,
    object: 'chat.completion',
    usage,
  };
  if (!question.stream) return { status: 200, headers: trace(), json: whole };
  return {
    status: 200,
    headers: trace(),
    events: chunks(state, { ...base, object: 'chat.completion.chunk' }, question.stream_options?.include_usage ? usage : null),
  };
}

const harmless = {
  hate: { filtered: false, severity: 'safe' },
  self_harm: { filtered: false, severity: 'safe' },
  violence: { filtered: false, severity: 'safe' },
};

/** As Azure streams: the first chunk has no choices but filter results and no id, the last has the usage. */
async function* chunks({ answer, pace }: AzureOpenAiState, base: object, usage: object | null): AsyncGenerator<object | string> {
  const choice = (delta: object, finish_reason: string | null): object => ({
    ...base,
    choices: [{ content_filter_results: {}, delta, finish_reason, index: 0, logprobs: null }],
    ...(usage && { usage: null }),
  });
  yield {
    choices: [],
    created: 0,
    id: '',
    model: '',
    object: '',
    prompt_filter_results: [{ prompt_index: 0, content_filter_results: harmless }],
  };
  yield choice({ content: '', refusal: null, role: 'assistant' }, null);
  for (const [at, content] of answer.entries()) {
    if (at > 0) await pace(at);
    yield choice({ content }, null);
  }
  yield choice({}, 'stop');
  if (usage) yield { ...base, choices: [], usage };
  yield 'data: [DONE]\n\n';
}

function respond(question: Question, state: AzureOpenAiState): Reply {
  const response = {
    id: `resp_${randomBytes(24).toString('hex')}`,
    object: 'response',
    created_at: Math.floor(Date.now() / 1000),
    model: state.model,
    status: 'in_progress',
    output: [] as object[],
    usage: null as object | null,
    incomplete_details: null,
  };
  const part = { type: 'output_text', annotations: [], text: state.answer.join('') };
  const done = {
    ...response,
    status: 'completed',
    output: [{ id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [part] }],
    usage: { input_tokens: 14, output_tokens: state.answer.length, total_tokens: 14 + state.answer.length },
  };
  if (!question.stream) return { status: 200, headers: trace(), json: done };
  return { status: 200, headers: trace(), events: responseEvents(state, response, done) };
}

async function* responseEvents({ answer, pace }: AzureOpenAiState, response: object, done: object): AsyncGenerator<string> {
  let number = 0;
  const event = (type: string, fields: object): string =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...fields, sequence_number: number++ })}\n\n`;
  const place = { item_id: 'msg_1', output_index: 0, content_index: 0 };
  yield event('response.created', { response });
  yield event('response.output_item.added', {
    output_index: 0,
    item: { id: 'msg_1', type: 'message', role: 'assistant', status: 'in_progress', content: [] },
  });
  yield event('response.content_part.added', { ...place, part: { type: 'output_text', annotations: [], text: '' } });
  for (const [at, delta] of answer.entries()) {
    if (at > 0) await pace(at);
    yield event('response.output_text.delta', { ...place, delta });
  }
  yield event('response.output_text.done', { ...place, text: answer.join('') });
  yield event('response.completed', { response: done });
}

function no(status: number, code: string, message: string): Reply {
  return { status, headers: trace(), json: { error: { code, message } } };
}

function trace(): Record<string, string> {
  const id = randomUUID();
  return {
    'apim-request-id': id,
    'x-request-id': id,
    'x-ms-region': 'Sweden Central',
    'x-ratelimit-remaining-tokens': '9000',
    'Strict-Transport-Security': 'max-age=31536000',
  };
}

export const atOnce = (): Promise<void> => pause(0);
