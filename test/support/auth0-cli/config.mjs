import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { Said } from './said.mjs';

const file = () => join(process.env.HOME ?? '', '.config', 'auth0', 'config.json');

/** The sign-ins, as they lie on the disk. */
export function loadConfig() {
  let text;
  try {
    text = readFileSync(file(), 'utf8');
  } catch {
    throw new Said('config.json file is missing');
  }
  try {
    return { default_tenant: '', tenants: {}, ...JSON.parse(text) };
  } catch {
    // What Go says of broken JSON depends on where it breaks: the start of it is enough here.
    throw new Said('invalid character in config.json');
  }
}

/** The same, or an empty one where there is none yet. */
export function loadOrNew() {
  try {
    return loadConfig();
  } catch {
    return { default_tenant: '', tenants: {} };
  }
}

export function saveConfig(config) {
  mkdirSync(dirname(file()), { recursive: true, mode: 0o700 });
  // Several of these programs may run at once: none of them is to read half a file.
  const own = `${file()}.${process.pid}`;
  writeFileSync(own, JSON.stringify(config, null, 4), { mode: 0o600 });
  renameSync(own, file());
}

export function tenantIn(config, domain) {
  if (Object.hasOwn(config.tenants, domain)) return config.tenants[domain];
  throw new Said(
    `failed to find tenant: ${domain}. Run 'auth0 tenants list' to see your configured tenants or run 'auth0 login' to configure a new tenant`,
  );
}

export function addTenant(tenant) {
  const config = loadOrNew();
  config.install_id ??= '00000000-0000-4000-8000-000000000000';
  config.default_tenant ||= tenant.domain;
  config.tenants[tenant.domain] = tenant;
  saveConfig(config);
}
