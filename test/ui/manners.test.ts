import { readFileSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Terminal } from '@xterm/headless';
import { describe, expect, test, vi } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import { plainer } from '../../src/commands/ascii.js';
import { decideAscii, decideIncremental, decideRewrap } from '../../src/commands/terminal.js';
import { marks } from '../../src/report/marks.js';
import { rowsAbove } from '../../src/ui/live-frame.js';
import { spinnerFrames } from '../../src/ui/look.js';
import { emptyFolder, root } from '../support/binary.js';
import { allFound, answeredWith, fakeDesk, secretText } from './fake-desk.js';
import { mount } from './mount.js';
import { at, places } from './places.js';
import { isStyled, openSession, openShell } from './pty.js';

const history = Array.from({ length: 30 }, (_, number) => `history ${number}`);
const before = history.map((line) => `${line}\n`).join('');
const names = Object.keys(places);

/** Lines of the live frame that stand on the terminal more than once, the scrollback included. */
function twice(all: string): string[] {
  const lines = all.split('\n').filter((line) => /❯|enter |ctrl\+c|re-check|keyless 9|the last one|Explain an error/.test(line));
  return lines.filter((line, index) => lines.indexOf(line) !== index);
}

/** The time in which a window may still become narrower, and nothing is drawn in it. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120));

describe('a window that changes its size', () => {
  test('the rows of a frame are counted as xterm.js breaks them', async () => {
    // A plain generator, so that what fails can be run again.
    let seed = 7;
    const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
    for (let round = 0; round < 300; round += 1) {
      const terminal = new Terminal({ cols: 80, rows: 24, allowProposedApi: true, convertEol: true, scrollback: 500 });
      const write = (text: string): Promise<void> => new Promise((resolve) => terminal.write(text, resolve));
      const lines = Array.from({ length: 1 + random(18) }, () =>
        (random(4) === 0 ? '漢' : 'x').repeat(random(40) * (1 + random(2))).slice(0, 39 + random(41)),
      );
      const frame = ['TOP', ...lines].map((line) => (line.startsWith('漢') ? line.slice(0, 39) : line));
      await write(before + frame.map((line) => `${line}\n`).join(''));
      const y = random(frame.length);
      await write(`\u001B[${frame.length - y}A`);
      const [columns, rows] = [40 + random(40), 24 - random(3)];
      terminal.resize(columns, rows);
      const above = rowsAbove({ lines: frame, at: { x: 0, y }, columns: 80 }, { columns, rowsLost: 24 - rows }, 'butCursorLine');
      const buffer = terminal.buffer.active;
      const found = buffer.getLine(buffer.baseY + buffer.cursorY - above)?.translateToString(true);
      expect([round, found]).toEqual([round, 'TOP']);
      terminal.dispose();
    }
  });

  test('what other terminals do is counted, too', () => {
    const frame = { lines: ['x'.repeat(79), 'y'.repeat(50), 'z'], at: { x: 45, y: 1 }, columns: 80 };
    expect(rowsAbove(frame, { columns: 40, rowsLost: 0 }, 'all')).toBe(3);
    expect(rowsAbove(frame, { columns: 40, rowsLost: 0 }, 'none')).toBe(1);
    expect(rowsAbove(frame, { columns: 90, rowsLost: 0 }, 'all')).toBe(1);
  });

  test.each(names)('leaves no line twice and loses nothing that was printed, at once: %s', async (name) => {
    const { screen } = await at(name, { before });
    const printed = screen
      .all()
      .split('\n')
      .filter((line) => /^history|✓ .* long$|Hello from|^❯ go on|token {2}https/.test(line));
    for (const [columns, rows] of [
      [40, 12],
      [80, 24],
      [100, 30],
    ] as const) {
      screen.resize(columns, rows);
      await settled();
      await screen.waitFor(() => /enter |ctrl\+c|re-check|esc |y yes/.test(screen.text()));
      expect(screen.lines().filter((line) => line !== '').length).toBeLessThanOrEqual(rows);
      expect(twice(screen.text())).toEqual([]);
    }
    const all = screen.all();
    for (const line of history) expect(all.split('\n').filter((one) => one === line)).toHaveLength(1);
    for (const line of printed) expect(all).toContain(line);
    screen.abort();
    await screen.exit;
  });

  test.each(names)('leaves no line twice anywhere when it is dragged: %s', async (name) => {
    const { screen } = await at(name, { before });
    for (let columns = 80, rows = 24; columns > 40;) {
      columns = Math.max(40, columns - 3);
      if (columns % 2 === 1) rows = Math.max(12, rows - 2);
      screen.resize(columns, rows);
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await screen.waitFor(() => /enter |ctrl\+c|re-check|esc |y yes/.test(screen.text()));
    expect(twice(screen.text())).toEqual([]);
    // Of a frame that fills the window the first step pushes rows into the scrollback, before anybody can draw.
    expect(twice(screen.all()).length).toBeLessThanOrEqual(name === 'start' ? 1 : 0);
    for (const line of history)
      expect(
        screen
          .all()
          .split('\n')
          .filter((one) => one === line),
      ).toHaveLength(1);
    screen.abort();
    await screen.exit;
  });

  test('in the middle of an answer nothing of it is lost', async () => {
    const { desk, screen } = await at('an answer that comes', { before });
    const sizes = [
      [40, 12],
      [80, 24],
      [100, 30],
    ] as const;
    for (let piece = 0; piece < 60; piece += 1) {
      desk.watch({ type: 'said', text: `piece-${piece} ${piece % 7 === 6 ? '\n\n' : ''}` }, () => answeredWith(''));
      const size = piece % 20 === 10 ? sizes[Math.floor(piece / 20)] : undefined;
      if (size) screen.resize(size[0], size[1]);
      await new Promise((resolve) => setTimeout(resolve, 8));
    }
    desk.end(answeredWith(''));
    await screen.waitFor('enter send');
    const text = screen.all().replaceAll('\n', ' ');
    for (let piece = 0; piece < 60; piece += 1)
      expect(text.split(`piece-${piece} `).length + (text.endsWith(`piece-${piece}`) ? 1 : 0)).toBe(2);
    screen.abort();
    await screen.exit;
  });
});

describe('a terminal that cannot show everything', () => {
  const args = (...argv: string[]): Parameters<typeof decideAscii>[0] => {
    const read = readArgs(argv);
    if (!read.ok) throw new Error(read.usage.problem);
    return read.args;
  };

  test.each([
    ['always', 'linux', { LANG: 'en_US.UTF-8' }, ['--ascii']],
    ['never', 'linux', {}, []],
    ['never', 'linux', { LANG: 'de_DE.utf8' }, []],
    ['terminal', 'linux', { LANG: 'C' }, []],
    ['terminal', 'linux', { LANG: 'en_US.UTF-8', LC_ALL: 'POSIX' }, []],
    ['never', 'linux', { LANG: 'C', LC_CTYPE: 'C.UTF-8' }, []],
    ['never', 'linux', { LANG: 'C.UTF-8', LC_ALL: '' }, []],
    ['terminal', 'linux', { LANG: 'en_US.UTF-8', TERM: 'linux' }, []],
    ['never', 'darwin', { LC_CTYPE: 'UTF-8' }, []],
    ['terminal', 'win32', {}, []],
    ['terminal', 'win32', { LANG: 'C.UTF-8' }, []],
    ['never', 'win32', { WT_SESSION: 'a' }, []],
    ['never', 'win32', { TERM_PROGRAM: 'vscode' }, []],
    ['never', 'win32', { ConEmuANSI: 'ON' }, []],
  ] as const)('ASCII: %s on %s with %j %j', (expected, platform, env, argv) => {
    expect(decideAscii(args('check', ...argv), { env, platform })).toBe(expected);
  });

  test('frames are written whole on Windows, and lines are broken where terminals do that', () => {
    expect([decideIncremental('win32'), decideIncremental('linux')]).toEqual([false, true]);
    const table = [
      {},
      { TMUX: 'a', XTERM_VERSION: 'b' },
      { XTERM_VERSION: 'b' },
      { STY: 'c' },
      { TERM: 'linux' },
      { TERM_PROGRAM: 'vscode' },
    ];
    expect(table.map((env) => decideRewrap(env))).toEqual(['all', 'all', 'none', 'none', 'none', 'butCursorLine']);
  });

  test.each([
    [['--ascii'], {}],
    [[], { LANG: 'C' }],
  ] as const)('the whole screen is ASCII with %j %j, and still follows the window', async (argv, env) => {
    const session = openSession(['setup', '--sandbox', ...argv], { cwd: await emptyFolder(), env: { ...env } });
    await session.waitFor('Pretend values');
    session.resize(50, 20);
    await session.waitFor(() => /1 \+ [\s\S]*q quit/.test(session.text()) && session.lines().every((line) => line.length <= 50));
    session.send('\r');
    await session.waitFor('enter send');
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
    expect(session.written().match(/[^\p{ASCII}]/gu) ?? []).toEqual([]);
    expect(session.all()).toContain('+');
  });

  test('every character of our own has its ASCII form', () => {
    // What others wrote is read there, and these characters never reach a screen.
    const readers =
      /^(findings\/pasted|findings\/recognise|sandbox|settings\/clean|settings\/placeholder|findings\/difference|findings\/describe-difference|commands\/ascii|tools\/auth0-cli)/;
    const files = readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' }).filter(
      (file) => /\.tsx?$/.test(file) && !readers.test(file),
    );
    const found = files.flatMap((file) => {
      const code = readFileSync(join(root, 'src', file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|(?<=\s)\/\/.*/g, '');
      return Array.from(code.matchAll(/[^\p{ASCII}]/gu), ([character]) => `${character} ${file}`);
    });
    expect(found.length).toBeGreaterThan(50);
    expect(found.filter((one) => !(Array.from(one)[0] ?? '') || !(plainer[Array.from(one)[0] ?? ''] ?? ''))).toEqual([]);
    for (const plain of Object.values(plainer)) expect(plain).toMatch(/^[\x20-\x7E]$/);
    expect(spinnerFrames.map((frame) => plainer[frame]).join('')).toBe('|/-\\|/-\\');
  });

  test('without colour every status has a mark or a word of its own', () => {
    const shown = Object.values(marks).map(({ mark, word }) => `${mark}${word}`);
    expect(new Set(shown).size).toBe(shown.length);
  });

  test.each([[], ['--color=never']])('no colour where none is wanted: %j', async (...flags) => {
    const session = openSession(['setup', '--sandbox', ...flags], {
      cwd: await emptyFolder(),
      env: flags.length === 0 ? { NO_COLOR: '1' } : {},
    });
    await session.waitFor('Pretend values');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
    expect(isStyled(session.written())).toBe(false);
  });
});

