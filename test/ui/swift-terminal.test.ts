import { readFileSync, readdirSync } from 'node:fs';
import { platform } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';

import { beforeAll, expect, test } from 'vitest';

import { connect, openBench } from '../foreign/connection.js';
import type { Bench, Connection } from '../foreign/connection.js';
import { emptyFolder } from '../support/binary.js';
import { openSession } from './pty.js';
import type { Session } from './pty.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

/** The built program in a real pseudo-terminal, at the prompt behind a green check, against servers that speak TLS. */
async function openPrompt(): Promise<{ connection: Connection; session: Session; ask: (answer: string[]) => Promise<string> }> {
  const connection = await connect(bench);
  const session = openSession(['prompt'], { cwd: await emptyFolder(), env: connection.settings });
  await session.waitFor('enter send');
  /** Asks, and gives all that was written until the answer was there. */
  async function ask(answer: string[]): Promise<string> {
    connection.state.azureOpenAi.answer = answer;
    const before = session.written().length;
    session.send('go\r');
    await session.waitFor(() => /answer \d+ tokens/.test(session.written().slice(before)) && session.text().includes('enter send'));
    return session.written().slice(before);
  }
  return { connection, session, ask };
}

const words = ['the', 'token', 'of', 'an', 'application', 'is', 'exchanged', 'for', 'another', 'by', 'Entra', 'ID'];
const prose = (tokens: number): string[] =>
  Array.from({ length: tokens }, (_, at) => (at % 60 === 59 ? '.\n\n' : ` ${words[(at * 7 + (at >> 3)) % words.length] ?? ''}`));

test('of an answer little more is written than its text, and no more frames than a reader sees', async () => {
  const { connection, session, ask } = await openPrompt();
  connection.state.azureOpenAi.pace = () => Promise.resolve();
  const long = prose(3000);
  const written = await ask(long);
  expect(Buffer.byteLength(written) / long.join('').length).toBeLessThan(2.5);

  connection.state.azureOpenAi.pace = (at) => (at % 20 === 0 ? pause(20) : Promise.resolve());
  const startedAt = performance.now();
  const slow = await ask(prose(1000));
  const turns = (performance.now() - startedAt) / 80;
  // What is printed above the frame is one by itself.
  expect(slow.split('\u001B[?2026h').length - 1).toBeLessThan(2 * turns + 15);
  session.send('\u0004');
  expect(await session.exitCode).toBe(0);
});

// The system's account of a process: what is measured is its own work, not how busy the machine is.
test.skipIf(platform !== 'linux')('a key is drawn with 10 ms of work, below a long conversation too', async () => {
  const { session, ask } = await openPrompt();
  for (let turn = 0; turn < 5; turn += 1) await ask(prose(200));
  const costs: number[] = [];
  for (const key of 'abcdefghijklmnopqrstuvwxyzabcdefghijklmn') {
    const before = [cpuOf(session.pid), session.written().length] as const;
    session.send(key);
    await session.waitFor(() => session.written().slice(before[1]).endsWith('\u001B[?2026l'));
    costs.push(cpuOf(session.pid) - before[0]);
    // Ink draws what comes sooner together.
    await pause(12);
  }
  const sorted = costs.toSorted((one, other) => one - other);
  expect(sorted[20]).toBeLessThan(10);
  expect(sorted[37]).toBeLessThan(25);
  session.send('\u0003\u0004');
  await session.exitCode;
});

/** Milliseconds for which all threads of a process have run. */
function cpuOf(pid: number): number {
  const tasks = readdirSync(`/proc/${pid}/task`);
  return tasks.reduce((sum, task) => sum + Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]) / 1e6, 0);
}
