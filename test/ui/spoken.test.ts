import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { emptyFolder } from '../support/binary.js';
import { secretText } from './fake-desk.js';
import type { Session } from './pty.js';
import { openSession } from './pty.js';

interface Spoken extends Session {
  cwd: string;
  /** Waits for this behind what was heard so far, and takes it as heard. */
  hear(words: string): Promise<string>;
  answer(line: string): void;
}

/** The built program in a real pseudo-terminal, heard from one answer to the next. */
async function listen(args: string[], env: Record<string, string> = { ACCESSIBLE: '1' }): Promise<Spoken> {
  const cwd = await emptyFolder();
  const session = openSession(args, { cwd, env: { XDG_STATE_HOME: join(cwd, 'state'), ...env } });
  let heard = 0;
  return {
    ...session,
    cwd,
    async hear(words) {
      await session.waitFor(() => session.written().includes(words, heard));
      const end = session.written().indexOf(words, heard) + words.length;
      const text = session.written().slice(heard, end);
      heard = end;
      return text.replaceAll('\r', '');
    },
    answer: (line) => session.send(`${line}\r`),
  };
}

/** Nothing was drawn: no escape sequence, no caret, no mark. */
function expectOnlyWords(session: Session): void {
  // oxlint-disable-next-line no-control-regex
  expect(session.written()).not.toMatch(/[\u001B^✓✗❯›○•⠋─]/);
  expect(session.written()).not.toMatch(/\r(?!\n)/);
}

const choice = 'Your choice: ';

describe('in the sandbox', () => {
  test('from the start to the first answer and one more, by numbers and lines', async () => {
    const session = await listen(['--sandbox']);
    expect(await session.hear('\n')).toBe('Accessible mode is on, from ACCESSIBLE=1. Use --no-accessible to turn it off.\n');
    await toReview(session);
    session.answer('1');
    const check = await session.hear('You: ');
    expect(check).toContain('Checking. This takes a few seconds.');
    expect(check.match(/^\d+ of \d+\. OK\. /gm)?.length).toBe(21);
    expect(check).toMatch(/^team-chat says:\nYou asked: /m);
    expect(check).toMatch(/^That is the end of the answer\.$/m);
    expect(check).toMatch(/^It works\./m);
    expect(check).toContain('/help tells what else can be typed, and /quit leaves.');
    session.answer('What is keyless?');
    const answer = await session.hear('You: ');
    expect(answer.match(/You asked: "What is keyless\?"/g)).toHaveLength(1);
    expect(answer).toMatch(/team-chat says:\nYou asked: /);
    expect(answer.match(/end of the answer/g)).toHaveLength(1);
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
    expect(session.written()).toContain('You have left keyless.');
    expectOnlyWords(session);
  });

  test('a difference is told in words, with both values, and explained', async () => {
    const session = await listen(['--sandbox', '--fault', 'trust/issuer-slash']);
    await toReview(session);
    session.answer('check');
    const told = await session.hear('PROBLEM. Exchange of the token');
    const [, token = '', azure = ''] = /Token issuer: (\S+)\nAzure issuer: (\S+)\n/.exec(told) ?? [];
    expect(token).toBe(`${azure}/`);
    expect(told).toContain('12 of 21. PROBLEM. The issuer in Azure lacks its final slash.\nAzure lacks the final slash.\n');
    await session.hear(choice);
    expectOnlyWords(session);
    session.send('\u0004');
    expect(await session.exitCode).toBe(1);
  });

  test('Ctrl-C in a check ends it with 130', async () => {
    const session = await listen(['--sandbox', '--fault', 'network/timeout']);
    await toReview(session);
    session.answer('1');
    await session.hear('Checking.');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
    await session.hear('Cancelled.');
    expectOnlyWords(session);
  });

  test('a word that is none is said so, and help says the choices again', async () => {
    const session = await listen(['--sandbox']);
    await toReview(session);
    session.answer('99');
    expect(await session.hear(choice)).toMatch(/Type a number from 1 to \d/);
    session.answer('help');
    expect(await session.hear(choice)).toMatch(/^1\. check$/m);
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
  });

  test.each(['SIGTERM', 'SIGHUP'])('%s ends it with 130', async (signal) => {
    const session = await listen(['--sandbox']);
    await toReview(session);
    session.kill(signal);
    expect(await session.exitCode).toBe(130);
    expectOnlyWords(session);
  });

  test('a terminal that can draw nothing is spoken to without being asked', async () => {
    const session = await listen(['--sandbox'], { TERM: 'dumb' });
    await session.hear('Accessible mode is on, from TERM=dumb.');
    await toReview(session);
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
    expectOnlyWords(session);
  });

  test('the screen is drawn where it is switched off', async () => {
    const session = openSession(['--sandbox', '--no-accessible'], { cwd: await emptyFolder(), env: { INK_SCREEN_READER: 'true' } });
    await session.waitFor(() => session.written().includes('\u001B[?25l'));
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
    expect(session.written()).not.toContain('Accessible mode');
  });
});

