import { execFileSync, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { emptyFolder, keyless, launcher } from '../support/binary.js';

const credential = JSON.stringify({
  name: 'a',
  issuer: 'https://acme-dev.eu.auth0.com/',
  subject: 'x@clients',
  audiences: ['api://AzureADTokenExchange'],
});

async function pipe(): Promise<string> {
  const path = join(await emptyFolder(), 'pipe');
  execFileSync('mkfifo', [path]);
  return path;
}

/** What the program says until it is interrupted, a while after it began to wait. */
async function left(args: readonly string[]): Promise<{ code: number | null; stderr: string; ms: number }> {
  const cwd = await emptyFolder();
  const child = spawn(process.execPath, ['--', launcher, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd },
    stdio: 'pipe',
  });
  let stderr = '';
  let since = 0;
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
    // A second one would end the process at once, whatever it waits for.
    if (since === 0) child.kill('SIGINT');
    since ||= performance.now();
  });
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, stderr, ms: performance.now() - since };
}

describe('what is read from a pipe', () => {
  test.each(['--federated-credential', '--client-secret-file'])(
    '%s: without a writer it says what it waits for, and can be left',
    async (flag) => {
      const path = await pipe();
      const { code, stderr, ms } = await left(['check', flag, path]);
      expect([code, stderr.split('\n')[0]]).toEqual([130, `Waiting for something to be written to ${path}.`]);
      expect(ms).toBeLessThan(5000);
    },
  );

  test.each(['--federated-credential', '--client-secret-file'])('%s - says that it waits for standard input', async (flag) => {
    const { code, stderr } = await left(['check', flag, '-']);
    expect([code, stderr.split('\n')[0]]).toEqual([130, 'Waiting for standard input.']);
  });

  test('a writer that comes later, writes in pieces and takes its time is heard to its end', async () => {
    const path = await pipe();
    const half = credential.length / 2;
    const script = `sleep 0.3; exec 3> "$1"; printf %s "$2" >&3; sleep 0.3; printf %s "$3" >&3`;
    spawn('sh', ['-c', script, 'sh', path, credential.slice(0, half), credential.slice(half)], { stdio: 'ignore' });
    const { code, stdout, stderr } = await keyless(['check', '--json', '--federated-credential', path]);
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout).toContain('"value": "x@clients"');
  });

  test('the substitution of a shell', async () => {
    const script = `exec "$0" -- "$1" check --json --federated-credential <(sleep 0.3; printf %s "$2")`;
    const program = ['bash', '-c', script, process.execPath, launcher, credential] as const;
    const { code, stdout, stderr } = await keyless([], { program });
    expect([code, stderr]).toEqual([2, '']);
    expect(stdout).toContain('"value": "x@clients"');
  });

  test('a file, and what is none', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'file'), credential);
    expect((await keyless(['check', '--json', '--federated-credential', join(folder, 'file')])).stdout).toContain('"value": "x@clients"');
    expect((await keyless(['check', '--federated-credential', folder])).stderr).toContain('cannot be read: it is a folder.');
    expect((await keyless(['check', '--client-secret-file', '/dev/null'])).code).toBe(2);
  });
});
