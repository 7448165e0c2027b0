import type { ExitCode } from '../report/report.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { refuse } from './stop.js';

/** The connection as code, as infrastructure, or as a report. */
export async function exportConnection(args: Args, io: Io, _place: Place): Promise<ExitCode> {
  return refuse('This kind cannot be exported yet.', null, args.flags.has('--json'), io);
}
