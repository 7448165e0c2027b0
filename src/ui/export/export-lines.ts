import type { Exported } from '../../export/kind.js';
import type { Trial } from '../../export/trial.js';
import { printable, printableLines } from '../../report/printable.js';
import { fold } from '../cells.js';
import type { Look } from '../look.js';

/** A text as it will be in its file: from the first column on and not folded, so that it can be copied. */
export function exportedLines({ fileName, text }: Exported, { paint }: Pick<Look, 'paint'>): string[] {
  return ['', ` ${paint('bold', printable(fileName))}`, ...textLines(text)];
}

/** The name that the file took, what comes before it is tried, and the command; a page has none. */
export function savedLines({ file, trial }: { file: string; trial: Trial | null }, look: Pick<Look, 'paint' | 'columns'>): string[] {
  const { paint } = look;
  const saved = ['', ` ${paint('yellow', `Saved: ${printable(file)}`)}`];
  if (trial === null) return [...saved, `   ${readFirst}`];
  const heading = fold(printable(trial.heading), look.columns - 4).map((line) => `   ${paint('cyan', line)}`);
  return [...saved, ...trial.before.flatMap((line) => beforeLines(line, look)), ...heading, ...textLines(trial.command)];
}

/** What is to be decided is prose; what comes first is mostly a command, which is copied whole. */
function beforeLines(line: string, { columns }: Pick<Look, 'columns'>): string[] {
  const words = printable(line);
  return words.startsWith('First: ') ? [`   ${words}`] : fold(words, columns - 6).map((part, at) => `   ${at === 0 ? '' : '  '}${part}`);
}

/** What to do with a page that is there. */
export const readFirst = 'Read it before you send it.';

/** The lines of a text, without the end of the last. */
export function textLines(text: string): string[] {
  return printableLines(text).replace(/\n+$/, '').replaceAll('\t', '    ').split('\n');
}
