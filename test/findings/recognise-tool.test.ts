import { describe, expect, test } from 'vitest';

import type { Code } from '../../src/findings/finding.js';
import { explain } from '../../src/findings/explain.js';
import { recogniseTool } from '../../src/findings/recognise/tool.js';
import type { ToolFailure } from '../../src/tools/tool.js';
import { acme, unknown } from './words-samples.js';

const failure = (tool: ToolFailure['tool'], said: string, kind: ToolFailure['kind'] = 'refused'): ToolFailure => ({
  tool,
  kind,
  exitCode: kind === 'refused' ? 1 : null,
  said,
  command: `${tool} x`,
});

const arm = (code: string, message: string): string => `ERROR: (${code}) ${message}\nCode: ${code}\nMessage: ${message}`;
const body = (status: string, code: string, message: string): string => `ERROR: ${status}(${JSON.stringify({ error: { code, message } })})`;
const forbidden =
  "The client 'X' with object id 'Y' does not have authorization to perform action 'Microsoft.Authorization/roleAssignments/write' over scope '/subscriptions/s' or the scope is invalid. If access was recently granted, please refresh your credentials.";
const missing =
  "The Resource 'Microsoft.ManagedIdentity/userAssignedIdentities/id-chat' under resource group 'rg1' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix";
const expired = 'The access token expiry UTC time is earlier than current UTC time.';
const interactive = '\nInteractive authentication is needed. Please run:\naz login';

