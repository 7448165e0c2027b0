import type { Args } from './args.js';
import { createDesk } from './desk.js';
import { openDrafts } from './drafts.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { decideColour, decideIncremental, decideRewrap } from './terminal.js';

/** Opens the interactive screen and waits until the person leaves it. */
export async function screen(args: Args, io: Io, place: Place): Promise<number> {
  const [{ openScreen }, { fold }] = await Promise.all([import('../ui/open-screen.js'), import('../ui/cells.js')]);
  const drafts = await openDrafts(place, io.env);
  const { code } = await openScreen(createDesk(args, io, { place, drafts }), {
    ...io,
    hasColour: decideColour(args, io.env, true),
    isIncremental: decideIncremental(io.platform),
    rewrap: decideRewrap(io.env),
  });
  const words = [code === 130 ? 'Cancelled.' : null, await drafts.farewell()].filter((one) => one !== null);
  if (words.length > 0) io.stderr.write(`${fold(words.join(' '), Math.min((io.stderr.columns || 81) - 1, 80)).join('\n')}\n`);
  return code;
}
