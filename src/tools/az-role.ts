import { isRecord } from '../chain/exchange.js';
import { roleRequest } from './az-role-rest.js';
import type { RoleRequest } from './az-role-rest.js';
import { commandText, failed } from './drive.js';
import type { Tool, ToolAnswer, ToolFailure } from './tool.js';

type Options = Parameters<Tool['run']>[1];

/**
 * `az` whose roles can be read and given. In Debian's 2.45 every `az role` dies before it asks anybody (Azure/azure-cli 20546, 24959, 26896), and older
 * versions lack options; there the request behind the command is made. An assignment that is there already is what was wanted.
 */
export function withRoles(az: Tool): Tool {
  let isBroken = false;
  return {
    name: 'az',
    async run(args, options) {
      const request = roleRequest(args);
      if (!isBroken || request === null) {
        const answer = await az.run(args, options);
        if (request === null || answer.ok || !isUnable(answer.failure)) return withoutRepeat(answer, args);
        isBroken = /'config'/.test(answer.failure.said);
      }
      return ask(az, request, options);
    },
  };
}

function isUnable({ kind, said }: ToolFailure): boolean {
  return kind === 'refused' && /has no attribute 'config'|unrecognized arguments: --(?:assignee-object-id|fill-)/.test(said);
}

async function ask(az: Tool, request: RoleRequest, options: Options): Promise<ToolAnswer> {
  const principal = await principalOf(az, request, options);
  if (!principal.ok) return principal;
  const args = request.args(String(principal.value));
  const answer = withoutRepeat(await az.run(args, options), ['role', 'assignment', request.verb]);
  if (!answer.ok) return answer;
  return { ok: true, value: request.isNested ? flattened(answer.value) : answer.value, instead: commandText('az', args) };
}

/**
 * Azure lists roles by the object id, and answers with an empty list where it is asked for a client id. So it is looked up: among the managed
 * identities, and then in the directory, where app registrations are. What cannot be found has no list.
 */
async function principalOf(az: Tool, { principal }: RoleRequest, options: Options): Promise<ToolAnswer> {
  if ('objectId' in principal) return { ok: true, value: principal.objectId };
  const { clientId } = principal;
  const query = `[?clientId=='${clientId}' || principalId=='${clientId}'].principalId`;
  const found = await az.run(['identity', 'list', '--query', query, '--output', 'tsv'], options);
  if (!found.ok || found.value !== null) return withoutEnd(found);
  const args = ['ad', 'sp', 'show', '--id', clientId, '--query', 'id || objectId', '--output', 'tsv'];
  const registered = await az.run(args, options);
  if (!registered.ok || registered.value !== null) return withoutEnd(registered);
  return failed({ tool: 'az', kind: 'not-found', exitCode: 0, said: '', command: commandText('az', args) });
}

/** A line ends with a line break. */
function withoutEnd(answer: ToolAnswer): ToolAnswer {
  return answer.ok ? { ok: true, value: String(answer.value).trim() } : answer;
}

function withoutRepeat(answer: ToolAnswer, [role, , verb]: readonly string[]): ToolAnswer {
  const isThere = /RoleAssignmentExists|The role assignment already exists/;
  const isRepeat = !answer.ok && role === 'role' && verb === 'create' && isThere.test(answer.failure.said);
  return isRepeat ? { ok: true, value: null } : answer;
}

/** As `az role` shows them. */
function flattened(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const items = value['value'];
  if (Array.isArray(items)) return items.map(flattened);
  const { properties, ...rest } = value;
  return isRecord(properties) ? { ...rest, ...properties } : value;
}
