import type { Refusal } from '../../chain/answer.js';
import type { Profile } from '../../settings/profile.js';
import type { Code, Evidence, Finding } from '../finding.js';
import { finding } from '../finding.js';

/** What is known when Azure OpenAI refuses. `tokenTenant` and `principal` are the `tid` and `oid` of the token that was sent. */
export interface AskedAzureOpenAi {
  openai: Profile['openai'];
  audienceSent: string | null;
  tokenTenant: string | null;
  principal: string | null;
  available: string[];
}

export type Make = (refusal: Refusal, asked: AskedAzureOpenAi) => Finding;

/** One meaning: the codes that have no other, and the sentence for answers whose code says nothing. */
export interface Rule {
  codes?: readonly string[];
  /** Its words, without regard to upper and lower case; they open a sentence, unless they are found anywhere in one. */
  says?: RegExp;
  isAnywhere?: true;
  make: Make;
}

function as<C extends Code>(code: C, evidence: (refusal: Refusal, asked: AskedAzureOpenAi) => Evidence[C]): Make {
  return (refusal, asked) => finding(code, evidence(refusal, asked), refusal);
}

const nothing = (): Record<never, never> => ({});
/** Empty where nobody knows the endpoint. */
export const host = (_: Refusal, { openai }: AskedAzureOpenAi): { host: string } => ({ host: URL.parse(openai.endpoint)?.host ?? '' });
const version = (_: Refusal, { openai }: AskedAzureOpenAi): { apiVersion: string | null } => ({ apiVersion: openai.apiVersion });
const deployment = (_: Refusal, { openai }: AskedAzureOpenAi): { deployment: string } => ({ deployment: openai.deployment ?? '' });
const quoted = (text: string, pattern: RegExp): string | null => pattern.exec(text)?.[1] ?? null;

