import { chmod, readFile, readdir, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';

import { describe, expect, test, vi } from 'vitest';

import { emptyFolder } from '../support/binary.js';
import type { Session } from './pty.js';
import { openSession } from './pty.js';

/** The built program (npm run build) in a real pseudo-terminal, at the explanation of a planted fault. */
async function explained(fault: string, options: Partial<Parameters<typeof openSession>[1]> = {}): Promise<Session & { cwd: string }> {
  const cwd = await emptyFolder();
  const session = openSession(['setup', '--sandbox', '--fault', fault], { cwd, ...options });
  await session.waitFor('w write');
  session.send('\r');
  await session.waitFor('enter explain');
  session.send('\r');
  await session.waitFor(() => /enter (?:re-)?check\b/.test(session.text()));
  return { ...session, cwd };
}

/** A folder with a program of this name in it that writes what it reads to a file beside it. */
async function toolFolder(name: string): Promise<{ folder: string; read: () => Promise<string> }> {
  const folder = await emptyFolder();
  const file = join(folder, 'read');
  await writeFile(join(folder, name), `#!/bin/sh\nprintf '%s\\n' "$*" > '${file}.args'\ncat > '${file}'\n`);
  await chmod(join(folder, name), 0o755);
  return { folder, read: async () => `${await readFile(`${file}.args`, 'utf8')}${await readFile(file, 'utf8')}` };
}

const issuerIn = (session: Session): string => /^https:\/\/\S+\.auth0\.com\/$/m.exec(session.text())?.[0] ?? '';

/** Every text that was sent to a terminal's clipboard. */
function sentToClipboard(written: string): string[] {
  const texts = written.split('\u001B]52;c;').slice(1);
  return texts.map((text) => Buffer.from(text.split('\u0007')[0] ?? '', 'base64').toString());
}

async function quit(session: Session): Promise<void> {
  session.send('q');
  expect(await session.exitCode).toBe(1);
}

describe('copying', () => {
  test('over SSH sends the value to the clipboard of the terminal, and no frame is broken by it', async () => {
    const session = await explained('trust/issuer-slash', { env: { SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' } });
    const keys = session.lines().filter((line) => / {2}q quit$/.test(line));
    session.send('c');
    await session.waitFor("Sent to your terminal's clipboard: ");
    expect(sentToClipboard(session.written())).toEqual([issuerIn(session)]);
    // Outside of every frame.
    const frames = session.written().split('\u001B[?2026h');
    for (const frame of frames.slice(1)) expect(frame.split('\u001B[?2026l')[0]).not.toContain('\u001B]52');
    // The keys are drawn once, below what was said.
    await vi.waitFor(() => expect(session.lines().filter((line) => / {2}q quit$/.test(line))).toEqual(keys), 15_000);
    expect(session.find('q quit').y).toBeGreaterThan(session.find('Sent to').y);
    await quit(session);
  });

  test('in tmux gives it to tmux and wraps the sequence for the terminal outside', async () => {
    const { folder, read } = await toolFolder('tmux');
    const PATH = `${folder}${delimiter}${process.env['PATH']}`;
    const session = await explained('trust/issuer-slash', {
      env: { SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22', TMUX: '/tmp/tmux-1000/default,1,0', TERM: 'screen-256color', PATH },
    });
    session.send('c');
    await session.waitFor("Sent to your terminal's clipboard: ");
    expect(await read()).toBe(`load-buffer -w -\n${issuerIn(session)}`);
    expect(sentToClipboard(session.written())).toEqual([issuerIn(session)]);
    const sent = Buffer.from(issuerIn(session)).toString('base64');
    expect(session.written()).toContain(`\u001BPtmux;\u001B\u001B]52;c;${sent}\u0007\u001B\\`);
    await quit(session);
  });

  test('on this machine gives it to the tool that is there, by its standard input', async () => {
    const { folder, read } = await toolFolder('xclip');
    const session = await explained('trust/issuer-slash', { env: { DISPLAY: ':7', PATH: `${folder}${delimiter}${process.env['PATH']}` } });
    session.send('c');
    await session.waitFor('Copied: ');
    expect(await read()).toBe(`-selection clipboard\n${issuerIn(session)}`);
    // A message is copied as it is printed.
    session.send('m');
    await vi.waitFor(async () => expect(await read()).toContain('No secret is involved.'), 15_000);
    expect(session.all()).toContain('Could you change one value in Entra ID, please?');
    expect(sentToClipboard(session.written())).toEqual([]);
    await quit(session);
  });

  test('where nothing can be copied, says so', async () => {
    const session = await explained('trust/issuer-slash', { env: { TERM: 'vt100', PATH: '/nowhere' } });
    session.send('c');
    await session.waitFor('There is no clipboard within reach');
    expect(sentToClipboard(session.written())).toEqual([]);
    await quit(session);
  });
});

describe('the page', () => {
  test('opens in the browser of this machine, and its address is a link where the terminal makes links', async () => {
    const { folder, read } = await toolFolder('xdg-open');
    const session = await explained('trust/issuer-slash', {
      env: {
        DISPLAY: ':7',
        PATH: `${folder}${delimiter}${process.env['PATH']}`,
        TERM_PROGRAM: 'WezTerm',
        TERM_PROGRAM_VERSION: '20240203-110809',
      },
    });
    session.send('o');
    await session.waitFor('Opened in your browser.');
    expect(await read()).toBe('https://portal.azure.com/\n');
    expect(session.written()).toContain('\u001B]8;;https://portal.azure.com/\u0007https://portal.azure.com/\u001B]8;;\u0007');
    expect(
      session
        .all()
        .split('\n')
        .filter((line) => line === 'https://portal.azure.com/'),
    ).toHaveLength(1);
    await quit(session);
  });

  test('is told over SSH, and is no link for a terminal that may not know them', async () => {
    const session = await explained('trust/issuer-slash', { env: { SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22', DISPLAY: ':7' } });
    session.send('o');
    await session.waitFor('You are connected over SSH');
    expect(session.all().split('\n')).toContain('https://portal.azure.com/');
    expect(session.written()).not.toContain('\u001B]8;');
    await quit(session);
  });
});

describe('a yes', () => {
  test.each([
    ['azure-openai/deployment-missing', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'],
    ['settings/retired-api-version', 'AZURE_AOAI_API_VERSION'],
  ])('to %s sets %s and is green, writes nothing until that is asked for, and says so', async (fault, name) => {
    const session = await explained(fault);
    await session.waitFor(`y set ${name} and check`);
    session.send('y');
    await session.waitFor(`Not written yet: ${name}.`);
    expect(session.text()).toContain('It works.');
    expect(await readdir(session.cwd)).toEqual([]);
    session.send('/write\r');
    await session.waitFor('w write');
    session.send('w');
    await session.waitFor('enter write it');
    session.send('\r');
    await session.waitFor('Written: .env.sandbox');
    expect(await readFile(join(session.cwd, '.env.sandbox'), 'utf8')).toContain(`${name}=`);
    session.send('q');
    expect(await session.exitCode).toBe(0);
  });
});

describe('an explanation', () => {
  test.each([
    [80, 24],
    [100, 30],
    [40, 12],
  ] as const)('begins in sight at %ix%i: title, both values, the wrong character in red', async (columns, rows) => {
    const session = await explained('trust/subject-case', { columns, rows });
    // The line of the check above says the same.
    const title = session.findLast('✗ The subject differs by the case of');
    const token = session.find('token  ');
    expect(token.y).toBeGreaterThan(title.y);
    const caret = session.lines()[token.y + 2]?.indexOf('^') ?? -1;
    const [ours, theirs] = [0, 1].map((below) => session.cell(caret, token.y + below));
    expect(ours?.getChars()).toBe(theirs?.getChars().toUpperCase());
    expect(ours?.getChars()).not.toBe(theirs?.getChars());
    // Red is the mark of the title, the wrong character on both sides, and the caret.
    const red = session
      .lines()
      .flatMap((_, y) => Array.from({ length: columns }, (__, x) => ({ x, y })))
      .filter(({ x, y }) => {
        const cell = session.cell(x, y);
        return y >= title.y && cell.isFgPalette() && cell.getFgColor() === 1;
      });
    expect(red).toEqual([title, ...[0, 1, 2].map((below) => ({ x: caret, y: token.y + below }))]);
    for (const key of ['y', 'c', 'a', 'o', 'm', 'r', 'f', 'w', 'e', 'x', 's', 'q'])
      expect(session.text()).toMatch(new RegExp(`(^| )${key} \\w`, 'm'));
    // The rest comes page by page, and the end of it is the end of the key.
    for (let pages = 0; pages < 40 && / s [a-z0-9]/.test(session.text()); pages += 1) {
      const before = session.all();
      session.send('s');
      await session.waitFor(() => session.all() !== before && session.text().endsWith('q quit'));
    }
    const all = session.all().split('\n').join('');
    expect(all.match(/Could you change one value in Entra ID/g)).toHaveLength(1);
    expect(all).toContain('az identity federated-credential update');
    await quit(session);
  });

  test('keeps the words of the service for a key', async () => {
    const session = await explained('trust/subject-case', { rows: 40 });
    expect(session.all()).not.toContain('Trace');
    expect(session.all()).not.toContain('matches with case-insensitive comparison');
    session.send('r');
    await session.waitFor('Entra ID said, word for word');
    await session.waitFor(() => session.all().includes('AADSTS7002138: No matching federated identity record found'));
    expect(session.all()).toMatch(/ {3}correlation [0-9a-f-]{36}/);
    await quit(session);
  });
});
