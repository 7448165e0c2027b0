import { expect, test } from 'vitest';

import { readCommandLine } from '../../src/tools/command-line.js';
import { runCommand } from '../../src/tools/run-command.js';
import type { CommandAnswer } from '../../src/tools/run-command.js';
import { createTools } from '../../src/tools/tools.js';
import { around, programs } from './programs.js';

/** A tool that finds what stands behind `find`, and shows the arguments it was given for anything else. */
const script = `if [ "$1" = find ]; then printf "$2"; exit "\${3:-0}"; fi
printf '["%s"' "$1"; shift; for one in "$@"; do printf ',"%s"' "$one"; done; printf ']'`;

async function run(text: string): Promise<CommandAnswer> {
  const { PATH } = await programs({ az: script, auth0: script });
  const read = readCommandLine(text);
  if (!read.ok) throw new Error(read.reason.why);
  return runCommand(read.command, createTools(around({ PATH })));
}

test('what is looked up takes its place, and the command that was run has it in it', async () => {
  const answer = await run(
    `az show --scope "$(az find '/subscriptions/s\\r\\n' 0 --output tsv)/x" --name 'two words' --output json --verbose`,
  );
  expect(answer).toEqual({
    ok: true,
    value: ['show', '--scope', '/subscriptions/s/x', '--name', 'two words', '--output', 'json', '--verbose'],
    ran: `az show --scope /subscriptions/s/x --name 'two words' --output json --verbose`,
  });
});

test.each([
  ['nothing', '', { kind: 'not-found', said: '', exitCode: 0 }],
  ['empty lines', '\\n\\n', { kind: 'not-found' }],
  ['two lines', 'a\\nb\\n', { kind: 'ambiguous', said: '' }],
])('a look-up that gives %s ends it, and is the command that is named', async (_, found, failure) => {
  const answer = await run(`auth0 show --id "$(az find '${found}' 0 --output tsv)"`);
  const command = `az find '${found}' 0 --output tsv`;
  expect(answer).toMatchObject({ ok: false, ran: null, failure: { tool: 'az', command, ...failure } });
});

test('a look-up that is refused ends it with its own refusal', async () => {
  expect(await run(`az show "$(az find '' 3 --output tsv)"`)).toMatchObject({
    ok: false,
    ran: null,
    failure: { kind: 'refused', exitCode: 3, command: `az find '' 3 --output tsv` },
  });
});
