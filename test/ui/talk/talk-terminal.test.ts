import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { emptyFolder } from '../../support/binary.js';
import { openSession } from '../pty.js';
import type { Session } from '../pty.js';

/** The built program (npm run build) in a real pseudo-terminal, at the prompt behind a green check. */
async function openPrompt(columns = 80, rows = 24, env: Record<string, string> = {}): Promise<Session & { cwd: string }> {
  const cwd = await emptyFolder();
  const session = openSession(['prompt', '--sandbox'], { cwd, columns, rows, env });
  await session.waitFor(() => /enter send|1-\d+ edit|Pretend values/.test(session.text()));
  if (!session.text().includes('enter send')) session.send('\r');
  await session.waitFor('enter send');
  return { ...session, cwd };
}

const isOver = (session: Session): (() => boolean) => {
  const before = session.all().match(/\d tokens\n/g)?.length ?? 0;
  return () => (session.all().match(/\d tokens\n/g)?.length ?? 0) > before && session.text().includes('enter send');
};

describe('a session at the prompt', () => {
  test('two turns, one stopped, former prompts, the tokens and a file; ctrl+d leaves it with 0', async () => {
    const session = await openPrompt();
    for (const text of ['first question', 'second question']) {
      const over = isOver(session);
      session.send(`${text}\r`);
      await session.waitFor(over);
    }
    expect(session.all()).toContain('You asked: "second question"');
    expect(session.all()).toMatch(/first token after \d+ ms, all of it \d+ ms, prompt \d+, answer \d+ tokens/);

    session.send('third question\r');
    await session.waitFor('You asked: "third');
    session.send('\u0003');
    await session.waitFor('stopped');
    await session.waitFor('enter send');

    session.send('\u001B[A\u001B[A');
    await session.waitFor('❯ second question\n');
    session.send('\u001B[B\u001B[B');
    await session.waitFor(() => !session.lines().slice(session.find('stopped').y).join('\n').includes('question'));

    session.send('/token\r');
    await session.waitFor('The token of Entra ID');
    await session.waitFor(() => /expires +in 59 m/.test(session.text()));
    expect(session.all()).toMatch(/iss +https:\/\/[\w.-]+\.auth0\.com\//);
    session.send('/save talk.md\r');
    await session.waitFor('Saved: talk.md, 3 prompts');
    session.send('/save talk.md\r');
    await session.waitFor('talk.md is there already');
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
    expect(session.written()).not.toMatch(/eyJ/);
    expect(await readdir(session.cwd)).toEqual(['talk.md']);
    expect((await stat(join(session.cwd, 'talk.md'))).mode & 0o777).toBe(0o600);
    const text = await readFile(join(session.cwd, 'talk.md'), 'utf8');
    expect(text.match(/^## You$/gm)).toHaveLength(3);
    expect(text).toContain('You asked: "second question"');
  });

  test('/copy gives the last answer in one piece, as the model wrote it', async () => {
    const session = await openPrompt(40, 12, { SSH_CONNECTION: '10.0.0.1 50000 10.0.0.2 22' });
    session.send('/copy\r');
    await session.waitFor('No prompt was answered yet');
    const over = isOver(session);
    session.send('one question\r');
    await session.waitFor(over);
    session.send('/copy\r');
    await session.waitFor("Sent to your terminal's clipboard");
    const sent = session.written().split('\u001B]52;c;').at(-1)?.split('\u0007')[0] ?? '';
    const text = Buffer.from(sent, 'base64').toString();
    expect(text).toMatch(/^You asked: "one question"\. I am the sandbox's stand-in for .+ let you in without a key\.$/);
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
  });

  test.each([
    [80, 24],
    [40, 12],
  ] as const)('a line is cleared by the first Ctrl-C, and the second leaves with 130, at %ix%i', async (columns, rows) => {
    const session = await openPrompt(columns, rows);
    session.send('something');
    await session.waitFor('❯ something');
    session.send('\u0003');
    await session.waitFor('ctrl+c again leaves');
    expect(session.text()).not.toContain('something');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
  });
});

test('in a pipe an answer stays as the model wrote it', async () => {
  const cwd = await emptyFolder();
  const session = openSession(['prompt', '--sandbox', '--', 'is **this** `raw`?'], { cwd, env: { CI: '1' }, columns: 300 });
  expect(await session.exitCode).toBe(0);
  expect(session.all()).toContain('You asked: "is **this** `raw`?"');
});
