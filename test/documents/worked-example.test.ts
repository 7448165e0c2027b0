import { execFile } from 'node:child_process';
import { cp, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { emptyFolder, root } from '../support/binary.js';
import { blocksOf } from './room.js';

const run = promisify(execFile);

test('the commit that CONTRIBUTING.md shows applies to the tree as it is, is whole to the compiler, and has 25 lines', async () => {
  const [diff = ''] = await blocksOf(join(root, 'CONTRIBUTING.md'), 'diff');
  const added = diff.split('\n').filter((line) => /^\+(?!\+\+ )/.test(line));
  expect(added.length).toBeGreaterThan(15);
  expect(added.length).toBeLessThanOrEqual(25);

  const folder = await emptyFolder();
  const taken = ['src', 'docs/codes.md', 'test/sandbox/faults.test.ts', 'package.json', 'tsconfig.json'];
  await Promise.all(taken.map((path) => cp(join(root, path), join(folder, path), { recursive: true })));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  await writeFile(join(folder, 'commit.diff'), diff);
  await run('git', ['apply', 'commit.diff'], { cwd: folder });
  expect(await readFile(join(folder, 'docs/codes.md'), 'utf8')).toContain('entra/assignment-required');
  const compile = (): Promise<unknown> => run(process.execPath, [tsc, '--noEmit', '-p', 'tsconfig.src.json'], { cwd: folder });
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  await writeFile(
    join(folder, 'tsconfig.src.json'),
    JSON.stringify({ extends: './tsconfig.json', include: ['src/findings', 'src/sandbox/faults.ts', 'src/sandbox/entra.ts'] }),
  );
  await compile();

  // Whoever leaves one of these out is told so.
  for (const path of ['src/findings/meanings.ts', 'src/findings/examples.ts', 'src/sandbox/faults/entra.ts', 'src/findings/entra.ts']) {
    await cp(join(root, path), join(folder, path));
  }
  const said = await compile().catch((error: { stdout: string }) => error.stdout);
  for (const file of ['meanings', 'examples', 'faults/entra', 'findings/entra']) expect(said).toContain(`${file}.ts(`);
});
