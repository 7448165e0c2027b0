import { setTimeout as pause } from 'node:timers/promises';

import { addTenant, loadConfig, saveConfig, tenantIn } from './config.mjs';
import { createManagement, send } from './management.mjs';
import { Said } from './said.mjs';

/** What a person's sign-in has to be allowed; the real list is longer. A machine's is not looked at. */
const requiredScopes = ['resource_servers', 'clients', 'client_grants'].flatMap((what) =>
  ['create', 'read', 'update', 'delete'].map((verb) => `${verb}:${what}`),
);

/** Opens the tenant that a command is for. Ends where nobody is signed in, or not with enough. */
export async function openTenant(cli) {
  const config = loadConfig();
  if (Object.keys(config.tenants).length === 0) throw new Said('not logged in. Try `auth0 login`');
  if (config.default_tenant === '') {
    [config.default_tenant] = Object.keys(config.tenants);
    saveConfig(config);
  }
  cli.tenant ||= config.default_tenant;
  cli.renderer.tenant = cli.tenant;
  const tenant = tenantIn(config, cli.tenant);
  const isPersons = !tenant.client_id;
  const missing = requiredScopes.filter((scope) => !(tenant.scopes ?? []).includes(scope));
  if (isPersons && missing.length > 0) {
    cli.renderer.warn(`Required scopes have changed (missing: ${missing.join(', ')}). Please log in to re-authorize the CLI.\n`);
    await signInAsPerson(cli);
  }
  if (!tenant.access_token || Date.parse(tenant.expires_at) < Date.now() + 300_000) await renew(cli, isPersons);
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(tenant.access_token)) {
    throw new Said(
      'authentication token is corrupted, please run: auth0 logout && auth0 login\n\nNote: Token handling was enhanced in v1.18.0+ to prevent malformed tokens.',
    );
  }
  return createManagement(tenant);
}

/** There is no keyring here to have kept a secret in, as there is none on many servers. */
async function renew(cli, isPersons) {
  if (isPersons && cli.noInput) throw new Said("auth token expired and --no-input is set; run 'auth0 login' to re-authenticate");
  if (isPersons) {
    cli.renderer.warn('Failed to renew access token: failed to retrieve refresh token from keyring: secret not found in keyring');
    cli.renderer.warn('Please log in to re-authorize the CLI.\n');
    await signInAsPerson(cli);
  }
  throw new Said(
    [
      'failed to fetch access token using client credentials: failed to retrieve client secret from keyring: secret not found in keyring',
      'This may occur if the designated Auth0 application has been deleted, the client secret has been rotated or previous failure to store client secret in the keyring.',
      'Please re-authenticate by running: auth0 login --domain <tenant-domain> --client-id <client-id> --client-secret <client-secret>',
    ].join('\n\n'),
  );
}

/** Shows a code, and waits for somebody at a browser: with --no-input just the same. Nobody comes. */
async function signInAsPerson(cli) {
  process.stdout.write('\nVerify ABCD-EFGH code in opened browser window to complete authentication.\n\n');
  cli.renderer.info('Open the following URL in a browser: https://auth0.auth0.com/activate?user_code=ABCD-EFGH\n');
  await pause(60_000);
  throw new Said('login error: expired_token');
}

export async function login({ cli, flags }) {
  const { domain = '', 'client-id': clientId = '', 'client-secret': secret = '' } = flags;
  const isMachine = domain !== '' && clientId !== '' && secret !== '';
  if (!isMachine && cli.noInput && (clientId !== '' || secret !== '')) {
    throw new Said(
      'for machine login, provide domain with either (client-id, client-secret) or (client-id, client-assertion-signing-alg, client-assertion-private-key)',
    );
  }
  // A person needs a browser, and there is none here.
  if (clientId === '' && secret === '') throw new Said('failed to start user login: failed to get the device code: no browser here');
  const token = await machineToken({ domain, clientId, secret });
  cli.renderer.warn('Could not store the client secret and the access token to the keyring: no keyring here');
  cli.renderer.warn('Expect to login again when your access token expires.');
  const expires = new Date(Date.now() + token.expires_in * 1000).toISOString();
  const tenant = { name: domain.split('.')[0], domain, access_token: token.access_token, expires_at: expires, client_id: clientId };
  addTenant(tenant);
  cli.renderer.newline();
  cli.renderer.info('Successfully logged in.');
  cli.renderer.info(`Tenant: ${domain}`);
}

async function machineToken({ domain, clientId, secret }) {
  const form = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret, audience: `https://${domain}/api/v2/` };
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  const said = await send(`https://${domain}/oauth/token`, { method: 'POST', headers, body: new URLSearchParams(form).toString() }).then(
    ({ status, text }) => (status === 200 ? JSON.parse(text) : refusalIn(text, status)),
    (error) => error.message,
  );
  if (typeof said !== 'string') return said;
  throw new Said(
    `failed to start secret machine login: failed to fetch access token using client credentials. \n\nEnsure that the provided client-id, client-secret and domain are correct. \n\nerror: ${said}`,
  );
}

/** `oauth2: "access_denied" "Unauthorized"` */
function refusalIn(text, status) {
  try {
    const { error, error_description: description } = JSON.parse(text);
    return `oauth2: ${JSON.stringify(error)} ${JSON.stringify(description)}`;
  } catch {
    return `oauth2: cannot fetch token: ${status}\nResponse: ${text}`;
  }
}
