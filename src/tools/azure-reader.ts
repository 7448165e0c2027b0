import { isRecord, stringOf } from '../chain/exchange.js';
import { readResourceManager, resourceManager } from '../chain/resource-manager.js';
import type { ManagerAnswer } from '../chain/resource-manager.js';
import type { Transport } from '../chain/transport.js';
import { Secret } from '../settings/secret.js';
import { wholeList } from './azure-pages.js';
import { commandText, failed } from './drive.js';
import { plainWords } from './said.js';
import type { Tool, ToolAnswer } from './tool.js';

/** Reads from Azure what the person who is signed in with `az` may read. Lists come whole. */
export interface AzureReader {
  /** `path` is a path of Azure Resource Manager with its `api-version`. */
  get(path: string): Promise<ToolAnswer>;
}

/** What `az account show` says of the subscription in use. */
export interface AzureAccount {
  subscriptionId: string;
  /** The name `az` has for the cloud; the public one is `AzureCloud`. */
  cloud: string;
}

/**
 * Reads without `az` where that leads to the same: a start of it costs more than many requests. In another cloud, and where another
 * certificate or proxy is needed than Node knows of, every read is an `az rest`.
 */
export function createAzureReader(az: Tool, transport: Transport, { subscriptionId, cloud }: AzureAccount): AzureReader {
  if (cloud !== 'AzureCloud') return createRestReader(az, null);
  const get = directly(az, transport, subscriptionId);
  return { get: (path) => wholeList(path, get, resourceManager) };
}

/** Every read by `az` itself, as in other clouds. The later pages of a list may lie at `origin` only; null where nobody knows what it is there. */
export function createRestReader(az: Tool, origin: string | null): AzureReader {
  return { get: (path) => wholeList(path, (one) => az.run(restArgs(one)), origin) };
}

type Get = (path: string) => Promise<ToolAnswer>;

function directly(az: Tool, transport: Transport, subscriptionId: string): Get {
  let isClosed = false;
  let token = once(() => askToken(az, transport, subscriptionId));
  return async function get(path) {
    if (isClosed) return az.run(restArgs(path));
    const current = token;
    const given = await current();
    if (!given.ok) return given;
    let answer = await readResourceManager(path, given.value, transport);
    // A plan may be read longer than a token lives. az has a new one by then.
    if (answer && isExpired(answer)) {
      if (token === current) token = once(() => askToken(az, transport, subscriptionId));
      const again = await token();
      if (!again.ok) return again;
      answer = await readResourceManager(path, again.value, transport);
    }
    if (answer) return toolAnswer(path, answer);
    isClosed = true;
    return az.run(restArgs(path));
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | null = null;
  return () => (made ??= make());
}

/** For the tenant of the subscription, which need not be the one that was signed in to first. */
async function askToken(az: Tool, transport: Transport, subscriptionId: string): Promise<ToolAnswer<Secret>> {
  const args = ['account', 'get-access-token', '--resource', `${resourceManager}/`, '--subscription', subscriptionId];
  const answer = await az.run(args);
  if (!answer.ok) return answer;
  const text = isRecord(answer.value) ? stringOf(answer.value['accessToken']) : null;
  if (text === null) return failed({ tool: 'az', kind: 'unreadable', exitCode: 0, said: '', command: commandText('az', args) });
  const token = new Secret(text);
  transport.redactor.hide(token);
  return { ok: true, value: token };
}

function isExpired(answer: ManagerAnswer): boolean {
  return !answer.ok && answer.status === 401 && answer.body.includes('ExpiredAuthenticationToken');
}

/** A refusal in the words in which `az rest` repeats it. */
function toolAnswer(path: string, answer: ManagerAnswer): ToolAnswer {
  if (answer.ok) return answer;
  const said = plainWords(`ERROR: ${answer.reason}(${answer.body})`);
  return failed({ tool: 'az', kind: 'refused', exitCode: 1, said, command: commandText('az', restArgs(path)) });
}

function restArgs(path: string): string[] {
  return ['rest', '--method', 'get', '--url', path];
}
