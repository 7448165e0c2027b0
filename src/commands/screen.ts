import { announceAccessible } from './accessible.js';
import type { Accessible } from './accessible.js';
import type { Desk, Left, Values } from '../ui/desk.js';
import { leaveFrame } from '../ui/first-frame.js';
import type { Painted } from '../ui/first-frame.js';
import type { Args } from './args.js';
import { createDesk } from './desk.js';
import { inkOf } from './ink-of.js';
import type { Outset } from './ground.js';
import type { Io } from './io.js';
import { practise } from './lesson.js';
import type { Place } from './open.js';
import { breakIn } from './stop.js';
import { decideIncremental, decideRewrap, decideSpoken } from './terminal.js';

/** What the screen begins with, and what of it stands there already. */
export interface Beginning extends Outset {
  place: Place;
  painted: Painted | null;
}

/** Opens the interactive screen and waits until the person leaves it for good. */
export async function screen(args: Args, io: Io, { place, painted, ...outset }: Beginning): Promise<number> {
  const spoken = decideSpoken(args, io.env);
  const [open, { fold }] = await Promise.all([spoken ? spokenFace(spoken, io) : screenFace(), import('../ui/cells.js')]);
  const traits = { isIncremental: decideIncremental(io.platform), rewrap: decideRewrap(io.env) };
  const terminal = { ...io, ...traits, ...inkOf(args, io) };
  let first = painted;
  const show = (desk: Desk): Promise<Left> => {
    const under = first;
    first = null;
    return open(desk, { ...terminal, painted: under });
  };
  const { drafts } = outset;
  const { code } = await visit(createDesk(args, io, { place, ...outset }), show, { args, io }).finally(() => {
    leaveFrame(painted, io);
    io.stdin.setRawMode(false);
  });
  const words = [code === 130 && !breakIn(io.signal) ? 'Cancelled.' : null, await drafts.farewell()].filter((one) => one !== null);
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

/** One screen after the other: between two visits of this place there may be lessons. What was typed and seen here is here again then. */
async function visit(desk: Desk, open: (desk: Desk) => Promise<Left>, world: { args: Args; io: Io }): Promise<Left> {
  let values: Values = new Map();
  const home: Desk = {
    ...desk,
    keep(typed) {
      values = typed;
      desk.keep(typed);
    },
  };
  let left = await open(home);
  while (left.next?.kind === 'lesson') {
    const { report } = left;
    const lesson = await practise(left.next.fault, open, world);
    if (lesson.isCancelled) return { code: 130, next: null, report: null };
    left = await open({ ...home, start: 'start', back: { values, report, lesson: lesson.last } });
  }
  return left;
}
