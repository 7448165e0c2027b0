import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { azureCliSwitches, signInAzureCli } from './azure-cli.js';
import type { Sandbox } from './start.js';

/** What the usual clients need to live in a place. */
export interface Clients {
  caFile: string;
  /**
   * Empty ones too, since they keep what lies in an env file of the person out. In a place that started empty they are left out: what is set up there
   * comes from such a file.
   */
  settings: Record<string, string>;
  /** What makes curl, Node, Python, Go and the CLIs of Azure reach this place, and nothing else. */
  reach: Record<string, string>;
  /** What the tools of Auth0 sign in with. */
  auth0: Record<string, string>;
}

/**
 * Writes into a folder what the usual clients read, and gives the variables that go with it. The CLIs of Azure get folders of their own for sign-ins:
 * with the person's own they would send real refresh tokens to a stand-in.
 */
export async function prepareClients(place: Sandbox, folder: string): Promise<Clients> {
  const caFile = join(folder, 'ca.pem');
  const azure = join(folder, 'azure');
  await Promise.all([writeFile(caFile, place.caPem), signInAzureCli(azure, place.world)]);
  const { domain, management } = place.world.auth0;
  return {
    caFile,
    settings: Object.fromEntries(Object.entries(place.settings).filter(([, value]) => value !== '' || !place.isEmpty)),
    reach: {
      ...place.proxyVariables,
      NODE_USE_ENV_PROXY: '1',
      NODE_EXTRA_CA_CERTS: caFile,
      SSL_CERT_FILE: caFile,
      REQUESTS_CA_BUNDLE: caFile,
      CURL_CA_BUNDLE: caFile,
      AZURE_CONFIG_DIR: azure,
      AZD_CONFIG_DIR: join(folder, 'azd'),
      ...azureCliSwitches,
      // Newer versions of the Auth0 CLI sign in with what stands in AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET then.
      AUTH0_CLI_AUTH_MODE: 'env',
    },
    auth0: {
      AUTH0_DOMAIN: domain,
      AUTH0_CLIENT_ID: management.application.clientId,
      AUTH0_CLIENT_SECRET: management.application.secret,
    },
  };
}
