import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test, vi } from 'vitest';

import { secretText } from './fake-desk.js';
import type { Session } from './pty.js';
import { openSession } from './pty.js';
import { emptyFolder } from '../support/binary.js';

/** The built program (npm run build) in a real pseudo-terminal. */
async function open(args: string[], options: Partial<Parameters<typeof openSession>[1]> = {}): Promise<Session & { cwd: string }> {
  const cwd = options.cwd ?? (await emptyFolder());
  return { ...openSession(args, { ...options, cwd }), cwd };
}

/** The last word of every mode that a screen switches on. */
function expectRestored(session: Session): void {
  const written = session.written();
  for (const [on, off] of [
    ['\u001B[?25l', '\u001B[?25h'],
    ['\u001B[?2004h', '\u001B[?2004l'],
    ['\u001B[?2026h', '\u001B[?2026l'],
  ] as const) {
    expect(written.lastIndexOf(off)).toBeGreaterThan(written.lastIndexOf(on));
  }
  expect(written).not.toContain('\u001B[?1049h');
}

describe('in the sandbox', () => {
  test('the review leads to the check, the answer and the prompt', async () => {
    const session = await open(['setup', '--sandbox']);
    await session.waitFor('Pretend values');
    session.send('\r');
    await session.waitFor('It works.');
    await session.waitFor('enter send');
    expect(session.all()).toContain('Auth0 ──✓── token ──✓── credential ──✓── Entra ID ──✓── Azure OpenAI');
    session.send('What is keyless?\r');
    await session.waitFor('ctrl+c stop');
    await session.waitFor('You asked: "What is keyless?"');
    await session.waitFor(() => /\d tokens\n\n❯/.test(session.text()));
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
    expectRestored(session);
    expect(await readdir(session.cwd)).toEqual([]);
  });

  test('a fault shows the caret below the missing slash, and leaves with 1', async () => {
    const session = await open(['setup', '--sandbox', '--fault', 'trust/issuer-slash']);
    await session.waitFor('Pretend values');
    session.send('\r');
    await session.waitFor('enter explain');
    session.send('\r');
    await session.waitFor(() => /enter (?:re-)?check\b/.test(session.text()));
    const { x, y } = session.find('token  https://');
    const token = session.lines()[y]?.trimEnd() ?? '';
    expect(token).toMatch(/\/$/);
    expect(session.lines()[y + 1]).toBe(token.slice(0, -1).replace('token', 'azure'));
    expect(session.lines()[y + 2]).toBe(`${' '.repeat(token.length - 1)}^ Azure lacks the final slash`);
    expect(session.cell(token.length - 1, y + 2).getFgColor()).toBe(1);
    expect(session.lines()).toContain(token.slice(x + 'token  '.length));
    session.send('q');
    expect(await session.exitCode).toBe(1);
    expectRestored(session);
  });

  test('a value that is missing is asked for, and no line of the review stays behind', async () => {
    const session = await open(['setup', '--sandbox', '--fault', 'settings/missing']);
    await session.waitFor('9 ○');
    session.send('\r');
    await session.waitFor('❯ Entra tenant id');
    expect(session.text()).toContain('Before a check can run, this is needed: Entra tenant id');
    expect(session.all()).not.toContain('Review');
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
  });

  test('w writes a file of its own', async () => {
    const session = await open(['setup', '--sandbox']);
    await session.waitFor('Pretend values');
    session.send('w');
    await session.waitFor('enter write it');
    session.send('\r');
    await session.waitFor('Written: .env.sandbox');
    session.send('q');
    expect(await session.exitCode).toBe(0);
    expect(await readdir(session.cwd)).toEqual(['.env.sandbox']);
  });

  test.each([{}, { TERM: 'dumb' }, { ACCESSIBLE: '1' }])(
    'check --plain on the same terminal keeps the answer it streamed (%j)',
    async (env) => {
      const cwd = await emptyFolder();
      const session = openSession(['check', '--sandbox', '--plain'], { cwd, env, columns: 300, rows: 40 });
      expect(await session.exitCode).toBe(0);
      await session.waitFor('exit 0');
      expect(session.text()).toContain('Azure OpenAI let you in without a key.');
      if (Object.keys(env).length > 0) expect(session.written()).not.toContain('\u001B[2K');
    },
  );

  test('Ctrl-C in the middle of a check leaves with 130', async () => {
    const session = await open(['setup', '--sandbox', '--fault', 'network/timeout']);
    await session.waitFor('Pretend values');
    session.send('\r');
    await session.waitFor('the endpoint answers');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
    expectRestored(session);
  });

  test('a signal gives the terminal back', async () => {
    const session = await open(['setup', '--sandbox']);
    await session.waitFor('Pretend values');
    session.kill('SIGTERM');
    expect(await session.exitCode).toBe(130);
    expectRestored(session);
  });
});

