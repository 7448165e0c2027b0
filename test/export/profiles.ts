import { parseSettings } from '../../src/settings/parse-settings.js';
import type { Profile } from '../../src/settings/profile.js';
import { Secret } from '../../src/settings/secret.js';
import type { FieldName } from '../../src/settings/field-name.js';
import type { SettingText } from '../../src/settings/sources.js';

/** A secret that must be in no text. */
export const canary = 'C4nary-tHat-must-never-leave-0123456789-abcdefghijklmnopqrstuvwxyz';

/** Settings as a person has them, parsed; `changes` are written as a person would write them. */
export function profileOf(changes: Partial<Record<FieldName, string>> = {}, names?: readonly FieldName[]): Profile {
  const given = {
    OIDC_ENDPOINT: 'contoso-dev.eu.auth0.com',
    OIDC_CLIENT_ID: 'Zk3vQ8rTfY1nWd6bHs0pLj5xMa9cEuGi',
    OIDC_CLIENT_SECRET: canary,
    AZURE_TENANT_ID: '7f10c8d4-93be-4a27-b05c-e2d86f41a9b3',
    AZURE_CLIENT_ID: 'c41b8e07-52da-4f39-a6e8-0d97b3f1c52e',
    AZURE_AOAI_ENDPOINT: 'https://contoso-ai.openai.azure.com/',
    AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'team-chat',
    ...changes,
  };
  const texts = Object.entries(given).map(([name, text]) => [name, { name, text, source: 'flag', shadows: [] }] as const);
  const { profile, problems } = parseSettings(new Map(texts as unknown as [FieldName, SettingText][]), names);
  if (!profile) throw new Error(`no profile: ${JSON.stringify(problems)}`);
  return profile;
}

/** One value for everything a person can name freely, whatever a parser would say to it. */
export function profileWith(value: string): Profile {
  const { entra, openai } = profileOf();
  return {
    auth0: { domain: `${value}.example`, clientId: value, clientSecret: new Secret(canary), audience: value },
    entra: { ...entra, tenant: value, clientId: value },
    openai: { ...openai, endpoint: `https://gateway.example/${value}`, deployment: value },
    credential: { name: null, issuer: 'https://wrong.example', subject: 'wrong', audience: 'wrong', source: 'settings' },
  };
}

const signs = Array.from('"\'`\\$%{}#@!;&|<>:, \t\u2028\u200B\u0085ä😀x');
const words = ['${', '${{', '}}', '%{', '$(id)', '//', '*/', '--', '\\u0022', '\\n', '%s', '{0}', 'secrets.X', '"""', "'''", '\\${'];
const pieces = [...signs, ...words];

/** Values that would break out of a text that is written carelessly: a few that are known, and others made of the same pieces. */
export const hostileValues: readonly string[] = [
  'it\'s "x"',
  '${process.exit(9)}',
  "'; id; '",
  '"; id; "',
  '${{ secrets.X }}',
  "x'\\",
  'x\\',
  '-x',
  '@file',
  '$${x}',
  '%%{x}',
  ...madeUp(40),
];

/** The same ones in each run. */
function madeUp(count: number): string[] {
  let state = 1;
  const next = (below: number): number => {
    state = (state * 48271) % 2147483647;
    return state % below;
  };
  return Array.from({ length: count }, () => Array.from({ length: 1 + next(8) }, () => pieces[next(pieces.length)]).join(''));
}
