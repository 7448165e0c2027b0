import { paintFirst } from '../ui/first-frame.js';
import type { Painted } from '../ui/first-frame.js';
import type { Args } from './args.js';
import { judged } from './found-settings.js';
import type { FoundSettings, Sources } from './found-settings.js';
import { openGround } from './ground.js';
import type { Outset } from './ground.js';
import { inkOf } from './ink-of.js';
import type { Io } from './io.js';
import { decideSpoken } from './terminal.js';

/** The settings, what a screen begins with, and what of it stands there already. */
export interface Opening {
  found: FoundSettings;
  outset: Outset;
  painted: Painted | null;
}

/**
 * Judges the settings and paints the start, before anything is loaded that the rest of the screen needs: most of the time until Ink
 * draws is that. Keys that are pressed meanwhile wait in the terminal, which does not echo them.
 */
export async function openFirst(args: Args, io: Io, sources: Sources): Promise<Opening> {
  // From here on nothing that is typed is echoed: it would stand in what is painted, and the next may be a secret.
  io.stdin.setRawMode(true);
  const found = judged(sources);
  const outset = await openGround(args, io, found, (texts) => judged({ ...sources, texts }));
  const isDrawn = outset.ground.start === 'start' && decideSpoken(args, io.env) === null;
  const painted = isDrawn ? paintFirst(outset.ground, { stdout: io.stdout, ...inkOf(args, io) }) : null;
  return { found, outset, painted };
}