describe('the end', () => {
  const modes = ['\u001B[?25', '\u001B[?2004', '\u001B[?2026'];

  test.each(names)('Ctrl-C leaves with 130, and the modes and what was printed are as they were: %s', async (name) => {
    const { screen } = await at(name, { before });
    screen.send('\u0003');
    if (name === 'an answer that comes') screen.send('\u0003');
    expect(await screen.exit).toBe(130);
    const written = screen.writes.join('');
    for (const mode of modes) expect(written.slice(written.lastIndexOf(mode) + mode.length)[0]).toBe(mode.endsWith('25') ? 'h' : 'l');
    expect(screen.isRaw()).toBe(false);
    expect(screen.all().split('\n').slice(0, 30)).toEqual(history);
  });

  test.each(['\u0003', 'SIGTERM', 'SIGHUP'])('the line discipline is as it was after %j', async (end) => {
    const cwd = await emptyFolder();
    const session = openShell('stty -a > before; $KEYLESS setup --sandbox; rc=$?; stty -a > after; cmp before after && echo same rc=$rc', {
      cwd,
    });
    await session.waitFor('Pretend values');
    if (end === '\u0003') session.send(end);
    else {
      const children = (await readFile(`/proc/${session.pid}/task/${session.pid}/children`, 'utf8')).trim();
      process.kill(Number(children), end);
    }
    expect(await session.exitCode).toBe(0);
    expect(session.all()).toContain('Cancelled.');
    expect(session.all()).toContain('same rc=130');
    expect(await readFile(join(cwd, 'before'), 'utf8')).toContain('icanon');
  });

  test.each(['', 'trap "" HUP; '])('a terminal that is closed ends it quietly within a second or two (%j)', async (trap) => {
    const mark = `KEYLESS_MARK_${Math.random()}`;
    const cwd = await emptyFolder();
    const session = openShell(`${trap}$KEYLESS setup --sandbox 2> errors`, { cwd, env: { MARK: mark } });
    await session.waitFor('Pretend values');
    session.close();
    await vi.waitFor(() => expect(processesWith(mark)).toEqual([]), { timeout: 5000, interval: 50 });
    expect(await readFile(join(cwd, 'errors'), 'utf8')).not.toMatch(/ at |Error|EIO/);
  });

  test('Ctrl-Z stops it, and fg brings it back, drawn for the size that the window has by then', async () => {
    const session = openShell('$KEYLESS setup --sandbox', { cwd: await emptyFolder(), isInteractive: true });
    await session.waitFor('Pretend values');
    session.send('\u001A');
    await session.waitFor('Stopped');
    expect(session.all()).not.toContain('Pretend values');
    session.send('stty -a | tr ";" "\\n" | grep -c icanon\r');
    await session.waitFor(() => /\n1\n/.test(session.text()));
    expect(session.written().slice(session.written().lastIndexOf('\u001B[?25'))).toMatch('\u001B[?25h');
    session.resize(60, 24);
    session.send('fg\r');
    await session.waitFor(() => /Pretend values[\s\S]*q quit/.test(session.text()));
    expect(Math.max(...session.lines().map((line) => line.length))).toBeLessThanOrEqual(60);
    session.send('x');
    await session.waitFor('enter explain');
    session.send('\u0003');
    await session.waitFor(() => /Cancelled\.\s+\$$/.test(session.text()));
    session.send('echo rc=$?\r');
    await session.waitFor('rc=130');
    session.send('exit\r');
    await session.exitCode;
  });

  test.each([
    ['TERM', []],
    ['HUP', []],
    ['TERM', ['--accessible']],
  ] as const)('a job that Ctrl-Z has stopped ends at kill -%s, without the terminal: %j', async (signal, flags) => {
    const mark = `KEYLESS_MARK_${Math.random()}`;
    const line = `stty -g > before; MARK=${mark} $KEYLESS setup --sandbox ${flags.join(' ')}`;
    const session = openShell(line, { cwd: await emptyFolder(), isInteractive: true });
    await session.waitFor(flags.length === 0 ? 'Pretend values' : 'Your choice');
    session.send('\u001A');
    await session.waitFor('Stopped');
    // The notice of bash comes with a prompt or with the next; what it waited for has a code at once. 143 is SIGTERM.
    session.send(`kill -${signal} %1; wait -f %1; echo rc=$?\r`);
    await session.waitFor(() => /\nrc=143\n/.test(session.all()));
    await expect.poll(() => processesWith(mark), { timeout: 5000 }).toEqual([]);
    session.send('stty -g > after; cmp before after && echo the same\r');
    await session.waitFor(() => /\nthe same\n/.test(session.text()));
    expect(session.all()).not.toContain('tty output');
    session.send('exit\r');
    await session.exitCode;
  });

  test('where nobody could bring it back Ctrl-Z changes nothing', async () => {
    const session = openSession(['setup', '--sandbox'], { cwd: await emptyFolder() });
    await session.waitFor('Pretend values');
    session.send('\u001Ax');
    await session.waitFor('enter explain');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
  });

  test('a paste whose end was lost does not keep Ctrl-C from leaving', async () => {
    const { desk, screen } = await at('fields');
    screen.send('\u001B[200~lost');
    screen.send(' and more');
    await new Promise((resolve) => setTimeout(resolve, 50));
    screen.send('\u0003');
    expect(await screen.exit).toBe(130);
    expect([...desk.kept.values()].join(' ')).toContain('lost and more');
  });
});

