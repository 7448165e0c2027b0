import type { Received } from './place.js';
import type { AzureOpenAi } from './world.js';

/** What a path asks for, and the data action that needs. */
export interface Operation {
  kind: 'chat' | 'responses' | 'models' | 'deployments';
  isV1: boolean;
  /** Below a project endpoint another audience is wanted. */
  isProject: boolean;
  /** From the path; v1 and Responses have it in the body. */
  deployment: string | null;
  apiVersion: string | null;
  dataAction: string;
  /** The operation as a refusal prints it. */
  title: string;
}

/** Null: no such path, or no such dated version, which Azure OpenAI does not tell apart. */
export function readOperation(request: Received, { apiVersions, listsDeployments }: AzureOpenAi): Operation | null {
  const isProject = projectPath.test(request.path);
  const path = request.path.replace(projectPath, '').replace(/\/$/, '');
  const route = routes.find(({ method, pattern }) => method === request.method && pattern.test(path));
  if (!route || (route.kind === 'deployments' && !listsDeployments)) return null;
  const isV1 = path.startsWith('/openai/v1/');
  const apiVersion = request.query.get('api-version');
  const served = route.kind === 'deployments' ? listingVersions : apiVersions;
  if (!isV1 && !served.includes(apiVersion ?? '')) return null;
  const name = route.pattern.exec(path)?.groups?.['deployment'];
  const deployment = name === undefined || /%(?![0-9a-f]{2})/i.test(name) ? (name ?? null) : decodeURIComponent(name);
  const prefix = isV1 ? '/openai/v1' : '/openai';
  const title = `${request.method} ${route.kind === 'chat' && !isV1 ? datedChat : `${prefix}/${route.name}`}`;
  return { kind: route.kind, isV1, isProject, deployment, apiVersion, dataAction: `${openAi}/${route.action}`, title };
}

/** Whether a dated version is asked for that came before this day; v1 has everything. A preview sorts behind its day. */
export function isBefore(day: string, { isV1, apiVersion }: Operation): boolean {
  return !isV1 && (apiVersion ?? '') < day;
}

export const projectPath = /^\/api\/projects\/[^/]+(?=\/)/;

const openAi = 'Microsoft.CognitiveServices/accounts/OpenAI';
const datedChat = '/openai/deployments/{deployment-id}/chat/completions';

/** The list of deployments was taken out of the API after these, and is gone for good on some resources. */
const listingVersions: readonly string[] = ['2022-12-01', '2023-03-15-preview'];

const chat = { method: 'POST', kind: 'chat', name: 'chat/completions', action: 'deployments/chat/completions/action' } as const;

const routes = [
  { ...chat, pattern: /^\/openai\/v1\/chat\/completions$/ },
  { ...chat, pattern: /^\/openai\/deployments\/(?<deployment>[^/]+)\/chat\/completions$/ },
  { method: 'POST', kind: 'responses', name: 'responses', action: 'responses/write', pattern: /^\/openai(?:\/v1)?\/responses$/ },
  { method: 'GET', kind: 'models', name: 'models', action: 'models/read', pattern: /^\/openai(?:\/v1)?\/models$/ },
  { method: 'GET', kind: 'deployments', name: 'deployments', action: 'deployments/read', pattern: /^\/openai\/deployments$/ },
] as const;