/** Who may use it, and with what. */
const access: readonly Rule[] = [
  {
    codes: ['PermissionDenied'],
    says: /(?:The )?principal (?:\S+ )?lacks the required data action|lacks the required data action|Principal does not have access to API\/Operation/,
    make: as('azure-openai/role-missing', roleMissing),
  },
  {
    codes: ['invalid_token', 'InvalidAuthenticationToken', 'ExpiredAuthenticationToken'],
    says: /Access token is (?:missing|invalid|expired)|audience is incorrect \(https:/,
    make: as('azure-openai/token-refused', tokenRefused),
  },
  {
    codes: ['Tenant provided in token does not match resource token', 'InvalidAuthenticationTokenTenant'],
    says: /Token (?:tenant )?(?:\S+ )?does not match resource tenant|Tenant provided in token does not match resource/,
    make: as('azure-openai/tenant-mismatch', (_, { tokenTenant }) => ({ tokenTenant })),
  },
  { says: /Please provide a custom subdomain for token authentication/, make: as('azure-openai/subdomain-required', host) },
  { says: /Access denied due to missing subscription key/, make: as('azure-openai/gateway-key-missing', host) },
  { says: /Access denied due to invalid subscription key/, make: as('azure-openai/key-refused', nothing) },
  {
    codes: ['AuthenticationTypeDisabled'],
    says: /Key based authentication is disabled/,
    make: as('azure-openai/key-disabled', nothing),
  },
  {
    says: /Your resource has been temporarily blocked because we detected/,
    make: as('azure-openai/blocked-for-abuse', nothing),
  },
];

/** The way to it. */
const network: readonly Rule[] = [
  { says: /Subdomain does not map to a resource/, make: as('azure-openai/subdomain-unmapped', host) },
  { says: /Public access is disabled(?:\.|$)/, make: as('azure-openai/public-access-disabled', host) },
  {
    codes: ['NetworkSecurityPerimeterTrafficDenied'],
    says: /Access denied due to Virtual Network\/Firewall rules|A Virtual Network is configured for this resource/,
    make: as('azure-openai/firewall-blocked', host),
  },
  { says: /Traffic is not from an approved private endpoint/, make: as('azure-openai/private-endpoint-unapproved', host) },
];

/** What was asked of it: the deployment, its model, the version, the parameters, the text. */
const question: readonly Rule[] = [
  {
    codes: ['DeploymentNotFound', 'model_not_found', 'unknown_model'],
    says: /The API deployment (?:\S+ )?for th(?:is|e) resource (?:does not|doesn't) exist/,
    make: as('azure-openai/deployment-missing', deploymentMissing),
  },
  {
    codes: ['ModelDeprecated', 'ServiceModelDeprecated', 'ServiceModelDeprecating', 'DeploymentModelNotSupported'],
    says: /The model associated with the deployment is deprecated|The model \S+ (?:has been deprecated since|is in deprecating state)/,
    make: as('azure-openai/model-retired', deployment),
  },
  {
    codes: ['OperationNotSupported'],
    says: /The \S+ operation does not work with the specified model|Model (?:\S+ )?(?:is )?not supported(?:\.|$)/,
    make: operationUnsupported,
  },
  { says: /Resource not found(?:\.|$)/, make: as('azure-openai/path-or-version-wrong', version) },
  {
    says: /api-version query parameter is not allowed when using|API version not supported/,
    make: as('azure-openai/version-not-allowed', version),
  },
  { says: /\bis enabled only for api[- ]versions? \d{4}-/, isAnywhere: true, make: as('azure-openai/version-too-old', versionTooOld) },
  {
    codes: ['content_filter', 'ResponsibleAIPolicyViolation', 'content_policy_violation', 'invalid_prompt'],
    says: /The response was filtered due to the prompt triggering/,
    make: as('azure-openai/content-filtered', nothing),
  },
  {
    codes: ['context_length_exceeded'],
    says: /This model's maximum context length is|Your input exceeds the context window/,
    make: as('azure-openai/context-too-long', nothing),
  },
  {
    codes: ['integer_below_min_value'],
    says: /Could not finish the message because max_tokens or model output limit was reached|Invalid \S+: integer below minimum value/,
    make: limitTooSmall,
  },
  {
    codes: ['unsupported_parameter', 'unsupported_value', 'unknown_parameter'],
    says: /Unsupported (?:parameter|value):|Unknown parameter:|Unrecognized request argument/,
    make: as('azure-openai/parameter-unsupported', parameterUnsupported),
  },
];

/** How busy it is, and how well. */
const state: readonly Rule[] = [
  {
    codes: ['NoCapacity'],
    says: /The system is currently experiencing high demand|Your request exceeds the maximum usage size|consider switching to Provisioned Throughput/,
    make: as('azure-openai/capacity', nothing),
  },
  {
    codes: ['server_error'],
    says: /The server had an error while processing|your Cognitive Services resource is unavailable|An error occurred while processing your request/,
    make: as('azure-openai/service-error', nothing),
  },
  {
    codes: ['RateLimitReached', 'rate_limit_exceeded'],
    says: /\bexceeded (?:the )?(?:call|token|request) rate limit\b/,
    isAnywhere: true,
    make: as('azure-openai/rate-limited', rateLimited),
  },
  // Not Azure's: the endpoint leads to OpenAI itself, whose account is not paid for. Waiting does not help.
  { codes: ['insufficient_quota'], make: as('azure-openai/refused', nothing) },
];

/** What Azure Resource Manager answers to whoever sets up a resource. */
const setup: readonly Rule[] = [
  {
    codes: ['CustomDomainInUse'],
    says: /The subdomain name \S+ is not available as it's already used/,
    make: as('azure-openai/subdomain-taken', nothing),
  },
  {
    codes: ['FlagMustBeSetForRestore'],
    says: /An existing resource with ID \S+ has been soft-deleted/,
    make: as('azure-openai/name-soft-deleted', nothing),
  },
  {
    codes: ['InsufficientQuota'],
    says: /This operation requires? \d+ new capacity in quota|The specified capacity \S+ of account deployment is bigger than|Specified capacity of account deployment is bigger than/,
    make: as('azure-openai/quota-insufficient', nothing),
  },
  {
    codes: ['SpecialFeatureOrQuotaIdRequired'],
    says: /The specified SKU \S+ (?:for|of) (?:model|account) .+ is not supported/,
    make: as('azure-openai/refused', nothing),
  },
];

export const rules: readonly Rule[] = [...access, ...network, ...question, ...state, ...setup];

function roleMissing({ said }: Refusal, asked: AskedAzureOpenAi): Evidence['azure-openai/role-missing'] {
  return { principal: quoted(said, /principal `([^`]+)`/i) ?? asked.principal, action: quoted(said, /data action `([^`]+)`/i) };
}

function tokenRefused({ said }: Refusal, asked: AskedAzureOpenAi): Evidence['azure-openai/token-refused'] {
  return { audienceWanted: quoted(said, /audience is incorrect \(([^)]+)\)/i), audienceSent: asked.audienceSent };
}

function deploymentMissing(_: Refusal, { openai, available }: AskedAzureOpenAi): Evidence['azure-openai/deployment-missing'] {
  return { deployment: openai.deployment ?? '', available };
}

/** A model of the first generation could chat as long as it lived, and is gone: where it does not any more, it was retired. */
function operationUnsupported(refusal: Refusal, asked: AskedAzureOpenAi): Finding {
  const isRetired = /chatCompletion operation does not work with the specified model, gpt-(?:35-turbo|4)(?:-16k|-32k)?[.,\s]/i.test(
    refusal.said,
  );
  return finding(isRetired ? 'azure-openai/model-retired' : 'azure-openai/operation-unsupported', deployment(refusal, asked), refusal);
}

/** A number below the least one is a limit that is too small only where it is a limit. */
function limitTooSmall(refusal: Refusal): Finding {
  if (/max_(?:output_|completion_)?tokens/.test(refusal.said))
    return finding('azure-openai/output-limit-too-small', { hasText: false }, refusal);
  return finding('azure-openai/parameter-unsupported', parameterUnsupported(refusal), refusal);
}

function versionTooOld({ said }: Refusal, { openai }: AskedAzureOpenAi): Evidence['azure-openai/version-too-old'] {
  return { apiVersion: openai.apiVersion, needed: quoted(said, /api[- ]versions? (\d{4}-\d{2}-\d{2}(?:-preview)?)/i) };
}

function rateLimited({ said }: Refusal): Evidence['azure-openai/rate-limited'] {
  return { limit: /token rate limit/i.test(said) ? 'tokens' : 'requests' };
}

function parameterUnsupported({ said }: Refusal): Evidence['azure-openai/parameter-unsupported'] {
  return { parameter: quoted(said, /'([^']+)'/) ?? quoted(said, /argument supplied: (\w+)/) };
}
