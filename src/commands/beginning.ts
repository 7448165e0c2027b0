import { leaveFrame } from '../ui/first-frame.js';
import type { Painted } from '../ui/first-frame.js';
import type { Args } from './args.js';
import { openFirst } from './first-frame.js';
import { findSources } from './found-settings.js';
import type { Refused } from './given.js';
import { openGround } from './ground.js';
import type { Io } from './io.js';
import type { Beginning } from './screen.js';
import { redacted } from './stop.js';

export { leaveFrame };

/** Opens what the screen works with: the person's own settings, with the first frame before anything else, or a sandbox. */
export async function openBeginning(args: Args, io: Io): Promise<{ ok: true; beginning: Beginning } | Refused> {
  if (args.flags.has('--sandbox')) return openSandboxed(args, io);
  const read = await findSources(args, io);
  if (!read.ok) return read;
  const { sources } = read;
  let painted: Painted | null = null;
  try {
    const first = await openFirst(args, io, sources);
    painted = first.painted;
    const { openWays } = await import('./open.js');
    return { ok: true, beginning: { place: openWays(sources, { args, io }, first.found), painted, ...first.outset } };
  } catch (error) {
    leaveFrame(painted, io);
    io.stdin.setRawMode(false);
    // No transport has been made that would know the secrets.
    const [{ createRedactor }, { secretsIn }] = await Promise.all([import('../chain/redact.js'), import('../settings/secrecy.js')]);
    throw redacted(error, createRedactor(secretsIn(sources.texts)).redact);
  }
}

/** Its values are made anew each time, so there is nothing to paint before it is there. */
async function openSandboxed(args: Args, io: Io): Promise<{ ok: true; beginning: Beginning } | Refused> {
  const { openPlace } = await import('./open.js');
  const opened = await openPlace(args, io);
  if (!opened.ok) return opened;
  const { place } = opened;
  try {
    const outset = await openGround(args, io, place, (texts) => place.withTexts(texts, place.envText));
    return { ok: true, beginning: { place, painted: null, ...outset } };
  } catch (error) {
    await place.close();
    throw error;
  }
}
