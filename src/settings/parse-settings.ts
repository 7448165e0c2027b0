import { clean } from './clean.js';
import { withHeld } from './exchanged.js';
import { fieldOf, fields } from './fields.js';
import type { FieldName } from './field-name.js';
import type { Field } from './fields.js';
import type { Parsed } from './parse.js';
import type { FederatedCredential, Profile, SettingProblem } from './profile.js';
import { showable } from './secrecy.js';
import { Secret } from './secret.js';
import type { SettingText } from './sources.js';
import { withUri } from './target-uri.js';
import { isRetired } from './texts.js';
import { twinsIn } from './twins.js';

export interface ParsedSettings {
  /** Null while a value that everything needs is absent or unusable. */
  profile: Profile | null;
  /** What the settings say of Azure's side, which may be there while other values are not. */
  credential: FederatedCredential | null;
  /** All of them, in the order of the table. */
  problems: SettingProblem[];
}

/**
 * Parses every setting once, so that nobody behind it doubts one again. With `names` the profile needs only these, for a look at one
 * party while the values of the others are still to come: those may be empty in it.
 */
export function parseSettings(texts: ReadonlyMap<FieldName, SettingText>, names: readonly FieldName[] = everyName): ParsedSettings {
  const given = fields.map((field) => {
    const text = givenText(field, texts);
    return { field, text, parsed: text === null ? null : field.parse(text) };
  });
  const values = new Map(given.flatMap(({ field, parsed }) => (parsed?.ok ? [[field.name, parsed.value] as const] : [])));
  const twins = twinsIn(values);
  const found = given.flatMap(({ field, text, parsed }): SettingProblem[] => {
    if (text === null || parsed === null) return missingOf(field, texts.get(field.name));
    const problem = twins.get(field.name) ?? problemOf(field, text, parsed);
    const isOld = parsed.ok && field.name === 'AZURE_AOAI_API_VERSION' && isRetired(parsed.value);
    return [...(problem ? [problem] : []), ...(isOld ? [{ kind: 'retired-version', version: parsed.value } as const] : [])];
  });
  const problems = withUri(withHeld(found), texts.get('AZURE_AOAI_ENDPOINT')?.text ?? '', values);
  const counting = problems.filter((problem) => problem.kind === 'retired-version' || names.includes(problem.field));
  return { profile: profileOf(values, counting), credential: credentialOf(values), problems };
}

const everyName: readonly FieldName[] = fields.map(({ name }) => name);

function missingOf({ name, required }: Field, given: SettingText | undefined): SettingProblem[] {
  const { source = null, shadows = [] } = given ?? {};
  return required === 'never' ? [] : [{ kind: 'missing', field: name, emptyIn: source, hides: shadows }];
}

/** What was given, or the default. Nothing but noise is nothing: `NAME=""` and a flag given empty mean that it is not set. */
function givenText(field: Field, texts: ReadonlyMap<FieldName, SettingText>): string | null {
  const text = texts.get(field.name)?.text ?? '';
  return text === '' || clean(text, field.name).value === '' ? field.default : text;
}

function problemOf(field: Field, text: string, parsed: Parsed): SettingProblem | null {
  const shown = field.secret ? null : parsed.ok ? parsed.value : showable(clean(text, field.name).value);
  if (!parsed.ok && parsed.kind === 'malformed') return { kind: 'malformed', field: field.name, value: shown, problem: parsed.problem };
  if (!parsed.ok && parsed.kind === 'placeholder') return { kind: 'placeholder', field: field.name, value: shown };
  if (!parsed.ok) return { kind: 'swapped', field: field.name, value: shown, looksLike: parsed.looksLike, belongsTo: parsed.belongsTo };
  return parsed.removed.length > 0 ? { kind: 'normalised', field: field.name, value: shown, removed: parsed.removed } : null;
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
