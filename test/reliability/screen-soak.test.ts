import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect, test } from 'vitest';

import { slashReport } from '../ui/check-runs.js';
import { allFound, answeredWith, fakeDesk, reportOf } from '../ui/fake-desk.js';
import type { Mounted } from '../ui/mount.js';
import { mount } from '../ui/mount.js';
import { cases, isLong } from '../support/cases.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

/** What the screen and this process hold on to, and the bytes of the heap once all that can be collected is. */
async function held(screen: Mounted): Promise<{ bytes: number; listeners: number[] }> {
  for (let at = 0; at < 4; at += 1) {
    collect();
    await new Promise(setImmediate);
  }
  const ofProcess = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0);
  return { bytes: process.memoryUsage().heapUsed, listeners: [screen.listeners(), ofProcess] };
}

const turns = cases('screen soak: turns');

test(
  `${turns} turns on the screen: each is answered, and a turn leaves its words behind and nothing else`,
  { timeout: 120_000 },
  async () => {
    const desk = fakeDesk({ found: allFound(), start: 'prompt' });
    const screen = mount(desk);
    await screen.waitFor('ctrl+c leave');
    desk.end(answeredWith('Hello.'));
    await screen.waitFor('enter send');
    const turn = async (at: number): Promise<void> => {
      screen.send(`question ${at}\r`);
      await screen.waitFor('ctrl+c stop');
      desk.watch({ type: 'said', text: `Answer ${at}.` }, reportOf);
      desk.end(answeredWith(`Answer ${at}.`));
      await screen.waitFor(() => screen.text().includes(`Answer ${at}.`) && screen.text().includes('enter send'));
    };
    for (let at = 0; at < turns / 2; at += 1) await turn(at);
    const before = await held(screen);
    for (let at = turns / 2; at < turns; at += 1) await turn(at);
    const after = await held(screen);
    expect(after.listeners).toEqual(before.listeners);
    expect((after.bytes - before.bytes) / (turns / 2)).toBeLessThan(mostBytes);
    screen.send('\u0004');
    expect(await screen.exit).toBe(0);
    expect([screen.isRaw(), (await held(screen)).listeners[0]]).toEqual([false, listenersOfNobody]);
  },
);

test(`${turns} checks again by one key: each is made, and leaves nothing behind`, { timeout: 120_000 }, async () => {
  const desk = fakeDesk({ found: allFound() });
  const screen = mount(desk);
  await screen.waitFor('q quit');
  screen.send('\r');
  await screen.waitFor('ctrl+c leave');
  desk.end(slashReport());
  await screen.waitFor('f check all again');
  const again = async (): Promise<void> => {
    screen.send('f');
    await screen.waitFor('ctrl+c leave');
    desk.end(slashReport());
    await screen.waitFor('f check all again');
  };
  for (let at = 0; at < turns / 2; at += 1) await again();
  const before = await held(screen);
  for (let at = 0; at < turns / 2; at += 1) await again();
  const after = await held(screen);
  expect(after.listeners).toEqual(before.listeners);
  expect((after.bytes - before.bytes) / (turns / 2)).toBeLessThan(mostBytes);
  expect(desk.asked.filter((asked) => asked.startsWith('check'))).toHaveLength(turns + 1);
  screen.abort();
  await screen.exit;
});

/** The words, the lines of the terminal that is part of the test, and in the short run what is compiled meanwhile. */
const mostBytes = isLong ? 30_000 : 60_000;
/** A PassThrough has one of its own. */
const listenersOfNobody = 1;