/** What az prints, as it was measured or reported, and what it means. */
const az: [said: string, code: Code, evidence?: object][] = [
  ["ERROR: Please run 'az login' to setup account.", 'tool/az-signed-out', { tenant: acme.tenant }],
  ['WARNING: Please run "az login" to access your accounts.', 'tool/az-signed-out'],
  ["ERROR: The subscription of 'nosuch' doesn't exist in cloud 'AzureCloud'.", 'tool/az-wrong-subscription', { subscription: 'nosuch' }],
  [body('Not Found', 'SubscriptionNotFound', "The subscription 's' could not be found."), 'tool/az-wrong-subscription'],
  [body('Unauthorized', 'InvalidAuthenticationTokenTenant', 'The access token is from the wrong issuer.'), 'tool/az-wrong-subscription'],
  [arm('ResourceNotFound', missing), 'tool/az-resource-missing', { resource: 'Microsoft.ManagedIdentity/userAssignedIdentities/id-chat' }],
  [body('Not Found', 'ResourceNotFound', missing), 'tool/az-resource-missing'],
  [arm('ResourceGroupNotFound', "Resource group 'rg1' could not be found."), 'tool/az-resource-missing', { resource: 'rg1' }],
  [
    arm('AuthorizationFailed', forbidden),
    'tool/az-forbidden',
    { action: 'Microsoft.Authorization/roleAssignments/write', scope: '/subscriptions/s' },
  ],
  [body('Forbidden', 'AuthorizationFailed', forbidden), 'tool/az-forbidden'],
  [arm('RequestDisallowedByPolicy', "Resource 'x' was disallowed by policy."), 'tool/az-forbidden'],
  ['ERROR: Insufficient privileges to complete the operation.', 'tool/az-forbidden'],
  [`ERROR: (ExpiredAuthenticationToken) ${expired}`, 'tool/az-login-expired'],
  [body('Unauthorized', 'ExpiredAuthenticationToken', expired), 'tool/az-login-expired'],
  [
    `ERROR: AADSTS700082: The refresh token has expired due to inactivity. The token was issued on 2026-01-01T00:00:00Z and was inactive for 90.00:00:00.${interactive}`,
    'tool/az-login-expired',
    { number: 'AADSTS700082', tenant: acme.tenant },
  ],
  [`ERROR: V2Error: invalid_grant AADSTS700082: The refresh token has expired due to inactivity.`, 'tool/az-login-expired'],
  ...['AADSTS70043', 'AADSTS50076', 'AADSTS50079', 'AADSTS50173'].map((number): [string, Code, object] => [
    `ERROR: ${number}: Sign in again.${interactive}`,
    'tool/az-login-expired',
    { number },
  ]),
  // Of the sign-in of az itself, with a token or a secret: not of the application.
  [
    `ERROR: AADSTS700024: Client assertion is not within its valid time range.${interactive}`,
    'tool/az-login-expired',
    { number: 'AADSTS700024' },
  ],
  ["ERROR: AADSTS700016: Application with identifier 'x' was not found in the directory 'y'.", 'tool/az-login-expired'],
  ['ERROR: AADSTS7000215: Invalid client secret provided.', 'tool/az-login-expired', { number: 'AADSTS7000215' }],
  ['ERROR: AADSTS90033: A transient error has occurred. Please try again.', 'entra/transient'],
  [body('Conflict', 'RoleAssignmentExists', 'The role assignment already exists.'), 'tool/az-role-exists'],
  [
    "ERROR: Cannot find user or service principal in graph database for 'x'. If the assignee is an appId, make sure the corresponding service principal is created with 'az ad sp create --id x'.",
    'trust/identity-missing',
  ],
  [
    body('Bad Request', 'PrincipalNotFound', 'Principal e892476361114c90be141d9bf20cc94b does not exist in the directory 7.'),
    'trust/identity-missing',
  ],
  ['ERROR: (BadRequest) Issuer and subject combination already exists for this Managed Identity.', 'trust/credential-duplicate'],
  ["ERROR: (BadRequest) Federated Identity Credential name 'a b' is invalid.", 'trust/credential-invalid'],
  [
    arm(
      'ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity',
      'Too many Federated Identity Credentials are written concurrently for the managed identity.',
    ),
    'trust/credential-write-conflict',
  ],
  [
    'ERROR: (MethodNotAllowed) The request format was unexpected: Support for federated identity credentials not enabled.',
    'trust/region-unsupported',
  ],
  [
    arm(
      'FlagMustBeSetForRestore',
      "An existing resource with ID '/x' has been soft-deleted. To restore the resource, you must specify 'restore' to be 'true' in the property.",
    ),
    'azure-openai/name-soft-deleted',
  ],
  [
    arm('CustomDomainInUse', "Please pick a different name. The subdomain name 'x' is not available as it's already used by a resource."),
    'azure-openai/subdomain-taken',
  ],
  [
    arm(
      'InsufficientQuota',
      'This operation require 1 new capacity in quota Requests Per Minute - M, which is bigger than the current available capacity 0.',
    ),
    'azure-openai/quota-insufficient',
  ],
  [
    arm(
      'ServiceModelDeprecated',
      "The model 'Format:OpenAI,Name:gpt-4o-mini,Version:2024-07-18' has been deprecated since 03/31/2026 00:00:00.",
    ),
    'azure-openai/model-retired',
  ],
  [
    "ERROR: 'nosuch' is misspelled or not recognized by the system.",
    'tool/az-refused',
    { said: "'nosuch' is misspelled or not recognized by the system" },
  ],
  [
    body('Conflict', 'SomethingElse', 'It is \\"busy\\".'.replaceAll('\\', '')),
    'tool/az-refused',
    { said: 'Conflict: (SomethingElse) It is "busy"', command: 'az x' },
  ],
  [
    arm('InvalidResourceProperties', "The specified SKU 'Standard' is not supported in this region."),
    'tool/az-refused',
    { said: "(InvalidResourceProperties) The specified SKU 'Standard' is not supported in this region" },
  ],
  [
    "ERROR: The command failed with an unexpected error. Here is the traceback:\nTraceback (most recent call last):\n  File \"x\"\nAttributeError: 'X' object has no attribute 'config'\n",
    'tool/az-refused',
    { said: "AttributeError: 'X' object has no attribute 'config'" },
  ],
  ['', 'tool/az-refused', { said: '', command: 'az x' }],
];

