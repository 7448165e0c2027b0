import type { Args } from './args.js';
import type { Io } from './io.js';
import type { Place } from './open.js';

/** Plans, shows, and on a yes performs what is missing in Auth0 and Azure, with the person's own tools. */
export function provision(_args: Args, _io: Io, _place: Place): Promise<number> {
  throw new Error('keyless provision is being written');
}
