import { chmod, chown, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { emptyFolder, keyless } from './support/binary.js';

/** What is found in the cache of compiled code is run, so it has to lie where nobody else can put anything. */
describe('compiled code is kept where it is the person’s own', () => {
  async function keptIn(env: (home: string, temporary: string) => Record<string, string>): Promise<[home: string[], temporary: string[]]> {
    const [home, temporary] = [await emptyFolder(), await emptyFolder()];
    const given = { HOME: home, TMPDIR: temporary, NODE_COMPILE_CACHE: '', ...env(home, temporary) };
    const run = await keyless(['explain', 'trust/issuer-slash'], { env: given });
    expect(run).toMatchObject({ code: 0, stderr: '' });
    return [await readdir(home), await readdir(temporary)];
  }

  test('in the home, and never in the temporary folder, where anybody can be first', async () => {
    expect(await keptIn(() => ({}))).toEqual([['.cache'], []]);
  });

  test('where XDG_CACHE_HOME says, but not in a folder into which all may write', async () => {
    expect(await keptIn((home) => ({ XDG_CACHE_HOME: home }))).toEqual([['keyless'], []]);
    const shared = await emptyFolder();
    await chmod(shared, 0o777);
    expect(await keptIn(() => ({ XDG_CACHE_HOME: shared }))).toEqual([[], []]);
    expect(await readdir(shared)).toEqual([]);
  });

  test('nowhere without a home', async () => {
    expect(await keptIn(() => ({ HOME: '' }))).toEqual([[], []]);
    expect(await keptIn((home) => ({ HOME: join(home, 'missing') }))).toEqual([[], []]);
  });

  test.skipIf(process.getuid?.() !== 0)('nowhere in the home of somebody else, as with sudo (needs root)', async () => {
    const home = await emptyFolder();
    await mkdir(join(home, '.cache'));
    await chown(home, 65_534, 65_534);
    expect(await keptIn(() => ({ HOME: home }))).toEqual([[], []]);
    expect(await readdir(join(home, '.cache'))).toEqual([]);
  });
});