const auth0: [said: string, code: Code, evidence?: object][] = [
  ['Failed to load tenants: config.json file is missing.', 'tool/auth0-signed-out', { domain: acme.domain }],
  ['Config.json file is missing.', 'tool/auth0-signed-out'],
  ['Not logged in. Try `auth0 login`.', 'tool/auth0-signed-out'],
  ["Auth token expired and --no-input is set; run 'auth0 login' to re-authenticate.", 'tool/auth0-signed-out'],
  [
    "Failed to find tenant: X. Run 'auth0 tenants list' to see your configured tenants or run 'auth0 login' to configure a new tenant.",
    'tool/auth0-signed-out',
  ],
  ['Authentication token is corrupted, please run: auth0 logout && auth0 login', 'tool/auth0-signed-out'],
  ['Failed to fetch access token using client credentials: oauth2: "access_denied" "Unauthorized"', 'tool/auth0-signed-out'],
  ['Failed to list apis: 401 Unauthorized: Invalid token.', 'tool/auth0-signed-out'],
  [
    'Request failed because access token lacks scope: create:client_grants.\n If authenticated via client credentials, add this scope to the designated client. If authenticated as a user, request this scope during login by running `auth0 login --scopes create:client_grants`.',
    'tool/auth0-signed-out',
    { domain: acme.domain, lacks: 'create:client_grants' },
  ],
  ['403 Forbidden: Insufficient scope, expected any of: read:client_keys', 'tool/auth0-signed-out', { lacks: 'read:client_keys' }],
  ['429 Too Many Requests: Global limit has been reached', 'auth0/rate-limited'],
  [
    '404 Not Found: The resource server does not exist',
    'tool/auth0-refused',
    { said: '404 Not Found: The resource server does not exist' },
  ],
  ['409 Conflict: The client grant already exists', 'tool/auth0-refused'],
  ['403: API request failed: Forbidden.', 'tool/auth0-refused', { said: '403: API request failed: Forbidden' }],
  ['Failed to read application: 403 Forbidden: You cannot read the following fields: client_secret.', 'tool/auth0-refused'],
];

test.each(az)('az: %s', (said, code, evidence = {}) => {
  const found = recogniseTool(failure('az', said), acme);
  expect(found).toMatchObject({ code, evidence });
});

test.each(auth0)('auth0: %s', (said, code, evidence = {}) => {
  expect(recogniseTool(failure('auth0', said), acme)).toMatchObject({ code, evidence });
});

describe('where it did not come so far', () => {
  const kinds = ['not-started', 'late', 'unreadable', 'not-found', 'ambiguous'] as const;

  test('a tool that is not there', () => {
    expect(recogniseTool(failure('az', '', 'missing'), acme).code).toBe('tool/az-missing');
    expect(recogniseTool(failure('auth0', '', 'missing'), acme).code).toBe('tool/auth0-missing');
  });

  test('each kind has a title of its own', () => {
    const titles = kinds.map((kind) => explain(recogniseTool(failure('auth0', '', kind), unknown), unknown).title);
    expect(new Set([...titles, explain(recogniseTool(failure('auth0', ''), unknown), unknown).title]).size).toBe(6);
  });

  test('what is looked up and is not there, az does not find', () => {
    expect(recogniseTool(failure('az', '', 'not-found'), acme)).toMatchObject({
      code: 'tool/az-resource-missing',
      evidence: { resource: null },
    });
  });

  test('who waits for a person says so', () => {
    const said = 'Required scopes have changed (missing: create:client_grants, read:x). Please log in to re-authorize the CLI.';
    const found = recogniseTool(failure('auth0', said, 'late'), acme);
    expect(found).toMatchObject({ code: 'tool/auth0-signed-out', evidence: { lacks: 'create:client_grants' } });
    const { title, fix } = explain(found, acme);
    expect(title).toContain('create:client_grants');
    expect(fix.map((one) => (one.kind === 'command' ? one.command : ''))).toContain(
      'auth0 login --domain acme-dev.eu.auth0.com --scopes create:client_grants',
    );
  });
});
