import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { secretText } from './fake-desk.js';
import { openSession } from './pty.js';
import { emptyFolder } from '../support/binary.js';

/** The built program (npm run build) in a real pseudo-terminal, in a folder where nothing is. */
async function open(args: string[], options: { columns?: number; rows?: number; env?: Record<string, string>; cwd?: string } = {}) {
  const cwd = options.cwd ?? (await emptyFolder());
  return { ...openSession(args, { ...options, cwd }), cwd };
}

describe('from keyless in an empty folder', () => {
  test.each([
    [80, 24],
    [40, 12],
  ] as const)('a lesson is found, explained, mended and green, and leads back to the start, at %ix%i', async (columns, rows) => {
    const session = await open([], { columns, rows });
    await session.waitFor('q quit');
    session.send('5');
    await session.waitFor('esc back');
    session.send('2');
    await session.waitFor('enter check');
    expect(session.text()).toContain('Find the fault');
    expect(session.text()).toContain('esc lessons');
    session.send('\r');
    await session.waitFor('enter explain');
    session.send('\r');
    await session.waitFor(() => / y (?:mend|do this)/.test(session.text()));
    expect(session.all()).toContain('trust/issuer-slash');
    session.send('y');
    await session.waitFor('Lesson 2 of 5 is done.');
    expect(session.all().replaceAll(/\s+/g, ' ')).toContain('The credential in the pretend Azure has its final slash now.');
    expect(session.text().replaceAll(/\s+/g, ' ')).toContain('Lesson 2 of 5 is done. Entra ID compares letter for letter');
    session.send('\u001B');
    await session.waitFor('q quit');
    expect(session.text()).toContain('❯ 3  Azure OpenAI refuses');
    session.send('\u001B');
    await session.waitFor('Check what I have');
    expect(session.text()).toContain('0 of 7 values known');
    session.send('q');
    expect(await session.exitCode).toBe(0);
    expect(await readdir(session.cwd)).toEqual([]);
  });

  test('the next lesson follows on the one before, and Ctrl-C leaves for good', async () => {
    const session = await open([]);
    await session.waitFor('q quit');
    session.send('51');
    await session.waitFor('Lesson 1 of 5.');
    session.send('\r');
    await session.waitFor('enter explain');
    session.send('\r');
    await session.waitFor(() => / y (?:mend|do this)/.test(session.text()));
    session.send('y');
    await session.waitFor('Lesson 1 of 5 is done.');
    session.send('\r');
    await session.waitFor('Lesson 2 of 5.');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
    expect(session.text()).toContain('Cancelled.');
    expect(await readdir(session.cwd)).toEqual([]);
  });

  test('a signal in a lesson gives the terminal back', async () => {
    const session = await open([]);
    await session.waitFor('q quit');
    session.send('53');
    await session.waitFor('Lesson 3 of 5.');
    session.kill('SIGTERM');
    expect(await session.exitCode).toBe(130);
    expect(session.written().lastIndexOf('\u001B[?25h')).toBeGreaterThan(session.written().lastIndexOf('\u001B[?25l'));
  });

  test('what was typed before a lesson is there after it, the secret too', async () => {
    const env = { XDG_STATE_HOME: await emptyFolder() };
    const session = await open([], { env });
    await session.waitFor('q quit');
    session.send('1');
    await session.waitFor('❯ Auth0 domain');
    session.send(`acme.eu.auth0.com\r\r${secretText}\r\r`);
    await session.waitFor('❯ Entra tenant id');
    session.send('\u001B');
    await session.waitFor('1-9 edit');
    session.send('\u001B');
    await session.waitFor('Continue setup');
    session.send('55');
    await session.waitFor('Lesson 5 of 5.');
    expect(session.text()).not.toContain('acme.eu.auth0.com');
    session.send('q');
    await session.waitFor('esc back');
    session.send('\u001B');
    await session.waitFor('2 of 7 values known');
    expect(session.text()).toMatch(/Auth0 domain +acme\.eu\.auth0\.com +typed/);
    expect(session.text()).toContain('••••••••7fQ2 64 characters');
    session.send('q');
    expect(await session.exitCode).toBe(0);
    await session.waitFor('but not the secret');
    expect(session.written()).not.toContain(secretText.slice(0, 12));
  });
});

