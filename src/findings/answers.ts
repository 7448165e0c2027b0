import type { Code } from './finding.js';

/** An answer of a party, or a line that a tool prints, as it arrives. The status is null for what is no HTTP answer. */
export interface SaidSo {
  status: number | null;
  code: string | null;
  said: string;
}

/**
 * How a code looks on the wire, where it is a text that leads to it: one of several wordings, as public transcripts have it.
 * Entra ID is not here, because its numbers lead to a code.
 */
export const answers: { readonly [C in Code]?: SaidSo } = {
  'auth0/domain-wrong': said(404, null, 'Not found.'),
  'auth0/client-refused': said(401, 'access_denied', 'Unauthorized'),
  'auth0/api-missing': said(403, 'access_denied', 'Service not enabled within domain: api://AzureADTokenExchange'),
  'auth0/grant-missing': said(
    403,
    'access_denied',
    'Client "K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja" is not authorized to access resource server "api://AzureADTokenExchange". You need to create a "client-grant" associated to this API.',
  ),
  'auth0/grant-type-disabled': said(403, 'unauthorized_client', "Grant type 'client_credentials' not allowed for the client."),
  'auth0/scope-not-granted': said(403, 'access_denied', 'Client has not been granted scopes: read:users'),
  'auth0/audience-missing': said(403, 'access_denied', 'Non-global clients are not allowed access to APIv1'),
  'auth0/action-denied': said(500, 'server_error', 'Script generated an unhandled asynchronous exception.'),
  'auth0/quota-exhausted': said(429, 'too_many_requests', 'Client quota exceeded'),
  'auth0/rate-limited': said(429, 'too_many_requests', 'Rate limit exceeded.'),

  'azure-openai/role-missing': said(
    401,
    'PermissionDenied',
    'The principal `5e1f2a3b-0c4d-4e5f-8a6b-7c8d9e0f1a2b` lacks the required data action `Microsoft.CognitiveServices/accounts/OpenAI/deployments/chat/completions/action` to perform `POST /openai/deployments/{deployment-id}/chat/completions` operation.',
  ),
  'azure-openai/tenant-mismatch': said(
    400,
    'Tenant provided in token does not match resource token',
    'Token tenant 7c9e6679-7425-40de-944b-e07fc1f90ae7 does not match resource tenant.',
  ),
  'azure-openai/token-refused': said(
    401,
    null,
    'Unauthorized. Access token is missing, invalid, audience is incorrect (https://ai.azure.com), or have expired.',
  ),
  'azure-openai/subdomain-required': said(
    400,
    'BadRequest',
    'Please provide a custom subdomain for token authentication, otherwise API key is required.',
  ),
  'azure-openai/subdomain-unmapped': said(404, 'ResourceNotFound', 'Subdomain does not map to a resource.'),
  'azure-openai/subdomain-taken': said(
    null,
    'CustomDomainInUse',
    "Please pick a different name. The subdomain name 'acme-ai' is not available as it's already used by a resource.",
  ),
  'azure-openai/name-soft-deleted': said(
    null,
    'FlagMustBeSetForRestore',
    "An existing resource with ID '…' has been soft-deleted. To restore the resource, you must specify 'restore' to be 'true' in the property.",
  ),
  'azure-openai/public-access-disabled': said(403, 'AccessDenied', 'Public access is disabled. Please configure private endpoint.'),
  'azure-openai/firewall-blocked': said(403, '403', 'Access denied due to Virtual Network/Firewall rules.'),
  'azure-openai/private-endpoint-unapproved': said(403, null, 'Traffic is not from an approved private endpoint'),
  'azure-openai/deployment-missing': said(
    404,
    'DeploymentNotFound',
    'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
  ),
  'azure-openai/path-or-version-wrong': said(404, '404', 'Resource not found'),
  'azure-openai/version-not-allowed': said(400, 'BadRequest', 'api-version query parameter is not allowed when using /v1 path'),
  'azure-openai/version-too-old': said(
    400,
    'BadRequest',
    'Model {modelName} is enabled only for api versions 2024-12-01-preview and later',
  ),
  'azure-openai/operation-unsupported': said(
    400,
    'OperationNotSupported',
    'The chatCompletion operation does not work with the specified model, gpt-5.4-pro. Please choose different model and try again.',
  ),
  'azure-openai/parameter-unsupported': said(
    400,
    'unsupported_parameter',
    "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
  ),
  'azure-openai/output-limit-too-small': said(
    400,
    null,
    'Could not finish the message because max_tokens or model output limit was reached. Please try again with higher max_tokens.',
  ),
  'azure-openai/context-too-long': said(
    400,
    'context_length_exceeded',
    "This model's maximum context length is 16384 tokens. However, your messages resulted in 17570 tokens.",
  ),
  'azure-openai/content-filtered': said(
    400,
    'content_filter',
    "The response was filtered due to the prompt triggering Azure OpenAI's content management policy. Please modify your prompt and retry.",
  ),
  'azure-openai/model-retired': said(
    410,
    'ModelDeprecated',
    'The model associated with the deployment is deprecated and no longer available for use.',
  ),
  'azure-openai/rate-limited': said(
    429,
    'RateLimitReached',
    'Your requests to gpt-5-mini for gpt-5-mini in East US 2 have exceeded the token rate limit for your current OpenAI S0 pricing tier.',
  ),
  'azure-openai/quota-insufficient': said(
    null,
    'InsufficientQuota',
    'This operation require 1 new capacity in quota Requests Per Minute - M, which is bigger than the current available capacity 0.',
  ),
  'azure-openai/capacity': said(
    429,
    null,
    'The system is currently experiencing high demand and cannot process your request. Your request exceeds the maximum usage size allowed during peak load.',
  ),
  'azure-openai/key-refused': said(
    401,
    '401',
    'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
  ),
  'azure-openai/key-disabled': said(403, 'AuthenticationTypeDisabled', 'Key based authentication is disabled for this resource.'),
  'azure-openai/gateway-key-missing': said(
    401,
    null,
    'Access denied due to missing subscription key. Make sure to include subscription key when making requests to an API.',
  ),
  'azure-openai/blocked-for-abuse': said(
    403,
    null,
    'Your resource has been temporarily blocked because we detected behavior that may violate our content policy.',
  ),
  'azure-openai/service-error': said(
    500,
    'server_error',
    'The server had an error while processing your request. Sorry about that! You can retry your request, or contact us through an Azure support request if the error persists.',
  ),

  'trust/credential-duplicate': said(400, null, 'Issuer and subject combination already exists for this Managed Identity.'),
  'trust/credential-invalid': said(400, null, 'Federated identity credentials must have exactly one audience.'),
  'trust/credential-write-conflict': said(
    409,
    'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
    'Too many Federated Identity Credentials are written concurrently for the managed identity.',
  ),
  'trust/region-unsupported': said(405, null, 'The request format was unexpected: Support for federated identity credentials not enabled.'),
  'trust/identity-missing': said(404, null, "The parent user-assigned identity doesn't exist."),

  'tool/az-signed-out': said(null, null, "ERROR: Please run 'az login' to setup account."),
  'tool/az-login-expired': said(
    null,
    null,
    'AADSTS700082: The refresh token has expired due to inactivity. The token was issued on … and was inactive for 90.00:00:00.',
  ),
  'tool/az-forbidden': said(
    null,
    null,
    "ERROR: (AuthorizationFailed) The client 'X' with object id 'Y' does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write' over scope 'S' or the scope is invalid.",
  ),
  'tool/az-wrong-subscription': said(null, null, "ERROR: The subscription of 'acme-prod' doesn't exist in cloud 'AzureCloud'."),
  'tool/az-resource-missing': said(
    null,
    null,
    "ERROR: (ResourceNotFound) The Resource '…' under resource group 'acme' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
  ),
  'tool/az-role-exists': said(null, 'RoleAssignmentExists', 'The role assignment already exists.'),
  'tool/auth0-signed-out': said(null, null, 'Not logged in. Try `auth0 login`.'),
};

function said(status: number | null, code: string | null, text: string): SaidSo {
  return { status, code, said: text };
}
