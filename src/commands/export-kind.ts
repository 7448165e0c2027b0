import { exportKinds } from '../export/kind.js';
import { kindNamed } from '../export/kind-names.js';
import type { Usage } from './read-option.js';
import { nearest } from './read-option.js';

/** Whether the words after `export` are one kind, and the options mean something to it. Null when all is well. */
export function kindUsage(words: readonly string[], flags: ReadonlySet<string>): Usage | null {
  const [word, ...others] = words;
  const kinds = `The kinds are ${exportKinds.join(', ')}.`;
  if (word === undefined) return { problem: 'keyless export takes the kind of text to make.', hint: kinds };
  const kind = kindNamed(word);
  if (kind === null)
    return { problem: `There is no kind ${word}.`, hint: [nearest(word.toLowerCase(), exportKinds), kinds].filter(Boolean).join(' ') };
  if (others.length > 0) return { problem: `keyless export makes one kind at a time, and not ${others.join(' ')} too.`, hint: kinds };
  if (kind === 'report' || !flags.has('--no-completion')) return null;
  return {
    problem: `--no-completion means nothing to keyless export ${kind}.`,
    hint: 'It is for keyless export report, which makes a check.',
  };
}