describe('an error from somewhere else', () => {
  const subject = 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients';
  const log = [
    '##[group]Deploy',
    `client_secret=${secretText}`,
    'Traceback (most recent call last):',
    `azure.core.exceptions.ClientAuthenticationError: AADSTS700213: No matching federated identity record found for presented assertion subject '${subject}'. Check your federated identity credential Subject, Audience and Issuer against the presented assertion.`,
    'Trace ID: 8f043819-8577-46b9-b330-a72e2e114600 Correlation ID: 8f043819-8577-46b9-b330-a72e2e114665 Timestamp: 2026-11-23 16:53:02Z',
  ];
  const credential = [{ name: 'auth0', issuer: 'https://acme-dev.eu.auth0.com/', subject: subject.slice(0, -8), audiences: ['x'] }];

  test.each([
    [80, 24],
    [40, 12],
  ] as const)('is pasted and explained, and compared with what Azure has, at %ix%i', async (columns, rows) => {
    const session = await open(['setup', '--sandbox'], { columns, rows });
    await session.waitFor('q quit');
    session.send('x');
    await session.waitFor('enter explain');
    // A terminal sends a line break of a paste as the key Enter.
    session.paste(`${log.join('\r')}\r`);
    await session.waitFor(() => / x (?:another error|new)\b/.test(session.text()));
    expect(session.all()).toContain('❯ 5 lines, ');
    expect(session.all()).toContain('trust/subject-mismatch');
    expect(session.lines().some((line) => /esc (?:back|up)\b/.test(line))).toBe(true);
    expect(session.lines().join(' ').replaceAll(/ +/g, ' ')).toContain(
      'Paste here what Azure has, too, and I will point at the character.',
    );
    session.paste(JSON.stringify(credential, null, 2).replaceAll('\n', '\r'));
    await session.waitFor('enter fill in');
    expect(session.all()).toContain('Azure lacks @clients at the end');
    // What is copied is one line, in the first column, as long as the window has room for it.
    session.send('c');
    await session.waitFor('clipboard');
    expect(session.lines()).toContain(subject);
    session.send('\u001B');
    await session.waitFor('1-9 edit');
    session.send('q');
    expect(await session.exitCode).toBe(0);
    expectRestored(session);
    expect(session.written()).not.toContain(secretText.slice(0, 12));
    expect(session.written()).not.toContain('Traceback');
    expect(await readdir(session.cwd)).toEqual([]);
  });

  test('needs no settings: ctrl+x opens it over the first field, and escape goes back there', async () => {
    const session = await open(['setup']);
    await session.waitFor('esc review');
    session.send('acme\u0018');
    await session.waitFor('enter explain');
    session.send('AADSTS700213\r');
    await session.waitFor(() => / x (?:another error|new)\b/.test(session.text()));
    expect(session.all()).toContain('❯ 1 line, 12 bytes');
    session.send('\u001B');
    await session.waitFor('❯ Auth0 domain');
    expect(session.find('acme').y).toBe(session.find('❯ Auth0 domain').y);
    session.send('\u0018');
    await session.waitFor('enter explain');
    session.paste('nothing to see here');
    await session.waitFor('I do not know this text.');
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
    expectRestored(session);
  });
});

