import type { Errand } from '../ui/desk.js';
import type { Io } from './io.js';
import type { Place } from './open.js';

/** The small jobs of the screen; each ends in one sentence, also where it could not be done. */
export function createErrands({ place }: { io: Io; place: () => Place }): (errand: Errand) => Promise<string> {
  return async (errand) => {
    switch (errand.kind) {
      case 'ignore':
        return ignore(place().envPath);
      case 'copy':
      case 'open':
      case 'mend':
      case 'save':
        throw new TypeError(`not made yet: ${errand.kind}`);
    }
  };
}

async function ignore(path: string): Promise<string> {
  const { ignoreInGit } = await import('../tools/git-ignore.js');
  const done = await ignoreInGit(path);
  return done.ok ? `${done.file} ignores ${path} now.` : `${done.file} cannot be written: ${done.problem}.`;
}
