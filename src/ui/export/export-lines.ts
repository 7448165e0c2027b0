import type { Exported } from '../../export/kind.js';
import { printable, printableLines } from '../../report/printable.js';
import type { Look } from '../look.js';

/** A text as it will be in its file: from the first column on and not folded, so that it can be copied. */
export function exportedLines({ fileName, text }: Exported, { paint }: Pick<Look, 'paint'>): string[] {
  return ['', ` ${paint('bold', printable(fileName))}`, ...textLines(text)];
}

/** The name that the file took, and the command that tries it. */
export function savedLines({ file, tryIt }: { file: string; tryIt: string }, { paint }: Pick<Look, 'paint'>): string[] {
  return [
    '',
    ` ${paint('yellow', `Saved: ${printable(file)}`)}`,
    ...(tryIt === '' ? [] : [`   ${paint('cyan', 'To try it')}`, ...textLines(tryIt)]),
  ];
}

/** The lines of a text, without the end of the last. */
export function textLines(text: string): string[] {
  return printableLines(text).replace(/\n+$/, '').replaceAll('\t', '    ').split('\n');
}
