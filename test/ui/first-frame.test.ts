import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Unicode11Addon } from '@xterm/addon-unicode11';
import { Terminal } from '@xterm/headless';
import { describe, expect, test } from 'vitest';

import { emptyFolder } from '../support/binary.js';
import type { Session } from './pty.js';
import { openSession } from './pty.js';

/** The real program in a real terminal: what stands there before Ink does, and what Ink makes of it. */

const [takenOver, listening] = ['\u001B[?2026h', '\u001B[?2004h'];

const values = `OIDC_ENDPOINT=acme-dev.eu.auth0.com
OIDC_CLIENT_ID=K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja
OIDC_CLIENT_SECRET=${'9f'.repeat(32)}
AZURE_TENANT_ID=7c9e6679-7425-40de-944b-e07fc1f90ae7
AZURE_CLIENT_ID=1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11
AZURE_AOAI_ENDPOINT=https://acme-ai.openai.azure.com/
AZURE_AOAI_MODEL_DEPLOYMENT_NAME=gpt-4o
`;

/** What each cell shows and how, and where the cursor is. */
async function cellsOf(written: string, columns: number, rows: number): Promise<{ cells: string[]; cursor: [number, number] | null }> {
  const terminal = new Terminal({ cols: columns, rows, allowProposedApi: true });
  terminal.loadAddon(new Unicode11Addon());
  terminal.unicode.activeVersion = '11';
  await new Promise<void>((resolve) => terminal.write(written, resolve));
  const buffer = terminal.buffer.active;
  const cells = Array.from({ length: buffer.length }, (_, y) =>
    Array.from({ length: columns }, (__, x) => {
      const cell = buffer.getLine(y)?.getCell(x);
      return `${cell?.getChars() || ' '}${cell?.getFgColor()}${cell?.isBold()}${cell?.isDim()}`;
    }).join('|'),
  );
  // Where nobody sees it, it may be anywhere.
  const isHidden = written.lastIndexOf('\u001B[?25l') > written.lastIndexOf('\u001B[?25h');
  return { cells, cursor: isHidden ? null : [buffer.cursorX, buffer.cursorY] };
}

interface Window {
  columns?: number;
  rows?: number;
  env?: Record<string, string>;
}

async function started(folder: string, { columns = 80, rows = 24, env = {} }: Window): Promise<Session> {
  const session = openSession([], { cwd: folder, columns, rows, env });
  await session.waitFor(() => session.written().includes(listening));
  return session;
}

async function left(session: Session): Promise<number> {
  session.send('\u0004');
  return session.exitCode;
}

describe('the first frame', () => {
  test.each([
    ['nothing set', '', {}],
    ['everything set', values, {}],
    ['noise and mistakes', values.replace('acme-dev', 'https://acme-dev').replace('gpt-4o', 'your-deployment').replace('7c9e', 'x'), {}],
    ['a line that sets nothing', `# OIDC_ENDPOINT=acme.eu.auth0.com\n${values.slice(values.indexOf('\n') + 1)}`, {}],
    ['letters of two cells', `${values}AZURE_FEDERATED_SUBJECT=x\n`.replace('gpt-4o', '漢字モデル'), {}],
    ['no colour', values, { env: { NO_COLOR: '1' } }],
    ['a large window', values, { columns: 100, rows: 30 }],
    ['a small window', values, { columns: 40, rows: 12 }],
    ['a window that is too small', values, { columns: 30, rows: 10 }],
    ['a terminal of ASCII', values, { env: { LANG: 'C' } }],
  ] as readonly (readonly [string, string, Window])[])('with %s is cell for cell the one that Ink draws', async (_, text, look) => {
    const folder = await emptyFolder();
    if (text !== '') await writeFile(join(folder, '.env'), text);
    const { columns = 80, rows = 24 } = look;
    const session = await started(folder, look);
    const written = session.written();
    const first = written.slice(0, written.indexOf(takenOver));
    expect(first.length).toBeGreaterThan(20);
    // What is erased from the first row on, tmux keeps in its scrollback.
    expect(written).not.toContain('\u001B[J');
    expect(await cellsOf(first, columns, rows)).toEqual(await cellsOf(written, columns, rows));
    expect(await left(session)).toBe(0);
  });

  test('has what was typed last time', async () => {
    const folder = await emptyFolder();
    const session = openSession(['setup'], { cwd: folder });
    await session.waitFor('esc review');
    session.send('acme.eu.auth0.com\r');
    await session.waitFor('Auth0 client id');
    expect(await left(session)).toBe(0);
    const again = await started(folder, {});
    const written = again.written();
    const first = written.slice(0, written.indexOf(takenOver));
    expect(first).toContain('One value is here from last time.');
    expect(await cellsOf(first, 80, 24)).toEqual(await cellsOf(written, 80, 24));
    expect(await left(again)).toBe(0);
  });
});

describe('until Ink is there', () => {
  test('keys wait, are not echoed, and are done in their order', async () => {
    const session = openSession([], { cwd: await emptyFolder() });
    await session.waitFor('q quit');
    session.send('\u001B[B\u001B[B\u001B[B\u001B[A\u001B[B\r');
    await session.waitFor('Paste');
    session.send('\u001B');
    await session.waitFor('q quit');
    expect(session.text()).toContain('❯ 4  Explain an error');
    session.send('q');
    expect(await session.exitCode).toBe(0);
    // As a terminal echoes an arrow.
    expect(session.written()).not.toContain('^[');
  });

  test('Ctrl-C ends it, and leaves the terminal as it was', async () => {
    const session = openSession([], { cwd: await emptyFolder() });
    await session.waitFor('q quit');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
    expect(session.written().lastIndexOf('\u001B[?25h')).toBeGreaterThan(session.written().lastIndexOf('\u001B[?25l'));
    expect(session.written().lastIndexOf('\u001B[?2004l')).toBeGreaterThanOrEqual(session.written().lastIndexOf('\u001B[?2004h'));
  });

  // High enough that nothing scrolls off, in a terminal that is known to break lines as this model of one does.
  test.each([
    [60, 50],
    [44, 50],
    [80, 30],
    [110, 60],
  ])('a window that becomes %ix%i leaves nothing of it behind', async (columns, rows) => {
    const folder = await emptyFolder();
    await writeFile(join(folder, '.env'), values);
    const session = openSession([], { cwd: folder, rows: 50, env: { TERM_PROGRAM: 'vscode' } });
    await session.waitFor('q quit');
    session.resize(columns, rows);
    await session.waitFor(() => session.written().includes(listening));
    await session.waitFor(() => session.text().includes('quit') && session.all().split('Practise').length === 2);
    expect(session.all().split('keyless 0.1.0').length).toBe(2);
    session.send('q');
    expect(await session.exitCode).toBe(0);
  });
});
