import { loadConfig, saveConfig, tenantIn } from './config.mjs';
import { Said } from './said.mjs';

export function listTenants({ cli }) {
  let config;
  try {
    config = loadConfig();
  } catch (error) {
    throw new Said(`failed to load tenants: ${error.message}`);
  }
  const active = cli.tenant || config.default_tenant;
  const tenants = Object.keys(config.tenants).map((name) => ({ active: name === active, name }));
  cli.renderer.results(tenants, {
    header: ['Active', 'Tenant'],
    row: (one) => [one.active ? '✓' : '✗', one.name],
    resource: 'tenants',
    hint: "Use 'auth0 login' to add one",
  });
}

export function useTenant({ cli, args }) {
  const domain = chosen(args);
  saveConfig({ ...loadConfig(), default_tenant: domain });
  cli.renderer.info(`Default tenant switched to: ${domain}`);
}

export function logout({ cli, args }) {
  const domain = chosen(args);
  const config = loadConfig();
  delete config.tenants[domain];
  if (config.default_tenant === domain) config.default_tenant = Object.keys(config.tenants)[0] ?? '';
  saveConfig(config);
  cli.renderer.info(`Successfully logged out from tenant: ${domain}`);
}

function chosen([domain]) {
  if (domain === undefined) throw new Said('missing a required argument: Tenant');
  return tenantIn(loadConfig(), domain).domain;
}
