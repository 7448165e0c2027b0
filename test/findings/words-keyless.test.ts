import { execFileSync } from 'node:child_process';

import { expect, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import { explain } from '../../src/findings/explain.js';
import { acme, everyFinding, unknown } from './words-samples.js';

test('every keyless command that a fix gives is one the command line takes', () => {
  const commands = everyFinding
    .flatMap((found) => [...explain(found, acme).fix, ...explain(found, unknown).fix])
    .flatMap((fix) => (fix.kind === 'command' && fix.command.startsWith('keyless ') ? fix.command : []));
  expect(commands.length).toBeGreaterThan(5);
  for (const command of new Set(commands)) {
    // A shell takes the words apart, as it will when the command is pasted.
    const words = execFileSync('sh', ['-c', `printf '%s\\0' ${command}`], { encoding: 'utf8' })
      .split('\0')
      .slice(1, -1);
    expect(readArgs(words), command).toMatchObject({ ok: true });
  }
});
