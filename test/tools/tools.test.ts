import { expect, test } from 'vitest';

import { createRedactor } from '../../src/chain/redact.js';
import { Secret } from '../../src/settings/secret.js';
import type { Around } from '../../src/tools/drive.js';
import { createTools } from '../../src/tools/tools.js';
import type { ToolAnswer, ToolName } from '../../src/tools/tool.js';
import { around, programs } from './programs.js';

/** Runs a stand-in of the tool in the manner of the real one. */
async function run(
  tool: ToolName,
  script: string,
  args: string[],
  more: Partial<Around> & { timeoutMs?: number } = {},
): Promise<ToolAnswer> {
  const { PATH } = await programs({ [tool]: script });
  const { timeoutMs, ...rest } = more;
  return createTools(around({ PATH }, rest))[tool].run(args, timeoutMs === undefined ? {} : { timeoutMs });
}

/** The arguments as the program got them. */
const echo = `printf '['; sep=; for one in "$@"; do printf '%s"%s"' "$sep" "$one"; sep=,; done; printf ']'`;

test.each<[string[], string[]]>([
  [
    ['account', 'show'],
    ['--output', 'json', '--only-show-errors'],
  ],
  [
    ['account', 'list', '--all'],
    ['--output', 'json'],
  ],
  [['identity', 'show', '--output', 'json'], ['--only-show-errors']],
  [['identity', 'show', '-o', 'json', '--verbose'], []],
  [['identity', 'show', '-ojson'], ['--only-show-errors']],
])('az %j is run with %j behind it', async (args, added) => {
  expect(await run('az', echo, args)).toEqual({ ok: true, value: [...args, ...added] });
});

test.each<[string[], string[]]>([
  [
    ['apis', 'list', '--tenant', 'acme.eu.auth0.com'],
    ['--json', '--no-input', '--no-color'],
  ],
  [
    ['apps', 'create', '--no-input'],
    ['--json', '--no-color'],
  ],
  [
    ['apps', 'show', 'id', '--json-compact'],
    ['--no-input', '--no-color'],
  ],
  [
    ['api', 'post', 'client-grants', '--data', '{}'],
    ['--no-input', '--no-color'],
  ],
])('auth0 %j is run with %j behind it', async (args, added) => {
  // The JSON in the last one would have to be escaped; without its braces it is a word like the others.
  const words = args.map((arg) => arg.replace('{}', 'x'));
  expect(await run('auth0', echo, words)).toEqual({ ok: true, value: [...words, ...added] });
});

test('a command that names its own form of output gives its text', async () => {
  const script = `printf '5e1f\\n'; printf '%s' "$*" >&2; exit 0`;
  expect(await run('az', script, ['identity', 'list', '--query', 'x', '--output', 'tsv'])).toEqual({ ok: true, value: '5e1f' });
  expect(await run('az', 'printf "Name\\n----\\nacme\\n"', ['identity', 'list', '-o', 'table'])).toEqual({
    ok: true,
    value: 'Name\n----\nacme',
  });
  expect(await run('az', 'echo azure-cli 2.45.0', ['--version'])).toEqual({ ok: true, value: 'azure-cli 2.45.0' });
  expect(await run('auth0', 'echo id,name', ['apps', 'list', '--csv'])).toEqual({ ok: true, value: 'id,name' });
});

test('what prints nothing has no value', async () => {
  for (const args of [
    ['identity', 'delete'],
    ['identity', 'list', '--output', 'tsv'],
  ])
    expect(await run('az', ':', args)).toEqual({ ok: true, value: null });
});

const failure = { tool: 'az', exitCode: null, command: 'az account show', said: '' };

test('a tool that is not installed', async () => {
  const { PATH } = await programs({});
  const tools = createTools(around({ PATH: PATH.split(':')[0] }));
  expect(await tools.az.run(['account', 'show'])).toEqual({ ok: false, failure: { ...failure, kind: 'missing' } });
  expect(await tools.auth0.run(['apis', 'list'])).toMatchObject({
    failure: { tool: 'auth0', kind: 'missing', command: 'auth0 apis list' },
  });
});

