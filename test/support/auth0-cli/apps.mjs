import { failing } from './apis.mjs';
import { loadConfig, saveConfig } from './config.mjs';
import { escaped } from './management.mjs';

export async function listApps({ cli, api, flags }) {
  const list = api.list('clients', 'clients', flags.number, { is_global: 'false' });
  const apps = (await failing('failed to list applications', list)).map((one) => revealed(one, flags));
  const isRevealing = flags['reveal-secrets'] === true;
  cli.renderer.heading(`applications (${apps.length})`);
  cli.renderer.results(apps, {
    header: ['Client ID', 'Name', 'Type', ...(isRevealing ? ['Client Secret'] : []), 'Resource Server'],
    row: (one) => [one.client_id, one.name, kindOf(one), ...(isRevealing ? [one.client_secret ?? ''] : []), ''],
    resource: 'applications',
    hint: "Use 'auth0 apps create' to add one",
  });
}

export async function showApp({ cli, api, args: [id], flags }) {
  const one = await failing(`failed to read application with ID ${JSON.stringify(id)}`, api.call(`clients/${escaped(id)}`));
  show(cli, 'application', revealed(one, flags));
}

/** Makes no grant, and the new application the one that other commands take when none is named. */
export async function createApp({ cli, api, flags }) {
  const type = typeOf(flags.type ?? '');
  const method = flags['auth-method'] ? methodOf(flags['auth-method']) : isPublic(type) ? 'none' : undefined;
  const body = {
    name: flags.name ?? '',
    description: flags.description ?? '',
    app_type: type,
    oidc_conformant: true,
    jwt_configuration: { alg: 'RS256' },
    client_metadata: flags.metadata ?? {},
    ...lists(flags),
    ...(method && { token_endpoint_auth_method: method }),
    ...grantTypes(flags, usualGrants[type]),
  };
  const one = await failing('failed to create application', api.call('clients', { method: 'POST', body }));
  const config = loadConfig();
  config.tenants[cli.tenant].default_app_id = one.client_id;
  saveConfig(config);
  show(cli, 'application created', revealed(one, flags));
  cli.renderer.newline();
  cli.renderer.info('Quickstarts: https://auth0.com/docs/quickstart/backend');
  cli.renderer.info(`Hint: Emulate this app's login flow by running \`auth0 test login ${one.client_id}\``);
  cli.renderer.info(`Hint: Consider running \`auth0 quickstarts download ${one.client_id}\``);
}

export async function updateApp({ cli, api, args: [id], flags }) {
  const current = await failing(`failed to find application with ID ${JSON.stringify(id)}`, api.call(`clients/${escaped(id)}`));
  const body = {
    name: flags.name || current.name,
    ...((flags.description || current.description) && { description: flags.description || current.description }),
    app_type: flags.type ? typeOf(flags.type) : current.app_type,
    callbacks: current.callbacks,
    ...lists(flags),
    ...(current.token_endpoint_auth_method && { token_endpoint_auth_method: current.token_endpoint_auth_method }),
    ...(flags['auth-method'] && { token_endpoint_auth_method: methodOf(flags['auth-method']) }),
    ...grantTypes(flags, current.grant_types),
    ...(flags.metadata && { client_metadata: flags.metadata }),
  };
  const update = api.call(`clients/${escaped(id)}`, { method: 'PATCH', body });
  show(cli, 'application updated', revealed(await failing(`failed to update application with ID ${JSON.stringify(id)}`, update), flags));
}

/** Only tells where: there is no browser here. It goes to the default tenant, whatever --tenant says. */
export function openApp({ cli, args: [id] }) {
  const { default_tenant: domain, tenants } = loadConfig();
  const parts = domain.split('.');
  const region = parts.length === 3 ? 'us' : parts.at(-3);
  const url = `https://manage.auth0.com/dashboard/${region}/${tenants[domain]?.name}/applications/${id}/settings`;
  if (cli.noInput) cli.renderer.info(`Open the following URL in a browser: ${url}`);
  else cli.renderer.warn(`Couldn't open the URL, please do it manually: ${url}`);
}

function revealed(app, flags) {
  const secrets = flags['reveal-secrets'] ? [] : ['client_secret', 'signing_keys'];
  return Object.fromEntries(Object.entries(app).filter(([name]) => !secrets.includes(name)));
}

const usualGrants = {
  native: ['implicit', 'authorization_code', 'refresh_token'],
  spa: ['implicit', 'authorization_code', 'refresh_token'],
  regular_web: ['implicit', 'authorization_code', 'refresh_token', 'client_credentials'],
  non_interactive: ['client_credentials'],
};

const grantNames = { code: 'authorization_code', credentials: 'client_credentials', 'client-credentials': 'client_credentials' };

function grantTypes(flags, usual) {
  if (flags.grants?.length > 0) return { grant_types: flags.grants.map((one) => grantNames[one] ?? one.replaceAll('-', '_')) };
  return usual ? { grant_types: usual } : {};
}

function lists(flags) {
  const names = { callbacks: 'callbacks', 'logout-urls': 'allowed_logout_urls', origins: 'allowed_origins', 'web-origins': 'web_origins' };
  return Object.fromEntries(Object.entries(names).flatMap(([flag, name]) => (flags[flag]?.length > 0 ? [[name, flags[flag]]] : [])));
}

const isPublic = (type) => type === 'native' || type === 'spa';
const typeOf = (word) => ({ regular: 'regular_web', m2m: 'non_interactive' })[word.toLowerCase()] ?? word;
const methodOf = (word) => ({ none: 'none', post: 'client_secret_post', basic: 'client_secret_basic' })[word.toLowerCase()];
const kindOf = ({ app_type: type }) =>
  ({ non_interactive: 'Machine to Machine', native: 'Native', spa: 'Single Page Web Application', regular_web: 'Regular Web Application' })[
    type
  ] ?? 'Generic';

function show(cli, heading, one) {
  cli.renderer.heading(heading);
  cli.renderer.result(one, [
    ['CLIENT ID', one.client_id],
    ['NAME', one.name],
    ['DESCRIPTION', one.description ?? ''],
    ['TYPE', kindOf(one)],
    ...(one.client_secret === undefined ? [] : [['CLIENT SECRET', one.client_secret]]),
    ['CALLBACKS', (one.callbacks ?? []).join(', ')],
    ['TOKEN ENDPOINT AUTH', one.token_endpoint_auth_method ?? ''],
    ['GRANTS', (one.grant_types ?? []).join(', ')],
  ]);
}
