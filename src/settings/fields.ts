import type { FieldName } from './field-name.js';
import { readGuid } from './guid.js';
import { readAuthority, readDomain, readEndpoint, readTenant } from './hosts.js';
import { accepted, evidenceParserOf, parserOf } from './parse.js';
import type { Parsed, Rules } from './parse.js';
import { readAudience, readClientId, readClientSecret, readDeployment, readVersion } from './texts.js';

/** Everything there is to say about one setting: the wizard, the help, the sample file and the checks read it here. */
export interface Field {
  name: FieldName;
  flag: string;
  /** What stands after the flag: `HOST`, `ID`, `FILE|-`. */
  argument: string;
  label: string;
  /** One sentence: what it is. */
  help: string;
  /** The way through the dashboard or the portal to the page that shows it. */
  where: string;
  /** As close to that page as an address can lead. */
  url: string | null;
  example: string;
  secret: boolean;
  required: 'always' | 'completion' | 'never';
  default: string | null;
  parse(text: string): Parsed;
}

/** A field with what its parser needs. Without rules it is evidence, taken as it is. */
interface Entry extends Omit<Field, 'parse' | 'secret' | 'required' | 'default'> {
  secret?: true;
  required?: Field['required'];
  default?: string;
  rules?: Pick<Rules, 'holds' | 'read'>;
  /** Set where people really use the example, so that it cannot be told from a value that was meant. */
  exampleIsReal?: true;
}

const federatedCredential = {
  flag: '--federated-credential',
  argument: 'FILE|-',
  where: 'Azure portal › Managed Identities › the identity › Settings › Federated credentials › the credential',
  url: 'https://portal.azure.com/#browse/Microsoft.ManagedIdentity%2FuserAssignedIdentities',
} as const;

