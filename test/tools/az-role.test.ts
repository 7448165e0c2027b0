import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { createTools } from '../../src/tools/tools.js';
import type { Tool } from '../../src/tools/tool.js';
import { ofAddresses, uuid5 } from '../../src/tools/uuid5.js';
import { around, programs } from './programs.js';

const scope = '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/rg/providers/Microsoft.CognitiveServices/accounts/acme';
const objectId = '44444444-4444-4444-4444-444444444444';
const clientId = '33333333-3333-3333-3333-333333333333';
const role = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd';
const create = `role assignment create --assignee-object-id ${objectId} --assignee-principal-type ServicePrincipal --role ${role} --scope ${scope}`;
const list = `role assignment list --assignee-object-id ${objectId} --scope ${scope} --include-inherited`;

const broken = `echo "ERROR: The command failed with an unexpected error. Here is the traceback:" >&2
echo "AttributeError: 'RoleAssignmentsOperations' object has no attribute 'config'" >&2; exit 1`;

/** An `az` whose roles do this, and whose requests do that; it keeps what it was asked. */
async function az(does: Partial<Record<'onRole' | 'onRest' | 'onIdentity' | 'onApp', string>>): Promise<{ az: Tool; asked: string }> {
  const { onRole, onRest = 'echo null', onIdentity = `echo ${objectId}`, onApp = 'exit 1' } = does;
  const { PATH, folder } = await programs({});
  const asked = `${folder}/asked`;
  const script = `printf '%s\\n' "$*" >> ${asked}
case "$1" in role) ${onRole};; identity) ${onIdentity};; ad) ${onApp};; *) ${onRest};; esac`;
  const again = await programs({ az: script });
  return { az: createTools(around({ PATH: `${again.folder}:${PATH}` })).az, asked };
}

const name = uuid5(`${scope}|${objectId}|${role}`.toLowerCase(), ofAddresses);
const url = `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}?api-version=2022-04-01`;
const properties = {
  roleDefinitionId: `/subscriptions/22222222-2222-2222-2222-222222222222/providers/Microsoft.Authorization/roleDefinitions/${role}`,
  principalId: objectId,
  principalType: 'ServicePrincipal',
};
const body = JSON.stringify({ properties });

test('an id of version 5 as in the example of RFC 9562', () => {
  expect(uuid5('www.example.com', '6ba7b810-9dad-11d1-80b4-00c04fd430c8')).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
});

test('where az cannot give a role, the request behind it is made, and told', async () => {
  const answered = JSON.stringify({ id: 'x', name, type: 't', properties });
  const { az: tool } = await az({ onRole: broken, onRest: `echo '${answered}'` });
  expect(await tool.run(create.split(' '))).toEqual({
    ok: true,
    value: { id: 'x', name, type: 't', ...properties },
    instead: `az rest --method put --url '${url}' --body '${body}'`,
  });
});

test('it is tried once, and known from then on', async () => {
  const { az: tool, asked } = await az({ onRole: broken });
  await tool.run(create.split(' '));
  await tool.run(create.split(' '));
  const commands = (await readFile(asked, 'utf8'))
    .trim()
    .split('\n')
    .map((line) => line.split(' ')[0]);
  expect(commands).toEqual(['role', 'rest', 'rest']);
});

test.each([
  [
    'the request',
    broken,
    `echo 'ERROR: Conflict({"error":{"code":"RoleAssignmentExists","message":"The role assignment already exists."}})' >&2; exit 1`,
  ],
  ['az itself', `echo 'ERROR: (RoleAssignmentExists) The role assignment already exists.' >&2; exit 1`, ':'],
])('a role that is there already is done, by %s', async (_, onRole, onRest) => {
  const { az: tool } = await az({ onRole, onRest });
  expect(await tool.run(create.split(' '))).toMatchObject({ ok: true, value: null });
});

test.each([
  ['of an object id', list, `assignedTo('${objectId}')`],
  ['of a client id', list.replace(`--assignee-object-id ${objectId}`, `--assignee ${clientId}`), `assignedTo('${objectId}')`],
])('a list %s is read by a request, and has the form of az', async (_, command, filter) => {
  const { az: tool } = await az({ onRole: broken, onRest: `echo '${JSON.stringify({ value: [{ id: 'x', name: 'n', properties }] })}'` });
  const answer = await tool.run(command.split(' '));
  expect(answer).toMatchObject({ ok: true, value: [{ id: 'x', name: 'n', ...properties }] });
  expect(answer.ok && answer.instead).toContain(filter.replaceAll("'", String.raw`'\''`));
});

describe('the client id of an app registration', () => {
  const command = list.replace(`--assignee-object-id ${objectId}`, `--assignee ${clientId}`).split(' ');
  const onRest = `echo '{"value":[]}'`;

  test('is looked up in the directory', async () => {
    const { az: tool, asked } = await az({ onRole: broken, onRest, onIdentity: ':', onApp: `echo ${objectId}` });
    const answer = await tool.run(command);
    expect(answer.ok && answer.instead).toContain(objectId);
    expect(await readFile(asked, 'utf8')).toMatch(new RegExp(`^ad sp show --id ${clientId} `, 'm'));
  });

  test('that nobody can look up is no principal without roles', async () => {
    const onApp = `echo "ERROR: Resource '${clientId}' does not exist" >&2; exit 3`;
    const { az: tool } = await az({ onRole: broken, onRest, onIdentity: ':', onApp });
    expect(await tool.run(command)).toMatchObject({
      ok: false,
      failure: { kind: 'refused', said: expect.stringContaining('does not exist') },
    });
  });
});

test('a version that lacks the option is helped, too', async () => {
  const { az: tool } = await az({
    onRole: `echo 'ERROR: unrecognized arguments: --assignee-object-id x' >&2; exit 2`,
    onRest: `echo '{"value":[]}'`,
  });
  expect(await tool.run(list.split(' '))).toMatchObject({ ok: true, value: [] });
});

test.each([
  ['table', `--query value[].{Principal:properties.principalId, Role:properties.roleDefinitionId, Scope:properties.scope} --output table`],
  [
    'tsv --query [].scope',
    `{id:id, name:name, principalId:properties.principalId, roleDefinitionId:properties.roleDefinitionId, scope:properties.scope} | [].scope --output tsv`,
  ],
])('the form of output and the query go along: %s', async (form, added) => {
  const { az: tool } = await az({ onRole: broken, onRest: 'echo "$@"' });
  const answer = await tool.run([...list.split(' '), '--output', ...form.split(' ')]);
  expect(answer.ok && answer.value).toContain(added);
});

test.each([
  ['a refusal of another kind', create, `echo 'ERROR: (AuthorizationFailed) no' >&2; exit 1`],
  ['a role by its name', create.replace(role, 'Reader'), broken],
  ['a list of the scope alone', list.replace(' --include-inherited', ''), broken],
  ['an option that is not known here', `${create} --condition x`, broken],
])('nothing else is done in its place: %s', async (_, command, onRole) => {
  const { az: tool } = await az({ onRole });
  expect(await tool.run(command.split(' '))).toMatchObject({ ok: false, failure: { kind: 'refused', command: `az ${command}` } });
});
