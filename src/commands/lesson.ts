import type { Code } from '../findings/finding.js';
import type { Desk, Left } from '../ui/desk.js';
import type { Args } from './args.js';
import { createDesk } from './desk.js';
import { openGround } from './ground.js';
import type { Io } from './io.js';
import { openPlace } from './open.js';

/** Opens lesson after lesson, each in a sandbox of its own that ends with it, until the person wants none any more. */
export async function practise(
  first: Code,
  open: (desk: Desk) => Promise<Left>,
  world: { args: Args; io: Io },
): Promise<{ isCancelled: boolean; last: Code }> {
  let fault = first;
  for (;;) {
    const { code, next } = await teach(fault, open, world);
    if (next?.kind !== 'lesson') return { isCancelled: code === 130, last: fault };
    fault = next.fault;
  }
}

async function teach(fault: Code, open: (desk: Desk) => Promise<Left>, { args, io }: { args: Args; io: Io }): Promise<Left> {
  hush(io);
  const own = lessonArgs(args, fault);
  const opened = await openPlace(own, io);
  if (!opened.ok) throw new TypeError(opened.problem);
  const { place } = opened;
  try {
    const outset = await openGround(own, io, place, (texts) => place.withTexts(texts, place.envText));
    const left = await open({ ...createDesk(own, io, { place, ...outset }), lesson: fault });
    if (left.next) hush(io);
    return left;
  } finally {
    await place.close();
  }
}

/** Keys that are pressed between two screens wait for the next, and are not echoed. */
function hush({ stdin }: Io): void {
  stdin.setRawMode(true);
}

/** Nothing of the person's own counts in a lesson but how it is drawn. An answer is its proof, and costs nothing. */
function lessonArgs(args: Args, fault: Code): Args {
  const flags = new Set([...args.flags, '--sandbox']);
  flags.delete('--no-completion');
  return {
    ...args,
    command: 'screen',
    words: [],
    settings: new Map(),
    secretFile: null,
    credentialFile: null,
    tokenFile: null,
    envFile: null,
    faults: [fault],
    flags,
  };
}
