import { escaped } from './management.mjs';
import { Said } from './said.mjs';

/** What its types know of an API: all else is lost, such as `is_system` and `agent_subject_claims`. */
const known = [
  'id',
  'name',
  'identifier',
  'scopes',
  'signing_alg',
  'signing_secret',
  'allow_offline_access',
  'token_lifetime',
  'token_lifetime_for_web',
  'skip_consent_for_verifiable_first_party_clients',
  'enforce_policies',
  'token_dialect',
  'consent_policy',
  'authorization_details',
  'token_encryption',
  'proof_of_possession',
  'subject_type_authorization',
];

const typed = (api) => Object.fromEntries(known.filter((name) => api[name] !== undefined).map((name) => [name, api[name]]));

export async function listApis({ cli, api, flags: { number } }) {
  const apis = await failing('failed to list APIs', api.list('resource-servers', 'resource_servers', number));
  cli.renderer.heading(`apis (${apis.length})`);
  cli.renderer.results(apis.map(typed), {
    header: ['ID', 'Name', 'Identifier', 'Scopes'],
    row: (one) => [one.id, one.name, one.identifier, (one.scopes ?? []).length],
    resource: 'apis',
    hint: "Use 'auth0 apis create' to add one",
  });
}

export async function showApi({ cli, api, args: [id] }) {
  // Escaped here and once more on the way, so that an identifier with slashes is never found.
  const read = api.call(`resource-servers/${escaped(encodeURIComponent(id).replaceAll('%3A', ':'))}`);
  const one = await failing(`failed to read API with ID ${JSON.stringify(id)}`, read);
  show(cli, 'api', typed(one));
}

export async function createApi({ cli, api, flags }) {
  const { name = '', identifier = '' } = flags;
  const body = {
    name,
    identifier,
    allow_offline_access: flags['offline-access'] ?? false,
    token_lifetime: flags['token-lifetime'] > 0 ? flags['token-lifetime'] : 86_400,
    signing_alg: flags['signing-alg'] ?? 'RS256',
    ...properties(flags),
  };
  const what = `failed to create API with name ${JSON.stringify(name)} and identifier ${JSON.stringify(identifier)}`;
  show(cli, 'api created', typed(await failing(what, api.call('resource-servers', { method: 'POST', body }))));
}

export async function updateApi({ cli, api, args: [id], flags }) {
  const current = await failing(`failed to find API with ID ${JSON.stringify(id)}`, api.call(`resource-servers/${escaped(id)}`));
  const body = {
    name: flags.name || current.name,
    ...(current.scopes && { scopes: current.scopes }),
    allow_offline_access: flags['offline-access'] ?? current.allow_offline_access,
    token_lifetime: flags['token-lifetime'] || current.token_lifetime,
    signing_alg: flags['signing-alg'] || current.signing_alg,
    subject_type_authorization: current.subject_type_authorization,
    ...properties(flags),
  };
  const update = api.call(`resource-servers/${current.id}`, { method: 'PATCH', body });
  show(cli, 'api updated', typed(await failing(`failed to update API with ID ${JSON.stringify(id)}`, update)));
}

function properties(flags) {
  const policies = flags['subject-type-authorization'];
  return {
    ...(flags.scopes?.length > 0 && { scopes: flags.scopes.map((value) => ({ value })) }),
    ...(flags['token-dialect'] && { token_dialect: flags['token-dialect'] }),
    ...(flags['enforce-policies'] !== undefined && { enforce_policies: flags['enforce-policies'] }),
    ...(policies && policies !== '{}' && { subject_type_authorization: jsonIn(policies) }),
  };
}

function jsonIn(text) {
  try {
    return JSON.parse(text);
  } catch {
    throw new Said('invalid JSON for subject-type-authorization: invalid character');
  }
}

function show(cli, heading, one) {
  cli.renderer.heading(heading);
  cli.renderer.result(one, [
    ['ID', one.id],
    ['NAME', one.name],
    ['IDENTIFIER', one.identifier],
    ['SCOPES', (one.scopes ?? []).map(({ value }) => value).join(' ')],
    ['TOKEN LIFETIME', one.token_lifetime],
    ['ALLOW OFFLINE ACCESS', one.allow_offline_access ? '✓' : '✗'],
    ['SIGNING ALGORITHM', one.signing_alg],
    ['SUBJECT TYPE AUTHORIZATION', JSON.stringify(one.subject_type_authorization)],
  ]);
}

/** The answer, or the refusal behind what was tried. */
export async function failing(what, answer) {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof Said ? new Said(`${what}: ${error.message}`) : error;
  }
}
