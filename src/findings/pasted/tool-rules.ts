import type { Party } from '../../chain/answer.js';
import type { Code, Evidence } from '../finding.js';
import { finding } from '../finding.js';
import { refusalIn } from './mark.js';
import type { Mark } from './mark.js';

export interface ToolRule {
  says: RegExp;
  mark: (match: RegExpExecArray, text: string) => Mark;
}

function rule<C extends Code>(
  code: C,
  says: RegExp,
  evidence: (match: RegExpExecArray) => Evidence[C],
  { party = 'entra' }: { party?: Party } = {},
): ToolRule {
  return {
    says,
    mark(match, text) {
      const refusal = refusalIn(text, match.index, { party, code: null });
      return {
        at: match.index,
        end: match.index + match[0].length,
        finding: finding(code, evidence(match), code.startsWith('tool/') ? null : refusal),
      };
    },
  };
}

const nothing = (): Record<never, never> => ({});
const group = (match: RegExpExecArray, name: string): string | null => match.groups?.[name] || null;
/** A code where a service or az prints one: in a field, in brackets, at the beginning. In a list of codes it is nobody's answer. */
function coded(code: string): string {
  return `(?:code["']?\\s*[:=]\\s*["']?|\\(|^|\\n|[\x60"']|ERROR: )${code}\\b`;
}

const quotedName = String.raw`['"](?<name>[^'"\n]{0,400})['"]`;

/** What az prints, and Azure Resource Manager answers to whoever reads or writes with it. */
const az: readonly ToolRule[] = [
  rule(
    'tool/az-missing',
    /\baz: (?:command )?not found|command not found: az\b|'az' is not recognized|The term 'az' is not recognized|spawn az(?:\.cmd)? ENOENT|Azure CLI (?:could not be found|not found|(?:is )?not installed)/i,
    nothing,
  ),
  rule(
    'tool/az-signed-out',
    /Please run ['"`]?az login['"`]? (?:to (?:set ?up|access)|from a command)|run ['"`]az login['"`] to set up an account/i,
    () => ({ tenant: null }),
  ),
  rule(
    'tool/az-wrong-subscription',
    new RegExp(
      `The subscription of ${quotedName} doesn't exist|${coded('SubscriptionNotFound')}|The subscription ${quotedName.replace('name', 'other')} could not be found|Subscription '(?<id>[0-9a-f-]{36})' not recognized|${coded('InvalidAuthenticationTokenTenant')}`,
      'i',
    ),
    (match) => ({ subscription: group(match, 'name') ?? group(match, 'other') ?? group(match, 'id') }),
  ),
  rule(
    'tool/az-forbidden',
    new RegExp(
      `does not have authorization to perform action '(?<action>[^'\\n]{1,300})'(?: over scope '(?<scope>[^'\\n]{1,400})')?|${coded('AuthorizationFailed')}|${coded('RequestDisallowedByPolicy')}|have permission to perform action '(?<other>Microsoft\\.[^'\\n]{1,300})'`,
      'i',
    ),
    (match) => ({ action: group(match, 'action') ?? group(match, 'other'), scope: group(match, 'scope') }),
  ),
  // Microsoft Graph says it to everybody; az repeats it in its own way.
  rule('tool/az-forbidden', /\bERROR: Insufficient privileges to complete the operation/, () => ({ action: null, scope: null })),
  rule('tool/az-login-expired', /The access token expiry UTC time|\(ExpiredAuthenticationToken\)/i, () => ({ number: null, tenant: null })),
  rule(
    'tool/az-role-exists',
    new RegExp(`${coded('RoleAssignmentExists')}|${coded('RoleAssignmentUpdateNotPermitted')}|The role assignment already exists`, 'i'),
    () => ({ role: null }),
  ),
  rule(
    'trust/identity-missing',
    /Cannot find user or service principal in graph database for '[^'\n]{0,200}'|\bPrincipalNotFound\b|Principal \S{1,80} does not exist in the directory|The parent user-assigned identity (?:doesn't|does not) exist|MS Graph resource not found during Federated Identity Credential creation/i,
    () => ({ clientId: null }),
  ),
  rule(
    'tool/az-resource-missing',
    new RegExp(
      // Other resources than ours are missing for other reasons.
      `The Resource '(?<name>Microsoft\\.(?:ManagedIdentity|CognitiveServices)/[^'\\n]{1,300}|[^'/\\n]{1,100})' under resource group '[^'\\n]{0,200}' was not found|\\(ResourceNotFound\\)(?! The Resource 'Microsoft\\.(?!ManagedIdentity|CognitiveServices))|Resource group '(?<group>[^'\\n]{1,200})' could not be found|${coded('ResourceGroupNotFound')}`,
      'i',
    ),
    (match) => ({ resource: group(match, 'name') ?? group(match, 'group') }),
  ),
  rule('entra/transient', /(?:^|\n|ERROR: |DecodeError: |`)JSON is invalid: Expecting value(?![^]{0,600}\bContent: )/i, nothing),
];

/** What Azure answers to whoever writes a federated credential (Microsoft Learn, workload-identity-federation-considerations). */
const writes: readonly ToolRule[] = [
  rule(
    'trust/credential-duplicate',
    /Issuer and subject combination already exists|combination of issuer and subject must be unique|\bFederatedIdentityCredential with name \S{1,130} already exists|\bInvalidFederatedIdentityCredentialValue\b/i,
    nothing,
  ),
  rule(
    'trust/credential-invalid',
    /Federated identity credentials must have exactly (?:one|1) audience|Federated Identity Credential from HTTP body has empty properties|Federated Identity Credential name (?:\S{1,200}|'[^'\n]{0,200}') is invalid|Federated Identity Credential must specify/i,
    nothing,
  ),
  rule(
    'trust/credential-write-conflict',
    /\bConcurrentFederatedIdentityCredentialsWrites\w*|Concurrent Federated Identity Credentials writes|Too many Federated Identity Credentials are written concurrently/i,
    nothing,
  ),
  rule(
    'trust/credential-limit',
    /(?:maximum|limit|more than|exceed\w*)[^.\n]{0,80}federated (?:identity )?credentials?|federated (?:identity )?credentials?[^.\n]{0,60}(?:limit|exceed\w*|maximum)[^.\n]{0,40}(?:20|reached|exceeded)/i,
    nothing,
  ),
  rule('trust/region-unsupported', /Support for federated identity credentials not enabled/i, nothing),
];

/** What the Auth0 CLI prints. */
const auth0: readonly ToolRule[] = [
  rule(
    'tool/auth0-missing',
    /\bauth0: (?:command )?not found|command not found: auth0\b|'auth0' is not recognized|spawn auth0 ENOENT/i,
    nothing,
    { party: 'auth0' },
  ),
  rule(
    'tool/auth0-signed-out',
    /Failed to fetch access token using client credentials|Not logged in\. Try .?auth0 login|run ['"`]?auth0 login|Config\.json file is missing|Authentication token is corrupted, please run: auth0|(?:\(missing: (?<missing>[\w:]{1,80})[^)\n]{0,400}\)\. )?Please log in to re-authorize the CLI|access token lacks scope: (?<scope>[\w:]{1,80})|Insufficient scope, expected any of: (?<any>[\w:]{1,80})/i,
    (match) => {
      const lacks = group(match, 'missing') ?? group(match, 'scope') ?? group(match, 'any');
      return { domain: null, ...(lacks !== null && { lacks }) };
    },
    { party: 'auth0' },
  ),
];