test('a refusal: the words without colours, without secrets, and the command as one types it', async () => {
  const secret = 'k3-Vq9zXw2LmN8pRtYbC5dFgHjKs7';
  const script = `printf '\\033[31mERROR: no, %s\\033[0m\\r\\n\\n' "$SECRET" >&2; exit 1`.replace('$SECRET', secret);
  const answer = await run('az', script, ['identity', 'show', '--name', "it's", '--ids', secret], {
    redactor: createRedactor([new Secret(secret)]),
  });
  expect(answer).toEqual({
    ok: false,
    failure: {
      tool: 'az',
      kind: 'refused',
      exitCode: 1,
      said: 'ERROR: no, [secret]',
      command: `az identity show --name "it's" --ids [secret]`,
    },
  });
});

test('of a long traceback both ends are kept', async () => {
  const script = 'echo "ERROR: The command failed" >&2; yes "  File x" | head -n 2000 >&2; echo "AttributeError: last" >&2; exit 1';
  const answer = await run('az', script, ['account', 'show']);
  const said = answer.ok ? '' : answer.failure.said;
  expect(said.length).toBeLessThan(4100);
  expect(said).toMatch(/^ERROR: The command failed[^]*\n…\n[^]*AttributeError: last$/);
});

test('what is no JSON is unreadable, and is not repeated', async () => {
  const answer = await run('az', 'echo "the secret is hunter2"', ['account', 'show']);
  expect(answer).toEqual({ ok: false, failure: { ...failure, kind: 'unreadable', exitCode: 0, said: '' } });
});

test('so is what is nested so deep that nobody can walk through it', async () => {
  const answer = await run('az', `printf '[%.0s' $(seq 20000); printf ']%.0s' $(seq 20000)`, ['account', 'show']);
  expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreadable', exitCode: 0 } });
  const brackets = await run('az', `printf '"'; printf '[%.0s' $(seq 2000); printf '"'`, ['account', 'show']);
  expect(brackets).toEqual({ ok: true, value: '['.repeat(2000) });
});

test('a tool that waits for a person is late, with what it said', async () => {
  const script = `printf ' ▸    Required scopes have changed (missing: create:client_grants). Please log in to re-authorize the CLI.\\n' >&2; sleep 60`;
  const answer = await run('auth0', script, ['apis', 'list'], { timeoutMs: 300 });
  const said = 'Required scopes have changed (missing: create:client_grants). Please log in to re-authorize the CLI.';
  expect(answer).toMatchObject({ failure: { kind: 'late', said, command: 'auth0 apis list' } });
  expect(await run('az', 'sleep 60', ['account', 'show'], { timeoutMs: 300 })).toMatchObject({
    failure: { kind: 'late', said: '' },
  });
});

test('who is signed out is refused the list of accounts, too; no enabled subscription is an empty list', async () => {
  const warned = `echo '[]'; echo 'WARNING: Please run "az login" to access your accounts.' >&2`;
  expect(await run('az', warned, ['account', 'list'])).toMatchObject({
    failure: { kind: 'refused', exitCode: 0, said: 'WARNING: Please run "az login" to access your accounts.' },
  });
  const disabled = `echo '[]'; echo "WARNING: A few accounts are skipped as they don't have 'Enabled' state." >&2`;
  expect(await run('az', disabled, ['account', 'list'])).toEqual({ ok: true, value: [] });
});

test.each([
  [
    'the frame around an error',
    `printf '\\n=== acme.eu.auth0.com error\\n\\n \\342\\226\\270    Config.json file is missing.\\n\\n' >&2; exit 1`,
    'Config.json file is missing.',
  ],
  [
    'a warning before it',
    `printf ' \\342\\226\\270    Careful.\\n\\n=== error\\n\\n \\342\\226\\270    Not logged in. Try \`auth0 login\`.\\n' >&2; exit 1`,
    'Not logged in. Try `auth0 login`.',
  ],
  [
    'the object of later versions',
    `echo '{"error":{"code":"auth","message":"failed: 401 Unauthorized: Invalid token","status":401}}' >&2; exit 1`,
    'failed: 401 Unauthorized: Invalid token',
  ],
  [
    'a body that ends well',
    `echo '{"statusCode":409,"error":"Conflict","message":"A client grant exists","errorCode":"duplicate"}'`,
    '409 Conflict: A client grant exists',
  ],
])('auth0 in its own words: %s', async (_, script, said) => {
  expect(await run('auth0', script, ['api', 'post', 'client-grants'])).toMatchObject({ failure: { kind: 'refused', said } });
});
