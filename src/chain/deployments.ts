import type { Profile } from '../settings/profile.js';
import type { Secret } from '../settings/secret.js';
import { deploymentNames } from './deployment-names.js';
import { isRecord } from './exchange.js';
import { noAnswer } from './network-failure.js';
import { ownDeployments } from './self-inspection.js';
import type { Session } from './session.js';
import type { Transport, Wire } from './transport.js';

type Resource = Profile['openai'];
type Item = Record<string, unknown>;

export interface Access {
  /** The token that Azure OpenAI has accepted. */
  dataToken: Secret;
  /** Gives the token for Azure Resource Manager; without it that way is not gone. */
  session: Pick<Session, 'entraToken'> | null;
}

/**
 * The names of the deployments, best effort: the data plane is asked first, Azure Resource Manager only when that gave nothing.
 * An empty list means that nothing could be had, never that there are none.
 */
export async function listDeployments(openai: Resource, { dataToken, session }: Access, transport: Transport): Promise<string[]> {
  const names = await fromDataPlane(openai, dataToken, transport);
  return names.length > 0 || session === null ? names : ownDeployments(openai, session, transport);
}

/** Two old versions of the data plane still list them on many resources. */
async function fromDataPlane({ endpoint }: Resource, token: Secret, transport: Transport): Promise<string[]> {
  for (const apiVersion of ['2022-12-01', '2023-03-15-preview']) {
    const url = `${endpoint}/openai/deployments?api-version=${apiVersion}`;
    const names = deploymentNames(itemsIn(await get(url, token, transport.open('azure-openai'))), 'id');
    if (names.length > 0) return names;
  }
  return [];
}

/** The JSON of a 200, or null: a refusal, a page and a lost connection all mean that nothing could be had. */
async function get(url: string, token: Secret, wire: Wire): Promise<unknown> {
  const headers = { accept: 'application/json', authorization: `Bearer ${token.reveal()}` };
  const response = await wire.ask(url, { headers }).catch(noAnswer);
  if (response?.status !== 200) return null;
  return response.json().catch(() => null);
}

function itemsIn(listed: unknown): Item[] {
  const items = isRecord(listed) ? listed['data'] : null;
  return Array.isArray(items) ? items.filter(isRecord) : [];
}
