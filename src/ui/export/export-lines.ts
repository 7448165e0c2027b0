import type { Exported } from '../../export/kind.js';
import { printable, printableLines } from '../../report/printable.js';
import type { Look } from '../look.js';

/** A text as it will be in its file: from the first column on and not folded, so that it can be copied. */
export function exportedLines({ fileName, text }: Exported, { paint }: Pick<Look, 'paint'>): string[] {
  return ['', ` ${paint('bold', printable(fileName))}`, ...textLines(text)];
}

/** The name that the file took, and the command that tries it; a page has none. */
export function savedLines({ file, tryIt }: { file: string; tryIt: string }, { paint }: Pick<Look, 'paint'>): string[] {
  return [
    '',
    ` ${paint('yellow', `Saved: ${printable(file)}`)}`,
    ...(tryIt === '' ? [`   ${readFirst}`] : [`   ${paint('cyan', 'To try it')}`, ...textLines(tryIt)]),
  ];
}

/** What to do with a page that is there. */
export const readFirst = 'Read it before you send it.';

/** The lines of a text, without the end of the last. */
export function textLines(text: string): string[] {
  return printableLines(text).replace(/\n+$/, '').replaceAll('\t', '    ').split('\n');
}
