import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

import { root } from './binary.js';

/**
 * Before all tests: has one real az read itself in, and puts before the PATH an `az` that asks it (az-warm/). A command then takes a seventh of the
 * time, and is run by the same program. Without az nothing happens.
 */
export default async function warmAz(): Promise<() => Promise<void>> {
  const nothing = (): Promise<void> => Promise.resolve();
  const az = spawnSync('sh', ['-c', 'command -v az'], { encoding: 'utf8' }).stdout.trim();
  if (az === '') return nothing;
  const folder = await mkdtemp(join(tmpdir(), 'keyless-az-'));
  const [socket, source] = [join(folder, 'socket'), join(root, 'test', 'support', 'az-warm')];
  const env = { ...process.env, AZURE_CONFIG_DIR: join(folder, 'home'), AZURE_CORE_COLLECT_TELEMETRY: 'false' };
  // The first start in a home makes the list of commands.
  spawnSync(az, ['account', 'list'], { env, stdio: 'ignore' });
  const PYTHONPATH = [source, process.env['PYTHONPATH'] ?? ''].filter(Boolean).join(delimiter);
  const served = spawn(az, ['version'], { env: { ...env, PYTHONPATH, KEYLESS_WARM_AZ: socket }, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(served, 'exit');
  const close = async (): Promise<void> => {
    served.stdin.end();
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const [python = '', libraries = ''] = await firstLine(served.stdout);
  if (python === '') {
    await close();
    process.stderr.write('The az of this machine does not let itself be kept ready: every command starts one.\n');
    return nothing;
  }
  const script = [
    `[ -z '${libraries}' ] || export LD_LIBRARY_PATH='${libraries}'`,
    `exec '${python}' -IS '${join(source, 'ask.py')}' '${socket}' "$@"`,
  ];
  await writeFile(join(folder, 'az'), ['#!/bin/sh', ...script, ''].join('\n'), { mode: 0o755 });
  process.env['PATH'] = [folder, process.env['PATH'] ?? ''].join(delimiter);
  return close;
}

/** What it is run by, once it listens; nothing where it has ended instead. */
async function firstLine(output: Readable): Promise<string[]> {
  for await (const line of createInterface(output)) return line.startsWith('[') ? (JSON.parse(line) as string[]) : [];
  return [];
}
