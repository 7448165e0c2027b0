import { announceAccessible } from './accessible.js';
import type { Accessible } from './accessible.js';
import type { Args } from './args.js';
import { createDesk } from './desk.js';
import { openDrafts } from './drafts.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { decideColour, decideSpoken } from './terminal.js';

/** Opens the interactive screen and waits until the person leaves it. */
export async function screen(args: Args, io: Io, place: Place): Promise<number> {
  const spoken = decideSpoken(args, io.env);
  const [open, { fold }] = await Promise.all([spoken ? spokenFace(spoken, io) : screenFace(), import('../ui/cells.js')]);
  const drafts = await openDrafts(place, io.env);
  const { code } = await open(createDesk(args, io, { place, drafts }), { ...io, hasColour: decideColour(args, io.env, true) });
  const words = [code === 130 ? 'Cancelled.' : null, await drafts.farewell()].filter((one) => one !== null);
  if (words.length > 0) io.stderr.write(`${fold(words.join(' '), Math.min((io.stderr.columns || 81) - 1, 80)).join('\n')}\n`);
  return code;
}

type Face = typeof import('../ui/open-screen.js').openScreen;

async function screenFace(): Promise<Face> {
  return (await import('../ui/open-screen.js')).openScreen;
}

/** Without Ink: lines in both directions. What was found on by main.ts has been announced there. */
async function spokenFace(spoken: Accessible, io: Io): Promise<Face> {
  if (spoken.because === 'TERM=dumb') announceAccessible(spoken, io);
  const { openSpoken } = await import('../ui/spoken/open-spoken.js');
  // A shell inside of Emacs shows by itself what is typed.
  return (desk, terminal) => openSpoken(desk, terminal, !io.env['INSIDE_EMACS']?.includes('comint'));
}
