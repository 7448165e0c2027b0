import { expect } from 'vitest';

import type { Auth0Api, Auth0Tenant } from '../../src/sandbox/world.js';
import type { Run } from '../support/binary.js';

/** What a command is for: what is wrong before, and how one sees afterwards that it did it. */
export interface Auth0Purpose {
  command: RegExp;
  before?(tenant: Auth0Tenant, api: Auth0Api): unknown;
  after(run: Run, tenant: Auth0Tenant, command: string): unknown;
  /** What it prints is for a program that keeps it to itself. */
  printsSecret?: true;
}

/** Everything that the commands of the Auth0 CLI are for which are printed anywhere. */
export const auth0Purposes: readonly Auth0Purpose[] = [
  { command: /^auth0 tenants list$/, after: (run, { domain }) => expect(run.stdout).toContain(domain) },
  { command: /^auth0 apis list/, after: (run) => expect(run.stdout).toContain('api://AzureADTokenExchange') },
  {
    command: /^auth0 apps show \S+(?: --tenant \S+)?$/,
    after: (run, { applications }) => expect(run.stdout).toContain(applications[0]?.clientId),
  },
  {
    command: /^auth0 apps open/,
    after: (run, { applications, domain }) =>
      expect(run.stderr).toContain(
        `https://manage.auth0.com/dashboard/eu/${domain.split('.')[0]}/applications/${applications[0]?.clientId}/settings`,
      ),
  },
  { command: /^auth0 api get client-grants/, after: (run) => expect(JSON.parse(run.stdout)).toHaveLength(1) },
  {
    command: /^auth0 apis create/,
    before: (tenant) => (tenant.apis = []),
    after: (_, { apis }, command) => {
      const identifier = /--identifier (\S+)/.exec(command)?.[1];
      expect(apis).toMatchObject([{ identifier, signingAlgorithm: 'RS256', dialect: 'access_token', lifetimeSeconds: 86_400 }]);
    },
  },
  {
    command: /^auth0 apps create/,
    after: (run, { applications }) => {
      const made = applications.at(-1);
      expect(made).toMatchObject({ appType: 'non_interactive', grantTypes: ['client_credentials'] });
      expect(run.stdout).toContain(made?.clientId);
    },
  },
  {
    command: /^auth0 api post client-grants/,
    before: (tenant) => (tenant.grants = []),
    after: (_, { grants, applications }) =>
      expect(grants).toMatchObject([{ clientId: applications[0]?.clientId, audience: 'api://AzureADTokenExchange', scope: [] }]),
  },
  {
    command: /^auth0 api patch \S+ --data '\{"token_encryption":null\}'/,
    before: (_, api) => (api.isEncrypted = true),
    after: (_, { apis }) => expect(apis[0]?.isEncrypted).toBe(false),
  },
  {
    command: /^auth0 api patch \S+ --data '\{"signing_alg":"RS256"\}'/,
    before: (_, api) => (api.signingAlgorithm = 'HS256'),
    after: (_, { apis }) => expect(apis[0]?.signingAlgorithm).toBe('RS256'),
  },
  {
    command: /^auth0 api patch \S+ --data '\{"token_dialect":"access_token"\}'/,
    before: (_, api) => (api.dialect = 'rfc9068_profile'),
    after: (_, { apis }) => expect(apis[0]?.dialect).toBe('access_token'),
  },
  {
    command: /^auth0 api patch clients\//,
    before: ({ applications: [one] }) => Object.assign(one ?? {}, { grantTypes: [] }),
    after: (_, { applications }) => expect(applications[0]?.grantTypes).toEqual(['client_credentials']),
    printsSecret: true,
  },
  {
    command: /^auth0 api patch client-grants\//,
    before: ({ grants }) => grants.forEach((grant) => (grant.organizationUsage = 'require')),
    after: (_, { grants }) => expect(grants.map(({ organizationUsage }) => organizationUsage)).toEqual(['allow', 'require']),
  },
  {
    command: /^auth0 apps show \S+ --reveal-secrets/,
    after: (run, { applications }) => expect(run.stdout).toContain(applications[0]?.secret),
    printsSecret: true,
  },
  // A person signs in at a browser, and the stand-in has none: it has taken what was asked when it misses that.
  { command: /^auth0 login(?: --domain \S+)?(?: --scopes [\w:]+)?$/, after: ({ stderr }) => expect(stderr).toContain('no browser here') },
];
