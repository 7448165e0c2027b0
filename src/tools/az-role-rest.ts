import { ofAddresses, uuid5 } from './uuid5.js';

/** A request that does what a command of `az role assignment` does. */
export interface RoleRequest {
  verb: 'create' | 'list';
  /** The arguments of `az rest`, for this principal. */
  args(principalId: string): string[];
  principal: { objectId: string } | { clientId: string };
  /** Whether what comes back has the form of Azure, which `az role` shows flat. */
  isNested: boolean;
}

/** The request behind a command in the forms that we write; null for any other. */
export function roleRequest(args: readonly string[]): RoleRequest | null {
  const [role, assignment, verb, ...rest] = args;
  if (role !== 'role' || assignment !== 'assignment' || (verb !== 'create' && verb !== 'list')) return null;
  const options = readOptions(rest);
  const scope = options?.get('--scope') ?? '';
  if (options === null || !/^\/subscriptions\/[^/]+/.test(scope)) return null;
  return verb === 'create' ? creation(scope, options) : listing(scope, options);
}

export type Options = ReadonlyMap<string, string>;

/** `--name value` and `--name=value`; null where something else stands there. */
export function readOptions(args: readonly string[]): Options | null {
  const options = new Map<string, string>();
  for (let at = 0; at < args.length; at += 1) {
    const [, name, value] = /^(--[a-z-]+|-o)(?:=([^]*))?$/.exec(args[at] ?? '') ?? [];
    if (name === undefined) return null;
    const next = args[at + 1];
    if (value !== undefined) options.set(name, value);
    else if (next === undefined || next.startsWith('--')) options.set(name, '');
    else options.set(name, args[(at += 1)] ?? '');
  }
  return options;
}

function isOnly(options: Options, names: readonly string[]): boolean {
  return [...options.keys()].every((name) => [...names, '--output', '-o', '--query', '--only-show-errors'].includes(name));
}

const version = 'api-version=2022-04-01';

/** The name of an assignment is ours to choose: one that follows from what it says makes the same again, and not a second one. */
function creation(scope: string, options: Options): RoleRequest | null {
  const [objectId, type, role] = ['--assignee-object-id', '--assignee-principal-type', '--role'].map((name) => options.get(name) ?? '');
  if (!isOnly(options, ['--assignee-object-id', '--assignee-principal-type', '--role', '--scope'])) return null;
  if (!objectId || !isGuid(role ?? '')) return null;
  const [, , subscription = ''] = scope.split('/');
  const roleDefinitionId = `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
  const name = uuid5([scope, objectId, role].join('|').toLowerCase(), ofAddresses);
  const url = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?${version}`;
  const properties = { roleDefinitionId, principalId: objectId, ...(type && { principalType: type }) };
  const request = ['rest', '--method', 'put', '--url', url, '--body', JSON.stringify({ properties })];
  return { verb: 'create', args: () => [...request, ...outputOf(options, '')], principal: { objectId }, isNested: !isShaped(options) };
}

/** With what is inherited only: then the filter that counts groups, too, lists the same. */
function listing(scope: string, options: Options): RoleRequest | null {
  const names = [
    '--assignee',
    '--assignee-object-id',
    '--scope',
    '--include-inherited',
    '--fill-principal-name',
    '--fill-role-definition-name',
  ];
  if (!isOnly(options, names) || !options.has('--include-inherited')) return null;
  const objectId = options.get('--assignee-object-id');
  const principal = objectId === undefined ? { clientId: options.get('--assignee') ?? '' } : { objectId };
  if (!isGuid(Object.values(principal).join(''))) return null;
  const path = `${scope}/providers/Microsoft.Authorization/roleAssignments?${version}`;
  const args = (id: string): string[] => [
    'rest',
    '--method',
    'get',
    '--url',
    `${path}&$filter=assignedTo('${id}')`,
    ...outputOf(options, 'value[].'),
  ];
  return { verb: 'list', args, principal, isNested: !isShaped(options) };
}

function isGuid(text: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text);
}

function formOf(options: Options): string | null {
  return options.get('--output') ?? options.get('-o') ?? null;
}

function isShaped(options: Options): boolean {
  return options.has('--query') || (formOf(options) ?? 'json') !== 'json';
}

const flat = '{id:id, name:name, principalId:properties.principalId, roleDefinitionId:properties.roleDefinitionId, scope:properties.scope}';
const columns = '{Principal:properties.principalId, Role:properties.roleDefinitionId, Scope:properties.scope}';

/** The form of output, and the query, on the answer as Azure gives it. */
function outputOf(options: Options, items: string): string[] {
  const form = formOf(options);
  const own = options.get('--query');
  const query = own === undefined ? (form === 'table' ? items + columns : null) : `${items}${flat} | ${own}`;
  return [...(query === null ? [] : ['--query', query]), ...(form === null ? [] : ['--output', form])];
}
