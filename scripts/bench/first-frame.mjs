import { setTimeout as pause } from 'node:timers/promises';

import { pair } from './child.mjs';
import { node } from './place.mjs';
import { inKeyless, inTerminal } from './terminal.mjs';

const printing = 'Node printing a line there';
const printer = [node, '-e', "process.stdout.write('READY')"];

/** Milliseconds from the fork to a line of Node in a terminal: what a first frame is told as a ratio to. */
export function printedMs(place) {
  return inTerminal(
    place,
    printer,
    {},
    async ({ when, startedAt }) => (await when((text) => text.includes('READY'), 'the line')) - startedAt,
  );
}

/** The Start screen is there with its last line. */
export const isStart = (text) => text.includes('Found on this machine') && /q quit\s*$/.test(text);

const down = '\u001B[B';
const up = '\u001B[A';

/** `keyless`, with nothing set up: when its screen stands, when Ink has it, and when the first key has done something. */
export const firstFrame = {
  name: 'first-frame',
  rounds: 15,
  rows: [
    {
      name: 'first-frame',
      what: '`keyless` in a terminal, to the whole Start screen',
      unit: 'ms',
      against: printing,
      bar: { of: 'ratio', most: 1.15 },
    },
    { name: 'ink-listens', what: 'the same, to Ink listening to the keyboard', unit: 'ms', against: printing },
    {
      name: 'first-key',
      what: 'the same, to the effect of `↓`, pressed when the screen stands',
      unit: 'ms',
      against: printing,
      bar: { of: 'ratio', most: 6 },
    },
  ],
  async take({ place, round }) {
    const { value, against } = await pair(
      round,
      () => inKeyless(place, [], {}, opening),
      () => printedMs(place),
    );
    return Object.fromEntries(Object.entries(value).map(([name, ms]) => [name, { value: ms, against }]));
  },
};

async function opening({ when, send, startedAt, bracketsPastes }) {
  // The moment may come before, with or after the screen.
  const listening = when(bracketsPastes, 'a paste in brackets');
  // What keeps the screen from coming is told by the one that is waited for.
  listening.catch(() => undefined);
  const frame = await when(isStart, 'the Start screen');
  send(down);
  const effect = await when((text) => text.includes('❯ 2 '), 'the second choice');
  return { 'first-frame': frame - startedAt, 'ink-listens': (await listening) - startedAt, 'first-key': effect - startedAt };
}

/** Typed at once, in one piece, and what that leads to. */
const typed = {
  // Arrows and Enter open the lessons; the next four go to the third of them. One more or one less, or another order, leads elsewhere.
  'early-keys': { keys: [down, down, down, down, down, up, '\r', down, down, down, up], effects: ['Practise', '❯ 3 '] },
  // A choice, and the value for which the field behind it asks.
  'early-text': { keys: ['1', 'a', 'c', 'm', 'e', '.', 'e', 'u'], effects: ['Step 1 of 4', 'acme.eu'] },
};
const lost = (name, what) => ({ name, what, unit: 'keys', bar: { of: 'most', most: 0 } });

/** Keys that are typed while the program starts: in every second run right after the fork, in the others when the screen stands. */
export const earlyKeys = {
  name: 'early-keys',
  rounds: 6,
  rows: [
    lost('early-keys', 'arrows and Enter, eleven at once while it starts, without their effect'),
    lost('early-text', 'a choice and the value behind it, eight keys at once while it starts, without their effect'),
  ],
  async take({ place, round }) {
    const isLate = round % 2 !== 0;
    return {
      'early-keys': { value: await lostOf(place, typed['early-keys'], isLate) },
      'early-text': { value: await lostOf(place, typed['early-text'], isLate) },
    };
  },
};

function lostOf(place, { keys, effects }, isLate) {
  return inKeyless(place, [], {}, async ({ when, send, text }) => {
    if (isLate) await when(isStart, 'the Start screen');
    send(keys.join(''));
    const isThere = (shown) => effects.every((effect) => shown.includes(effect));
    await Promise.race([when(isThere, 'the effect').catch(() => undefined), pause(4000, undefined, { ref: false })]);
    return isThere(text()) ? 0 : keys.length;
  });
}
