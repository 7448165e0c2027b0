import type { Errand } from '../ui/desk.js';
import { mendPlace } from './desk-mend.js';
import type { Io } from './io.js';
import type { Place } from './open.js';

/** The small jobs of the screen; each ends in one sentence, also where it could not be done. */
export function createErrands(world: {
  io: Io;
  place: () => Place;
  /** Goes on in another place from now on. */
  move: (place: Place) => void;
}): (errand: Errand) => Promise<string> {
  return async (errand) => {
    switch (errand.kind) {
      case 'copy':
      case 'open':
      case 'ignore':
      case 'save':
        throw new TypeError(`not made yet: ${errand.kind}`);
      case 'mend': {
        const { place, sentence } = mendPlace(world.place());
        world.move(place);
        return sentence;
      }
    }
  };
}
