import { setTimeout as pause } from 'node:timers/promises';

import { spawn } from '@lydell/node-pty';
import headless from '@xterm/headless';

/**
 * A program in a pseudo-terminal. The clock runs from just before the fork; a moment is that of the piece of output with which the
 * screen first showed it, as read from the terminal, not that at which the model of the screen had worked it in.
 */
export async function openTerminal(place, [file, ...args], { env = {}, columns = 80, rows = 24, cwd = null } = {}) {
  const folder = cwd ?? (await place.emptyFolder());
  const screen = new headless.Terminal({ cols: columns, rows, scrollback: 200, allowProposedApi: true });
  const waiting = new Set();
  const written = { bytes: 0, text: '' };
  const startedAt = performance.now();
  const child = spawn(file, args, { cols: columns, rows, cwd: folder, env: { ...place.env, ...env } });
  const forget = place.follow(child);
  child.onData((data) => {
    const at = performance.now();
    written.bytes += Buffer.byteLength(data);
    screen.write(data, () => waiting.forEach((look) => look(at)));
  });
  // A terminal answers what it is asked.
  screen.onData((answer) => child.write(answer));
  const ended = new Promise((resolve) => child.onExit(() => screen.write('', resolve)));
  return {
    pid: child.pid,
    startedAt,
    send: (keys) => child.write(keys),
    bytes: () => written.bytes,
    text: () => textOf(screen),
    bracketsPastes: () => screen.modes.bracketedPasteMode,
    when: (isThere, what) => when(isThere, { what, waiting, screen, ended }),
    ended,
    async close() {
      child.kill('SIGKILL');
      await ended;
      forget();
      screen.dispose();
    },
  };
}

/**
 * The same with keyless in it, which is left as a person leaves it: compiled code is kept at the end of a process, and not by one that was
 * killed. What follows then starts as it does for people.
 */
export function inKeyless(place, args, options, measure) {
  return inTerminal(place, place.keyless(...args), options, async (terminal) => {
    const measured = await measure(terminal);
    terminal.send('\u0004');
    await Promise.race([terminal.ended, pause(5000, undefined, { ref: false })]);
    return measured;
  });
}

/** Opens one for as long as something is measured in it. */
export async function inTerminal(place, command, options, measure) {
  const terminal = await openTerminal(place, command, options);
  try {
    return await measure(terminal);
  } finally {
    await terminal.close();
  }
}

/** Resolves with the moment at which this was true, and fails with the screen when it is not within two minutes, or ever. */
function when(isThere, { what, waiting, screen, ended }) {
  return new Promise((resolve, reject) => {
    const end = (settle, value) => {
      waiting.delete(look);
      clearTimeout(timer);
      settle(value);
    };
    const fail = (why) => end(reject, new Error(`${why} ${what}:\n${textOf(screen)}`));
    const look = (at) => isThere(textOf(screen)) && end(resolve, at);
    const timer = setTimeout(fail, 120_000, 'never showed');
    waiting.add(look);
    ended.then(() => waiting.has(look) && fail('ended without'));
    look(performance.now());
  });
}

/** The rows of the window, without the spaces at their ends. */
function textOf(screen) {
  const { active } = screen.buffer;
  return Array.from({ length: screen.rows }, (_, row) => active.getLine(active.viewportY + row)?.translateToString(true) ?? '').join('\n');
}
