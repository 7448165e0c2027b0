import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { compiled, emptyFolder, keyless, launcher } from '../support/binary.js';
import { openShell } from '../ui/pty.js';

const boom = "Object.assign(new TypeError('boom of a secret'), { code: 'ERR_BOOM' })";
const ways = { 'an exception': `throw ${boom}`, 'a rejection': `void Promise.reject(${boom})` };

/** Has something break in the program, outside of all that waits for it, once this holds. */
function breaking(way: string, when: string): { NODE_OPTIONS: string } {
  const code = `if (process.argv[1]?.endsWith('keyless.cjs')) {
    const timer = setInterval(() => { if (!(${when})) return; clearInterval(timer); ${way}; }, 20).unref(); }`;
  return { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(code)}` };
}

const failed = /✗ keyless itself failed: TypeError ERR_BOOM/;
const soon = 'performance.now() > 600';

describe('something breaks while a person is at the screen: what failed is said below, and the terminal is as it was', () => {
  const faces = [
    ['setup --sandbox', 'Pretend values'],
    ['setup --sandbox --accessible', 'Your choice'],
  ] as const;
  test.each(faces.flatMap(([args, shows]) => Object.entries(ways).map(([name, way]) => [args, name, way, shows] as const)))(
    '%s: %s',
    async (args, _name, way, shows) => {
      const cwd = await emptyFolder();
      const go = join(cwd, 'go');
      const env = breaking(way, `process.getBuiltinModule('fs').existsSync(${JSON.stringify(go)})`);
      const line = `stty -g > before; $KEYLESS ${args}; rc=$?; stty -g > after; cmp before after && echo same rc=$rc`;
      const session = openShell(line, { cwd, env });
      await session.waitFor(shows);
      await writeFile(go, '');
      await session.exitCode;
      const all = session.all();
      expect(all.slice(all.indexOf('✗'))).toMatch(
        /^✗ keyless itself failed: TypeError ERR_BOOM\n {2}This is a fault in keyless, not in your settings\. --verbose shows where\.\nsame rc=4$/,
      );
      expect(all).not.toMatch(/Cancelled|boom/);
      for (const mode of ['\u001B[?25', '\u001B[?2004', '\u001B[?2026'])
        expect(session.written().split(mode).at(-1)?.[0] ?? '').not.toBe(mode.endsWith('25') ? 'l' : 'h');
    },
  );
});

describe('something breaks while nobody is there', () => {
  test.each(Object.entries(ways))('a document is one document: %s', async (_, way) => {
    const args = ['check', '--sandbox', '--fault', 'network/timeout', '--json'];
    const { stdout, stderr, code } = await keyless(args, { env: breaking(way, soon) });
    expect([code, stderr]).toEqual([4, '']);
    expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'check/crashed', message: 'TypeError ERR_BOOM' } });
  });

  test('plain text says it once', async () => {
    const { stdout, stderr, code } = await keyless(['check', '--sandbox', '--fault', 'network/timeout', '--plain'], {
      env: breaking(ways['an exception'], soon),
    });
    expect(code).toBe(4);
    expect(stderr.match(new RegExp(failed, 'g'))).toHaveLength(1);
    expect(stdout + stderr).not.toMatch(/Cancelled|boom/);
  });

  test('what waits in a pipe that is full is out before the end', async () => {
    const way = `process.stdout.write('x'.repeat(500_000)); ${ways['an exception']}`;
    const { text, ms } = await readLate(way, 300);
    expect(text.slice(0, 500_000)).toBe('x'.repeat(500_000));
    expect(JSON.parse(text.slice(500_000))).toMatchObject({ error: { code: 'check/crashed' } });
    expect(ms).toBeLessThan(4000);
  });

  test('whatever hangs, it ends', async () => {
    // Nothing hears of the end, and nobody reads.
    const way = `process.stdout.write('x'.repeat(500_000)); AbortController.prototype.abort = () => undefined; ${ways['an exception']}`;
    const { ms } = await readLate(way, null);
    expect(ms).toBeLessThan(6000);
  });
});

/** Runs a check that breaks in this way, and begins to read after so many milliseconds, or never. */
async function readLate(way: string, afterMs: number | null): Promise<{ text: string; ms: number }> {
  const cwd = await emptyFolder();
  const env = { PATH: process.env['PATH'] ?? '', HOME: cwd, ...compiled, ...breaking(way, soon) };
  const child = spawn(process.execPath, ['--', launcher, 'check', '--sandbox', '--fault', 'network/timeout', '--json'], { cwd, env });
  const started = performance.now();
  let text = '';
  const read = (): void => void child.stdout.setEncoding('utf8').on('data', (piece: string) => (text += piece));
  if (afterMs !== null) setTimeout(read, 600 + afterMs);
  const [code] = (await once(child, 'exit')) as [number];
  const ms = performance.now() - started;
  if (afterMs === null) child.stdout.destroy();
  else if (!child.stdout.closed) await once(child.stdout, 'close');
  expect(code).toBe(4);
  return { text, ms };
}
