import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseEnv, promisify } from 'node:util';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Code } from '../../src/findings/finding.js';
import { exempt, exemptionOf } from '../../src/sandbox/faults/exempt.js';
import { faults, isFault } from '../../src/sandbox/faults.js';
import { contradiction, startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { World } from '../../src/sandbox/world.js';
import { examples } from '../../src/findings/examples.js';
import { ask, askAuth0, askChat, askEntra, claimsOf } from './client.js';
import type { Answer } from './client.js';

let place: Sandbox;
let healthy: World;
beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
});
afterAll(() => place.stop());
beforeEach(() => void Object.assign(place.world, structuredClone(healthy)));

/** Walks the chain and gives the first answer that is none of success, with the hop it came from. */
async function walk(): Promise<{ hop: string; answer: Answer }> {
  const discovery = await ask(place, `https://${hostIn(place.settings.OIDC_ENDPOINT)}/.well-known/openid-configuration`);
  if (discovery.status !== 200 || !discovery.body) return { hop: 'discovery', answer: discovery };
  const assertion = await askAuth0(place);
  if (assertion.status !== 200) return { hop: 'auth0', answer: assertion };
  const token = await askEntra(place, assertion.body.access_token);
  if (token.status !== 200 || !token.body) return { hop: 'entra', answer: token };
  // Streamed and counted, as the usual clients ask.
  const chat = await askChat(place, token.body.access_token, { stream: true, stream_options: { include_usage: true } });
  return chat.status === 200 ? { hop: 'done', answer: chat } : { hop: 'azure-openai', answer: chat };
}