function processesWith(mark: string): string[] {
  return readdirSync('/proc').filter((name) => {
    try {
      return /^\d+$/.test(name) && readFileSync(`/proc/${name}/environ`, 'utf8').includes(mark);
    } catch {
      return false;
    }
  });
}

describe('nonsense', () => {
  const nonsense = {
    'a long line': 'a1-'.repeat(1000),
    '64 kB': 'b'.repeat(64_000),
    '64 kB of wide ones': '漢'.repeat(22_000),
    CR: 'a\rb\rc',
    LF: 'a\nb\nc',
    CRLF: 'a\r\nb\r\n',
    tabs: '\ta\t\tb',
    'an escape sequence': 'a\u001B[31;5mb\u001B[2Jc\u001B[1;1Hd',
    OSC: 'a\u001B]0;title\u0007b\u001B]8;;https://x.example\u001B\\c',
    NUL: 'a\u0000b',
    DEL: 'abc\u007F\u007F',
    bidi: 'a\u202Eb\u2066c',
    ZWJ: '👩‍👩‍👧‍👦'.repeat(20),
    VS16: '❤️☁️'.repeat(20),
    combining: 'e\u0301\u0301\u0301'.repeat(30),
    RTL: 'שלום עולם '.repeat(20),
  };

  describe.each([
    [80, 24],
    [40, 12],
  ] as const)('at %ix%i', (columns, rows) => {
    test.each(['a field', 'the secret', 'the prompt', 'the paste screen'])(
      'pasted and typed into %s it breaks nothing',
      async (where) => {
        for (const [name, text] of Object.entries(nonsense))
          for (const way of ['pasted', 'typed'] as const) {
            // How wide the window is, is the same for both ways.
            if (way === 'typed' && (text.length > 5000 || columns === 80)) continue;
            const screen = await openField(where, { columns, rows });
            const started = performance.now();
            const drawn = screen.writes.length;
            // A person has no key for these: a terminal sends them as keys of its own.
            screen.send(way === 'pasted' ? `\u001B[200~${text.replaceAll('\u001B[20', '')}\u001B[201~` : text);
            await screen.waitFor(() => screen.writes.length > drawn);
            const ms = performance.now() - started;
            await new Promise((resolve) => setTimeout(resolve, 30));
            expect([name, way, screen.lines().findLastIndex((line) => line !== '') < rows]).toEqual([name, way, true]);
            expect([name, way, screen.terminal.cols, screen.writes.join('').includes(secretText)]).toEqual([name, way, columns, false]);
            expect([name, screen.writes.slice(drawn).join('').includes('\u001B]0;')]).toEqual([name, false]);
            // Generous, because others work on this machine.
            expect([name, way, ms < 3000 ? 'fast' : ms]).toEqual([name, way, 'fast']);
            screen.send('\u0003');
            screen.send('\u0003');
            expect([name, way, await screen.exit]).toEqual([name, way, 130]);
            expect(screen.isRaw()).toBe(false);
          }
      },
      120_000,
    );
  });
});

async function openField(where: string, size: { columns: number; rows: number }): Promise<ReturnType<typeof mount>> {
  const desk = fakeDesk(
    where === 'the prompt' ? { found: allFound(), start: 'prompt' } : where === 'the paste screen' ? { found: allFound() } : {},
  );
  const screen = mount(desk, size);
  if (where === 'the prompt') {
    await screen.waitFor('ctrl+c leave');
    desk.end(answeredWith('Hello.'));
    await screen.waitFor('enter send');
  } else if (where === 'the paste screen') {
    await screen.waitFor('1-9 edit');
    screen.send('x');
    await screen.waitFor('enter explain');
  } else {
    await screen.waitFor('Auth0 domain');
    if (where === 'the secret') {
      screen.send('\r\r');
      await screen.waitFor('Auth0 client secret');
    }
  }
  return screen;
}
