import { hostOf } from './address.js';
import type { FieldName } from './field-name.js';

/** The shapes that cannot be mistaken for anything else. Everything that is none of them is left to Auth0 and Azure to judge. */
export type Kind =
  | 'token'
  | 'subject'
  | 'resource-id'
  | 'api-uri'
  | 'guid'
  | 'api-version'
  | 'auth0-domain'
  | 'openai-endpoint'
  | 'authority'
  | 'tenant-domain'
  | 'auth0-client-id'
  | 'auth0-client-secret';

interface KindFacts {
  looksLike: string;
  /** The fields whose value has this shape. */
  homes: readonly FieldName[];
  /** Whether such a value must never be shown, whichever field it was put in. */
  isSecret: boolean;
  matches(text: string): boolean;
}

/** In the order in which they are tried. */
export const kinds: Readonly<Record<Kind, KindFacts>> = {
  token: {
    looksLike: 'a token (JWT)',
    homes: [],
    isSecret: true,
    matches: (text) => /^(?:Bearer\s+)?eyJ[\w-]{8,}(?:\.[\w-]*){2,4}$/.test(text),
  },
  subject: {
    looksLike: 'the subject of an Auth0 token',
    homes: ['AZURE_FEDERATED_SUBJECT'],
    isSecret: false,
    matches: (text) => /^\S+@clients$/.test(text),
  },
  'resource-id': {
    looksLike: 'the resource id of something in Azure',
    homes: [],
    isSecret: false,
    matches: (text) => /^\/?subscriptions\/[^/]/i.test(text),
  },
  'api-uri': {
    looksLike: 'the identifier of an API',
    homes: ['OIDC_AUDIENCE'],
    isSecret: false,
    matches: (text) => /^api:\/\//i.test(text),
  },
  guid: {
    looksLike: 'an id of Azure (a GUID)',
    homes: ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID'],
    isSecret: false,
    matches: (text) => guid.test(text),
  },
  'api-version': {
    looksLike: 'an API version',
    homes: ['AZURE_AOAI_API_VERSION'],
    isSecret: false,
    matches: (text) => /^\d{4}-\d{2}-\d{2}(?:-preview)?$/i.test(text),
  },
  'auth0-domain': {
    looksLike: 'an address of Auth0',
    homes: ['OIDC_ENDPOINT'],
    isSecret: false,
    matches: (text) => /(?:^|\.)auth0\.com$/.test(hostOf(text) ?? ''),
  },
  'openai-endpoint': {
    looksLike: 'the endpoint of an Azure OpenAI resource',
    homes: ['AZURE_AOAI_ENDPOINT'],
    isSecret: false,
    matches: isAzureOpenAi,
  },
  authority: {
    looksLike: 'an address of Entra ID',
    homes: ['AZURE_AUTHORITY_HOST'],
    isSecret: false,
    matches: (text) => authorityHost.test(hostOf(text) ?? ''),
  },
  'tenant-domain': {
    looksLike: 'the domain name of an Entra tenant',
    homes: ['AZURE_TENANT_ID'],
    isSecret: false,
    matches: (text) => /\.onmicrosoft\.(?:com|us|cn)$/.test(hostOf(text) ?? ''),
  },
  'auth0-client-id': {
    looksLike: 'the client id of an Auth0 application',
    homes: ['OIDC_CLIENT_ID'],
    isSecret: false,
    // Auth0 draws from all letters and digits, so 32 that are all hexadecimal are none of its ids.
    matches: (text) => /^[A-Za-z0-9]{32}$/.test(text) && !undashedGuid.test(text) && mixture(text) > 1 / 3,
  },
  'auth0-client-secret': {
    looksLike: 'the client secret of an Auth0 application',
    homes: ['OIDC_CLIENT_SECRET'],
    isSecret: true,
    matches: (text) => /^[\w-]{48,}$/.test(text) && isRandom(text),
  },
};

/** A GUID as Azure shows it, or in the braces of the Windows world. */
export const guid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;

/** What remains of a GUID when its dashes are lost, as programs print it that take it for a number. */
export const undashedGuid = /^\{?[0-9a-f]{32}\}?$/i;

const order = Object.keys(kinds) as Kind[];

/** The unmistakable kind of a cleaned value, or null: most values are of no such kind, and that is no fault. */
export function kindOf(text: string): Kind | null {
  return order.find((kind) => kinds[kind].matches(text)) ?? null;
}

/** Where a value of this kind belongs. Of two homes it is the counterpart: a GUID in OIDC_CLIENT_ID belongs in AZURE_CLIENT_ID. */
export function homeOf(kind: Kind, field: FieldName): FieldName | null {
  const homes = kinds[kind].homes.filter((home) => home !== field);
  if (homes.length === 1) return homes[0] ?? null;
  return homes.find((home) => afterParty(home) === afterParty(field)) ?? null;
}

/** Whether a machine made the text up. Lenient, because a secret that is overlooked could be shown. */
export function isRandom(text: string): boolean {
  return text.length >= 20 && mixture(text) > 1 / 4;
}

/** Hosts on which Azure itself serves Azure OpenAI (facts: endpoint shapes), not a gateway in front of it. */
export function isAzureOpenAi(text: string): boolean {
  return azureOpenAiHost.test(hostOf(text) ?? '');
}

const azureOpenAiHost =
  /\.(?:openai\.azure\.(?:com|us|cn)|services\.ai\.azure\.(?:com|us|cn)|cognitiveservices\.azure\.(?:com|us|cn)|api\.cognitive\.(?:microsoft\.(?:com|us)|azure\.cn))$/;
const authorityHost =
  /^(?:login(?:\.partner)?\.microsoftonline\.(?:com|us|cn|de)|login\.chinacloudapi\.cn|login\.sovcloud-identity\.(?:fr|de)|(?:login|sts)\.windows\.net|(?:.+\.)?login\.microsoft\.com)$/;

function afterParty(name: FieldName): string {
  return name.slice(name.indexOf('_') + 1);
}

/** How often upper case, lower case and digits alternate: by chance in six places of ten, in the names people give in one or two. */
function mixture(text: string): number {
  const changes = text.match(/[A-Z](?=[a-z0-9])|[a-z](?=[A-Z0-9])|[0-9](?=[A-Za-z])/g)?.length ?? 0;
  return changes / text.length;
}
