import { setTimeout as sleep } from 'node:timers/promises';

import { isRecord, stringOf } from '../chain/exchange.js';
import { readOptions } from './az-role-rest.js';
import type { Options } from './az-role-rest.js';
import { commandText, failed } from './drive.js';
import type { Tool, ToolAnswer, ToolFailure } from './tool.js';

type RunOptions = Parameters<Tool['run']>[1];

/** How long a deployment is waited for. Most are there within a minute; the usual patience is five. */
export interface Patience {
  signal: AbortSignal;
  pauseMs?: number;
  mostTries?: number;
}

/**
 * `az` that can deploy a model. Versions from before 2023, such as Debian's 2.45, want scale settings in place of `--sku-name`, which Azure has since
 * replaced; there the request behind the command is made, and what `az` would have waited for is waited for.
 */
export function withDeployments(az: Tool, patience: Patience): Tool {
  return {
    name: 'az',
    async run(args, options) {
      const answer = await az.run(args, options);
      const wanted = deploymentOf(args);
      if (wanted === null || answer.ok || !isTooOld(answer.failure)) return answer;
      const account = await accountOf(az, wanted, options);
      return account.ok ? deploy(az, { id: account.value, wanted, patience }, options) : account;
    },
  };
}

function isTooOld({ kind, said }: ToolFailure): boolean {
  return kind === 'refused' && /arguments are required: .*--scale-(?:settings-scale-)?type|unrecognized arguments: --sku-/s.test(said);
}

/** The options of a command that deploys; null for any other. */
function deploymentOf(args: readonly string[]): Options | null {
  const isIt = args.slice(0, 4).join(' ') === 'cognitiveservices account deployment create';
  return isIt ? readOptions(args.slice(4)) : null;
}

/** The command names account and group, and the request its whole id. */
async function accountOf(az: Tool, wanted: Options, options: RunOptions): Promise<ToolAnswer<string>> {
  const named = ['--name', '--resource-group', '--subscription'].flatMap((name) =>
    wanted.has(name) ? [name, wanted.get(name) ?? ''] : [],
  );
  const args = ['cognitiveservices', 'account', 'show', ...named];
  const answer = await az.run(args, options);
  if (!answer.ok) return answer;
  const id = isRecord(answer.value) ? stringOf(answer.value['id']) : null;
  if (id !== null) return { ok: true, value: id };
  return failed({ tool: 'az', kind: 'unreadable', exitCode: 0, said: '', command: commandText('az', args) });
}

interface Deploying {
  id: string;
  wanted: Options;
  patience: Patience;
}

const version = 'api-version=2024-10-01';

async function deploy(az: Tool, { id, wanted, patience }: Deploying, options: RunOptions): Promise<ToolAnswer> {
  const valueOf = (name: string): string => wanted.get(name) ?? '';
  const url = `${id}/deployments/${valueOf('--deployment-name')}?${version}`;
  const model = { format: valueOf('--model-format'), name: valueOf('--model-name'), version: valueOf('--model-version') };
  const sku = { name: valueOf('--sku-name'), capacity: Number(valueOf('--sku-capacity')) };
  const args = ['rest', '--method', 'put', '--url', url, '--body', JSON.stringify({ sku, properties: { model } })];
  const { signal, pauseMs = 5000, mostTries = 60 } = patience;
  let answer = await az.run(args, options);
  for (let tries = 0; answer.ok && isUnderWay(stateOf(answer.value)) && tries < mostTries; tries += 1) {
    await sleep(pauseMs, undefined, { signal });
    answer = await az.run(['rest', '--method', 'get', '--url', url], options);
  }
  return answer.ok ? judge(answer.value, commandText('az', args)) : answer;
}

/** Azure takes the wish at once, and only one that has succeeded can be asked. */
function judge(value: unknown, command: string): ToolAnswer {
  const state = stateOf(value);
  if (state !== null && /^Succeeded$/i.test(state)) return { ok: true, value, instead: command };
  if (state === null) return failed({ tool: 'az', kind: 'unreadable', exitCode: 0, said: '', command });
  const kind = isUnderWay(state) ? 'late' : 'refused';
  return failed({ tool: 'az', kind, exitCode: null, said: `The deployment is in the state ${state}.`, command });
}

function stateOf(deployment: unknown): string | null {
  const properties = isRecord(deployment) ? deployment['properties'] : null;
  return isRecord(properties) ? stringOf(properties['provisioningState']) : null;
}

function isUnderWay(state: string | null): boolean {
  return state !== null && /^(?:Accepted|Creating|Updating|Running)$/i.test(state);
}
