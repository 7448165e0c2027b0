import { fileURLToPath } from 'node:url';

import { node } from './place.mjs';
import { openStandIn } from './stand-in.mjs';
import { answered, ask, openTalk } from './talk.mjs';
import { inTerminal } from './terminal.mjs';
import { cpuUs, peakMb, watchUsage } from './usage.mjs';

const raw = fileURLToPath(new URL('raw.mjs', import.meta.url));
const count = 1000;
const asUsual = `${count} tokens at 200 a second`;
const writing = 'a program that writes the same stream as it comes';
const row = (name, what, unit) => ({ name, what, unit, against: writing, bar: { of: 'ratio', most: 2.5 } });

/** What an answer of the usual speed costs, from its first word to its last: the time of the processor, and what goes to the terminal. */
export const streams = {
  name: 'stream',
  rounds: 3,
  isWarm: true,
  rows: [
    row('stream-cpu', 'processor time of a streamed answer on the screen, 200 tokens a second', 'µs a token'),
    row('stream-bytes', 'what it writes to the terminal', 'bytes a token'),
    row('prompt-cpu', 'processor time of the same answer in `keyless prompt`', 'µs a token'),
    row('prompt-bytes', 'what that writes to the terminal', 'bytes a token'),
  ],
  open: (place) => openStandIn(place),
  async take({ place, opened }) {
    const [screen, prompt, floor] = [await onScreen(place, opened), await byPrompt(place, opened), await byRaw(place, opened)];
    const sample = (used, what) => ({ value: used[what] / count, against: floor[what] / count });
    return {
      'stream-cpu': sample(screen, 'cpu'),
      'stream-bytes': sample(screen, 'bytes'),
      'prompt-cpu': sample(prompt, 'cpu'),
      'prompt-bytes': sample(prompt, 'bytes'),
    };
  },
};

const onScreen = (place, standIn) => openTalk(place, standIn, (terminal) => answeringCosts(terminal, asUsual));

/** From the prompt that was sent to the prompt that is open again. */
async function answeringCosts(terminal, prompt) {
  await ask(terminal, prompt);
  const before = { cpu: cpuUs(terminal.pid), bytes: terminal.bytes() };
  await answered(terminal);
  return { cpu: cpuUs(terminal.pid) - before.cpu, bytes: terminal.bytes() - before.bytes };
}

/** From its first word to the end of the process. */
async function byPrompt(place, { env }) {
  const usage = await watchUsage(place);
  const options = { env: { ...env, ...usage.env }, columns: 100, rows: 30 };
  const seen = await inTerminal(place, place.keyless('prompt', asUsual), options, async ({ when, bytes, ended, pid }) => {
    await when((text) => text.trim() !== '', 'a word');
    const before = { cpu: cpuUs(pid), bytes: bytes() };
    await ended;
    return { before, bytes: bytes() - before.bytes };
  });
  return { cpu: (await usage.read()).cpuUs - seen.before.cpu, bytes: seen.bytes };
}

function byRaw(place, { env }) {
  return inTerminal(place, [node, raw, asUsual], { env, columns: 100, rows: 30 }, async ({ when, bytes, pid }) => {
    await when((text) => text.includes('ASKED'), 'what was asked');
    const before = { cpu: cpuUs(pid), bytes: bytes() };
    await when((text) => text.includes('DONE'), 'the end of the answer');
    return { cpu: cpuUs(pid) - before.cpu, bytes: bytes() - before.bytes };
  });
}

const lengths = [1000, 10_000, 50_000];
const grows = (of, most) => ({ unit: 'µs a token', against: of, bar: { of: 'ratio', most } });

/** Whether a word at the end of a long answer costs what one at its beginning does. Faster than any model, so that it takes no minutes. */
export const longAnswers = {
  name: 'long-answers',
  rounds: 2,
  isWarm: true,
  rows: [
    { name: 'stream-1000', what: 'processor time of an answer of 1,000 tokens, 2,500 a second', unit: 'µs a token' },
    { name: 'stream-10000', what: 'the same of 10,000 tokens', ...grows('an answer of 1,000', 1.25) },
    { name: 'stream-50000', what: 'the same of 50,000 tokens', ...grows('an answer of 10,000', 1.25) },
    { name: 'stream-memory', what: 'peak memory after these three answers', unit: 'MB' },
  ],
  open: (place) => openStandIn(place),
  take: ({ place, opened }) =>
    openTalk(place, opened, async (terminal) => {
      const costs = [];
      for (const length of lengths) {
        costs.push((await answeringCosts(terminal, `${length} tokens at 2500 a second`)).cpu / length);
      }
      const [short, middle, long] = costs;
      return {
        'stream-1000': { value: short },
        'stream-10000': { value: middle, against: short },
        'stream-50000': { value: long, against: middle },
        'stream-memory': { value: peakMb(terminal.pid) },
      };
    }),
};
