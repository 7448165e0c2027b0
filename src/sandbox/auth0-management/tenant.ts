import { createHash } from 'node:crypto';

import { usualApi } from '../usual-api.js';
import type { Auth0Api, Auth0Application, Auth0Tenant, ClientGrant } from '../world.js';

/** What may be done to what in this place, and what is secret about an application. */
export const managementScopes: readonly string[] = ['resource_servers', 'clients', 'client_grants']
  .flatMap((what) => ['create', 'read', 'update', 'delete'].map((verb) => `${verb}:${what}`))
  .concat('read:client_keys');

/** The Management API names itself by the tenant's own domain, never by a custom one, with a final slash. */
export const managementIdentifier = ({ domain }: Auth0Tenant): string => `https://${domain}/api/v2/`;

/** The APIs that people have made, behind the one that every tenant has. */
export const everyApi = (tenant: Auth0Tenant): Auth0Api[] => [managementApi(tenant), ...tenant.apis];

/** The application of the tools is one like all the others. */
export const everyApplication = ({ applications, management }: Auth0Tenant): Auth0Application[] => [
  ...applications,
  management.application,
];

/** The grants that people have made, and that of the tools for the Management API. */
export const everyGrant = (tenant: Auth0Tenant): ClientGrant[] => [...tenant.grants, managementGrant(tenant)];

export const isManagementGrant = (tenant: Auth0Tenant, { id }: ClientGrant): boolean => id === managementGrant(tenant).id;

function managementApi(tenant: Auth0Tenant): Auth0Api {
  const identifier = managementIdentifier(tenant);
  const own = { id: hexOf(`${tenant.domain}/api`), name: 'Auth0 Management API', identifier, signingSecret: '' };
  return { ...usualApi(own), kept: { is_system: true, scopes: managementScopes.map((value) => ({ value })) } };
}

function managementGrant(tenant: Auth0Tenant): ClientGrant {
  const { application, scopes } = tenant.management;
  return {
    id: `cgr_${hexOf(`${tenant.domain}/grant`).slice(0, 16)}`,
    clientId: application.clientId,
    audience: managementIdentifier(tenant),
    scope: scopes,
    subjectType: 'client',
    organizationUsage: 'deny',
  };
}

const hexOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 24);
