import { auth0Application } from '../healthy-world.js';
import { createRandom } from '../random.js';
import type { Auth0Api, Auth0Tenant } from '../world.js';

/** Auth0 makes an application of its own beside every new API, to try it out with: it is authorised already. */
export function addTestApplication({ name, identifier }: Auth0Api, tenant: Auth0Tenant): void {
  const random = createRandom();
  const application = auth0Application(`${name} (Test Application)`, random);
  tenant.applications.push(application);
  tenant.grants.push({
    id: `cgr_${random.base62(16)}`,
    clientId: application.clientId,
    audience: identifier,
    scope: [],
    subjectType: 'client',
    organizationUsage: 'deny',
  });
}
