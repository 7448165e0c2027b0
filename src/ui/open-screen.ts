import type { Args } from '../commands/args.js';
import type { Io } from '../commands/io.js';
import type { Place } from '../commands/open.js';
export async function openScreen(_args: Args, _io: Io, _place: Place): Promise<number> {
  return 2;
}
