import type { Args } from './args.js';

/** How something was given: as much of a command line as a command that gives it once more repeats. */
export type GivenBy = Pick<Args, 'words' | 'tokenFile' | 'credentialFile'>;

/** By a program, and not on a command line. */
export const givenByProgram: GivenBy = { words: [], tokenFile: null, credentialFile: null };
