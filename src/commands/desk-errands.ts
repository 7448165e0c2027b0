import { openPage } from '../tools/browser.js';
import type { Opened } from '../tools/browser.js';
import { copyText } from '../tools/clipboard.js';
import type { Copied } from '../tools/clipboard.js';
import type { Errand, TalkErrand } from '../ui/desk.js';
import { mendPlace } from './desk-mend.js';
import type { Io } from './io.js';
import type { Place } from './open.js';

/** The small jobs of the screen; each ends in one sentence, also where it could not be done. */
export function createErrands({
  io,
  place,
  move,
}: {
  io: Io;
  place: () => Place;
  /** Goes on in another place from now on. */
  move: (place: Place) => void;
}): (errand: Exclude<Errand, TalkErrand>) => Promise<string> {
  return async (errand) => {
    switch (errand.kind) {
      case 'ignore':
        return ignore(place().envPath, io);
      case 'copy':
        // Between two frames: what moves nothing may be written while the screen is open.
        return copiedWords(await copyText(errand.text, io, (sequence) => io.stdout.write(sequence)), errand.as ?? errand.text);
      case 'open':
        return opened[await openPage(errand.url, io)];
      case 'mend': {
        const { place: mended, sentence } = mendPlace(place());
        move(mended);
        return sentence;
      }
    }
  };
}

async function ignore(path: string, { signal }: Io): Promise<string> {
  const { ignoreInGit } = await import('../tools/git-ignore.js');
  const done = await ignoreInGit(path);
  if (!done.ok) return `${done.file} cannot be written: ${done.problem}.`;
  // What was committed once, git follows all the same.
  const { isExposedToGit } = await import('../tools/git.js');
  return (await isExposedToGit(path, signal))
    ? `${done.file} names ${path} now, but git has it already and goes on with it: git rm --cached -- ${path}`
    : `${done.file} ignores ${path} now.`;
}

/** Where several things could be meant the beginning tells which it was. */
function copiedWords(how: Copied, text: string): string {
  const [first = ''] = text.split('\n');
  return how === 'nowhere' ? copied.nowhere : `${copied[how]}: ${first.length > 40 ? `${first.slice(0, 39)}…` : first}`;
}

const copied: { readonly [C in Copied]: string } = {
  clipboard: 'Copied',
  terminal: "Sent to your terminal's clipboard",
  nowhere: 'There is no clipboard within reach: it stands above, to be selected.',
};

const opened: { readonly [O in Opened]: string } = {
  opened: 'Opened in your browser.',
  remote: 'You are connected over SSH: open the address above in your own browser.',
  'no-display': 'There is no browser here: open the address above in your own.',
  failed: 'No browser could be started: open the address above yourself.',
};
