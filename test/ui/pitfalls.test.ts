import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

import { expect, test } from 'vitest';

import { emptyFolder, keyless, launcher, root } from '../support/binary.js';
import { allFound, answeredWith, fakeDesk, reportOf } from './fake-desk.js';
import { mount } from './mount.js';
import { at, places } from './places.js';
import { isStyled, openSession, openShell } from './pty.js';

/** The ten ways in which programs on Ink go wrong that were measured before this one was written, one test each. */

const beginUpdate = '\u001B[?2026h';
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('1: what is printed is not rendered again with every key and piece', async () => {
  const { screen } = await at('talk');
  const before = screen.writes.length;
  const startedAt = performance.now();
  for (let key = 0; key < 400; key += 1) {
    screen.send('k');
    await turn();
  }
  await screen.waitFor('❯ …');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const frames = screen.writes.slice(before).filter((write) => write.startsWith(beginUpdate)).length;
  // At most 120 a second, as the screen asks for: a commit of what is printed is a frame beyond that, one with each key.
  expect(frames).toBeLessThan(10 + ((performance.now() - startedAt) * 120) / 1000);
  screen.abort();
  await screen.exit;
});

test('2: a line that grows for twenty thousand tokens costs no more at its end, in time and memory', async () => {
  const { desk, screen } = await at('an answer that comes');
  const memory = process.memoryUsage().rss;
  const times: number[] = [];
  for (let part = 0; part < 4; part += 1) {
    const started = process.cpuUsage();
    for (let token = 0; token < 5000; token += 1) {
      desk.watch({ type: 'said', text: 'token ' }, reportOf);
      if (token % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    }
    const { user, system } = process.cpuUsage(started);
    times.push(user + system);
  }
  desk.end(answeredWith(''));
  await screen.waitFor('enter send');
  expect((times[3] ?? 0) / (times[0] ?? 1)).toBeLessThan(3);
  expect((process.memoryUsage().rss - memory) / 1e6).toBeLessThan(400);
  expect(screen.writes.join('').length).toBeLessThan(600_000);
  screen.abort();
  await screen.exit;
});

test.each(Object.keys(places))('3: no frame is higher than the window, nor while it changes: %s', async (name) => {
  const atSize = async ([columns, rows]: readonly [number, number]): Promise<void> => {
    const { screen } = await at(name, { columns, rows });
    for (const [width, height] of [
      [60, 14],
      [40, 12],
      [90, 20],
      [40, 12],
    ] as const) {
      screen.resize(width, height);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    // Ink begins a frame that does not fit from the top of the window.
    expect(screen.writes.join('')).not.toContain('\u001B[1;1H');
    screen.abort();
    await screen.exit;
  };
  const sizes = [
    [80, 24],
    [100, 30],
    [40, 12],
  ] as const;
  // Side by side: most of it is waiting for what is drawn.
  await Promise.all(sizes.map(atSize));
});

test('4: several keys that come in one piece are several keys', async () => {
  const screen = mount(fakeDesk());
  await screen.waitFor('Auth0 domain');
  screen.send('acme.eu.auth0.com\r');
  await screen.waitFor('❯ Auth0 client id');
  screen.send('a\t');
  await screen.waitFor('❯ Auth0 client secret');
  expect(screen.text()).toMatch(/Auth0 domain +acme\.eu\.auth0\.com +typed/);
  screen.send('\r\r\r');
  await screen.waitFor('❯ Identity client id');
  screen.send('x\u0004');
  expect(await screen.exit).toBe(0);
});

test('5: a bug on the screen ends it with 4, and its words survive', async () => {
  // A fault from outside: what finds the beginning of a line is broken in this process.
  const cwd = await emptyFolder();
  const broken = `const { lastIndexOf } = String.prototype;
    String.prototype.lastIndexOf = function (text, at) { if (this == 'ab' && text === '\\n') throw new Error('planted bug'); return lastIndexOf.call(this, text, at); };`;
  await writeFile(join(cwd, 'broken.mjs'), broken);
  const session = openSession(['setup'], { cwd, env: { NODE_OPTIONS: `--import=${pathToFileURL(join(cwd, 'broken.mjs')).href}` } });
  await session.waitFor('esc review');
  session.send('ab\u0015');
  expect(await session.exitCode).toBe(4);
  expect(session.all()).toContain('✗ keyless itself failed: planted bug');
  expect(session.written().lastIndexOf('\u001B[?25h')).toBeGreaterThan(session.written().lastIndexOf('\u001B[?25l'));
});

test.each([
  [{ CI: '1' }, true],
  [{ CI: '1', NO_COLOR: '1' }, false],
  [{ DEV: 'true' }, true],
  [{ FORCE_COLOR: '0' }, false],
  [{ NO_COLOR: '1', FORCE_COLOR: '3' }, true],
] as const)('6: the environment changes only what it is asked: %j', async (env, hasColour) => {
  const session = openSession(['setup', '--sandbox', '--interactive'], { cwd: await emptyFolder(), env: { ...env } });
  await session.waitFor('q quit');
  session.send('x');
  await session.waitFor('enter explain');
  expect(session.text()).not.toContain('Pretend values');
  expect(isStyled(session.written())).toBe(hasColour);
  expect(session.written()).not.toMatch(/devtools/i);
  session.send('\u0003');
  expect(await session.exitCode).toBe(130);
});

test.each([{ TERM: 'dumb' }, { INK_SCREEN_READER: 'true' }])('6: no escape sequence where nobody sees a screen: %j', async (env) => {
  const session = openSession(['setup', '--sandbox', '--interactive'], { cwd: await emptyFolder(), env });
  await session.waitFor('Your choice');
  expect(session.written()).not.toContain('\u001B[');
  session.send('\u0003');
  expect(await session.exitCode).toBe(130);
});

test('7: nothing writes past the screen, and a reader that goes away is no crash', async () => {
  const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter((file) => /^ui\/.*\.tsx?$/.test(file));
  const raw = files.filter((file) => /\bconsole\.|process\.std/.test(readFileSync(join(root, 'src', file), 'utf8')));
  expect(raw).toEqual([]);
  const session = openShell('set -o pipefail; $KEYLESS check --sandbox --verbose 2>&1 | head -1; echo "rc=$?"', {
    cwd: await emptyFolder(),
  });
  expect(await session.exitCode).toBe(0);
  expect(session.all()).not.toMatch(/EPIPE|Unhandled| at /);
});

test('8: one start loads what it needs, and no more', async () => {
  const folder = await emptyFolder();
  const hook = join(folder, 'hook.mjs');
  const log = join(folder, 'loaded');
  await writeFile(
    hook,
    `import { registerHooks } from 'node:module'; import { appendFileSync } from 'node:fs';
     registerHooks({ load(url, context, next) { appendFileSync(${JSON.stringify(log)}, url + '\\n'); return next(url, context); } });`,
  );
  const loaded = (): string[] =>
    readFileSync(log, 'utf8')
      .split('\n')
      .filter((url) => url.startsWith(pathToFileURL(join(root, 'dist')).href))
      .map((url) => new URL(url).pathname);
  const env = { NODE_OPTIONS: `--import=${pathToFileURL(hook).href}` };
  await keyless(['--version'], { cwd: folder, env });
  const forVersion = loaded();
  expect(forVersion.length).toBeGreaterThan(0);
  expect(forVersion.filter((file) => readFileSync(file, 'utf8').includes('react.'))).toEqual([]);
  const session = openSession(['setup'], { cwd: folder, env });
  await session.waitFor('esc review');
  session.send('\u0003');
  await session.exitCode;
  const forScreen = [...new Set(loaded())];
  const text = forScreen.map((file) => readFileSync(file, 'utf8')).join('\n');
  expect(text).toContain('react.');
  // The sandbox makes certificates, and clients of others bring their own name. Elsewhere in the program each is there, so that a mark that went is noticed.
  const all = readdirSync(join(root, 'dist'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.cjs'));
  const program = all.map((file) => readFileSync(join(root, 'dist', file), 'utf8')).join('\n');
  for (const mark of ['msal.js.node', 'OpenAIError', 'keyless sandbox authority'])
    expect([mark, program.includes(mark), text.includes(mark)]).toEqual([mark, true, false]);
  // What is left out of the whole program has its control where it comes from.
  expect(readFileSync(join(root, 'node_modules/ink/build/devtools.js'), 'utf8')).toContain('connectToDevTools');
  expect(program).not.toContain('connectToDevTools');
  expect(forScreen.reduce((bytes, file) => bytes + statSync(file).size, 0)).toBeLessThan(1_300_000);
});

test('9: characters of no, one and two cells leave every line of the frame in one row', async () => {
  const odd = ['漢字'.repeat(30), '👩‍👩‍👧‍👦'.repeat(30), '❤️'.repeat(60), 'e\u0301\u0302'.repeat(90), 'שלום עולם '.repeat(12), 'ไทย'.repeat(40)];
  for (const [columns, rows] of [
    [80, 24],
    [40, 12],
  ] as const)
    for (const text of odd) {
      const found = new Map(allFound()).set('AZURE_AOAI_MODEL_DEPLOYMENT_NAME', { value: text, source: '.env' });
      const screen = mount(fakeDesk({ found }), { columns, rows });
      await screen.waitFor('1-9 edit');
      const broken = (): number[] =>
        Array.from({ length: rows }, (_, y) => y).filter(
          (y) => screen.terminal.buffer.active.getLine(screen.terminal.buffer.active.viewportY + y)?.isWrapped,
        );
      expect([text.slice(0, 4), broken()]).toEqual([text.slice(0, 4), []]);
      // One row for each of eight values.
      const first = screen.lines().findIndex((line) => /^ +1 /.test(line));
      const numbers = screen
        .lines()
        .slice(first, first + 8)
        .map((line) => line.trimStart()[0]);
      expect([text.slice(0, 4), numbers.join('')]).toEqual([text.slice(0, 4), '12345678']);
      screen.send('8');
      await screen.waitFor('enter next');
      screen.send(`\u001B[200~${text}\u001B[201~`);
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect([text.slice(0, 4), broken()]).toEqual([text.slice(0, 4), []]);
      expect(screen.lines().findLastIndex((line) => line !== '')).toBeLessThan(rows);
      screen.abort();
      await screen.exit;
    }
});

/** A Node on this machine that is too old for the program; none on some. */
const old = ['/usr/bin/node', '/usr/local/bin/node'].find(
  (path) => existsSync(path) && /^v(1\d|20|21)\./.test(execFileSync(path, ['--version'], { encoding: 'utf8' })),
);

test.skipIf(!old)('10: an old Node hands the screen over to the one that was brought', async () => {
  const session = openShell(`${old} ${launcher} setup --sandbox`, { cwd: await emptyFolder() });
  await session.waitFor('Pretend values');
  session.resize(60, 20);
  await session.waitFor(() => /q quit/.test(session.text()) && session.lines().every((line) => line.length <= 60));
  session.send('\u0003');
  expect(await session.exitCode).toBe(130);
});