/** What the SDKs say before they ask anybody, or in the place of what they were answered. */
const sdks: readonly ToolRule[] = [
  rule(
    'tool/environment-conflict',
    /`?apiKey`? and `?azureADTokenProvider`? arguments are mutually exclusive|azure_ad_token_provider`? arguments are mutually exclusive|base_?URL and (?:azure_)?endpoint are mutually exclusive/i,
    () => ({ variables: [] }),
    { party: 'azure-openai' },
  ),
  rule('entra/tenant-malformed', /\bmissing_tenant_id_error\b|Invalid tenant id provided/i, () => ({ tenant: '' })),
  rule(
    'entra/assertion-not-sent',
    /\binvalid_assertion: See https:\/\/aka\.ms\/msal|ClientAssertionCredential: (?:getAssertion|clientAssertion) is a required parameter/i,
    nothing,
  ),
  rule('settings/malformed', /The authorityHost address must use the 'https' protocol|\bauthority_uri_insecure\b/i, () => ({
    field: 'AZURE_AUTHORITY_HOST',
    value: null,
    problem: 'it has to begin with https://',
  })),
];

/** The shell in which an SDK hides a connection that failed; whatever says more comes before it. */
export const shellRules: readonly ToolRule[] = [
  rule('entra/transient', /\bserver_error: Error\(s\): Not Available/i, nothing),
  rule('entra/tenant-not-found', /Unable to get authority configuration for https:\/\/[\w.]+\/(?<tenant>[\w.-]+?)\.?\s/i, (match) => ({
    tenant: group(match, 'tenant') ?? '',
  })),
  rule(
    'entra/unreachable',
    /\bendpoints_resolution_error\b|\bnetwork_error: See https:\/\/aka\.ms\/msal|\bopenid_config_error\b/i,
    nothing,
  ),
];

/** What the tools and the SDKs say of their own. */
export const toolRules: readonly ToolRule[] = [...az, ...writes, ...auth0, ...sdks];