/** THE table. A new setting is a name in field-name.ts and an entry here. */
export const fields: readonly Field[] = [
  field({
    name: 'OIDC_ENDPOINT',
    flag: '--oidc-endpoint',
    argument: 'HOST',
    label: 'Auth0 domain',
    help: 'The domain of the Auth0 tenant, or its custom domain, without https://.',
    where: 'Auth0 dashboard › Applications › Applications › the application › Settings › Domain',
    url: 'https://manage.auth0.com/#/applications',
    example: 'fabrikam-dev.eu.auth0.com',
    required: 'always',
    rules: { holds: ['auth0-domain'], read: readDomain },
  }),
  field({
    name: 'OIDC_CLIENT_ID',
    flag: '--oidc-client-id',
    argument: 'ID',
    label: 'Auth0 client id',
    help: 'The client id of the machine-to-machine application in Auth0.',
    where: 'Auth0 dashboard › Applications › Applications › the application › Settings › Client ID',
    url: 'https://manage.auth0.com/#/applications',
    example: 'tq7Jx2BvKcW9fRmE5sLdYh3NpZa8GuXo',
    required: 'always',
    rules: { holds: ['auth0-client-id'], read: readClientId },
  }),
  field({
    name: 'OIDC_CLIENT_SECRET',
    flag: '--client-secret-file',
    argument: 'FILE|-',
    label: 'Auth0 client secret',
    help: 'The client secret of the same application. It is kept in the env file and nowhere else.',
    where: 'Auth0 dashboard › Applications › Applications › the application › Credentials › Client Secret',
    url: 'https://manage.auth0.com/#/applications',
    example: '64 letters, digits, - and _',
    secret: true,
    required: 'always',
    // Other OpenID providers have secrets of the shape of an Auth0 client id.
    rules: { holds: ['auth0-client-secret', 'auth0-client-id'], read: readClientSecret },
  }),
  field({
    name: 'AZURE_TENANT_ID',
    flag: '--tenant',
    argument: 'ID',
    label: 'Entra tenant id',
    help: 'The id of the Entra ID tenant in which the managed identity lives, or a verified domain name of it.',
    where: 'Azure portal › Microsoft Entra ID › Overview › Tenant ID',
    url: 'https://portal.azure.com/#view/Microsoft_AAD_IAM/ActiveDirectoryMenuBlade/~/Overview',
    example: '5d1c7a0e-3b64-4f2a-9c8d-e17f0b92a6d4',
    required: 'always',
    rules: { holds: ['guid', 'tenant-domain', 'authority'], read: readTenant },
  }),
  field({
    name: 'AZURE_CLIENT_ID',
    flag: '--azure-client-id',
    argument: 'ID',
    label: 'Identity client id',
    help: 'The client id of the user-assigned managed identity: neither its object (principal) id nor its resource id.',
    where: 'Azure portal › Managed Identities › the identity › Overview › Client ID',
    url: 'https://portal.azure.com/#browse/Microsoft.ManagedIdentity%2FuserAssignedIdentities',
    example: 'b83f6e21-90cd-4a57-8e1b-6f2d4c7a035e',
    required: 'always',
    rules: { holds: ['guid'], read: readGuid },
  }),
  field({
    name: 'AZURE_AOAI_ENDPOINT',
    flag: '--endpoint',
    argument: 'URL',
    label: 'Azure OpenAI endpoint',
    help: 'The endpoint of the Azure OpenAI resource, with https:// and its own subdomain.',
    where: 'Azure portal › Azure OpenAI › the resource › Resource Management › Keys and Endpoint › Endpoint',
    url: 'https://portal.azure.com/#browse/Microsoft.CognitiveServices%2Faccounts',
    example: 'https://fabrikam-ai.openai.azure.com',
    required: 'always',
    rules: { holds: ['openai-endpoint'], read: readEndpoint },
  }),
  field({
    name: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME',
    flag: '--deployment',
    argument: 'NAME',
    label: 'Deployment name',
    help: 'The name that was given to the deployment in Azure, which need not be the name of the model.',
    where: 'Foundry portal › the resource › Deployments › Name',
    url: 'https://ai.azure.com',
    example: 'gpt-4o-mini',
    exampleIsReal: true,
    required: 'completion',
    rules: { holds: [], read: readDeployment },
  }),
  field({
    name: 'AZURE_AOAI_API_VERSION',
    flag: '--api-version',
    argument: 'VERSION',
    label: 'API version',
    help: 'A dated version of the Azure OpenAI API; empty means the v1 API, which needs none.',
    where: 'Leave it empty, unless the code you run asks for a dated version',
    url: 'https://learn.microsoft.com/azure/foundry/openai/api-version-lifecycle',
    example: '2024-10-21',
    exampleIsReal: true,
    rules: { holds: ['api-version'], read: readVersion },
  }),
  field({
    name: 'OIDC_AUDIENCE',
    flag: '--audience',
    argument: 'AUDIENCE',
    label: 'Audience',
    help: 'The identifier of the API in Auth0, which becomes the audience of the token; other clouds than the public one have their own.',
    where: 'Auth0 dashboard › Applications › APIs › the API › Settings › Identifier',
    url: 'https://manage.auth0.com/#/apis',
    example: 'api://AzureADTokenExchange',
    exampleIsReal: true,
    default: 'api://AzureADTokenExchange',
    rules: {
      holds: ['api-uri', 'guid', 'auth0-domain', 'openai-endpoint', 'authority', 'tenant-domain', 'auth0-client-id'],
      read: readAudience,
    },
  }),
  field({
    ...federatedCredential,
    name: 'AZURE_FEDERATED_ISSUER',
    label: 'Issuer in Azure',
    help: 'The issuer of the federated credential, exactly as Azure holds it.',
    example: 'https://fabrikam-dev.eu.auth0.com/',
  }),
  field({
    ...federatedCredential,
    name: 'AZURE_FEDERATED_SUBJECT',
    label: 'Subject in Azure',
    help: 'The subject identifier of the federated credential, exactly as Azure holds it.',
    example: 'tq7Jx2BvKcW9fRmE5sLdYh3NpZa8GuXo@clients',
  }),
  field({
    ...federatedCredential,
    name: 'AZURE_FEDERATED_AUDIENCE',
    label: 'Audience in Azure',
    help: 'The audience of the federated credential, exactly as Azure holds it.',
    example: 'api://AzureADTokenExchange',
  }),
  field({
    name: 'AZURE_AUTHORITY_HOST',
    flag: '--authority-host',
    argument: 'URL',
    label: 'Entra ID authority',
    help: 'The address of Entra ID in the cloud you use, the same variable as in the SDKs of Azure.',
    where: 'Leave it empty in the public cloud; each other cloud has one address, which its documentation names',
    url: null,
    example: 'https://login.microsoftonline.us',
    exampleIsReal: true,
    default: 'https://login.microsoftonline.com',
    rules: { holds: ['authority'], read: readAuthority },
  }),
];

const byName = new Map(fields.map((entry) => [entry.name, entry]));

export function fieldOf(name: FieldName): Field {
  const found = byName.get(name);
  if (found === undefined) throw new TypeError(`no field is called ${name}`);
  return found;
}

function field({ rules, exampleIsReal, ...entry }: Entry): Field {
  const usual = entry.default ?? null;
  const read =
    rules === undefined
      ? evidenceParserOf(entry.name)
      : parserOf({ ...rules, name: entry.name, sample: exampleIsReal === true ? null : entry.example });
  // A default is as it should be (a test holds that), and on many machines it is all there is.
  const parse = (text: string): Parsed => (text === usual ? accepted(text) : read(text));
  return { secret: false, required: 'never', ...entry, default: usual, parse };
}
