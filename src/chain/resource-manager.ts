import { STATUS_CODES } from 'node:http';

import type { Secret } from '../settings/secret.js';
import { isRecord } from './exchange.js';
import { readShallowJson } from './shallow-json.js';
import { noAnswer } from './network-failure.js';
import type { Transport } from './transport.js';

/** Azure Resource Manager of the public cloud. */
export const resourceManager = 'https://management.azure.com';

/** What it answered. Of a refusal the body as it came, and the name of the status: that is how `az rest` tells it. */
export type ManagerAnswer = { ok: true; value: unknown } | { ok: false; status: number; reason: string; body: string };

/** Reads what is at this path, with its version. Null where Azure Resource Manager did not answer: nobody, or somebody in between. */
export async function readResourceManager(path: string, token: Secret, transport: Transport): Promise<ManagerAnswer | null> {
  const url = new URL(path, resourceManager);
  // The token goes to nobody else, whatever a path may hold.
  if (url.origin !== resourceManager) throw new TypeError(`no path: ${path}`);
  const headers = { accept: 'application/json', authorization: `Bearer ${token.reveal()}` };
  const response = await transport.open('azure-openai').ask(url, { headers }).catch(noAnswer);
  if (!response) return null;
  const { status } = response;
  const text = await response.text();
  const value = readShallowJson(text)?.json;
  if (status === 200) return value === undefined ? null : { ok: true, value };
  const isAzures = isRecord(value) && isRecord(value['error']);
  return isAzures ? { ok: false, status, reason: STATUS_CODES[status] ?? String(status), body: transport.redactor.redact(text) } : null;
}
