import { clean } from './clean.js';
import { fieldOf, fields } from './fields.js';
import type { FieldName } from './field-name.js';
import type { Field } from './fields.js';
import { kindOf, kinds } from './kinds.js';
import type { Parsed } from './parse.js';
import type { FederatedCredential, Profile, SettingProblem } from './profile.js';
import { Secret } from './secret.js';
import type { SettingText } from './sources.js';
import { isRetired } from './texts.js';

export interface ParsedSettings {
  /** Null while a value that everything needs is absent or unusable. */
  profile: Profile | null;
  /** All of them, in the order of the table. */
  problems: SettingProblem[];
}

/** Parses every setting once, so that nobody behind it doubts one again. */
export function parseSettings(texts: ReadonlyMap<FieldName, SettingText>): ParsedSettings {
  const values = new Map<FieldName, string>();
  const problems: SettingProblem[] = [];
  for (const field of fields) {
    const text = givenText(field, texts);
    if (text === null) {
      const { source = null, shadows = [] } = texts.get(field.name) ?? {};
      if (field.required !== 'never') problems.push({ kind: 'missing', field: field.name, emptyIn: source, hides: shadows });
      continue;
    }
    const parsed = field.parse(text);
    const problem = sameAsAnother(field, parsed, values) ?? problemOf(field, text, parsed);
    if (problem !== null) problems.push(problem);
    if (parsed.ok && problem?.kind !== 'swapped') values.set(field.name, parsed.value);
    if (parsed.ok && field.name === 'AZURE_AOAI_API_VERSION' && isRetired(parsed.value)) {
      problems.push({ kind: 'retired-version', version: parsed.value });
    }
  }
  return { profile: profileOf(values, problems), problems };
}

/** What was given, or the default. Nothing but noise is nothing: `NAME=""` and a flag given empty mean that it is not set. */
function givenText(field: Field, texts: ReadonlyMap<FieldName, SettingText>): string | null {
  const text = texts.get(field.name)?.text ?? '';
  return clean(text, field.name).value === '' ? field.default : text;
}

function problemOf(field: Field, text: string, parsed: Parsed): SettingProblem | null {
  const shown = field.secret ? null : parsed.ok ? parsed.value : showable(clean(text, field.name).value);
  if (!parsed.ok && parsed.kind === 'malformed') return { kind: 'malformed', field: field.name, value: shown, problem: parsed.problem };
  if (!parsed.ok && parsed.kind === 'placeholder') return { kind: 'placeholder', field: field.name, value: shown };
  if (!parsed.ok) return { kind: 'swapped', field: field.name, value: shown, looksLike: parsed.looksLike, belongsTo: parsed.belongsTo };
  return parsed.removed.length > 0 ? { kind: 'normalised', field: field.name, value: shown, removed: parsed.removed } : null;
}

/** A secret in the wrong field is still a secret, also with something around it: null, where the value must not be shown. */
export function showable(value: string): string | null {
  const kind = kindOf(value);
  const isSecret = (kind !== null && kinds[kind].isSecret) || /[\w-]{40,}|\beyJ|(?:^|:\/\/)[^/@\s]*:[^/@\s]*@|:\/\/[^/]*@/.test(value);
  return isSecret ? null : value;
}

/** Fields of which no two can ever be the same. An audience may well be somebody's client id, and evidence repeats the rest. */
const distinct: ReadonlySet<FieldName> = new Set<FieldName>([
  'OIDC_ENDPOINT',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_AOAI_MODEL_DEPLOYMENT_NAME',
]);

function sameAsAnother(field: Field, parsed: Parsed, earlier: ReadonlyMap<FieldName, string>): SettingProblem | null {
  if (!parsed.ok || !distinct.has(field.name)) return null;
  const twin = [...earlier.keys()].find((name) => distinct.has(name) && earlier.get(name) === parsed.value);
  if (twin === undefined) return null;
  const value = field.secret || fieldOf(twin).secret ? null : parsed.value;
  return { kind: 'swapped', field: field.name, value, looksLike: `the value of ${twin}`, belongsTo: twin };
}

function profileOf(values: ReadonlyMap<FieldName, string>, problems: readonly SettingProblem[]): Profile | null {
  if (problems.some(isObstacle)) return null;
  const valueOf = (name: FieldName): string => values.get(name) ?? '';
  return {
    auth0: {
      domain: valueOf('OIDC_ENDPOINT'),
      clientId: valueOf('OIDC_CLIENT_ID'),
      clientSecret: new Secret(valueOf('OIDC_CLIENT_SECRET')),
      audience: valueOf('OIDC_AUDIENCE'),
    },
    entra: { authorityHost: valueOf('AZURE_AUTHORITY_HOST'), tenant: valueOf('AZURE_TENANT_ID'), clientId: valueOf('AZURE_CLIENT_ID') },
    openai: {
      endpoint: valueOf('AZURE_AOAI_ENDPOINT'),
      deployment: values.get('AZURE_AOAI_MODEL_DEPLOYMENT_NAME') ?? null,
      apiVersion: valueOf('AZURE_AOAI_API_VERSION') || null,
    },
    credential: credentialOf(values),
  };
}

/** Whether nothing can be done before this is put right. A deployment that is missing leaves all but a completion to do. */
function isObstacle(problem: SettingProblem): boolean {
  if (problem.kind === 'normalised' || problem.kind === 'retired-version') return false;
  return problem.kind !== 'missing' || fieldOf(problem.field).required === 'always';
}

function credentialOf(values: ReadonlyMap<FieldName, string>): FederatedCredential | null {
  const issuer = values.get('AZURE_FEDERATED_ISSUER') ?? null;
  const subject = values.get('AZURE_FEDERATED_SUBJECT') ?? null;
  const audience = values.get('AZURE_FEDERATED_AUDIENCE') ?? null;
  const isKnown = [issuer, subject, audience].some((value) => value !== null);
  return isKnown ? { name: null, issuer, subject, audience, source: 'settings' } : null;
}
