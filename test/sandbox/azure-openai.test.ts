import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Deployment, Model, World } from '../../src/sandbox/world.js';
import { ask, askChat, entraTokenOf } from './client.js';
import type { Answer } from './client.js';

let place: Sandbox;
let healthy: World;
let model: Model;
let token: string;
beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
  token = await entraTokenOf(place);
});
afterAll(() => place.stop());
beforeEach(() => {
  Object.assign(place.world, structuredClone(healthy));
  model = (place.world.azure.deployments[0] as Deployment).model;
});

const at = (path: string, json?: unknown, bearer = token): Promise<Answer> =>
  ask(place, `https://${place.world.azure.hosts[0]}${path}`, { ...(json ? { json } : {}), headers: { authorization: `Bearer ${bearer}` } });

const respond = (changes: Record<string, unknown> = {}): Promise<Answer> =>
  at('/openai/v1/responses', { model: 'team-chat', input: 'Who is there?', ...changes });

const events = (text: string): any[] /* oxlint-disable-line typescript/no-explicit-any */ =>
  [...text.matchAll(/^data: (\{.*\})$/gm)].map(([, json]) => JSON.parse(json ?? ''));

test('an answer names the request, the region and what is left of the limit', async () => {
  const { headers, body } = await askChat(place, token);
  expect(headers['apim-request-id']).toBe(headers['x-request-id']);
  expect(headers).toMatchObject({ 'x-ms-region': 'Sweden Central', 'x-ratelimit-limit-requests': '250' });
  expect(Number(headers['x-ratelimit-remaining-requests'])).toBeLessThan(250);
  expect(body).toMatchObject({ object: 'chat.completion', model: 'gpt-4.1-mini-2025-04-14', choices: [{ finish_reason: 'stop' }] });
  expect(body.usage.total_tokens).toBe(body.usage.prompt_tokens + body.usage.completion_tokens);
});

test('a stream begins with the verdict of the filter and ends with the usage that was asked for', async () => {
  const { text, headers } = await askChat(place, token, { stream: true, stream_options: { include_usage: true } });
  const chunks = events(text);
  expect(headers['content-type']).toMatch(/^text\/event-stream/);
  expect(chunks[0]).toMatchObject({ choices: [], object: '', prompt_filter_results: [{ prompt_index: 0 }] });
  expect(chunks[1].choices[0].delta).toEqual({ content: '', refusal: null, role: 'assistant' });
  expect(chunks.map(({ choices }) => choices[0]?.delta.content ?? '').join('')).toMatch(/^You asked: "ping"\./);
  expect(chunks.at(-2).choices[0]).toMatchObject({ delta: {}, finish_reason: 'stop' });
  expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { prompt_tokens: 5 } });
  expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
});

test('without the option there is no usage, and a limit cuts the answer', async () => {
  const chunks = events((await askChat(place, token, { stream: true, max_tokens: 3 })).text);
  expect(chunks.some((chunk) => 'usage' in chunk)).toBe(false);
  expect(chunks.at(-1).choices[0].finish_reason).toBe('length');
  expect(
    chunks
      .map(({ choices }) => choices[0]?.delta.content ?? '')
      .join('')
      .trim(),
  ).toBe('You asked: "ping".');
});

test('Responses: whole, and as events that add up', async () => {
  const { body } = await respond();
  expect(body).toMatchObject({
    object: 'response',
    status: 'completed',
    output: [{ type: 'message', content: [{ type: 'output_text' }] }],
  });
  const streamed = events((await respond({ stream: true })).text);
  expect([streamed[0].type, streamed.at(-1).type]).toEqual(['response.created', 'response.completed']);
  const deltas = streamed.filter(({ type }) => type === 'response.output_text.delta').map(({ delta }) => delta);
  expect(deltas.join('')).toBe(body.output[0].content[0].text);
  expect(streamed.at(-1).response.usage.total_tokens).toBe(body.usage.total_tokens);
  expect(streamed.map(({ sequence_number }) => sequence_number)).toEqual(streamed.map((_, index) => index));
});

test('dated paths answer for versions that are served, and know no other', async () => {
  const chat = (version: string): Promise<Answer> =>
    at(`/openai/deployments/team-chat/chat/completions?api-version=${version}`, { messages: [{ role: 'user', content: 'ping' }] });
  expect((await chat('2024-10-21')).status).toBe(200);
  expect((await at('/openai/responses?api-version=2025-04-01-preview', { model: 'team-chat', input: 'ping' })).status).toBe(200);
  for (const version of ['', '2023-07-01-preview', '2030-01-01']) {
    expect(await chat(version)).toMatchObject({ status: 404, body: { error: { code: '404', message: 'Resource not found' } } });
  }
});

