import { execFileSync } from 'node:child_process';
import { readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { plant } from '../../src/sandbox/faults.js';
import { emptyFolder } from '../support/binary.js';
import { expectNone, forbidden } from '../support/forbidden.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';

let place: Sandbox;
beforeAll(async () => {
  place = await startSandbox();
});
afterAll(() => place.stop());

const asked = (): number => place.requests.length;

describe('check --summary FILE adds the report to a file', () => {
  test.each([[['--plain']], [['--json']], [['--accessible']], [['--wait=1s', '--plain']]])(
    'with %j, after what is there',
    async (flags) => {
      const file = join(await emptyFolder(), 'summary.md');
      await writeFile(file, 'before\n');
      plant(place.world, 'trust/issuer-slash');
      const { code, stdout } = await inside(['check', '--sandbox', '--summary', file, ...flags], { place, pauses: [0.1] });
      place.mend();
      const page = await readFile(file, 'utf8');
      expect(code).toBe(1);
      expect(page).toMatch(/^before\n# .+\n/);
      expect(page).toContain('trust/issuer-slash');
      expect(stdout).not.toContain('before');
      if (flags.includes('--json')) expect(jsonOf(stdout).exitCode).toBe(1);
      expectNone(forbidden(place), page);
    },
  );

  test('a run that found settings missing has a page, too; a link is followed, and a new file is made', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, '.env'), '');
    await symlink(join(folder, 'target.md'), join(folder, 'link.md'));
    const { code } = await inside(['check', '-e', join(folder, '.env'), '--summary', join(folder, 'link.md'), '--plain']);
    expect(code).toBe(2);
    expect(await readFile(join(folder, 'target.md'), 'utf8')).toContain('OIDC_ENDPOINT');
  });

  test('a pipe that is read gets it', async () => {
    const folder = await emptyFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    const reading = readFile(join(folder, 'pipe'), 'utf8');
    // The reader has to be there first: until then there is nobody.
    await expect.poll(async () => (await inside(['check', '--sandbox', '--summary', join(folder, 'pipe')], { place })).code).toBe(0);
    expect(await reading).toMatch(/^# /);
  });
});

describe('a file that cannot be written ends it before anybody is asked, exit 2', () => {
  const cases: [string, (folder: string) => Promise<string>, RegExp][] = [
    ['a folder', async (folder) => folder, /it is a folder/],
    ['a folder that is not there', async (folder) => join(folder, 'no', 'summary.md'), /its folder is not there/],
    ['a pipe that nobody reads', async (folder) => pipeIn(folder), /a pipe that nobody reads/],
    ['a link to itself', async (folder) => ringIn(folder), /a link that leads to itself/],
    ['an empty name', async () => '', /names no file/],
  ];
  test.each(cases)('%s', async (_, make, says) => {
    const before = asked();
    const file = await make(await emptyFolder());
    for (const flags of [['--plain'], ['--json']]) {
      const { code, stdout, stderr } = await inside(['check', '--sandbox', '--summary', file, ...flags], { place });
      expect([code, flags.includes('--json') ? jsonOf(stdout).error?.message : stderr]).toEqual([2, expect.stringMatching(says)]);
    }
    expect(asked()).toBe(before);
  });

  test('the env file is none, whatever its name', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'values'), 'OIDC_ENDPOINT=acme.eu.auth0.com\n');
    await symlink('values', join(folder, 'other'));
    const { code, stderr } = await inside(['check', '-e', join(folder, 'values'), '--summary', join(folder, 'other')]);
    expect([code, stderr]).toEqual([2, expect.stringContaining('is the env file')]);
    expect(await readFile(join(folder, 'values'), 'utf8')).toBe('OIDC_ENDPOINT=acme.eu.auth0.com\n');
  });
});

test('a disk that is full is told after the report, exit 4', async () => {
  const { code, stdout, stderr } = await inside(['check', '--sandbox', '--summary', '/dev/full'], { place });
  expect([code, stderr]).toEqual([4, '✗ The summary cannot be written to /dev/full: the disk is full.\n']);
  expect(stdout).toContain('all well');
});

async function pipeIn(folder: string): Promise<string> {
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  return join(folder, 'pipe');
}

async function ringIn(folder: string): Promise<string> {
  await symlink('ring', join(folder, 'ring'));
  return join(folder, 'ring');
}
