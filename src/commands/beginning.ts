import type { Args } from './args.js';
import { openFirst } from './first-frame.js';
import type { Refused } from './given.js';
import { openGround } from './ground.js';
import type { Io } from './io.js';
import type { Beginning } from './screen.js';

/** Opens what the screen works with: the person's own settings, with the first frame before anything else, or a sandbox. */
export async function openBeginning(args: Args, io: Io): Promise<{ ok: true; beginning: Beginning } | Refused> {
  if (args.flags.has('--sandbox')) return openSandboxed(args, io);
  const first = await openFirst(args, io);
  if (!first.ok) return first;
  const { sources, found, outset, painted } = first.opening;
  const { openWays } = await import('./open.js');
  return { ok: true, beginning: { place: openWays(sources, { args, io }, found), painted, ...outset } };
}

/** Its values are made anew each time, so there is nothing to paint before it is there. */
async function openSandboxed(args: Args, io: Io): Promise<{ ok: true; beginning: Beginning } | Refused> {
  const { openPlace } = await import('./open.js');
  const opened = await openPlace(args, io);
  if (!opened.ok) return opened;
  const { place } = opened;
  const outset = await openGround(args, io, place, (texts) => place.withTexts(texts, place.envText));
  return { ok: true, beginning: { place, painted: null, ...outset } };
}
