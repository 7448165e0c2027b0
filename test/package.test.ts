import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import manifest from '../package.json' with { type: 'json' };
import { emptyFolder, keyless, root } from './support/binary.js';

describe('the packed tarball', () => {
  test('holds the program and nothing of the repository, names no runtime, and runs where it is unpacked', async () => {
    const folder = await emptyFolder();
    // --ignore-scripts: what is packed is the build under test, not a second one in the place of the first.
    const packed = execFileSync('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], {
      cwd: root,
      encoding: 'utf8',
    });
    const [{ filename, files }] = JSON.parse(packed) as [{ filename: string; files: { path: string }[] }];
    const tops = new Set(files.map(({ path }) => path.split('/')[0] ?? ''));
    expect(tops).toEqual(new Set(['.env-sample', 'LICENSE', 'README.md', 'bin', 'dist', 'man', 'package.json', 'report.schema.json']));

    const paths = files.map(({ path }) => path);
    expect(paths).toEqual(expect.arrayContaining(['dist/index.js', 'dist/index.cjs', 'dist/index.d.ts', 'dist/types/index.d.ts']));
    expect(paths.filter((path) => /\.map$|\.tsx?$/.test(path) && !path.endsWith('.d.ts'))).toEqual([]);

    mkdirSync(join(folder, 'installed'));
    execFileSync('tar', ['xzf', join(folder, filename), '-C', join(folder, 'installed')]);
    const unpacked = join(folder, 'installed', 'package');
    for (const file of ['package.json', ...readdirSync(join(unpacked, 'bin')).map((name) => join('bin', name))]) {
      expect(readFileSync(join(unpacked, file), 'utf8')).not.toMatch(/node-(linux|darwin|win|bin)-(x64|arm64|darwin)/);
    }
    const run = await keyless(['check', '--sandbox', '--json'], {
      program: [process.execPath, '--', join(unpacked, 'bin', 'keyless.cjs')],
    });
    expect([run.code, run.stderr]).toEqual([0, '']);
  });

  test('needs no package at run time', () => expect(manifest).not.toHaveProperty('dependencies'));
});
