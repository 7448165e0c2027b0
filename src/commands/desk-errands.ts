import type { Errand } from '../ui/desk.js';
import { mendPlace } from './desk-mend.js';
import type { Io } from './io.js';
import type { Place } from './open.js';

/** The small jobs of the screen; each ends in one sentence, also where it could not be done. */
export function createErrands({
  place,
  move,
}: {
  io: Io;
  place: () => Place;
  /** Goes on in another place from now on. */
  move: (place: Place) => void;
}): (errand: Errand) => Promise<string> {
  return async (errand) => {
    switch (errand.kind) {
      case 'ignore':
        return ignore(place().envPath);
      case 'copy':
      case 'open':
      case 'save':
        throw new TypeError(`not made yet: ${errand.kind}`);
      case 'mend': {
        const { place: mended, sentence } = mendPlace(place());
        move(mended);
        return sentence;
      }
    }
  };
}

async function ignore(path: string): Promise<string> {
  const { ignoreInGit } = await import('../tools/git-ignore.js');
  const done = await ignoreInGit(path);
  return done.ok ? `${done.file} ignores ${path} now.` : `${done.file} cannot be written: ${done.problem}.`;
}
