import { acceleratorRoutes } from './accelerator.js';
import { accountRoutes } from './accounts.js';
import { credentialRoutes } from './credentials.js';
import { deletedAccountRoutes } from './deleted-accounts.js';
import { deploymentRoutes } from './deployments.js';
import { groupRoutes } from './groups.js';
import { identityRoutes } from './identities.js';
import { modelRoutes } from './models.js';
import { roleAssignmentRoutes } from './role-assignments.js';
import { roleDefinitionRoutes } from './role-definitions.js';
import type { Route } from './route.js';
import { subscriptionRoutes } from './subscriptions.js';

/** Everything that Azure Resource Manager does here; one list for each kind of thing, in a file of its own. */
export const routes: readonly Route[] = [
  ...acceleratorRoutes,
  ...subscriptionRoutes,
  ...groupRoutes,
  ...roleAssignmentRoutes,
  ...roleDefinitionRoutes,
  ...identityRoutes,
  ...credentialRoutes,
  ...accountRoutes,
  ...deploymentRoutes,
  ...modelRoutes,
  ...deletedAccountRoutes,
];
