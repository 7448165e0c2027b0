import { basename, dirname } from 'node:path';

import { exitCodeOf } from './run.js';

/** Whether git would commit this file: inside a repository, and neither ignored nor outside of it. False when git is not there to ask. */
export async function isExposedToGit(path: string, signal: AbortSignal): Promise<boolean> {
  // check-ignore: 0 ignored, 1 not ignored, 128 no repository (git-check-ignore(1)).
  return (await exitCodeOf(['git', '-C', dirname(path), 'check-ignore', '-q', '--', basename(path)], signal)) === 1;
}
