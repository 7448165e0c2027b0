import type { TokenRequest } from '../chain/entra-exchange.js';
import type { EntraToken } from '../chain/entra.js';
import { renewalOf } from '../chain/renewing.js';
import type { FieldName } from '../settings/field-name.js';
import { guid } from '../settings/kinds.js';
import { parseSettings } from '../settings/parse-settings.js';
import type { Profile } from '../settings/profile.js';
import { secretsIn } from '../settings/secrecy.js';
import type { Connection, Variables } from './connection.js';
import { settingsOf } from './connection.js';
import { environment } from './environment.js';
import type { Exchanger } from './exchanger.js';
import { otherTenant, unusable } from './unusable.js';
import type { AccessToken, KeylessCredential } from './token-credential.js';
import { abortError, waitFor } from './wait.js';

/** What a credential may be told besides. */
export interface CredentialOptions {
  /** The variables that name a proxy (`HTTPS_PROXY`, `NO_PROXY`); those of the process when the credential is made, unless given. */
  env?: Variables | undefined;
  /** The clock by which tokens are renewed, and by which their times are given. */
  now?: (() => Date) | undefined;
}

/**
 * A credential for every SDK of Azure, by the exchange that `keyless check` proves: Auth0 issues a token (RFC 6749, 4.4), Entra ID
 * exchanges it (RFC 7523; Microsoft Learn, v2-oauth2-client-creds-grant-flow, third case).
 *
 * Both tokens are kept and renewed ahead of their end; callers that come at the same time share one request. One that fails is not
 * kept, and one that fails ahead of time disturbs nobody. Make one credential for each connection, and keep it.
 *
 * Throws `KeylessError` (`settings/…`) at once where a value is missing or cannot be what it should be. Nobody is asked before `getToken`.
 */
export function keylessCredential(
  connection: Pick<Connection, 'auth0' | 'azure' | 'federatedCredential'>,
  options?: CredentialOptions | null,
): KeylessCredential {
  const now = options?.now ?? ((): Date => new Date());
  const env = options?.env ?? environment();
  const texts = settingsOf(connection);
  const { profile, problems } = parseSettings(texts, asked);
  const secrets = secretsIn(texts);
  if (profile === null) throw unusable(problems, { names: asked, secrets });
  const parts = { profile, problems, secrets, env: { ...env }, now };
  let opened: Promise<Exchanger> | null = null;
  // Loaded with the first question, so that a program that only compares two strings does not load the SDK of Azure.
  const load = (): Promise<Exchanger> => import('./exchanger.js').then(({ createExchanger }) => createExchanger(parts));
  const open = (): Promise<Exchanger> =>
    (opened ??= load().catch((error: unknown) => {
      // The next question loads it again.
      opened = null;
      throw error;
    }));
  return {
    async getToken(scopes, given) {
      const { abortSignal, requestOptions, claims, enableCae, tenantId } = given ?? {};
      if (tenantId && isOtherTenant(tenantId, profile)) throw otherTenant(tenantId, profile);
      if (abortSignal?.aborted) throw abortError(abortSignal.reason);
      const request = { scope: scopeOf(scopes), enableCae: enableCae === true, ...(claims && { claims }) };
      return accessTokenOf(await waitFor(exchange(open, request), { signal: abortSignal, timeout: requestOptions?.timeout }));
    },
  };
}

/** The settings of the first two parties: all that a token needs. */
const asked: readonly FieldName[] = [
  'OIDC_ENDPOINT',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'OIDC_AUDIENCE',
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_AUTHORITY_HOST',
  'AZURE_FEDERATED_ISSUER',
  'AZURE_FEDERATED_SUBJECT',
  'AZURE_FEDERATED_AUDIENCE',
];

async function exchange(open: () => Promise<Exchanger>, request: TokenRequest): Promise<EntraToken> {
  return (await open())(request);
}

/** An SDK repeats the tenant that a resource named. A credential is for one alone; whether an id is that of a domain, Entra ID knows. */
function isOtherTenant(tenantId: string, { entra: { tenant } }: Profile): boolean {
  return guid.test(tenantId) && guid.test(tenant) && tenantId.toLowerCase() !== tenant.toLowerCase();
}

/** An application asks for a whole resource (Microsoft Learn, v2-oauth2-client-creds-grant-flow); anything else is a fault of the program. */
function scopeOf(scopes: string | string[]): string {
  const [scope = '', ...others] = new Set([scopes].flat().flatMap((one) => one.split(' ').filter(Boolean)));
  if (others.length === 0 && scope.endsWith('/.default')) return scope;
  throw new TypeError('getToken needs the scope of one resource, with /.default behind it: https://cognitiveservices.azure.com/.default');
}

function accessTokenOf({ token, receivedAt, expiresAt }: EntraToken): AccessToken {
  return {
    token: token.reveal(),
    expiresOnTimestamp: expiresAt.getTime(),
    refreshAfterTimestamp: renewalOf(receivedAt, expiresAt).getTime(),
    tokenType: 'Bearer',
  };
}
