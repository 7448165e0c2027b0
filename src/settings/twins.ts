import { isEvidence } from './field-name.js';
import type { FieldName } from './field-name.js';
import { isRandom, kindOf } from './kinds.js';
import type { SettingProblem } from './profile.js';

type Swapped = Extract<SettingProblem, { kind: 'swapped' }>;

/** Settings that hold the value of another one, though the two can never be the same; by the name of the one that is to be put right. */
export function twinsIn(values: ReadonlyMap<FieldName, string>): Map<FieldName, Swapped> {
  const groups = [...Map.groupBy(values, ([name, value]) => (isEvidence(name) ? value.trim() : value)).values()];
  const found = groups.flatMap((group) => judged(group.map(([name]) => name).filter(isDistinct(values)), group[0]?.[1] ?? ''));
  const audience = audienceTwin(values);
  return new Map([...found, ...(audience ? [audience] : [])].map((one) => [one.field, one]));
}

/** Fields of which no two can ever be the same. Evidence repeats most of them, but never the secret. */
const distinct: ReadonlySet<FieldName> = new Set<FieldName>([
  'OIDC_ENDPOINT',
  'OIDC_CLIENT_ID',
  'OIDC_CLIENT_SECRET',
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_AOAI_MODEL_DEPLOYMENT_NAME',
]);

function isDistinct(values: ReadonlyMap<FieldName, string>): (name: FieldName) => boolean {
  const secret = values.get('OIDC_CLIENT_SECRET');
  return (name) => distinct.has(name) || (name !== 'OIDC_AUDIENCE' && values.get(name)?.trim() === secret);
}

/** The one whose shape does not fit is blamed; where both fit, or neither, nobody here can tell which it is. */
function judged(names: readonly FieldName[], value: string): Swapped[] {
  const right = names.find((name) => fits(name, value));
  const wrong = names.filter((name) => !fits(name, value));
  const shown = names.includes('OIDC_CLIENT_SECRET') ? null : value;
  if (right && wrong.length > 0) return wrong.map((name) => twin(name, right, { value: shown, which: 'this' }));
  const [first, ...others] = names;
  return first ? others.map((name) => twin(name, first, { value: shown, which: 'either' })) : [];
}

/** Whether the value has the shape such values usually have. Other providers than Auth0 have others, so this only weighs two fields. */
function fits(name: FieldName, value: string): boolean {
  if (name === 'OIDC_CLIENT_ID') return kindOf(value) === 'auth0-client-id';
  if (name === 'OIDC_CLIENT_SECRET') return isRandom(value) && kindOf(value) !== 'auth0-client-id';
  if (name === 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME') return !isRandom(value) && /^[\w.-]{2,64}$/.test(value);
  return !isEvidence(name) || !isRandom(value);
}

/**
 * An identifier of an API may be any text, also a domain or the name of a deployment. But nobody calls an API by the secret, by the id of
 * one client or tenant, or by the address of another party's service, which all stand in the lines around it.
 */
function audienceTwin(values: ReadonlyMap<FieldName, string>): Swapped | null {
  const audience = values.get('OIDC_AUDIENCE');
  const name = notAnApi.find((one) => audience !== undefined && values.get(one) === audience);
  if (audience === undefined || name === undefined) return null;
  return twin('OIDC_AUDIENCE', name, { value: name === 'OIDC_CLIENT_SECRET' ? null : audience, which: 'this' });
}

const notAnApi: readonly FieldName[] = [
  'OIDC_CLIENT_SECRET',
  'OIDC_CLIENT_ID',
  'AZURE_TENANT_ID',
  'AZURE_CLIENT_ID',
  'AZURE_AOAI_ENDPOINT',
  'AZURE_AUTHORITY_HOST',
];

function twin(field: FieldName, other: FieldName, { value, which }: { value: string | null; which: 'this' | 'either' }): Swapped {
  return { kind: 'swapped', field, value, looksLike: `the value of ${other}`, belongsTo: other, twin: which };
}
