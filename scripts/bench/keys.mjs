import { setTimeout as pause } from 'node:timers/promises';

import { isStart } from './first-frame.mjs';
import { inKeyless } from './terminal.mjs';
import { ask, openTalk } from './talk.mjs';
import { openStandIn } from './stand-in.mjs';

const row = (name, what, of, most) => ({ name, what, unit: 'ms', bar: { of, most } });

/** From a key to the screen that shows it, with pauses between the keys in which the program comes to rest. */
export const keys = {
  name: 'keys',
  rounds: 3,
  isWarm: true,
  rows: [
    row('key', 'a key to its repaint, on the Start screen', 'median', 10),
    row('key-p95', 'the same keys, the 95th percentile', 'p95', 25),
    row('key-spinner', 'a letter to its repaint, while a spinner turns below an answer that is awaited', 'median', 10),
    row('key-spinner-p95', 'the same letters, the 95th percentile', 'p95', 25),
  ],
  open: (place) => openStandIn(place),
  async take({ place, round, opened }) {
    const idle = await inKeyless(place, [], {}, amongChoices(round));
    const busy = await openTalk(place, opened, besideSpinner(round));
    return { key: idle, 'key-p95': idle, 'key-spinner': busy, 'key-spinner-p95': busy };
  },
};

const amongChoices = (round) => async (terminal) => {
  await terminal.when(isStart, 'the Start screen');
  await pause(500);
  const samples = [];
  for (const [index, wait] of pauses(30, round).entries()) {
    const goesDown = index % 2 === 0;
    samples.push(await pressed(terminal, goesDown ? '\u001B[B' : '\u001B[A', (text) => text.includes(goesDown ? '❯ 2 ' : '❯ 1 ')));
    await pause(wait);
  }
  return samples;
};

const besideSpinner = (round) => async (terminal) => {
  await ask(terminal, 'silence');
  await pause(1500);
  const samples = [];
  let line = '';
  for (const wait of pauses(40, round)) {
    line += String.fromCharCode(97 + (line.length % 26));
    const shown = `❯ ${line}`;
    samples.push(await pressed(terminal, line.at(-1), (text) => text.includes(shown)));
    await pause(wait);
  }
  return samples;
};

async function pressed({ send, when }, key, isShown) {
  const start = performance.now();
  send(key);
  return { value: (await when(isShown, `the effect of ${JSON.stringify(key)}`)) - start };
}

/** Milliseconds between two keys, spread evenly over a spinner's time, so that the keys fall into all parts of it; the same in each run. */
function pauses(count, round) {
  return Array.from({ length: count }, (_, index) => 60 + (((index + 1) * 61 + round * 17) % 120));
}
