import type { Args } from '../../src/commands/args.js';
import { createDesk } from '../../src/commands/desk.js';
import { openGround } from '../../src/commands/ground.js';
import type { Io } from '../../src/commands/io.js';
import type { Place } from '../../src/commands/open.js';
import type { Desk } from '../../src/ui/desk.js';

/** The desk of the program over a place, with the drafts of whoever has this environment. */
export async function openDesk(args: Args, io: Io, place: Place, env: Io['env'] = {}): Promise<Desk> {
  const outset = await openGround(args, { ...io, env }, place, (texts) => place.withTexts(texts, place.envText));
  return createDesk(args, io, { place, ...outset });
}
