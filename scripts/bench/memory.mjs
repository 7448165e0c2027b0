import { wholeRun } from './child.mjs';
import { isStart } from './first-frame.mjs';
import { openStandIn } from './stand-in.mjs';
import { answered, ask, openTalk } from './talk.mjs';
import { inKeyless } from './terminal.mjs';
import { peakMb, watchUsage } from './usage.mjs';

const row = (name, what, most) => ({ name, what, unit: 'MB', bar: { of: 'median', most } });

/** The most that a process holds at any time, resident, in MB of a million bytes. */
export const memory = {
  name: 'memory',
  rounds: 5,
  rows: [
    row('memory-check', 'peak memory of `keyless check`', 95),
    row('memory-screen', 'peak memory of the screen: the start, and the keys of its choices', 90),
  ],
  open: (place) => openStandIn(place),
  take: async ({ place, opened }) => ({
    'memory-check': { value: await ofCheck(place, opened) },
    'memory-screen': { value: await inKeyless(place, [], {}, ofScreen) },
  }),
};

async function ofCheck(place, { env }) {
  const usage = await watchUsage(place);
  await wholeRun(place, place.keyless('check', '--plain'), { env: { ...env, ...usage.env } });
  return (await usage.read()).peakMb;
}

async function ofScreen({ when, send, pid }) {
  await when(isStart, 'the Start screen');
  for (const choice of [2, 3, 4, 5, 6]) {
    send('\u001B[B');
    await when((text) => text.includes(`❯ ${choice} `), `choice ${choice}`);
  }
  return peakMb(pid);
}

const [early, late] = [10, 50];

/** A conversation that goes on: fifty answers of 500 tokens, each with all that was said before it in its request. */
export const longChat = {
  name: 'long-chat',
  rounds: 2,
  isWarm: true,
  rows: [
    {
      name: 'memory-chat',
      what: `peak memory of a conversation, after ${late} answers of 500 tokens`,
      unit: 'MB',
      against: `after ${early} of them`,
      bar: { of: 'ratio', most: 1.1 },
    },
  ],
  open: (place) => openStandIn(place),
  take: ({ place, opened }) =>
    openTalk(place, opened, async (terminal) => {
      const peaks = [];
      for (let answer = 1; answer <= late; answer += 1) {
        await ask(terminal, `${answer}: 500 tokens`);
        await answered(terminal);
        peaks.push(peakMb(terminal.pid));
      }
      return { 'memory-chat': { value: peaks[late - 1], against: peaks[early - 1] } };
    }),
};
