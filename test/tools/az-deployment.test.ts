import { expect, test } from 'vitest';

import { withDeployments } from '../../src/tools/az-deployment.js';
import { readCommandLine } from '../../src/tools/command-line.js';
import { runCommand } from '../../src/tools/run-command.js';
import type { Tool, ToolAnswer } from '../../src/tools/tool.js';

const id = '/subscriptions/s/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/acme';
const create =
  'az cognitiveservices account deployment create --name acme --resource-group rg --deployment-name chat --model-name gpt-4.1-mini --model-version 2025-04-14 --model-format OpenAI --sku-name GlobalStandard --sku-capacity 10 --subscription s';
const tooOld = 'ERROR: the following arguments are required: --scale-type/--scale-settings-scale-type';

/** An `az` that refuses to deploy in these words, and answers requests with these states, one after another; it keeps what it was asked. */
function az(said: string, states: string[] = ['Succeeded']): { tool: Tool; asked: string[] } {
  const asked: string[] = [];
  const deployment = (state: string): ToolAnswer => ({ ok: true, value: { name: 'chat', properties: { provisioningState: state } } });
  const tool: Tool = {
    name: 'az',
    run(args) {
      const text = args.join(' ');
      asked.push(text);
      if (text.includes('deployment create'))
        return Promise.resolve({ ok: false, failure: { tool: 'az', kind: 'refused', exitCode: 2, said, command: text } });
      if (text.includes('account show')) return Promise.resolve({ ok: true, value: { id } });
      return Promise.resolve(deployment(states.shift() ?? 'Succeeded'));
    },
  };
  return { tool: withDeployments(tool, new AbortController().signal, 1), asked };
}

async function run(tool: Tool) {
  const read = readCommandLine(create);
  if (!read.ok) throw new Error(read.reason.what);
  return runCommand(read.command, { az: tool, auth0: tool });
}

test('where az wants scale settings, the request behind the command is made, and told', async () => {
  const { tool, asked } = az(tooOld);
  const { ok, ran } = await run(tool);
  expect(ok).toBe(true);
  expect(asked[1]).toBe('cognitiveservices account show --name acme --resource-group rg --subscription s');
  expect(ran).toBe(
    `az rest --method put --url '${id}/deployments/chat?api-version=2024-10-01' --body '{"sku":{"name":"GlobalStandard","capacity":10},"properties":{"model":{"format":"OpenAI","name":"gpt-4.1-mini","version":"2025-04-14"}}}'`,
  );
});

test('it is waited for, as az would wait', async () => {
  const { tool, asked } = az(tooOld, ['Accepted', 'Creating', 'Succeeded']);
  expect((await run(tool)).ok).toBe(true);
  expect(asked.slice(2).map((one) => one.split(' ')[2])).toEqual(['put', 'get', 'get']);
});

test('any other refusal stays what it is', async () => {
  const { tool, asked } = az('ERROR: (InsufficientQuota) This operation require 1 new capacity');
  expect(await run(tool)).toMatchObject({ ok: false, failure: { said: expect.stringContaining('InsufficientQuota') } });
  expect(asked).toHaveLength(1);
});
