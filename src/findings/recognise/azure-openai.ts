import type { Refusal } from '../../chain/answer.js';
import type { Profile } from '../../settings/profile.js';
import type { Code, Evidence, Finding } from '../finding.js';
import { finding } from '../finding.js';
import { recogniseNetwork } from './network.js';

/** What is known when Azure OpenAI refuses. `tokenTenant` and `principal` are the `tid` and `oid` of the token that was sent. */
export interface AskedAzureOpenAi {
  openai: Profile['openai'];
  audienceSent: string | null;
  tokenTenant: string | null;
  principal: string | null;
  available: string[];
}

/** What a refusal of Azure OpenAI means: its words first, since its codes are often just the status as text; then the status. */
export function recogniseAzureOpenAi(refusal: Refusal, asked: AskedAzureOpenAi): Finding {
  const network = recogniseNetwork(refusal);
  if (network) return network;
  const rule = ruleFor(refusal);
  return rule ? rule[1](refusal, asked) : byStatus(refusal, asked);
}

/** Whether the refusal is in words of Azure OpenAI itself. A bare status, or somebody else's page, may come from anything on the way. */
export function speaksForItself(refusal: Refusal): boolean {
  return ruleFor(refusal) !== undefined;
}

function ruleFor({ code, said }: Refusal): (typeof rules)[number] | undefined {
  const text = `${code ?? ''} ${said}`;
  return rules.find(([pattern]) => pattern.test(text));
}

type Make = (refusal: Refusal, asked: AskedAzureOpenAi) => Finding;

/** A code whose evidence is the host, or nothing, or made here. */
function as<C extends Code>(code: C, evidence: (refusal: Refusal, asked: AskedAzureOpenAi) => Evidence[C]): Make {
  return (refusal, asked) => finding(code, evidence(refusal, asked), refusal);
}

const nothing = (): Record<never, never> => ({});
const host = (_: Refusal, { openai }: AskedAzureOpenAi): { host: string } => ({ host: new URL(openai.endpoint).host });
const version = (_: Refusal, { openai }: AskedAzureOpenAi): { apiVersion: string | null } => ({ apiVersion: openai.apiVersion });
const deployment = (_: Refusal, { openai }: AskedAzureOpenAi): { deployment: string } => ({ deployment: openai.deployment ?? '' });
const quoted = (text: string, pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null;

const rules: readonly (readonly [RegExp, Make])[] = [
  [/PermissionDenied|lacks the required data action|Principal does not have access/i, as('azure-openai/role-missing', roleMissing)],
  [/audience is incorrect|Access token is (missing|invalid)/i, as('azure-openai/token-refused', tokenRefused)],
  [/does not match resource (tenant|token)/i, as('azure-openai/tenant-mismatch', (_, asked) => ({ tokenTenant: asked.tokenTenant }))],
  [/custom subdomain for token authentication/i, as('azure-openai/subdomain-required', host)],
  [/Subdomain does not map to a resource/i, as('azure-openai/subdomain-unmapped', host)],
  [/Public access is disabled/i, as('azure-openai/public-access-disabled', host)],
  [/Virtual Network\/Firewall|cogsvc-vnet|A Virtual Network is configured/i, as('azure-openai/firewall-blocked', host)],
  [/not from an approved private endpoint/i, as('azure-openai/private-endpoint-unapproved', host)],
  [/missing subscription key/i, as('azure-openai/gateway-key-missing', host)],
  [/invalid subscription key|wrong API endpoint/i, as('azure-openai/key-refused', nothing)],
  [/AuthenticationTypeDisabled|Key based authentication is disabled/i, as('azure-openai/key-disabled', nothing)],
  [/temporarily blocked because we detected/i, as('azure-openai/blocked-for-abuse', nothing)],
  [/DeploymentNotFound/i, as('azure-openai/deployment-missing', deploymentMissing)],
  [/ModelDeprecated|ServiceModelDeprecat/i, as('azure-openai/model-retired', deployment)],
  [/OperationNotSupported|Model not supported/i, as('azure-openai/operation-unsupported', deployment)],
  [/api-version query parameter is not allowed|API version not supported/i, as('azure-openai/version-not-allowed', version)],
  [/enabled only for api[- ]version/i, as('azure-openai/version-too-old', versionTooOld)],
  [/content_filter|content management policy|ResponsibleAIPolicyViolation/i, as('azure-openai/content-filtered', nothing)],
  [/context_length_exceeded|maximum context length/i, as('azure-openai/context-too-long', nothing)],
  [
    /max_tokens or model output limit was reached|integer_below_min_value/i,
    as('azure-openai/output-limit-too-small', () => ({ hasText: false })),
  ],
  [/unsupported_(parameter|value)|Unsupported (parameter|value)/, as('azure-openai/parameter-unsupported', parameterUnsupported)],
  [/experiencing high demand|exceeds the maximum usage size/i, as('azure-openai/capacity', nothing)],
  [/\bserver_error\b|had an error while processing/i, as('azure-openai/service-error', nothing)],
  [/RateLimitReached|rate_limit_exceeded|exceeded (the )?(call|token) rate limit/i, as('azure-openai/rate-limited', rateLimited)],
];

function roleMissing({ said }: Refusal, asked: AskedAzureOpenAi): Evidence['azure-openai/role-missing'] {
  return { principal: quoted(said, /principal `([^`]+)`/i) ?? asked.principal, action: quoted(said, /data action `([^`]+)`/i) };
}

function tokenRefused({ said }: Refusal, asked: AskedAzureOpenAi): Evidence['azure-openai/token-refused'] {
  return { audienceWanted: quoted(said, /audience is incorrect \(([^)]+)\)/i), audienceSent: asked.audienceSent };
}

function deploymentMissing(_: Refusal, { openai, available }: AskedAzureOpenAi): Evidence['azure-openai/deployment-missing'] {
  return { deployment: openai.deployment ?? '', available };
}

function versionTooOld({ said }: Refusal, { openai }: AskedAzureOpenAi): Evidence['azure-openai/version-too-old'] {
  return { apiVersion: openai.apiVersion, needed: quoted(said, /api[- ]versions? (\d{4}-\d{2}-\d{2}(?:-preview)?)/i) };
}

function rateLimited({ said }: Refusal): Evidence['azure-openai/rate-limited'] {
  return { limit: /token rate limit/i.test(said) ? 'tokens' : 'requests' };
}

function parameterUnsupported({ said }: Refusal): Evidence['azure-openai/parameter-unsupported'] {
  return { parameter: quoted(said, /'([^']+)'/) };
}

function byStatus(refusal: Refusal, asked: AskedAzureOpenAi): Finding {
  const status = statusOf(refusal);
  if (status === 429) return finding('azure-openai/rate-limited', { limit: null }, refusal);
  if (status === 410) return finding('azure-openai/model-retired', { deployment: asked.openai.deployment ?? '' }, refusal);
  if (status >= 500) return finding('azure-openai/service-error', {}, refusal);
  if (status === 404) return finding('azure-openai/path-or-version-wrong', { apiVersion: asked.openai.apiVersion }, refusal);
  return finding('azure-openai/refused', {}, refusal);
}

/** In the middle of a stream, whose status was 200, the code is all that tells of a status. */
function statusOf({ status, code }: Refusal): number {
  return status === 200 && /^(?:429|5\d\d)$/.test(code ?? '') ? Number(code) : (status ?? 0);
}
