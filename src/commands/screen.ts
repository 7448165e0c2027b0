import type { Desk, Left, Values } from '../ui/desk.js';
import type { Args } from './args.js';
import { createDesk } from './desk.js';
import { openDrafts } from './drafts.js';
import type { Io } from './io.js';
import { practise } from './lesson.js';
import type { Place } from './open.js';
import { decideColour, decideIncremental, decideRewrap } from './terminal.js';

/** Opens the interactive screen and waits until the person leaves it for good. */
export async function screen(args: Args, io: Io, place: Place): Promise<number> {
  const [{ openScreen }, { fold }] = await Promise.all([import('../ui/open-screen.js'), import('../ui/cells.js')]);
  const drafts = await openDrafts(place, io.env);
  const traits = { isIncremental: decideIncremental(io.platform), rewrap: decideRewrap(io.env) };
  const terminal = { ...io, ...traits, hasColour: decideColour(args, io.env, true) };
  const { code } = await visit(createDesk(args, io, { place, drafts }), (desk) => openScreen(desk, terminal), { args, io }).finally(() =>
    io.stdin.setRawMode(false),
  );
  const words = [code === 130 ? 'Cancelled.' : null, await drafts.farewell()].filter((one) => one !== null);
  if (words.length > 0) io.stderr.write(`${fold(words.join(' '), Math.min((io.stderr.columns || 81) - 1, 80)).join('\n')}\n`);
  return code;
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
