import type { ExitCode } from '../report/report.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import { refuse } from './stop.js';

/** The completion script of a shell. */
export async function completion(args: Args, io: Io): Promise<ExitCode> {
  return refuse('This shell is not known yet.', null, args.flags.has('--json'), io);
}
