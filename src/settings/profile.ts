import type { Secret } from './secret.js';

export type { Besides, Held, NoFile, Odd, OddLine, SettingProblem } from './problem.js';

/** What the federated credential in Azure contains. Null where that is not known: each of the settings may stand alone. */
export interface FederatedCredential {
  name: string | null;
  issuer: string | null;
  subject: string | null;
  audience: string | null;
  source: 'az' | 'pasted' | 'settings';
  /** What it belongs to, where its JSON tells: a managed identity by name and resource group, or an app registration. */
  holder?: { kind: 'managed-identity' | 'app-registration'; name: string | null; resourceGroup?: string };
}

/** The parsed settings: every value valid, so no code past this checks a setting again. */
export interface Profile {
  auth0: {
    /** Host without scheme; a port may follow. */
    domain: string;
    clientId: string;
    clientSecret: Secret;
    audience: string;
  };
  entra: {
    /** Origin of the authority, such as `https://login.microsoftonline.com`, without a final slash. */
    authorityHost: string;
    /** A GUID, or a verified domain name of the tenant. */
    tenant: string;
    clientId: string;
  };
  openai: {
    /** What stands before `/openai/…`, without a final slash: an origin, `…/api/projects/NAME` of a project, or the path of a gateway. */
    endpoint: string;
    deployment: string | null;
    /** A dated version such as `2024-10-21`, or null for the v1 API. */
    apiVersion: string | null;
  };
  credential: FederatedCredential | null;
}
