import type { Errand, TalkErrand } from '../ui/desk.js';
import type { Io } from './io.js';
import type { Place } from './open.js';

/** The small jobs of the screen; each ends in one sentence, also where it could not be done. */
export function createErrands(_world: { io: Io; place: () => Place }): (errand: Exclude<Errand, TalkErrand>) => Promise<string> {
  return async (errand) => {
    switch (errand.kind) {
      case 'copy':
      case 'open':
      case 'ignore':
      case 'mend':
      case 'save':
        throw new TypeError(`not made yet: ${errand.kind}`);
    }
  };
}