test.each(['stream_options', 'max_completion_tokens'])('%s came with 2024-09-01-preview: older versions refuse it', async (name) => {
  const changes = name === 'stream_options' ? { stream: true, [name]: { include_usage: true } } : { [name]: 500 };
  const chat = (version: string): Promise<Answer> => {
    place.world.settingsEdits = { AZURE_AOAI_API_VERSION: version };
    return askChat(place, token, changes);
  };
  for (const version of ['2023-05-15', '2024-06-01', '2024-08-01-preview']) {
    const error = { message: `Unrecognized request argument supplied: ${name}`, type: 'invalid_request_error', param: null, code: null };
    expect(await chat(version)).toMatchObject({ status: 400, body: { error } });
  }
  for (const version of ['2024-09-01-preview', '2024-10-21', '2025-04-01-preview', '']) expect((await chat(version)).status).toBe(200);
});

test('Responses came with 2025-03-01-preview: older versions refuse it, the GA ones included', async () => {
  const dated = (version: string): Promise<Answer> => at(`/openai/responses?api-version=${version}`, { model: 'team-chat', input: 'ping' });
  for (const version of ['2024-06-01', '2024-10-21', '2025-02-01-preview']) {
    const message = 'Azure OpenAI Responses API is enabled only for api-version 2025-03-01-preview and later';
    expect(await dated(version)).toMatchObject({ status: 400, body: { error: { code: 'BadRequest', message } } });
  }
  for (const version of ['2025-03-01-preview', '2025-04-01-preview']) expect((await dated(version)).status).toBe(200);
});

const said = (role: string, content?: unknown, more = {}): Record<string, unknown> => ({ role, content, ...more });

test.each<[string, Record<string, unknown>, string, string | null]>([
  ['a role', { messages: [said('user', 'ping'), said('robot', 'ping')] }, 'messages[1].role', 'invalid_value'],
  ['a role that is no text', { messages: [said('user', 'ping'), { role: 7, content: 'ping' }] }, 'messages[1].role', 'invalid_value'],
  ['no role', { messages: [{ content: 'ping' }] }, 'messages[0].role', 'missing_required_parameter'],
  ['a content that is a number', { messages: [said('user', 7)] }, 'messages[0].content', 'invalid_type'],
  ['a content that is an object', { messages: [said('user', { text: 'ping' })] }, 'messages[0].content', 'invalid_type'],
  ['a content of bare strings', { messages: [said('user', ['ping'])] }, 'messages[0].content', 'invalid_type'],
  ['no content', { messages: [said('user', null)] }, 'messages.[0].content', null],
  ['a message that is text', { messages: ['ping'] }, 'messages[0]', 'invalid_type'],
  ['messages that are text', { messages: 'ping' }, 'messages', 'invalid_type'],
  ['no messages', { messages: [] }, 'messages', 'missing_required_parameter'],
  ['a temperature above 2', { temperature: 2.5 }, 'temperature', 'decimal_above_max_value'],
  ['a temperature below 0', { temperature: -0.1 }, 'temperature', 'decimal_below_min_value'],
  ['a temperature that is text', { temperature: '1' }, 'temperature', 'invalid_type'],
])('%s is refused in a chat', async (_, changes, param, code) => {
  const answer = await askChat(place, token, changes);
  expect(answer).toMatchObject({ status: 400, body: { error: { type: 'invalid_request_error', param, code } } });
});

test('every role and form of content that there is, and both ends of the temperature, are taken', async () => {
  const text = [{ type: 'text', text: 'ping' }];
  const called = said('assistant', null, { tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } }] });
  const messages = [
    said('system', 'a'),
    said('developer', text),
    said('user', text),
    called,
    said('tool', 'b', { tool_call_id: 'a' }),
    said('user', 'ping'),
  ];
  for (const temperature of [0, 2, null]) expect((await askChat(place, token, { messages, temperature })).status).toBe(200);
});

test('Responses judges its input the same way, knows no tool among the roles, and lets other items pass', async () => {
  expect((await respond({ input: [said('tool', 'ping')] })).body.error).toMatchObject({ param: 'input[0].role', code: 'invalid_value' });
  expect((await respond({ input: [said('user', 7)] })).body.error).toMatchObject({ param: 'input[0].content', code: 'invalid_type' });
  expect((await respond({ temperature: 3 })).body.error.param).toBe('temperature');
  const output = { type: 'function_call_output', call_id: 'c', output: '1' };
  expect((await respond({ input: [said('user', [{ type: 'input_text', text: 'ping' }]), output] })).status).toBe(200);
});

