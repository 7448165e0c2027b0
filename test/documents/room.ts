import { spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { prepareClients } from '../../src/sandbox/clients.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/start.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { compiled, launcher } from '../support/binary.js';
import type { Run } from '../support/binary.js';

/** A place with a machine in it: `keyless` is on its PATH, and everything it asks is answered by the place. */
export interface Room {
  place: Sandbox;
  /** The home folder, which goes with the room. */
  home: string;
  /** Before the machine's own programs on the PATH. */
  bin: string;
  /** Without the settings. */
  env: Record<string, string>;
  /** The settings of the place as they are now. */
  settings(): Record<FieldName, string>;
  close(): Promise<void>;
}

/** Opens one. */
export async function openRoom(options: SandboxOptions = {}): Promise<Room> {
  const place = await startSandbox(options);
  const home = await mkdtemp(join(tmpdir(), 'keyless-room-'));
  const bin = join(home, 'bin');
  await mkdir(bin);
  await addProgram(bin, 'keyless', `exec '${process.execPath}' -- '${launcher}' "$@"`);
  const { reach, auth0 } = await prepareClients(place, home);
  return {
    place,
    home,
    bin,
    env: { HOME: home, PATH: `${bin}:${process.env['PATH'] ?? ''}`, ...compiled, ...reach, ...auth0 },
    settings: () => ({ ...place.settings }),
    async close() {
      await place.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Puts a program of a few lines of sh into a folder. */
export async function addProgram(folder: string, name: string, lines: string): Promise<void> {
  await writeFile(join(folder, name), `#!/bin/sh\n${lines}\n`);
  await chmod(join(folder, name), 0o755);
}

interface Shell {
  cwd: string;
  env: Record<string, string>;
  /** How the shell is called: as a person has it, or as a pipeline does. */
  flags?: readonly string[];
  input?: string;
}

/** Runs a script in bash, with this environment and no more. */
export function runBash(script: string, { cwd, env, flags = [], input = '' }: Shell): Promise<Run> {
  const child = spawn('/bin/bash', [...flags, '-c', script], { cwd, env, stdio: 'pipe' });
  const said = { stdout: '', stderr: '' };
  child.stdout.on('data', (data: Buffer) => (said.stdout += data.toString()));
  child.stderr.on('data', (data: Buffer) => (said.stderr += data.toString()));
  child.stdin.on('error', () => undefined).end(input);
  return new Promise((resolve, reject) => child.on('error', reject).on('close', (code) => resolve({ code, ...said })));
}

/** The fenced blocks of a language in a document, in their order. */
export async function blocksOf(file: string, language: string): Promise<string[]> {
  const text = await readFile(file, 'utf8');
  return [...text.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\`$`, 'gms'))].map(([, block = '']) => block);
}

/** A text of GitHub Actions with what its expressions stand for: names with dots alone, which is all that is used here. */
export function evaluated(text: unknown, contexts: { readonly [context: string]: Readonly<Record<string, string>> }): string {
  return String(text).replaceAll(/\$\{\{ ([\w.-]+)\.([\w-]+) \}\}/g, (_, context: string, name: string) => {
    const known = contexts[context];
    if (!known) throw new Error(`${context} stands for nothing here`);
    return known[name] ?? '';
  });
}
