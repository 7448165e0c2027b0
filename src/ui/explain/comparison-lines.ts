import { caretLine, roomAtCaret } from '../../report/caret.js';
import { otherSide } from '../../report/marks.js';
import { printable, printableBeginning, printableValue } from '../../report/printable.js';
import type { Diagnosis } from '../../report/report.js';
import { describeDifference } from '../../findings/describe-difference.js';
import { readDifference } from '../../findings/difference/read-difference.js';
import { cutEnd, fold, widthOf } from '../cells.js';
import type { Look } from '../look.js';

/**
 * Both values one above the other, the first code point that differs in red, and a caret under it. Where they are wider than the window
 * the beginning that they share shrinks to `…`, so that the place itself is always to be seen.
 */
export function comparisonLines(
  { evidence, severity }: Pick<Diagnosis, 'evidence' | 'severity'>,
  { columns, paint }: Pick<Look, 'columns' | 'paint'>,
): string[] {
  if (!('diff' in evidence) || evidence.azure === null) return [];
  const [token, azure] = [Array.from(evidence.token), Array.from(evidence.azure)];
  const differs = token.findIndex((character, at) => character !== azure[at]);
  const shared = differs === -1 ? token.length : differs;
  const room = columns - lead.length - 1;
  const isWide = Math.max(widthOf(printableValue(evidence.token)), widthOf(printableValue(evidence.azure))) > room;
  const start = isWide ? startOf(token.slice(0, shared), Math.floor(room / 2)) : 0;
  const left = start > 0 ? '…' : '';
  const before = printableBeginning(left + token.slice(start, shared).join(''));
  const shown = (characters: string[]): string => {
    const text = cutEnd(printableValue(left + characters.slice(start).join('')), room);
    const wrong = characters[shared] ?? '';
    const sign = text.startsWith(printableValue(wrong), before.length) ? printableValue(wrong) : printable(wrong);
    const [at, end] = [before.length, before.length + sign.length];
    return wrong === '' ? text : `${text.slice(0, at)}${paint('red', text.slice(at, end))}${text.slice(end)}`;
  };
  const column = lead.length + widthOf(before);
  const side = otherSide(severity);
  const words = printable(
    describeDifference(readDifference(evidence.field, evidence.token, evidence.azure), side === 'copy' ? 'the copy' : 'Azure'),
  );
  return [
    `${lead.replace('side ', 'token')}${shown(token)}`,
    `${lead.replace('side ', side.padEnd(5))}${shown(azure)}`,
    ...caretLines(column, words, { columns: Math.min(columns, 80), paint }),
  ];
}

/** The caret with its words behind it, before it, or below, wherever there is room. */
export function caretLines(column: number, words: string, { columns, paint }: Pick<Look, 'columns' | 'paint'>): string[] {
  const width = widthOf(words);
  const at = roomAtCaret(column, width, columns - 1);
  const below = at === 'below' ? fold(words, columns - 3).map((line) => `  ${line}`) : [];
  const line = caretLine(column, words, at, width);
  const caret = at === 'before' ? line.length - 1 : column;
  return [`${line.slice(0, caret)}${paint('red', '^')}${line.slice(caret + 1)}`, ...below];
}

const lead = '  side   ';

/** Where to begin so that what is shared takes at most so many columns. */
function startOf(shared: readonly string[], columns: number): number {
  let start = 0;
  while (start < shared.length && widthOf(printable(shared.slice(start).join(''))) > columns) start += 1;
  return start;
}
