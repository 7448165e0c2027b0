import { wholeRun } from './child.mjs';
import { isStart } from './first-frame.mjs';
import { openStandIn } from './stand-in.mjs';
import { answered, ask, openTalk } from './talk.mjs';
import { inKeyless } from './terminal.mjs';
import { peakMb, watchAlive, watchUsage } from './usage.mjs';

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

/** By the first of them all is compiled that will be. */
const [early, late] = [50, 100];

/** A conversation that goes on: a hundred answers of 500 tokens, each with all that was said before it in its request. */
export const longChat = {
  name: 'long-chat',
  rounds: 2,
  isWarm: true,
  rows: [
    {
      name: 'memory-chat',
      what: `what a conversation needs after ${late} answers of 500 tokens, without garbage`,
      unit: 'MB',
      against: `after ${early} of them`,
      bar: { of: 'ratio', most: 1.1 },
    },
    { name: 'memory-chat-peak', what: 'the most that it takes until then', unit: 'MB', against: `until the ${early}th` },
  ],
  open: (place) => openStandIn(place),
  async take({ place, opened }) {
    const alive = await watchAlive(place);
    return openTalk(place, { env: { ...opened.env, ...alive.env } }, async ({ pid, ...terminal }) => {
      const before = await talk(terminal, pid, { from: 1, to: early, alive });
      const after = await talk(terminal, pid, { from: early + 1, to: late, alive });
      return {
        'memory-chat': { value: after.alive, against: before.alive },
        'memory-chat-peak': { value: after.peak, against: before.peak },
      };
    });
  },
};

/** Asks so many times, and looks at the end. The peak is read first: to collect garbage takes memory, too. */
async function talk(terminal, pid, { from, to, alive }) {
  for (let answer = from; answer <= to; answer += 1) {
    await ask(terminal, `${answer}: 500 tokens`);
    await answered(terminal);
  }
  const peak = peakMb(pid);
  return { peak, alive: await alive.read(pid) };
}