describe('a command in a terminal', () => {
  test('check opens the screen and checks at once; it leaves with the code of the report', async () => {
    const session = await open(['check', '--sandbox', '--fault', 'trust/issuer-slash']);
    await session.waitFor('enter explain');
    session.send('q');
    expect(await session.exitCode).toBe(1);
  });

  test('check --no-completion and --strict are honoured there', async () => {
    const session = await open(['check', '--sandbox', '--no-completion', '--strict', '--fault', 'settings/normalised']);
    await session.waitFor('enter explain');
    expect(session.all()).toContain('settings/normalised');
    expect(session.all()).not.toContain('Azure OpenAI let you in without a key.');
    session.send('\u0004');
    expect(await session.exitCode).toBe(1);
  });

  test.each([['--verbose'], ['--json'], ['--no-input']])('check %s stays text', async (flag) => {
    // Without a setting, which the screen would ask for.
    const session = await open(['check', flag], { columns: 200, rows: 60 });
    expect(await session.exitCode).toBe(2);
    expect(session.written()).not.toContain('\u001B[?2004h');
  });

  test('check --plain stays text to the end of a whole check', async () => {
    const session = await open(['check', '--sandbox', '--plain'], { columns: 200, rows: 60 });
    expect(await session.exitCode).toBe(0);
    expect(session.all()).toContain('Azure OpenAI let you in without a key.');
    expect(session.all()).toMatch(/, exit 0\s*$/);
    expect(session.written()).not.toContain('\u001B[?2004h');
  });

  test('explain opens the place to paste, where there is nothing else', async () => {
    const session = await open(['explain']);
    await session.waitFor('enter explain');
    session.send('AADSTS700213\r');
    await session.waitFor(() => / x (?:another error|new)\b/.test(session.text()));
    expect(session.all()).toContain('trust/subject-mismatch');
    session.send('q');
    expect(await session.exitCode).toBe(0);
  });

  test('explain with something to explain stays text, and so does its list', async () => {
    for (const args of [
      ['explain', 'AADSTS700213'],
      ['explain', '--list'],
    ]) {
      const session = await open(args, { columns: 200, rows: 60 });
      expect(await session.exitCode).toBe(0);
      expect(session.written()).not.toContain('\u001B[?2004h');
    }
  });

  test('prompt asks for what is missing, setup opens the fields', async () => {
    for (const command of ['prompt', 'setup']) {
      const session = await open([command]);
      await session.waitFor('❯ Auth0 domain');
      session.send('\u0004');
      expect(await session.exitCode).toBe(0);
    }
  });

  test('--verbose writes nothing over the screen', async () => {
    const session = await open(['--sandbox', '--verbose']);
    await session.waitFor('all values are pretend');
    session.send('2');
    await session.waitFor('It works.');
    expect(session.all()).not.toContain('openid-configuration');
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
  });
});

describe('the start tells', () => {
  test('which source a value has and which it hides, and of lines nobody reads', async () => {
    const cwd = await emptyFolder();
    await writeFile(join(cwd, '.env'), 'OIDC_ENDPOINT=acme.eu.auth0.com\nOIDC_CLIENT_ID: K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja\n');
    const session = await open([], { cwd, env: { OIDC_ENDPOINT: 'other.eu.auth0.com' } });
    await session.waitFor('q quit');
    expect(session.text()).toMatch(/✓ Auth0 domain +other\.eu\.auth0\.com +environment, hides \.env/);
    expect(session.text().replaceAll(/\s+/g, ' ')).toContain('Line 2 of the env file names OIDC_CLIENT_ID and does not set it');
    session.send('q');
    expect(await session.exitCode).toBe(0);
  });

  test('of a file that cannot be read', async () => {
    const cwd = await emptyFolder();
    await writeFile(join(cwd, '.env'), Buffer.from([0, 1, 2, 255, 0]));
    const session = await open([], { cwd });
    await session.waitFor('q quit');
    expect(session.text()).toContain('.env');
    expect(session.text()).toContain('The env file is not a text file.');
    session.send('q');
    expect(await session.exitCode).toBe(0);
  });
});