test('v1 wants no version', async () => {
  const answer = await at('/openai/v1/chat/completions?api-version=2024-10-21', {});
  expect(answer).toMatchObject({
    status: 400,
    body: { error: { message: 'api-version query parameter is not allowed when using /v1 path' } },
  });
});

test('lists: models on both paths, deployments for the first versions only', async () => {
  for (const path of ['/openai/v1/models', '/openai/models?api-version=2024-10-21']) {
    const [first] = (await at(path)).body.data;
    expect(first).toMatchObject({ id: 'gpt-4.1-mini-2025-04-14', lifecycle_status: 'generally-available' });
    expect(first.deprecation.inference).toBeGreaterThan(Date.now() / 1000);
  }
  for (const version of ['2022-12-01', '2023-03-15-preview']) {
    expect((await at(`/openai/deployments?api-version=${version}`)).body.data).toMatchObject([{ id: 'team-chat', model: 'gpt-4.1-mini' }]);
  }
  expect((await at('/openai/deployments?api-version=2024-10-21')).status).toBe(404);
});

test('a token is refused when it is missing, tampered with, or for another audience', async () => {
  const management = await entraTokenOf(place, { scope: 'https://management.azure.com/.default' });
  for (const bearer of ['', `${token.slice(0, -6)}AAAAAA`, management]) {
    const answer = await at('/openai/v1/models', undefined, bearer);
    expect(answer.status).toBe(401);
    expect(answer.body).toEqual({
      statusCode: 401,
      message:
        'Unauthorized. Access token is missing, invalid, audience is incorrect (https://cognitiveservices.azure.com), or have expired.',
    });
  }
});

test('a project endpoint names the audience it wants, and takes it', async () => {
  const path = '/api/projects/p/openai/v1/chat/completions';
  const question = { model: 'team-chat', messages: [{ role: 'user', content: 'ping' }] };
  expect((await at(path, question)).body.message).toContain('audience is incorrect (https://ai.azure.com)');
  expect((await at(path, question, await entraTokenOf(place, { scope: 'https://ai.azure.com/.default' }))).status).toBe(200);
});

test('keys are switched off', async () => {
  const answer = await ask(place, `https://${place.world.azure.hosts[0]}/openai/v1/models`, { headers: { 'api-key': 'k' } });
  expect(answer).toMatchObject({ status: 403, body: { error: { code: 'AuthenticationTypeDisabled' } } });
});

test('PermissionDenied names principal, action and operation, or says only that there is no access', async () => {
  place.world.azure.roleAssignments = [];
  const oid = place.world.entra.tenants[0]?.identities[0]?.objectId;
  const lacks = `The principal \`${oid}\` lacks the required data action \`Microsoft.CognitiveServices/accounts/OpenAI`;
  expect((await respond()).body.error.message).toBe(`${lacks}/responses/write\` to perform \`POST /openai/v1/responses\` operation.`);
  const dated = await at('/openai/deployments/team-chat/chat/completions?api-version=2024-10-21', {});
  const operation = 'POST /openai/deployments/{deployment-id}/chat/completions';
  expect(dated.body.error.message).toBe(`${lacks}/deployments/chat/completions/action\` to perform \`${operation}\` operation.`);
  place.world.azure.permissionWords = 'generic';
  const generic = { error: { code: 'PermissionDenied', message: 'Principal does not have access to API/Operation.' } };
  expect(await respond()).toMatchObject({ status: 401, body: generic });
});

test.each([
  ['Cognitive Services OpenAI Contributor', 'a001fd3d-188f-4b5d-821b-7da978bf7442', 200, 200],
  ['Foundry User', '53ca6127-db72-4b80-b1b0-d745d6d5456d', 200, 200],
  ['Cognitive Services Data Reader', 'b59867f0-fa02-499b-be73-45a86b5b3e1c', 401, 200],
  ['Cognitive Services Contributor', '25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68', 401, 401],
])('%s: chat and lists by its data actions', async (_, roleId, chat, lists) => {
  place.world.azure.roleAssignments.forEach((assignment) => (assignment.roleId = roleId));
  expect([(await askChat(place, token)).status, (await at('/openai/v1/models')).status]).toEqual([chat, lists]);
});

test('a closed network says so in a header, too', async () => {
  place.world.azure.network.default = 'Deny';
  expect((await at('/openai/v1/models')).headers['policy-id']).toBe('ThrowExceptionDueToTrafficDenied');
});

