import { expect, test } from 'vitest';

import { withDeployments } from '../../src/tools/az-deployment.js';
import type { ToolAnswer } from '../../src/tools/tool.js';

const account = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/acme';
const create =
  'cognitiveservices account deployment create --name acme --resource-group rg --deployment-name gpt --model-name gpt --model-version 1 --model-format OpenAI --sku-name GlobalStandard --sku-capacity 10';
const inState = (state?: string): object => ({ id: `${account}/deployments/gpt`, properties: { provisioningState: state } });

/** What comes of a deployment with an `az` that cannot do it, where Azure shows these states one after another, the last one for good. */
async function deployed(...states: (object | null)[]): Promise<{ answer: ToolAnswer; methods: string[] }> {
  const methods: string[] = [];
  const ask = (args: readonly string[]): ToolAnswer => {
    if (args[0] !== 'rest') return { ok: true, value: { id: account } };
    methods.push(args[args.indexOf('--method') + 1] ?? '');
    return { ok: true, value: states[Math.min(methods.length, states.length) - 1] };
  };
  const said = 'the following arguments are required: --scale-settings-scale-type';
  const failure = { tool: 'az', kind: 'refused', exitCode: 2, said, command: `az ${create}` } as const;
  const run = async (args: readonly string[]): Promise<ToolAnswer> => (args[2] === 'deployment' ? { ok: false, failure } : ask(args));
  const tool = withDeployments({ name: 'az', run }, { signal: new AbortController().signal, pauseMs: 1, mostTries: 3 });
  return { answer: await tool.run(create.split(' ')), methods };
}

test('a deployment that has succeeded is there, at once or after a while', async () => {
  expect(await deployed(inState('Succeeded'))).toMatchObject({ answer: { ok: true }, methods: ['put'] });
  const { answer, methods } = await deployed(inState('Accepted'), inState('Creating'), inState('Succeeded'));
  expect([answer.ok && answer.value, methods]).toEqual([inState('Succeeded'), ['put', 'get', 'get']]);
  expect(answer.ok && answer.instead).toContain(`az rest --method put --url '${account}/deployments/gpt?`);
});

test.each([
  ['Failed', 'refused', 1],
  ['Canceled', 'refused', 1],
  ['Disabled', 'refused', 1],
  ['Creating', 'late', 4],
])('one in state %s is not there: %s', async (state, kind, asked) => {
  const { answer, methods } = await deployed(inState(state));
  expect([answer.ok, methods.length]).toEqual([false, asked]);
  expect(answer).toMatchObject({
    failure: { kind, said: expect.stringContaining(state), command: expect.stringContaining('--method put') },
  });
});

test('an answer that tells no state is not read as one that is done', async () => {
  for (const value of [null, inState()])
    expect((await deployed(value)).answer).toMatchObject({ ok: false, failure: { kind: 'unreadable' } });
});
