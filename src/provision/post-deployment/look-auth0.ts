import { valueOf } from '../choice.js';
import { chooseTenant } from '../choose-auth0.js';
import { nothingSeen } from '../facts.js';
import { look } from '../look.js';
import type { Eyes } from '../look.js';
import { readTenants } from '../read-auth0.js';
import { textOf } from '../wishes.js';
import type { Wishes } from '../wishes.js';
import type { Auth0Facts } from './facts.js';
import { nothingSeen as nothing } from './facts.js';
import { readClients } from './read-facts.js';

/** The tenant, and whether the application of this name is there. */
export async function lookAtAuth0(eyes: Pick<Eyes, 'tools' | 'recognise' | 'hear'>, name: string, wishes: Wishes): Promise<Auth0Facts> {
  const { auth0 } = eyes.tools;
  const tenants = await look(eyes, 'the Auth0 tenants', { ask: () => auth0.run(['tenants', 'list']), read: readTenants });
  const tenant = chooseTenant({ ...nothingSeen.auth0, tenants }, wishes);
  const own = valueOf(tenant)?.domain ?? null;
  const domain = textOf(wishes.settings, 'OIDC_ENDPOINT') ?? own;
  if (own === null) return { ...nothing.auth0, tenant, domain };
  const client = await look(eyes, 'the applications in Auth0', {
    ask: () => auth0.run(['apps', 'list', '--number', '1000', '--tenant', own]),
    read: (listed) => readClients(listed, name)[0] ?? null,
  });
  return { ...nothing.auth0, tenant, domain, client };
}
