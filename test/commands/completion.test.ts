import { existsSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import { commandNames } from '../../src/commands/command-table.js';
import { offers } from '../../src/commands/completion/offers.js';
import { completionScript } from '../../src/commands/completion/script.js';
import { shells } from '../../src/commands/completion/shells.js';
import { isFor, options } from '../../src/commands/options.js';
import { exportKinds } from '../../src/export/kind.js';
import { meanings } from '../../src/findings/meanings.js';
import { faults } from '../../src/sandbox/faults.js';
import { emptyFolder } from '../support/binary.js';
import { readerOf } from '../support/grammar.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';
import { bashOffers, fishOffers, furnish, has, zshOffers } from './real-shells.js';
import type { Offered } from './real-shells.js';

const begins = (all: readonly string[], start: string): string[] => all.filter((one) => one.startsWith(start));

/** A line, and all that is offered at its end. */
const rows: readonly (readonly [line: string, offered: readonly string[]])[] = [
  ['keyless ', commandNames],
  ['keyless che', ['check']],
  ['keyless --endpoint https://acme.openai.azure.com che', ['check']],
  ['keyless -e cred.json --no-input che', ['check']],
  ['keyless check --st', ['--strict']],
  ['keyless check --strict --s', ['--sandbox', '--summary']],
  ['keyless check --color=always --co', []],
  ['keyless check --color=al', ['always']],
  ['keyless check --color=', ['auto', 'always', 'never']],
  ['keyless check --color ', ['auto', 'always', 'never']],
  ['keyless check --sandbox --fault trust/', begins(Object.keys(faults), 'trust/')],
  ['keyless check --sandbox --fault=trust/issuer-s', ['trust/issuer-slash']],
  ['keyless check --sandbox --fault trust/issuer-slash --fa', ['--fault']],
  ['keyless check --env-file=cr', ['cred.json']],
  ['keyless check -e cr', ['cred.json']],
  ['keyless check -e cred.json --e', ['--endpoint']],
  ['keyless check --tenant cr', []],
  ['keyless explain trust/', begins(Object.keys(meanings), 'trust/')],
  ['keyless explain cr', ['cred.json']],
  ['keyless explain --wai', []],
  ['keyless export ', exportKinds],
  ['keyless export curl --out', ['--output']],
  ['keyless export curl p', []],
  ['keyless help e', ['environment', 'exit-codes', 'explain', 'export']],
  ['keyless completion ', shells],
  ['keyless prompt cr', []],
  ['keyless provision --l', ['--location']],
  ['keyless provision --s', ['--subscription']],
  ['keyless provision --post-deployment --s', ['--search', '--storage', '--subscription']],
  ['keyless sandbox --fault auth0/grant-missing -- keyless-pr', ['keyless-probe']],
  ['keyless chek --js', []],
  ...commandNames.map((name): [string, string[]] => [
    `keyless ${name} --`,
    options.filter((option) => isFor(option, name) && option.plan !== 'post-deployment').map(({ flag }) => flag),
  ]),
];
const lines = rows.map(([line]) => line);
/** Typed by somebody who wonders what becomes of it. */
const hostile = [
  'keyless $(touch taken) che',
  'keyless explain `touch taken` tr',
  'keyless check --env-file=$(touch taken)',
  "keyless check -e '$(touch taken)",
];

describe.each<[string, boolean, (folder: string) => Offered | Promise<Offered>]>([
  ['bash', has('bash'), (folder) => bashOffers([...lines, ...hostile], folder, true)],
  ['bash, as 3.2 sees a line', has('bash'), (folder) => bashOffers([...lines, ...hostile], folder, false)],
  ['zsh', has('zsh'), (folder) => zshOffers([...lines, ...hostile], folder)],
  ['fish', has('fish'), (folder) => fishOffers([...lines, ...hostile], folder)],
])('%s', (shell, isThere, offersOf) => {
  const title = `offers what the table says, and runs nothing that was typed${isThere ? '' : ` (NO ${shell} ON THIS MACHINE, so not shown)`}`;
  test.skipIf(!isThere)(title, async () => {
    const folder = await emptyFolder();
    furnish(folder);
    const offered = await offersOf(folder);
    expect(Object.fromEntries(lines.map((line) => [line, offered.get(line)]))).toEqual(
      Object.fromEntries(rows.map(([line, words]) => [line, [...words].toSorted()])),
    );
    expect(existsSync(join(folder, 'taken'))).toBe(false);
  });
});

describe('a script', () => {
  test.each(shells)('of %s says first how it is installed, is ASCII, and starts nothing', (shell) => {
    const script = completionScript(shell);
    expect(script.split('\n').slice(0, 3).join('\n')).toContain(`keyless completion ${shell} > `);
    expect(script).toMatch(/^[\n\x20-\x7e]+$/);
    expect(script).not.toMatch(/\beval\b|Invoke-Expression|\bsource\b(?! ~)/);
  });

  test('of powershell is PowerShell, as far as its grammar tells: there is none here to run it', async () => {
    const read = await readerOf('powershell');
    const script = completionScript('powershell');
    expect(read(script).filter((kind) => kind === 'foreach_statement')).toHaveLength(4);
    for (const broken of [script.slice(0, -3), script.replace("'COMMAND'", "'COMMAND"), script.replace('foreach (', 'foreach ')])
      expect(() => read(broken)).toThrow('not powershell');
  });

  test('offers no option that the command line refuses there', () => {
    const refused = offers().options.flatMap(({ flag, states, value }) =>
      states.flatMap((state) => {
        const words = state === 'keyless' ? [] : state === 'post-deployment' ? ['provision', '--post-deployment'] : [state];
        const read = readArgs([...words, flag, ...(value ? ['auto'] : [])]);
        return read.ok || !/means nothing|no option|works with/.test(read.usage.problem) ? [] : [[state, flag, read.usage.problem]];
      }),
    );
    expect(refused).toEqual([]);
  });
});

describe('keyless completion', () => {
  test.each<[string[], Record<string, string>, string, string]>([
    [[], {}, 'For which shell: bash, zsh, fish or powershell?', 'keyless help completion'],
    [[], { SHELL: '/usr/bin/zsh' }, 'For which shell: bash, zsh, fish or powershell?', 'keyless completion zsh'],
    [['powershel'], {}, 'There is no completion for powershel.', 'Did you mean powershell?'],
    [['pwsh'], {}, 'There is no completion for pwsh.', 'Did you mean powershell?'],
    [['nu'], {}, 'There is no completion for nu.', 'There is one for bash, zsh, fish or powershell.'],
    [['bash', 'zsh'], {}, 'one too many', ''],
  ])('%j with %j: exit 2, and the shells', async (words, env, problem, hint) => {
    const { code, stdout, stderr } = await inside(['completion', ...words], { env });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(problem);
    expect(stderr).toContain(hint);
  });

  test('prints the script alone, and with --json in a document', async () => {
    const { code, stdout, stderr } = await inside(['completion', 'fish']);
    expect([code, stdout, stderr]).toEqual([0, completionScript('fish'), '']);
    expect(jsonOf((await inside(['completion', 'fish', '--json'])).stdout)).toMatchObject({ shell: 'fish', script: stdout, error: null });
    expect(jsonOf((await inside(['completion', '--json'])).stdout).error?.code).toBe('usage');
  });
});
