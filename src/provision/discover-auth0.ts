import { finding } from '../findings/finding.js';
import type { Secret } from '../settings/secret.js';
import { valueOf } from './choice.js';
import { chooseApi, chooseApplication, chooseTenant } from './choose-auth0.js';
import { givenSecret } from './choose-secret.js';
import type { Auth0Facts, Seen } from './facts.js';
import { nothingSeen } from './facts.js';
import { look } from './look.js';
import type { Eyes } from './look.js';
import { readAll, readApi, readApplication, readGrant, readSecret, readTenants } from './read-auth0.js';
import type { Wishes } from './wishes.js';

/** The lists of the tenant: what can be chosen from. */
export async function discoverAuth0(eyes: Eyes, wishes: Wishes): Promise<Auth0Facts> {
  const tenants = await look(eyes, 'the Auth0 tenants', { ask: () => eyes.tools.auth0.run(['tenants', 'list']), read: readTenants });
  const facts = { ...nothingSeen.auth0, tenants };
  const tenant = valueOf(chooseTenant(facts, wishes));
  if (!tenant) return facts;
  const list = (kind: string) => () => eyes.tools.auth0.run([kind, 'list', '--number', '1000', '--tenant', tenant.domain]);
  const [apis, applications] = await Promise.all([
    look(eyes, 'the APIs in Auth0', { ask: list('apis'), read: (value) => readAll(value, readApi) }),
    look(eyes, 'the applications in Auth0', { ask: list('apps'), read: (value) => readAll(value, readApplication) }),
  ]);
  return { ...facts, apis, applications };
}

/** What belongs to the chosen API and application: read where it was not yet. */
export async function fillAuth0(facts: Auth0Facts, eyes: Eyes, wishes: Wishes): Promise<Auth0Facts> {
  const tenant = valueOf(chooseTenant(facts, wishes));
  const application = valueOf(chooseApplication(facts, wishes));
  if (!tenant || !application || chooseApi(facts, wishes).kind !== 'there') return facts;
  const at = { domain: tenant.domain, clientId: application.clientId };
  const [grants, secret] = await Promise.all([
    facts.grants ?? grantsOf(at, eyes, wishes.audience),
    facts.secret ?? (givenSecret(wishes, application.clientId) ? null : secretOf(at, eyes)),
  ]);
  return { ...facts, grants, secret };
}

interface At {
  domain: string;
  clientId: string;
}

function grantsOf({ domain, clientId }: At, eyes: Eyes, audience: string): Promise<Auth0Facts['grants']> {
  const filter = ['-q', `client_id=${clientId}`, '-q', `audience=${audience}`];
  const ask = () => eyes.tools.auth0.run(['api', 'get', 'client-grants', ...filter, '--tenant', domain]);
  return look(eyes, 'what the application may ask for', { ask, read: (value) => readAll(value, readGrant) });
}

/** What is printed holds the secret, so nothing of it goes any further than here. */
async function secretOf({ domain, clientId }: At, eyes: Eyes): Promise<Seen<Secret>> {
  const args = ['apps', 'show', clientId, '--reveal-secrets', '--tenant', domain];
  const found = await look(eyes, 'the client secret', { ask: () => eyes.tools.auth0.run(args), read: readSecret });
  if (!found?.ok) return found;
  if (found.value) return { ok: true, value: found.value };
  const command = `auth0 ${args.join(' ')}`;
  return {
    ok: false,
    finding: finding('tool/auth0-refused', { said: 'The answer holds no client secret: who is signed in may not read it.', command }),
  };
}
