import type { Report } from '../report/report.js';
import type { FieldName } from '../settings/field-name.js';

/** A live look while values are entered: at one party, or at what git would do with the env file. */
export type ProbeName = 'domain' | 'token' | 'tenant' | 'endpoint' | 'deployments' | 'trust' | 'git';

/** What came of it: the lines of the checks that were run, and what else was asked for. */
export type Probed =
  | { kind: 'checks'; report: Report }
  /** None where no list could be had. */
  | { kind: 'deployments'; names: readonly string[] }
  /** Whether git would commit the env file. */
  | { kind: 'git'; isExposed: boolean };

/** Null while it is under way. */
interface Probe {
  id: number;
  probed: Probed | null;
}

/** The probes whose values have not changed since. */
export type Probes = ReadonlyMap<ProbeName, Probe>;

const auth0: readonly FieldName[] = ['OIDC_ENDPOINT', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'OIDC_AUDIENCE'];
const credential: readonly FieldName[] = ['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE'];
const azure: readonly FieldName[] = ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_AOAI_ENDPOINT'];

/** The settings that each stands on: when one of them changes, what was found is no longer true. */
export const probeFields: { readonly [P in ProbeName]: readonly FieldName[] } = {
  domain: ['OIDC_ENDPOINT'],
  token: auth0,
  tenant: ['AZURE_TENANT_ID', 'AZURE_AUTHORITY_HOST'],
  endpoint: ['AZURE_AOAI_ENDPOINT'],
  deployments: [...auth0, ...azure, 'AZURE_AUTHORITY_HOST'],
  trust: [...auth0, ...credential],
  git: [],
};
