import type { FieldName } from '../settings/field-name.js';
import { fields } from '../settings/fields.js';
import type { SettingText } from '../settings/sources.js';

/** What leads from Auth0 to Azure OpenAI: the settings of `.env`, grouped by party. Noise such as a scheme or quotes is taken off, as there. */
export interface Connection {
  auth0: {
    /** `OIDC_ENDPOINT`: the domain of the tenant, such as `acme.eu.auth0.com`, or its custom domain. */
    domain: string;
    /** `OIDC_CLIENT_ID`: the client id of the machine-to-machine application. */
    clientId: string;
    /** `OIDC_CLIENT_SECRET`: its secret. Who keeps it in a vault fetches it first. */
    clientSecret: string;
    /** `OIDC_AUDIENCE`; by default `api://AzureADTokenExchange`. */
    audience?: string | undefined;
  };
  azure: {
    /** `AZURE_TENANT_ID`: the id of the Entra ID tenant, or a verified domain name of it. */
    tenantId: string;
    /** `AZURE_CLIENT_ID`: the client id of the user-assigned managed identity. */
    clientId: string;
    /** `AZURE_AUTHORITY_HOST`; by default that of the public cloud, `https://login.microsoftonline.com`. */
    authorityHost?: string | undefined;
  };
  /** What `check` asks at the end of the chain; a credential needs none of it. */
  openai?: OpenAiResource | undefined;
  /** What the federated credential in Azure holds, where that is known: a refusal is then explained down to the character. */
  federatedCredential?: HeldCredential | undefined;
}

/** An Azure OpenAI resource, and what to ask of it. */
export interface OpenAiResource {
  /** `AZURE_AOAI_ENDPOINT`, such as `https://acme.openai.azure.com`. */
  endpoint: string;
  /** `AZURE_AOAI_MODEL_DEPLOYMENT_NAME`: the name of a deployment, not of a model. */
  deployment?: string | undefined;
  /** `AZURE_AOAI_API_VERSION`: a dated version such as `2024-10-21`; without one, the v1 API. */
  apiVersion?: string | undefined;
}

/** `AZURE_FEDERATED_…`: taken byte for byte, since Entra ID compares them so. */
export interface HeldCredential {
  issuer?: string | undefined;
  subject?: string | undefined;
  audience?: string | undefined;
}

/** A connection as far as it is known: what is missing is what a check says first. */
export type PartialConnection = { [Part in keyof Connection]?: Partial<NonNullable<Connection[Part]>> | undefined };

/** Variables by name: those of the process, or what a file was read into. */
export type Variables = Readonly<Record<string, string | undefined>>;

/**
 * A connection of the variables that `.env` has. What is not there is empty in it, and named by whatever needs it: `keylessCredential`
 * by a `KeylessError` with the code `settings/missing`, `check` by its report.
 */
export function connectionFrom(variables: Variables): Connection {
  const of = (name: FieldName): string | undefined => variables[name] || undefined;
  return {
    auth0: unshown({
      domain: of('OIDC_ENDPOINT') ?? '',
      clientId: of('OIDC_CLIENT_ID') ?? '',
      clientSecret: of('OIDC_CLIENT_SECRET') ?? '',
      audience: of('OIDC_AUDIENCE'),
    }),
    azure: { tenantId: of('AZURE_TENANT_ID') ?? '', clientId: of('AZURE_CLIENT_ID') ?? '', authorityHost: of('AZURE_AUTHORITY_HOST') },
    openai: {
      endpoint: of('AZURE_AOAI_ENDPOINT') ?? '',
      deployment: of('AZURE_AOAI_MODEL_DEPLOYMENT_NAME'),
      apiVersion: of('AZURE_AOAI_API_VERSION'),
    },
    federatedCredential: {
      issuer: of('AZURE_FEDERATED_ISSUER'),
      subject: of('AZURE_FEDERATED_SUBJECT'),
      audience: of('AZURE_FEDERATED_AUDIENCE'),
    },
  };
}

/** Printed or written as JSON by a program that looks at what it has, it shows no secret. */
function unshown(auth0: Connection['auth0']): Connection['auth0'] {
  const value = (): object => ({ ...auth0, clientSecret: auth0.clientSecret && '[secret]' });
  return Object.defineProperties(auth0, { [Symbol.for('nodejs.util.inspect.custom')]: { value }, toJSON: { value } });
}

/** Which property of a connection holds a setting. */
export const properties: Readonly<Record<FieldName, readonly [keyof Connection, string]>> = {
  OIDC_ENDPOINT: ['auth0', 'domain'],
  OIDC_CLIENT_ID: ['auth0', 'clientId'],
  OIDC_CLIENT_SECRET: ['auth0', 'clientSecret'],
  OIDC_AUDIENCE: ['auth0', 'audience'],
  AZURE_TENANT_ID: ['azure', 'tenantId'],
  AZURE_CLIENT_ID: ['azure', 'clientId'],
  AZURE_AUTHORITY_HOST: ['azure', 'authorityHost'],
  AZURE_AOAI_ENDPOINT: ['openai', 'endpoint'],
  AZURE_AOAI_MODEL_DEPLOYMENT_NAME: ['openai', 'deployment'],
  AZURE_AOAI_API_VERSION: ['openai', 'apiVersion'],
  AZURE_FEDERATED_ISSUER: ['federatedCredential', 'issuer'],
  AZURE_FEDERATED_SUBJECT: ['federatedCredential', 'subject'],
  AZURE_FEDERATED_AUDIENCE: ['federatedCredential', 'audience'],
};

/** The settings of a connection, for the one parser of settings. What a program without types left out is missing, and never a crash. */
export function settingsOf(connection: PartialConnection): Map<FieldName, SettingText> {
  const parts: Partial<Record<keyof Connection, object | undefined>> = connection;
  const given = fields.flatMap(({ name, default: usual }): SettingText[] => {
    const [part, property] = properties[name];
    const value: unknown = (parts[part] as Record<string, unknown> | undefined)?.[property];
    const text = typeof value === 'string' ? value : '';
    if (text.trim() === '') return usual === null ? [] : [{ name, text: usual, source: 'default', shadows: [] }];
    return [{ name, text, source: 'code', shadows: [] }];
  });
  return new Map(given.map((setting) => [setting.name, setting]));
}
