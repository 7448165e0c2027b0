import { randomUUID } from 'node:crypto';
import { chmod, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Sandbox } from '../../src/sandbox/start.js';
import { ask } from '../sandbox/client.js';
import { root } from './binary.js';

/**
 * A folder for the PATH, in which `auth0` is a stand-in for the Auth0 CLI 1.33. With `signsIn` it signs in by itself before its first command, with
 * what the environment has in AUTH0_DOMAIN, AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, as `keyless sandbox` gives them to its command. This program
 * hands those on to it only where AUTH0_CLI_AUTH_MODE is `env`.
 */
export async function auth0Folder({ signsIn = false } = {}): Promise<string> {
  const folder = join(root, 'node_modules', '.cache', 'auth0-cli', signsIn ? 'signs-in' : 'plain');
  await mkdir(folder, { recursive: true });
  // With the Node that runs the tests: the one on the PATH may be older than this program wants.
  const program = `'${process.execPath}' '${join(root, 'test', 'support', 'auth0-cli', 'auth0.mjs')}'`;
  const own = join(folder, `auth0.${randomUUID()}`);
  await writeFile(own, `#!/bin/sh\n${signsIn ? signIn(program) : ''}exec ${program} "$@"\n`);
  await chmod(own, 0o755);
  await rename(own, join(folder, 'auth0'));
  return folder;
}

function signIn(program: string): string {
  const login = `${program} login --domain "$AUTH0_DOMAIN" --client-id "$AUTH0_CLIENT_ID" --client-secret "$AUTH0_CLIENT_SECRET" --no-input`;
  return `if [ ! -f "$HOME/.config/auth0/config.json" ] && [ -n "$AUTH0_CLIENT_SECRET" ]; then\n  ${login} </dev/null >/dev/null 2>&1\nfi\n`;
}

/** What a sign-in has in its file; every part can be another one. */
export interface SignIn {
  /** When its token ends. */
  expiresAt?: Date;
  token?: string;
  /** A person's sign-in has scopes and no client id. */
  scopes?: string[];
}

/** Signs the stand-in in to the place, without a process: as `auth0 login` with a client id and a secret leaves it behind. */
export async function signInToAuth0(place: Sandbox, home: string, { expiresAt, token, scopes }: SignIn = {}): Promise<void> {
  const { domain, management } = place.world.auth0;
  const tenant = {
    name: domain.split('.')[0],
    domain,
    access_token: token ?? (await managementToken(place)),
    expires_at: (expiresAt ?? new Date(Date.now() + 86_400_000)).toISOString(),
    ...(scopes ? { scopes, client_id: '' } : { client_id: management.application.clientId }),
  };
  const folder = join(home, '.config', 'auth0');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'config.json'), JSON.stringify({ default_tenant: domain, tenants: { [domain]: tenant } }));
}

/** A token for the Management API, as the tools get it. */
export async function managementToken(place: Sandbox): Promise<string> {
  const { domain, management } = place.world.auth0;
  const form = {
    grant_type: 'client_credentials',
    client_id: management.application.clientId,
    client_secret: management.application.secret,
    audience: `https://${domain}/api/v2/`,
  };
  return (await ask(place, `https://${domain}/oauth/token`, { form })).body.access_token;
}

/** The environment in which the stand-in reaches the place, and nothing else. The authority lies in the home folder. */
export async function auth0Environment(place: Sandbox, home: string): Promise<Record<string, string>> {
  const SSL_CERT_FILE = join(home, 'ca.pem');
  await writeFile(SSL_CERT_FILE, place.caPem);
  const PATH = `${await auth0Folder()}:${process.env['PATH'] ?? ''}`;
  return { PATH, HOME: home, SSL_CERT_FILE, ...place.proxyVariables, AUTH0_AGENT_MODE: 'false' };
}
