import { basename } from 'node:path';

import { shellWord } from '../settings/shell-word.js';
import type { Exported } from './kind.js';

/** How a file is tried: what comes before, in the words of its own comments, and the command behind a heading. */
export interface Trial {
  before: readonly string[];
  heading: string;
  command: string;
}

/** How a text is tried that is a file of this name now. A command that does not name the file may want it to have its own name. */
export function trialOf({ kind, text, fileName, tryIt }: Exported, file: string): Trial {
  // GitHub knows a workflow by its name, whatever the folder.
  const name = shellWord(kind === 'github-actions' ? basename(file) : file);
  const namesIt = tryIt.includes(fileName) || basename(file) === basename(fileName);
  return {
    before: [...text.matchAll(marked)].map(([, words = '']) => words),
    heading: namesIt ? headingOf(text) : `Named ${fileName}, it is tried with`,
    command: tryIt.replaceAll(fileName, () => name),
  };
}

/** A comment, also behind a value. */
const marked = /(?:^|\s)(?:#|\/\/) ((?:First|To decide): .*)$/gm;

/** With what has to be there, such as the secret. */
function headingOf(text: string): string {
  return /(?:#|\/\/) Try it(, with [^:\n]+):/.exec(text)?.[1]?.replace(/^/, 'To try it') ?? 'To try it';
}
