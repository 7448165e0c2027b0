import { printableLines } from '../../report/printable.js';
import { graphemesOf, widthOf } from '../cells.js';
import type { Look } from '../look.js';
import type { Past } from '../state.js';
import { blockOf } from './answer-block.js';
import { foldSpans } from './fold-spans.js';
import type { FoldedRow } from './fold-spans.js';
import { inlineSpans } from './inline.js';
import { tableLines } from './table.js';

type Answer = Pick<Extract<Past, { kind: 'answer' }>, 'text' | 'isCode' | 'under'>;
type Room = Pick<Look, 'columns' | 'paint'>;

/** A finished part of an answer as it is printed: code as it is, prose folded. */
export function answerLines(answer: Answer, room: Room): string[] {
  const { text, isCode, under } = answer;
  if (isCode) return [codeLine(text)];
  if (under === undefined && text.includes('\n')) {
    const rows = text.split('\n');
    return tableLines(rows, room) ?? rows.map(codeLine);
  }
  return proseRows(answer, room).map(({ line }) => line);
}

/** The rows of a line of prose, or of the rest of one. */
export function proseRows({ text, under }: Pick<Answer, 'text' | 'under'>, { columns, paint }: Room, breaksAddresses = false): FoldedRow[] {
  const folding = { columns: Math.max(8, columns - 1), paint, breaksAddresses };
  if (under !== undefined) return foldSpans(inlineSpans(text), { ...folding, first: under, next: under });
  const block = blockOf(text, true);
  switch (block.kind) {
    case 'blank':
      return [{ line: '', cutAt: null }];
    case 'rule':
      return [{ line: paint('dim', '─'.repeat(Math.min(columns - 1, 40))), cutAt: null }];
    case 'fence':
      return [{ line: paint('dim', printableLines(block.language)), cutAt: null }];
    case 'heading':
      return foldSpans(
        inlineSpans(block.text).map((span) => ({ ...span, styles: [...span.styles.filter((one) => one !== 'bold'), 'bold' as const] })),
        { ...folding, first: '', next: '' },
      );
    case 'row':
    case 'code':
      return [{ line: codeLine(text), cutAt: null }];
    case 'text': {
      const spans = inlineSpans(block.text).map((span) => ({ ...span, from: span.from === null ? null : span.from + block.from }));
      return foldSpans(spans, { ...folding, first: block.first, next: block.next });
    }
  }
}

/** Code as it is, but for what would move the cursor. A tab is as wide as four columns at most: it would be lost on the way otherwise. */
export function codeLine(text: string): string {
  const shown = printableLines(text).replaceAll('\n', '⟨U+000D⟩');
  if (!shown.includes('\t')) return shown;
  let line = '';
  let column = 0;
  for (const [index, part] of shown.split('\t').entries()) {
    const spaces = index === 0 ? 0 : 4 - (column % 4);
    line += ' '.repeat(spaces) + part;
    column += spaces + widthOf(part);
  }
  return line;
}

/** The last rows of a line of code, for a frame: broken where the window ends. */
export function lastCodeRows(text: string, columns: number, count: number): string[] {
  const end = Array.from(text.slice(-columns * count * 2)).join('');
  const rows = [''];
  let width = 0;
  for (const character of graphemesOf(codeLine(end))) {
    const cells = widthOf(character);
    if (width + cells > columns) {
      rows.push('');
      width = 0;
    }
    rows[rows.length - 1] += character;
    width += cells;
  }
  return rows.slice(-count);
}