describe('from an empty folder', () => {
  test('values are given line by line; the secret is not shown, and is written', async () => {
    const session = await listen(['setup']);
    await session.hear('Auth0 domain: ');
    session.answer('keyless-test.eu.auth0.con\u007Fm');
    await session.hear('Auth0 client id: ');
    session.answer('K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja');
    await session.hear('Auth0 client secret: ');
    session.answer(secretText);
    expect(await session.hear('ending in 7fQ2.')).toContain('64 characters');
    await session.hear('Audience: ');
    session.answer('back');
    expect(await session.hear('Auth0 client secret: ')).toContain('Kept: 64 characters, ending in 7fQ2, from your keyboard.');
    session.answer('');
    await session.hear('Audience: ');
    session.answer('');
    await session.hear('Entra tenant id: ');
    session.answer('nonsense!');
    expect(await session.hear('Entra tenant id: ')).toContain('It is neither a GUID nor a domain name. Press enter to go on all the same.');
    session.answer('7c9e6679-7425-40de-944b-e07fc1f90ae7');
    await session.hear('Identity client id: ');
    // The rest of it in one paste.
    session.answer(
      [
        'AZURE_CLIENT_ID=1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11',
        'AZURE_AOAI_ENDPOINT=https://keyless-test.openai.azure.com',
        'AZURE_AOAI_MODEL_DEPLOYMENT_NAME=team-chat',
      ].join('\r'),
    );
    expect(await session.hear(choice)).toContain('3 values taken from the paste.');
    session.answer('write');
    expect(await session.hear(choice)).toContain('Add OIDC_CLIENT_SECRET: 64 characters, ending in 7fQ2');
    session.answer('1');
    await session.hear('Written: .env');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
    const file = await readFile(join(session.cwd, '.env'), 'utf8');
    expect(file).toContain('OIDC_ENDPOINT=keyless-test.eu.auth0.com\n');
    expect(file).toContain(secretText);
    expect(session.written()).not.toContain(secretText.slice(0, 12));
    expectOnlyWords(session);
  });

  test('the last line of a paste belongs to it, with an end or without', async () => {
    const session = await listen(['setup']);
    await session.hear('Auth0 domain: ');
    session.send('OIDC_ENDPOINT=keyless-test.eu.auth0.com\rOIDC_CLIENT_ID=K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja');
    await session.hear('2 values taken from the paste.');
    await session.hear('Auth0 client secret: ');
    const credential = {
      issuer: 'https://keyless-test.eu.auth0.com/',
      subject: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients',
      audiences: ['api://AzureADTokenExchange'],
    };
    session.send(JSON.stringify(credential, null, 2).replaceAll('\n', '\r'));
    await session.hear('3 values taken from the paste.');
    await session.hear('Auth0 client secret: ');
    // Nothing of it is left in the line.
    session.answer(secretText);
    expect(await session.hear('ending in 7fQ2.')).toContain('64 characters');
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
  });

  test('leaving keeps what stands in the open line, and says how to go on', async () => {
    const session = await listen(['setup']);
    await session.hear('Auth0 domain: ');
    session.send('keyless-test.eu.auth0.com');
    await session.hear('keyless-test.eu.auth0.com');
    session.send('\u0003');
    expect(await session.exitCode).toBe(130);
    await session.hear('keyless setup');
    expect(await readdir(session.cwd)).toEqual(['state']);
    const [draft = ''] = await readdir(join(session.cwd, 'state', 'keyless'));
    expect(await readFile(join(session.cwd, 'state', 'keyless', draft), 'utf8')).toContain('keyless-test.eu.auth0.com');
  });

  test('a token of 6 kB and a log of several lines are pasted whole, and not shown', async () => {
    const session = await listen(['setup']);
    await session.hear('Auth0 domain: ');
    session.answer('explain');
    await session.hear('Paste: ');
    const token = `eyJ${'hbGciOiJSUzI1NiJ9'.repeat(360)}.eyJ${'pc3MiOiJ4In0'.repeat(20)}.sig`;
    expect(token.length).toBeGreaterThan(6000);
    session.answer(token);
    expect(await session.hear('KB.')).toMatch(/Reading 1 line, 6\.\d KB\./);
    expect(await session.hear(choice)).toContain('It is a token that cannot be read.');
    session.answer('another');
    await session.hear('Paste: ');
    session.answer(['##[group]Deploy', `client_secret=${secretText}`, 'AADSTS50013: Assertion failed signature validation.'].join('\r'));
    await session.hear('3 lines so far.');
    session.answer('.');
    const explained = await session.hear(choice);
    expect(explained).toContain('Code: token/signature-invalid');
    session.answer('back');
    await session.hear('Auth0 domain: ');
    session.send('\u0004');
    expect(await session.exitCode).toBe(0);
    expect(session.written()).not.toContain('hbGciOiJSUzI1NiJ9');
    expect(session.written()).not.toContain(secretText.slice(0, 12));
    expect(session.written()).not.toContain('Deploy');
    expectOnlyWords(session);
  });
});

/** Goes on from where the program begins to the review of the sandbox. */
async function toReview(session: Spoken): Promise<void> {
  expect(await session.hear(choice)).toMatch(/^1\. Set up: /m);
  session.answer('1');
  await session.hear(choice);
}
