import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:https';
import { join } from 'node:path';
import { promisify } from 'node:util';

import type { Sandbox } from '../../src/sandbox/start.js';
import { emptyFolder } from '../support/binary.js';

export interface Answer {
  status: number;
  headers: Record<string, string>;
  text: string;
  body: any; // oxlint-disable-line typescript/no-explicit-any -- what a service sent, of whatever shape
}

export interface Ask {
  form?: Record<string, string>;
  json?: unknown;
  headers?: Record<string, string>;
  method?: string;
}

/** One request through the proxy, as any Node program behind one makes it. */
export async function ask(place: Sandbox, url: string, { form, json, headers = {}, method }: Ask = {}): Promise<Answer> {
  const body = form ? new URLSearchParams(form).toString() : json === undefined ? undefined : JSON.stringify(json);
  const type = form
    ? { 'content-type': 'application/x-www-form-urlencoded' }
    : json === undefined
      ? {}
      : { 'content-type': 'application/json' };
  const agent = new Agent({ proxyEnv: place.proxyVariables });
  const options = { agent, ca: place.caPem, method: method ?? (body === undefined ? 'GET' : 'POST'), headers: { ...type, ...headers } };
  return new Promise((resolve, reject) => {
    const asked = request(url, options, (response) => {
      response.setEncoding('utf8');
      let text = '';
      response.on('data', (piece: string) => (text += piece));
      response.on('end', () => {
        const all = Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)]));
        resolve({ status: response.statusCode ?? 0, headers: all, text, body: parsed(text) });
      });
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The same with curl, which knows nothing of Node's certificates and proxies. */
export async function curl(place: Sandbox, ...args: string[]): Promise<string> {
  const ca = join(await emptyFolder(), 'ca.pem');
  await writeFile(ca, place.caPem);
  const { stdout } = await promisify(execFile)('curl', ['-sS', '--proxy', place.proxyUrl, '--cacert', ca, ...args]);
  return stdout;
}

export function askAuth0(place: Sandbox, changes: Record<string, string> = {}): Promise<Answer> {
  const { OIDC_ENDPOINT, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET, OIDC_AUDIENCE } = place.settings;
  const form = { grant_type: 'client_credentials', client_id: OIDC_CLIENT_ID, client_secret: OIDC_CLIENT_SECRET, audience: OIDC_AUDIENCE };
  return ask(place, `https://${OIDC_ENDPOINT}/oauth/token`, { form: { ...form, ...changes } });
}

export function askEntra(place: Sandbox, assertion: string, changes: Record<string, string> = {}, headers: Record<string, string> = {}) {
  const { AZURE_AUTHORITY_HOST, AZURE_TENANT_ID, AZURE_CLIENT_ID } = place.settings;
  const form = {
    grant_type: 'client_credentials',
    client_id: AZURE_CLIENT_ID,
    scope: 'https://cognitiveservices.azure.com/.default',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    ...changes,
  };
  const given = Object.fromEntries(Object.entries(form).filter(([, value]) => value !== ''));
  return ask(place, `${AZURE_AUTHORITY_HOST}/${AZURE_TENANT_ID}/oauth2/v2.0/token`, { form: given, headers });
}

export async function assertionOf(place: Sandbox): Promise<string> {
  return (await askAuth0(place)).body.access_token;
}

export async function entraTokenOf(place: Sandbox, changes: Record<string, string> = {}): Promise<string> {
  return (await askEntra(place, await assertionOf(place), changes)).body.access_token;
}

/** A chat request in the form the settings ask for: v1 without a version, the dated path with one. */
export function askChat(place: Sandbox, token: string, changes: Record<string, unknown> = {}): Promise<Answer> {
  const { AZURE_AOAI_ENDPOINT, AZURE_AOAI_MODEL_DEPLOYMENT_NAME, AZURE_AOAI_API_VERSION } = place.settings;
  const dated = `deployments/${AZURE_AOAI_MODEL_DEPLOYMENT_NAME}/chat/completions?api-version=${AZURE_AOAI_API_VERSION}`;
  const url = `${AZURE_AOAI_ENDPOINT}/openai/${AZURE_AOAI_API_VERSION ? dated : 'v1/chat/completions'}`;
  const json = { model: AZURE_AOAI_MODEL_DEPLOYMENT_NAME, messages: [{ role: 'user', content: 'ping' }], ...changes };
  return ask(place, url, { json, headers: { authorization: `Bearer ${token}` } });
}

export function claimsOf(token: string): any /* oxlint-disable-line typescript/no-explicit-any */ {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'));
}

export function headerOf(token: string): any /* oxlint-disable-line typescript/no-explicit-any */ {
  return JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString('utf8'));
}

/** The number an Entra ID refusal starts with. */
export const aadsts = (answer: Answer): number => Number(/^AADSTS(\d+): /.exec(answer.body?.error_description ?? '')?.[1]);

/** A token of the administrator, who signs in with a secret as pipelines do. */
export async function administratorTokenOf(place: Sandbox, resource = 'https://management.azure.com'): Promise<string> {
  const [tenant] = place.world.entra.tenants;
  const { clientId = '', secret = '' } = tenant?.administrator ?? {};
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret, scope: `${resource}/.default` };
  const url = `https://${place.world.entra.host}/${tenant?.id}/oauth2/v2.0/token`;
  return (await ask(place, url, { form })).body.access_token;
}

/** One request to Azure Resource Manager; below the subscription of the place, unless the path says another one. */
export function askManager(place: Sandbox, token: string, [method, path]: [method: string, path: string], json?: unknown): Promise<Answer> {
  const full = path.startsWith('/subscriptions/') ? path : `/subscriptions/${place.world.subscription.id}${path}`;
  const url = `https://management.azure.com${full}${path.includes('?') ? '&' : '?'}api-version=2024-10-01`;
  return ask(place, url, { method, json, headers: { authorization: `Bearer ${token}` } });
}
