import type { Args } from './args.js';
import { decideLinks } from './decide-links.js';
import type { Io } from './io.js';
import { decideColour } from './terminal.js';

/** What the screen is drawn with. */
export function inkOf(args: Args, io: Io): { hasColour: boolean; hasLinks: boolean } {
  const hasColour = decideColour(args, io.env, true);
  return { hasColour, hasLinks: decideLinks(io, hasColour) && !args.flags.has('--ascii') };
}
