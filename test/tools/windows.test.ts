import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import type { capture as Run } from '../../src/tools/run.js';
import { emptyFolder } from '../support/binary.js';

/** What is handed to cmd.exe there, by the library that runs our programs, on a machine that says of itself that it is Windows. */

const real = Object.getOwnPropertyDescriptor(process, 'platform');
let capture: typeof Run;
beforeAll(async () => {
  // The library looks once, when it is loaded.
  Object.defineProperty(process, 'platform', { value: 'win32' });
  ({ capture } = await import('../../src/tools/run.js'));
});
afterAll(() => {
  if (real) Object.defineProperty(process, 'platform', real);
});

/** Runs `az` where it is this batch file, and gives the line that cmd.exe reads. */
async function lineOf(args: string[]): Promise<unknown> {
  const folder = await emptyFolder();
  const [az, cmd] = [join(folder, 'az.cmd'), join(folder, 'cmd')];
  await writeFile(az, '@echo off\n');
  await writeFile(cmd, `#!/bin/sh\nprintf '%s|' "$@"\n`);
  await chmod(cmd, 0o755);
  process.env['comspec'] = cmd;
  // A path of this machine has no backslashes, so the folder is the one that we are in, which the path names.
  process.chdir(folder);
  const env = { PATH: '.', PATHEXT: '.cmd' };
  const result = await capture(['az', ...args], { env, platform: 'win32', timeoutMs: 20_000, signal: new AbortController().signal });
  return result.kind === 'ended' ? result.stdout.replaceAll(folder, 'FOLDER') : result;
}

test('a batch file is run with every argument between quotes that cmd.exe cannot end', async () => {
  const query = `[?clientId=='a&b|c'].{x:name}`;
  expect(await lineOf(['rest', '--url', '/a?x=1&y=%PATH%', '--query', query, '--body', '{"a":"b"}'])).toBe(
    // `%` cannot be quoted, so it is followed by a variable of which nothing is left; a quote between quotes is doubled.
    `/q|/d|/e:on|/v:off|/s|/c|"FOLDER/az.cmd rest --url "/a?x=1&y=%%cd:~,%PATH%%cd:~,%" --query "${query}" --body "{""a"":""b""}""|`,
  );
});

test('a line break is not handed over', async () => {
  expect(await lineOf(['a\nb'])).toMatchObject({ kind: 'not-started', problem: expect.stringContaining('line break') });
});