describe('from nothing', () => {
  const values = [
    'keyless-test.eu.auth0.com',
    'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
    secretText,
    '7c9e6679-7425-40de-944b-e07fc1f90ae7',
    '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11',
    'https://keyless-test.openai.azure.com',
    'team-chat',
    '2024-10-21',
  ];

  test.each([
    [80, 24],
    [40, 12],
  ] as const)('eight values are typed, reviewed and written at %ix%i', async (columns, rows) => {
    const session = await open(['setup'], { columns, rows });
    await session.waitFor('esc review');
    // All in one piece, as a slow line or a script delivers it.
    session.send(`${values.slice(0, 3).join('\r')}\r\r${values[3]}\r`);
    await session.waitFor('Identity client id');
    session.send(`${values.slice(4).join('\r')}\r\r`);
    await session.waitFor('check only');
    expect(session.text()).toContain('.env: 8 added');
    expect(session.lines().filter((line) => line.includes('✓'))).toHaveLength(rows === 12 ? 8 : 9);
    session.send('\r');
    await session.waitFor('Write .env');
    expect(session.text()).toContain('8 added, 0 lines untouched');
    session.send('\r');
    await session.waitFor('ctrl+c leave');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
    expectRestored(session);
    const written = await readFile(join(session.cwd, '.env'), 'utf8');
    for (const value of values) expect(written).toContain(value);
    expect((await stat(join(session.cwd, '.env'))).mode & 0o777).toBe(0o600);
    expect(session.written()).not.toContain(secretText.slice(0, 12));
  });

  test('leaving in the middle writes nothing, keeps what was typed but not the secret, and goes on from there', async () => {
    const env = { XDG_STATE_HOME: await emptyFolder() };
    const session = await open(['setup'], { env });
    await session.waitFor('esc review');
    session.send(`keyless-test.eu.auth0.com\rK1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja\r${secretText}\r\r7c9e6679`);
    await session.waitFor('7c9e6679');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
    // The terminal takes what was written last in its own time.
    await session.waitFor('Cancelled. Nothing was written. What you typed is kept, but not the secret');
    expect(await readdir(session.cwd)).toEqual([]);
    const [draft = ''] = await readdir(join(env.XDG_STATE_HOME, 'keyless'));
    const path = join(env.XDG_STATE_HOME, 'keyless', draft);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readFile(path, 'utf8')).not.toContain(secretText.slice(0, 12));

    const again = await open(['setup'], { env, cwd: session.cwd });
    await again.waitFor('❯ Auth0 client secret');
    expect(again.text()).toContain('3 values are here from last time');
    again.send('\r\r');
    await again.waitFor('❯ Entra tenant id');
    expect(again.text()).toMatch(/Entra tenant id +7c9e6679/);
    again.send('\u0004');
    expect(await again.exitCode).toBe(0);
  });

  test('what was typed before a kill is there again, and is forgotten once it is written', async () => {
    const env = { XDG_STATE_HOME: await emptyFolder() };
    const session = await open(['setup'], { env });
    await session.waitFor('esc review');
    session.send('keyless-test.eu.auth0.com\r');
    await session.waitFor('❯ Auth0 client id');
    const kept = async (): Promise<string[]> => readdir(join(env.XDG_STATE_HOME, 'keyless')).catch(() => []);
    // Not the temporary file before it: killed then, nothing would be kept yet.
    await vi.waitFor(async () => expect(await kept()).toEqual([expect.stringMatching(/^draft-[0-9a-f]{16}\.json$/)]), 15_000);
    session.kill('SIGKILL');
    await session.exitCode;
    const again = await open(['setup'], { env, cwd: session.cwd });
    await again.waitFor('One value is here from last time');
    again.send(`${values.slice(1, 3).join('\r')}\r\r${values.slice(3).join('\r')}\r\r`);
    await again.waitFor('check only');
    again.send('\r');
    await again.waitFor('Write .env');
    again.send('\r');
    await again.waitFor('ctrl+c leave');
    await vi.waitFor(async () => expect(await kept()).toEqual([]), { timeout: 10_000 });
    again.send('\u0003');
    await again.exitCode;
  });
});