test('a missing deployment is told in the form of the path', async () => {
  const v1 = await at('/openai/v1/chat/completions', { model: 'gpt-4.1-mini', messages: [] });
  expect(v1).toMatchObject({ status: 404, body: { error: { code: 'DeploymentNotFound', type: 'invalid_request_error', param: null } } });
  const dated = await at('/openai/deployments/nothing/chat/completions?api-version=2024-10-21', {});
  expect(Object.keys(dated.body.error)).toEqual(['code', 'message']);
});

test('a model for Responses only refuses chat, and the other way round', async () => {
  model.canChat = false;
  expect((await askChat(place, token)).body.error.message).toMatch(
    /^The chatCompletion operation does not work with the specified model, gpt-4\.1-mini\./,
  );
  expect((await respond()).status).toBe(200);
  Object.assign(model, { canChat: true, canRespond: false });
  expect((await respond()).body.error.code).toBe('OperationNotSupported');
});

test.each([
  [
    { max_tokens: 5 },
    'unsupported_parameter',
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  ],
  [
    { temperature: 0.2 },
    'unsupported_value',
    "Unsupported value: 'temperature' does not support 0.2 with this model. Only the default (1) value is supported.",
  ],
  [
    { max_completion_tokens: 10 },
    null,
    'Could not finish the message because max_tokens or model output limit was reached. Please try again with higher max_tokens.',
  ],
])('a reasoning model refuses %j', async (changes, code, message) => {
  model.isReasoning = true;
  expect(await askChat(place, token, changes)).toMatchObject({
    status: 400,
    body: { error: { code, message, type: 'invalid_request_error' } },
  });
  expect((await askChat(place, token, { max_completion_tokens: 2000 })).status).toBe(200);
});

test('Responses wants at least sixteen tokens of output', async () => {
  expect((await respond({ max_output_tokens: 1 })).body.error).toMatchObject({
    code: 'integer_below_min_value',
    message: "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16, but got 1 instead.",
  });
});

test('a harmful prompt is filtered with the verdict by category', async () => {
  const { status, body } = await askChat(place, token, { messages: [{ role: 'user', content: 'harmful-prompt' }] });
  expect(status).toBe(400);
  expect(body.error).toMatchObject({
    code: 'content_filter',
    param: 'prompt',
    status: 400,
    innererror: { code: 'ResponsibleAIPolicyViolation' },
  });
  expect(body.error.innererror.content_filter_result.violence).toEqual({ filtered: true, severity: 'medium' });
});

test('a prompt longer than the model reads is measured', async () => {
  model.contextTokens = 100;
  const { body } = await askChat(place, token, { messages: [{ role: 'user', content: 'x'.repeat(4000) }] });
  expect(body.error.message).toMatch(
    /^This model's maximum context length is 100 tokens\. However, your messages resulted in 1004 tokens\./,
  );
});

test('a rate limit has two wordings, and says how long to wait', async () => {
  place.world.azure.requestsPerMinuteByOthers = 1000;
  const newer = await askChat(place, token);
  expect(newer).toMatchObject({ status: 429, body: { error: { code: 'RateLimitReached' } } });
  expect(newer.body.error.message).toMatch(
    /for ChatCompletions_Create under OpenAI Language Model Instance API\. Please retry after \d+ seconds\./,
  );
  expect(Number(newer.headers['retry-after-ms'])).toBe(Number(newer.headers['retry-after']) * 1000);
  place.world.azure.quotaWords = 'classic';
  const classic = await at('/openai/deployments/team-chat/chat/completions?api-version=2024-10-21', {});
  expect(classic.body.error.code).toBe('429');
  expect(classic.body.error.message).toMatch(
    /^Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded call rate limit/,
  );
});

test('a broken backend names the request it failed on', async () => {
  place.world.azure.isBackendDown = true;
  const { status, headers, body } = await askChat(place, token);
  expect(status).toBe(500);
  expect(body.error).toMatchObject({ type: 'server_error', message: expect.stringContaining(`request ID ${headers['x-request-id']}`) });
});

test('a client that hangs up in the middle of a stream harms nobody', async () => {
  const url = `https://${place.world.azure.hosts[0]}/openai/v1/chat/completions`;
  const { Agent, request } = await import('node:https');
  const agent = new Agent({ proxyEnv: { HTTPS_PROXY: place.proxyUrl } });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  await new Promise<void>((resolve) => {
    const asked = request(url, { agent, ca: place.caPem, method: 'POST', headers }, (response) => {
      response.once('data', () => asked.destroy());
      response.once('close', resolve);
    });
    asked.on('error', () => resolve());
    asked.end(JSON.stringify({ model: 'team-chat', stream: true, messages: [{ role: 'user', content: 'ping' }] }));
  });
  expect((await askChat(place, token)).status).toBe(200);
});
