import { readFileSync, readdirSync } from 'node:fs';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import { connect, openBench } from '../foreign/connection.js';
import type { Bench } from '../foreign/connection.js';
import { emptyFolder } from '../support/binary.js';
import { cases, counts, seed } from '../support/cases.js';
import { openShell } from '../ui/pty.js';
import type { Session } from '../ui/pty.js';
import { goTo, slowDown, stations } from './stations.js';
import type { Station } from './stations.js';

const ends = ['Ctrl-C', 'SIGINT', 'SIGTERM', 'SIGHUP', 'Ctrl-Z and fg', 'the terminal closes'] as const;
type End = (typeof ends)[number];

/** Every place with every end. A run that is not the long one takes every so many, so that all ends and most places are among them. */
const pairs = Object.keys(stations).flatMap((name) => ends.map((end) => [name, end] as const));
const step = Math.max(1, Math.round(pairs.length / cases('ends')));
const tried = pairs.filter((_, at) => at % step === (seed + Math.floor(at / (step * ends.length))) % step);

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

interface Opened {
  session: Session;
  cwd: string;
  /** The folder for what is of no use afterwards. */
  scratch: string;
  mark: string;
}

/** The program at this place, in a shell that compares the line discipline before and after it. */
async function open(station: Station, end: End): Promise<Opened> {
  const [cwd, scratch, tools] = await Promise.all([emptyFolder(), emptyFolder(), emptyFolder()]);
  const mark = `KEYLESS_END_${Math.random()}`;
  for (const name of ['az', 'auth0']) await writeFile(join(tools, name), '#!/bin/sh\nexec sleep 300\n', { mode: 0o755 });
  await mkdir(join(cwd, 'state'));
  const isJob = end === 'Ctrl-Z and fg';
  const connection = station.isSlow ? await connect(bench) : null;
  const slow = (): void => void (connection && slowDown(connection));
  if (!station.steps) slow();
  const env = {
    ...connection?.settings,
    ...station.env,
    PATH: `${tools}:${process.env['PATH'] ?? ''}`,
    TMPDIR: scratch,
    NODE_COMPILE_CACHE: join(tmpdir(), 'node-compile-cache'),
    XDG_STATE_HOME: join(cwd, 'state'),
    MARK: mark,
  };
  const run = `$KEYLESS ${station.args}`;
  const line = isJob
    ? `stty -g > state/before; ${run}`
    : `stty -g > state/before; ${run}; rc=$?; stty -g > state/after; cmp state/before state/after && echo "same rc=$rc"`;
  const session = openShell(line, { cwd, env, isInteractive: isJob });
  await goTo(station, session, slow);
  return { session, cwd, scratch, mark };
}

/** Whether the cursor is seen and every mode is off that was switched on. */
function modesLeft(written: string): string[] {
  const pairsOf = [
    ['\u001B[?25l', '\u001B[?25h'],
    ['\u001B[?2004h', '\u001B[?2004l'],
    ['\u001B[?2026h', '\u001B[?2026l'],
    ['\u001B[?1049h', '\u001B[?1049l'],
  ] as const;
  return pairsOf.flatMap(([on, off]) => (written.lastIndexOf(on) > written.lastIndexOf(off) ? [on] : []));
}

function processesWith(mark: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'utf8').includes(mark);
    } catch {
      return false;
    }
  });
}

/** The program itself, below the shell. */
async function pidBelow(pid: number): Promise<number> {
  return Number((await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ')[0]);
}

async function bringTo(end: End, { session }: Opened, { isTwice }: Station): Promise<void> {
  if (end === 'the terminal closes') return session.close();
  if (end === 'Ctrl-C') return session.send(isTwice ? '\u0003\u0003' : '\u0003');
  if (end !== 'Ctrl-Z and fg') process.kill(await pidBelow(session.pid), end);
}

async function pausedAndBack({ session }: Opened, station: Station): Promise<void> {
  session.send('\u001A');
  await session.waitFor('Stopped');
  // What the shell switches on for its own line comes behind it.
  expect(modesLeft(session.written().slice(0, session.written().lastIndexOf('Stopped')))).toEqual([]);
  session.send('stty -g > state/after; cmp state/before state/after && echo cooked\r');
  await session.waitFor(() => /\ncooked\n/.test(session.text()));
  const before = session.written().length;
  session.send('fg\r');
  // What is drawn is drawn anew; plain text goes on where it was.
  if (isDrawn(station))
    await session.waitFor(() => session.written().slice(before).includes('\u001B[') && session.text().includes(station.shows));
  else await session.waitFor(() => session.written().length > before);
  session.send(station.isTwice ? '\u0003\u0003' : '\u0003');
  await session.waitFor(() => session.written().slice(before).includes('$ ') && session.text().trimEnd().endsWith('$'));
  session.send('echo "same rc=$?"; exit\r');
}

function isDrawn({ args, env }: Station): boolean {
  return env === undefined && !/^(?:check|prompt hello|sandbox|explain)/.test(args);
}

describe('wherever a person is, the end leaves the terminal, the exit code, the processes and the files as promised', () => {
  test('the count is that of all places by all ends', () => {
    expect(pairs).toHaveLength(counts.ends);
  });

  test.each(tried)('%s: %s', async (name, end) => {
    const station = stations[name];
    if (!station) throw new Error(name);
    const opened = await open(station, end);
    const { session, cwd, scratch, mark } = opened;
    if (end === 'Ctrl-Z and fg') await pausedAndBack(opened, station);
    else await bringTo(end, opened, station);
    if (end !== 'the terminal closes') {
      await session.exitCode;
      expect(session.all()).toContain('same rc=130');
      expect(modesLeft(session.written())).toEqual([]);
      expect(session.all()).not.toMatch(/\n\s+at |Unhandled|EPIPE|EIO/);
    }
    await expect.poll(() => processesWith(mark)).toEqual([]);
    // Nothing half written, and no folder of a sandbox.
    expect(await readdir(scratch)).toEqual([]);
    const left = await readdir(cwd, { recursive: true });
    expect(left.filter((file) => /\.keyless-|\.env/.test(file))).toEqual([]);
  });
});
