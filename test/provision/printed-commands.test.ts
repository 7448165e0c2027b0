import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { startSandbox } from '../../src/sandbox/start.js';
import type { Auth0Api, World } from '../../src/sandbox/world.js';
import { atHome, azNote, hasAz } from '../support/az.js';
import type { AtHome } from '../support/az.js';
import { auth0Folder, signInToAuth0 } from '../support/auth0-cli.js';
import { keyless, launcher, root } from '../support/binary.js';
import type { Run } from '../support/binary.js';
import { auth0Purposes } from '../tools/auth0-purposes.js';
import { printedCommands } from './printed-commands.js';
import { notRun, purposes, tooNewFor245 } from './purposes.js';
import type { Scene } from './purposes.js';

/** Two of them, in which everything has the same names: a command is run in whichever is free. */
interface Room {
  place: Awaited<ReturnType<typeof startSandbox>>;
  home: AtHome;
  healthy: World;
}

let rooms: Room[];
let commands: string[];

beforeAll(async () => {
  rooms = await Promise.all([open(), open()]);
  commands = printedCommands(rooms[0]?.place as Room['place']);
}, 60_000);
afterAll(() => Promise.all(rooms.flatMap(({ home, place }) => [home.close(), place.stop()])));

async function open(): Promise<Room> {
  const place = await startSandbox({ seed: 'every command that is printed' });
  const home = await atHome(place, { path: await auth0Folder() });
  await signInToAuth0(place, home.env['HOME'] ?? '');
  const bin = join(home.env['HOME'] ?? '', 'bin');
  await mkdir(bin);
  await writeFile(join(bin, 'keyless'), `#!/bin/sh\nexec '${process.execPath}' -- '${launcher}' "$@"\n`);
  await chmod(join(bin, 'keyless'), 0o755);
  home.env['PATH'] = `${bin}:${home.env['PATH']}`;
  if (isOld) home.env['PYTHONPATH'] = join(root, 'test', 'support', 'az-245');
  return { place, home, healthy: structuredClone(place.world) };
}

/** Debian's 2.45 cannot run `az role` at all, so there its commands are run with a broken name given back; two commands it is too old for. */
const isOld = hasAz && /"azure-cli": "2\.45\./.test(spawnSync('az', ['version'], { encoding: 'utf8' }).stdout);
if (isOld) process.stderr.write('az role of this az 2.45 is broken: its commands are run with test/support/az-245 on PYTHONPATH.\n');

/** Runs these commands as a person would, by a shell, and gives what is not as it should be. */
async function failures(wanted: readonly string[]): Promise<string[]> {
  const left = [...wanted];
  const found: string[] = [];
  await Promise.all(
    rooms.map(async (room) => {
      for (let command = left.shift(); command !== undefined; command = left.shift()) found.push(...(await tried(command, room)));
    }),
  );
  return found;
}

async function tried(command: string, { place, home, healthy }: Room): Promise<string[]> {
  Object.assign(place.world, structuredClone(healthy));
  const folder = await mkdtemp(join(home.env['HOME'] ?? '', 'at-'));
  const env = { ...place.settings, ...home.env };
  const scene: Scene = { place, folder, env, command };
  let run: Run | null = null;
  try {
    await before(scene);
    run = await keyless(['-c', command], { program: ['/bin/bash'], cwd: folder, env });
    const tooNew = isOld ? tooNewFor245.find(([pattern]) => pattern.test(command)) : undefined;
    if (tooNew) {
      expect([run.code, run.stderr]).toEqual([2, expect.stringMatching(tooNew[1])]);
      return [];
    }
    expect(run.code).toBe(0);
    after(run, scene);
    return [];
  } catch (error) {
    const said = `${run?.stdout ?? ''}${run?.stderr ?? ''}`.slice(0, 1500);
    return [`${command}\n${error instanceof Error ? error.message : String(error)}\n${said}`];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function before(scene: Scene): Promise<void> {
  const { auth0 } = scene.place.world;
  await purposeOf(scene.command)?.before?.(scene);
  auth0PurposeOf(scene.command)?.before?.(auth0, auth0.apis[0] as Auth0Api);
}

function after(run: Run, scene: Scene): void {
  purposeOf(scene.command)?.after(run, scene);
  auth0PurposeOf(scene.command)?.after(run, scene.place.world.auth0, scene.command);
}

const purposeOf = (command: string) => purposes.find((one) => one.command.test(command));
const auth0PurposeOf = (command: string) => auth0Purposes.find((one) => one.command.test(command));
const isRun = (command: string): boolean => notRun.every(([pattern]) => !pattern.test(command));

test('of every command that is printed it is known what it is for, or why it is not run here', () => {
  expect(commands.length).toBeGreaterThan(100);
  expect(commands.filter((one) => isRun(one) && !purposeOf(one) && !auth0PurposeOf(one))).toEqual([]);
});

test('what is not run is printed somewhere, and so is everything that is known', () => {
  const idle = (pattern: RegExp): boolean => !commands.some((command) => pattern.test(command));
  expect(notRun.filter(([pattern]) => idle(pattern))).toEqual([]);
  expect(purposes.map(({ command }) => command).filter(idle)).toEqual([]);
});

test('none has words in capitals left that nobody fills in', () => {
  const left = /(?<![\w.\-'/[])[A-Z]{2,}(?:_[A-Z]+)+(?![\w.-])/;
  expect(commands.filter((command) => isRun(command) && left.test(command.replaceAll(/\b(?:GET|POST)\b/g, '')))).toEqual([]);
});

test('those of no tool of Azure do what they say', async () => {
  // What names a tenant is run where the stand-in is tested.
  const others = commands.filter((one) => isRun(one) && !one.startsWith('az ') && !/^auth0 .*--tenant/.test(one));
  expect(await failures(others)).toEqual([]);
}, 120_000);

describe.skipIf(!hasAz)(`with a real az (${azNote})`, () => {
  test('those of az do what they say', async () => {
    expect(await failures(commands.filter((one) => isRun(one) && one.startsWith('az ')))).toEqual([]);
  }, 600_000);
});
