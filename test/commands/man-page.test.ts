import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';

import { describe, expect, test } from 'vitest';

import { commandNames } from '../../src/commands/command-table.js';
import { options } from '../../src/commands/options.js';
import { root } from '../support/binary.js';
import { manPage } from './man-page.js';
import { paragraph, tagged, text } from './roff.js';

const page = join(root, 'man', 'keyless.1');

test('man/keyless.1 is what the table says (to renew it: npx vitest run test/commands/man-page.test.ts -u)', async () => {
  await expect(manPage()).toMatchFileSnapshot(page);
});

test('roff takes every character for itself', () => {
  expect(text('a-b \\n "x" `y` it\'s ~ ^ ›')).toBe(String.raw`a\-b \en \(dqx\(dq \(gay\(ga it\(aqs \(ti \(ha \[u203A]`);
  expect(paragraph('.env is read. .env too')).toBe('.PP\n\\&.env is read. .env too');
  expect(tagged('.env', "'tis")).toBe('.TP\n\\&.env\n\\(aqtis');
});

describe('as the tools of the system read it', () => {
  const has = (program: string): boolean => spawnSync(program, ['-V']).error === undefined;
  const hasMandoc = has('mandoc');
  const hasMan = spawnSync('man', ['--version'], { encoding: 'utf8' }).stdout?.startsWith('man 2') ?? false;

  test.skipIf(!hasMandoc)(`mandoc finds nothing wrong with it${hasMandoc ? '' : ' (NO mandoc ON THIS MACHINE, so not shown)'}`, () => {
    const { stdout } = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning'], { encoding: 'utf8', input: manPage() });
    expect(stdout.split('\n').filter((line) => line !== '' && !line.includes('missing date'))).toEqual([]);
  });

  test.skipIf(!hasMan)(`man shows it without a warning${hasMan ? '' : ' (NO man-db ON THIS MACHINE, so not shown)'}`, () => {
    const env = { ...process.env, MANWIDTH: '80', LC_ALL: 'C.UTF-8', MANROFFOPT: '' };
    const { stdout, stderr } = spawnSync('man', ['--warnings=w', '-l', '-'], { encoding: 'utf8', env, input: manPage() });
    expect(stderr).toBe('');
    const plain = stripVTControlCharacters(stdout);
    for (const { flag } of options) expect(plain).toContain(flag);
    for (const name of commandNames) expect(plain).toContain(`keyless ${name}`);
    expect(plain).toContain('pbpaste | keyless explain');
    expect(plain).toContain('keyless prompt "say hello"');
    // Lines that are code may be longer than the window; prose is not.
    expect(plain.split('\n').filter((line) => line.length > 80 && !line.trim().startsWith('keyless '))).toEqual([]);
  });
});