const hostIn = (endpoint: string): string => endpoint.replace(/^https:\/\//, '').replace(/\/$/, '');

/** Code of the fault, the hop that refuses, its status, and words of its answer. */
const refusals: [Code, string, number, string | RegExp][] = [
  ['auth0/domain-wrong', 'discovery', 404, 'Not found.'],
  ['auth0/metadata-invalid', 'discovery', 200, '<!DOCTYPE html>'],
  ['auth0/client-refused', 'auth0', 401, '{"error":"access_denied","error_description":"Unauthorized"}'],
  ['auth0/api-missing', 'auth0', 403, '"Service not enabled within domain: api://AzureADTokenExchange"'],
  ['auth0/grant-missing', 'auth0', 403, String.raw`is not authorized to access resource server \"api://AzureADTokenExchange\".`],
  [
    'auth0/grant-type-disabled',
    'auth0',
    403,
    `"unauthorized_client","error_description":"Grant type 'client_credentials' not allowed for the client."`,
  ],
  ['auth0/action-denied', 'auth0', 500, '"Script generated an unhandled asynchronous exception."'],
  ['auth0/quota-exhausted', 'auth0', 429, '"Client quota exceeded"'],
  ['auth0/rate-limited', 'auth0', 429, '"too_many_requests"'],
  ['auth0/organization-required', 'auth0', 403, 'requires an organization'],
  ['auth0/scope-not-granted', 'auth0', 403, '"error_description":"Client has not been granted scopes: read:everything"'],
  ['auth0/audience-missing', 'auth0', 403, '"error_description":"Non-global clients are not allowed access to APIv1"'],
  ['auth0/service-error', 'discovery', 503, 'Service Unavailable'],
  ['auth0/refused', 'auth0', 403, '<h1>Access denied</h1>'],
  ['token/opaque', 'entra', 400, 'AADSTS50027: JWT token is invalid or malformed.'],
  ['token/encrypted', 'entra', 400, 'AADSTS50027: '],
  ['token/malformed', 'entra', 400, 'AADSTS50027: JWT token is invalid or malformed.'],
  ['token/key-id-missing', 'entra', 401, 'AADSTS5002723: Invalid JWT token. No certificate SHA-1 thumbprint'],
  ['token/header-unsupported', 'entra', 401, 'AADSTS5002726: Invalid JWT token. Found unsupported token header.'],
  ['token/audience-multiple', 'entra', 401, 'AADSTS5002741: 2 audience values provided, maximum allowed is 1'],
  ['token/claim-missing', 'entra', 400, "AADSTS90014: The required field 'sub' is missing from the credential."],
  ['token/claim-mismatch', 'entra', 401, /AADSTS700213: .* subject '\w+@clients'\. Check your/],
  ['token/algorithm-unsupported', 'entra', 401, 'AADSTS5002723: Invalid JWT token. No certificate SHA-1 thumbprint'],
  ['token/type-unsupported', 'entra', 400, 'AADSTS5002727: Invalid JWT header type specified'],
  [
    'token/key-not-published',
    'entra',
    401,
    /AADSTS7000272: The certificate with identifier \w+ used to sign the federated credential could not be found/,
  ],
  ['token/signature-invalid', 'entra', 401, 'AADSTS7000274: '],
  [
    'token/outside-valid-time',
    'entra',
    401,
    /AADSTS700024: .* Current time: \d{4}-.*\.\d{7}Z, assertion valid from 1970-01-01T00:00:00\.0000000Z, expiry/,
  ],
  [
    'trust/no-match',
    'entra',
    401,
    /AADSTS70021: No matching federated identity record found for presented assertion\. Assertion Issuer: 'https:\/\/\w+\.eu\.auth0\.com\/'\. Assertion Subject: '\w+@clients'\. Assertion Audience: 'api:\/\/AzureADTokenExchange'\./,
  ],
  ['trust/issuer-slash', 'entra', 401, /AADSTS700211: .* presented assertion issuer 'https:\/\/\w+\.eu\.auth0\.com\/'\. Check your/],
  ['trust/issuer-mismatch', 'entra', 401, /AADSTS700211: .* issuer 'https:\/\/login\.\w+\.net\/'\./],
  ['trust/subject-suffix', 'entra', 401, /AADSTS700213: .* subject '\w+@clients'\. Check your/],
  ['trust/subject-case', 'entra', 401, /AADSTS7002138: .* The subject matches with case-insensitive comparison/],
  ['trust/subject-mismatch', 'entra', 401, 'AADSTS700213: '],
  [
    'trust/audience-mismatch',
    'entra',
    401,
    "AADSTS700212: No matching federated identity record found for presented assertion audience 'api://AzureADTokenExchange'.",
  ],
  ['trust/hidden-character', 'entra', 401, 'AADSTS700213: '],
  ['trust/credential-missing', 'entra', 401, 'has no configured federated identity credentials'],
  ['trust/credential-stale', 'entra', 401, 'AADSTS700213: '],
  [
    'trust/propagating',
    'entra',
    401,
    'AADSTS70021: No matching federated identity record found for presented assertion. Assertion Issuer: ',
  ],
  ['trust/issuer-blocked', 'entra', 401, 'AADSTS700238: '],
  ['trust/identity-missing', 'entra', 401, /AADSTS7000229: The client application [-\w]{36} is missing service principal in the tenant/],
  ['entra/unreachable', 'entra', 200, '<!DOCTYPE html>'],
  [
    'entra/tenant-malformed',
    'entra',
    400,
    "AADSTS900023: Specified tenant identifier 'keyless-.onmicrosoft.com' is neither a valid DNS name, nor a valid external domain.",
  ],
  ['entra/tenant-not-found', 'entra', 400, /AADSTS90002: Tenant '[-\w]{36}' not found\. Check to make sure/],
  ['entra/client-not-found', 'entra', 400, /AADSTS700016: Application with identifier '[-\w]{36}' was not found in the directory/],
  ['entra/client-mismatch', 'entra', 401, "AADSTS700021: Client assertion application identifier doesn't match 'client_id' parameter."],
  ['entra/principal-missing', 'entra', 401, 'AADSTS7000229: '],
  ['entra/entra-token-as-assertion', 'entra', 401, 'AADSTS700222: AAD-issued tokens may not be used for federated identity flows.'],
  ['entra/parameter-missing', 'entra', 400, "AADSTS900144: The request body must contain the following parameter: 'scope'."],
  [
    'entra/scope-invalid',
    'entra',
    400,
    'AADSTS1002012: The provided value for scope https://cognitiveservices.azure.com/user_impersonation is not valid.',
  ],
  ['entra/conditional-access', 'entra', 400, 'AADSTS53003: Access has been blocked by Conditional Access policies.'],
  ['entra/identity-kind-not-allowed', 'entra', 401, 'AADSTS70052: The identity must be a managed identity, a single tenant app'],
  ['entra/wrong-cloud', 'entra', 401, 'AADSTS900382: Confidential Client is not supported in Cross Cloud'],
  ['entra/request-loop', 'entra', 401, 'AADSTS50196: The server terminated an operation because it encountered a client request loop.'],
  ['entra/refused', 'entra', 401, 'AADSTS5000225: This tenant has been blocked due to inactivity.'],
  ['entra/token-unexpected', 'azure-openai', 401, 'audience is incorrect (https://cognitiveservices.azure.com), or have expired.'],
  ['entra/principal-disabled', 'entra', 400, /AADSTS7000112: Application '[-\w]{36}'\(id-keyless\) is disabled\./],
  ['entra/issuer-unreachable', 'entra', 400, 'AADSTS501661: Request to External OIDC endpoint failed.'],
  ['entra/issuer-metadata-invalid', 'entra', 400, 'AADSTS900612: Failed to parse provider signing keys.'],
  [
    'entra/resource-not-found',
    'entra',
    400,
    'AADSTS500011: The resource principal named https://cognitiveservices.azure.com was not found',
  ],
  ['entra/resource-disabled', 'entra', 400, 'AADSTS500014: '],
  ['entra/throttled', 'entra', 429, 'AADSTS90055: '],
  ['entra/transient', 'entra', 503, 'AADSTS90033: A transient error has occurred. Please try again.'],
  [
    'azure-openai/role-missing',
    'azure-openai',
    401,
    /"PermissionDenied","message":"The principal `[-\w]{36}` lacks the required data action/,
  ],
  ['azure-openai/tenant-mismatch', 'azure-openai', 400, '"Tenant provided in token does not match resource token"'],
  ['azure-openai/token-refused', 'azure-openai', 401, 'audience is incorrect (https://cognitiveservices.azure.com), or have expired.'],
  ['azure-openai/deployment-missing', 'azure-openai', 404, '"DeploymentNotFound"'],
  ['azure-openai/public-access-disabled', 'azure-openai', 403, 'Public access is disabled. Please configure private endpoint.'],
  ['azure-openai/firewall-blocked', 'azure-openai', 403, 'Access denied due to Virtual Network/Firewall rules.'],
  ['azure-openai/private-endpoint-unapproved', 'azure-openai', 403, 'Traffic is not from an approved private endpoint'],
  [
    'azure-openai/subdomain-required',
    'azure-openai',
    400,
    '"BadRequest","message":"Please provide a custom subdomain for token authentication, otherwise API key is required."',
  ],
  ['azure-openai/subdomain-unmapped', 'azure-openai', 404, '"ResourceNotFound","message":"Subdomain does not map to a resource."'],
  ['azure-openai/gateway-key-missing', 'azure-openai', 401, 'Access denied due to missing subscription key.'],
  ['azure-openai/model-retired', 'azure-openai', 410, '"ModelDeprecated"'],
  [
    'azure-openai/operation-unsupported',
    'azure-openai',
    400,
    'The chatCompletion operation does not work with the specified model, text-embedding-3-small.',
  ],
  ['azure-openai/version-too-old', 'azure-openai', 400, 'is enabled only for api versions 2024-12-01-preview and later'],
  ['azure-openai/version-not-allowed', 'azure-openai', 400, '"API version not supported"'],
  [
    'azure-openai/parameter-unsupported',
    'azure-openai',
    400,
    `"Unsupported parameter: 'stream_options' is not supported with this model.","type":"invalid_request_error","param":"stream_options","code":"unsupported_parameter"`,
  ],
  [
    'azure-openai/output-limit-too-small',
    'azure-openai',
    400,
    'Could not finish the message because max_tokens or model output limit was reached. Please try again with higher max_tokens.',
  ],
  [
    'azure-openai/refused',
    'azure-openai',
    403,
    '{"statusCode":403,"message":"This gateway is for the billing team. Ask platform-team for access."}',
  ],
  ['azure-openai/path-or-version-wrong', 'azure-openai', 404, '{"error":{"code":"404","message":"Resource not found"}}'],
  [
    'azure-openai/rate-limited',
    'azure-openai',
    429,
    /"RateLimitReached","message":"Your requests to team-chat for gpt-4\.1-mini in Sweden Central have exceeded/,
  ],
  ['azure-openai/capacity', 'azure-openai', 429, 'The system is currently experiencing high demand'],
  ['azure-openai/content-filtered', 'azure-openai', 400, '"content_filter"'],
  ['azure-openai/context-too-long', 'azure-openai', 400, '"context_length_exceeded"'],
  ['azure-openai/blocked-for-abuse', 'azure-openai', 403, 'Your resource has been temporarily blocked'],
  ['azure-openai/service-error', 'azure-openai', 500, 'The server had an error while processing your request.'],
  ['settings/missing', 'entra', 404, '404'],
  ['settings/malformed', 'entra', 400, 'AADSTS900023: '],
  ['settings/placeholder', 'entra', 400, 'AADSTS900023: '],
  ['settings/swapped', 'auth0', 401, '"Unauthorized"'],
  ['settings/retired-api-version', 'azure-openai', 404, 'Resource not found'],
];

test.each(refusals)('%s: %s answers %i', async (code, hop, status, words) => {
  faults[code]?.plant(place.world);
  const found = await walk();
  expect(`${found.hop} ${found.answer.status}`).toBe(`${hop} ${status}`);
  expect(found.answer.text).toMatch(words);
});

test('without a fault the walk ends with an answer', async () => {
  expect((await walk()).hop).toBe('done');
});

test('a custom domain that is forwarded still works, under the canonical issuer', async () => {
  faults['auth0/issuer-differs']?.plant(place.world);
  const { body } = await ask(place, `https://${place.settings.OIDC_ENDPOINT}/.well-known/openid-configuration`);
  expect(body.issuer).toBe(`https://${place.world.auth0.domain}/`);
  expect((await walk()).hop).toBe('done');
});

test('noise in a setting changes nothing in the place', () => {
  faults['settings/normalised']?.plant(place.world);
  expect(place.settings.OIDC_ENDPOINT).toBe(`https://${place.world.auth0.domain}/`);
});

describe('a connection fails where the way is broken', () => {
  test.each([
    ['network/proxy', 'entra', /Proxy response \(403\)|tunnel.*403|403/i],
    ['network/unreachable', 'azure', /ECONNRESET|disconnected|socket hang up/],
    ['network/tls-untrusted', 'entra', /certificate|self-signed|unable to verify/i],
  ] as const)('%s', async (code, party, words) => {
    faults[code]?.plant(place.world);
    const host = party === 'entra' ? place.world.entra.host : place.world.azure.hosts[0];
    await expect(ask(place, `https://${host}/`)).rejects.toThrow(words);
  });

  test('network/name-not-found: asked past the proxy, and by no resolver', async () => {
    faults['network/name-not-found']?.plant(place.world);
    const { host, hostname } = new URL(place.settings.AZURE_AOAI_ENDPOINT);
    expect(place.proxyVariables).toEqual({ HTTPS_PROXY: place.proxyUrl, NO_PROXY: host });
    expect(hostname.split('.')[0]?.length).toBeGreaterThan(63);
    await expect(ask(place, `https://${host}/`)).rejects.toThrow(/ENOTFOUND/);
  });

  test('network/timeout: the request is taken and never answered', async () => {
    faults['network/timeout']?.plant(place.world);
    const outcome = ask(place, `https://${place.world.azure.hosts[0]}/openai/v1/models`).catch(() => 'cut');
    expect(await Promise.race([outcome, new Promise((resolve) => setTimeout(resolve, 300, 'silence'))])).toBe('silence');
    expect(place.requests.at(-1)).toMatchObject({ party: 'azure-openai', status: 0 });
  });
});

test('a policy for workloads does not reach a managed identity, and says which policy it was', async () => {
  const tenant = place.world.entra.tenants[0] as World['entra']['tenants'][number];
  tenant.blocksWorkloads = true;
  expect((await walk()).hop).toBe('done');
  Object.assign(tenant.identities[0] ?? {}, { kind: 'app-registration' });
  const { body } = (await walk()).answer;
  expect([body.error, body.suberror]).toEqual(['interaction_required', 'message_only']);
  expect(JSON.parse(body.claims).access_token.capolids.values).toHaveLength(1);
});

test('an Entra ID of before 2023 takes what matches, and so does a credential beside one that is on its way', async () => {
  place.world.entra.namesWhatDiffers = false;
  const identity = place.world.entra.tenants[0]?.identities[0] as World['entra']['tenants'][number]['identities'][number];
  identity.arrivingCredential = 'another';
  expect((await walk()).hop).toBe('done');
});

test('the token that a gateway got for itself is one of Entra ID, for the audience that was asked', async () => {
  faults['entra/entra-token-as-assertion']?.plant(place.world);
  const { body } = await askAuth0(place);
  expect(claimsOf(body.access_token)).toMatchObject({
    aud: 'api://AzureADTokenExchange',
    iss: `https://sts.windows.net/${place.settings.AZURE_TENANT_ID}/`,
    appid: place.world.elsewhere.gatewayClientId,
  });
});

test('what the Azure CLI prints of the credentials is handed over where the person does so', () => {
  expect(place.credentialJson).toBeNull();
  faults['trust/identity-missing']?.plant(place.world);
  const [credential] = JSON.parse(place.credentialJson ?? '');
  expect(credential).toMatchObject({
    name: 'auth0',
    audiences: ['api://AzureADTokenExchange'],
    resourceGroup: 'rg-keyless',
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
  });
  expect(credential.id).toMatch(/\/userAssignedIdentities\/id-keyless\/federatedIdentityCredentials\/auth0$/);
});

describe('settings that lie in a file', () => {
  test('settings/file-unreadable: a folder has its name, and is gone with the place', async () => {
    const other = await startSandbox({ faults: ['settings/file-unreadable'] });
    const path = other.envFile ?? '';
    expect((await stat(path)).isDirectory()).toBe(true);
    await other.stop();
    await expect(stat(dirname(path))).rejects.toThrow('ENOENT');
  });

  test('settings/secret-exposed: git itself would take the file, which holds every setting, and is gone with the place', async () => {
    const other = await startSandbox({ faults: ['settings/secret-exposed'] });
    const path = other.envFile ?? '';
    const asked = promisify(execFile)('git', ['-C', dirname(path), 'status', '--porcelain', '--untracked-files=all']);
    expect((await asked).stdout).toBe('?? .env\n');
    const given = Object.entries(other.settings).filter(([, value]) => value !== '');
    expect(parseEnv(await readFile(path, 'utf8'))).toEqual(Object.fromEntries(given));
    await other.stop();
    await expect(stat(dirname(path))).rejects.toThrow('ENOENT');
  });

  test('without such a fault there is none', () => expect(place.envFile).toBeNull());
});

test('settings tell what the credential in Azure holds after planting', () => {
  faults['trust/issuer-slash']?.plant(place.world);
  expect(place.settings.AZURE_FEDERATED_ISSUER).toBe(`https://${place.world.auth0.domain}`);
  faults['trust/credential-missing']?.plant(place.world);
  const { AZURE_FEDERATED_ISSUER, AZURE_FEDERATED_SUBJECT, AZURE_FEDERATED_AUDIENCE } = place.settings;
  expect([AZURE_FEDERATED_ISSUER, AZURE_FEDERATED_SUBJECT, AZURE_FEDERATED_AUDIENCE]).toEqual(['', '', '']);
});

test('a stale copy differs from what Azure shows', async () => {
  faults['trust/credential-stale']?.plant(place.world);
  expect(place.settings.AZURE_FEDERATED_SUBJECT).toBe(`${place.settings.OIDC_CLIENT_ID}@clients`);
});

test('every fault of the table is tested here, and has a sentence', () => {
  const elsewhere = [
    // Forecasts refuse nothing: what the program makes of them is in test/judgement.
    'auth0/quota-low',
    'token/clock-skew',
    'azure-openai/model-retiring',
    'auth0/issuer-differs',
    'settings/normalised',
    'settings/file-unreadable',
    'settings/secret-exposed',
    'network/name-not-found',
    'network/proxy',
    'network/unreachable',
    'network/timeout',
    'network/tls-untrusted',
  ];
  expect([...refusals.map(([code]) => code), ...elsewhere].toSorted()).toEqual(Object.keys(faults).toSorted());
  for (const fault of Object.values(faults)) expect(fault.sentence).toMatch(/^[^.]{10,}$/);
});

test('of two faults that change the same thing the second finds nothing to act on', () => {
  const clashes: Code[][] = [
    ['entra/parameter-missing', 'entra/scope-invalid'],
    ['settings/malformed', 'entra/tenant-malformed'],
    ['settings/file-unreadable', 'settings/secret-exposed'],
    ['trust/identity-missing', 'entra/principal-missing'],
    ['entra/principal-missing', 'entra/conditional-access'],
    ['azure-openai/gateway-key-missing', 'azure-openai/refused'],
  ];
  for (const clash of clashes) expect(contradiction(clash)).toBe(clash[1]);
  expect(contradiction(['auth0/scope-not-granted', 'auth0/audience-missing', 'entra/token-unexpected', 'trust/issuer-slash'])).toBeNull();
});

test('every party can be short of something, down, and under a policy', () => {
  const conditions: Record<string, Code[]> = {
    auth0: ['auth0/rate-limited', 'auth0/quota-exhausted', 'auth0/service-error', 'auth0/refused'],
    entra: ['entra/throttled', 'entra/request-loop', 'entra/transient', 'entra/conditional-access', 'trust/issuer-blocked'],
    azure: ['azure-openai/rate-limited', 'azure-openai/capacity', 'azure-openai/service-error', 'azure-openai/blocked-for-abuse'],
  };
  expect(
    Object.values(conditions)
      .flat()
      .filter((code) => !isFault(code)),
  ).toEqual([]);
});

test('every code is either planted or exempt by rule, and no line of a rule is idle', () => {
  const all = Object.keys(examples);
  expect(all.filter((code) => isFault(code) === (exemptionOf(code) !== null))).toEqual([]);
  const lines = Object.keys(exempt).map((line) => line.replace('*', ''));
  expect(lines.filter((line) => !all.some((code) => code.startsWith(line)))).toEqual([]);
  for (const rule of Object.values(exempt)) expect(rule).toMatch(/^[a-z][^.]{10,}$/);
});

test('a start with faults plants them all, and a code without a fault is an error', async () => {
  const other = await startSandbox({ faults: ['trust/issuer-slash', 'trust/subject-case'], auth0TokenSeconds: 60 });
  const { AZURE_FEDERATED_ISSUER, AZURE_FEDERATED_SUBJECT, OIDC_CLIENT_ID } = other.settings;
  expect(AZURE_FEDERATED_ISSUER.endsWith('/')).toBe(false);
  expect(AZURE_FEDERATED_SUBJECT).toBe(`${OIDC_CLIENT_ID.toLowerCase()}@clients`);
  expect((await askAuth0(other)).body.expires_in).toBe(60);
  await other.stop();
  await expect(startSandbox({ faults: ['check/crashed'] })).rejects.toThrow('check/crashed');
});
