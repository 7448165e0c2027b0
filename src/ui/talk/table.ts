import { padded, widthOf } from '../cells.js';
import type { Look } from '../look.js';
import { foldSpans } from './fold-spans.js';
import { inlineSpans } from './inline.js';

type Alignment = 'left' | 'right' | 'centre';

/** A table with its columns in line; null where it is none, or is wider than the window, and is better left as it is. */
export function tableLines(rows: readonly string[], { columns, paint }: Pick<Look, 'columns' | 'paint'>): string[] | null {
  const [head = '', rule = '', ...body] = rows;
  const alignments = alignmentsOf(rule);
  const cells = [head, ...body].map(cellsOf);
  if (!alignments || cells[0]?.length !== alignments.length) return null;
  const shown = cells.map((row) => alignments.map((_, index) => cellLine(row[index] ?? '', paint)));
  const widths = alignments.map((_, index) => Math.max(3, ...shown.map((row) => widthOf(row[index] ?? ''))));
  if (widths.reduce((sum, width) => sum + width + gap, -gap) >= columns) return null;
  const lines = shown.map((row) => row.map((cell, index) => aligned(cell, widths[index] ?? 0, alignments[index])).join(' '.repeat(gap)));
  const [title = '', ...others] = lines.map((line) => line.trimEnd());
  return [paint('bold', title), paint('dim', widths.map((width) => '─'.repeat(width)).join(' '.repeat(gap))), ...others];
}

const gap = 2;

/** A cell is never folded. */
function cellLine(cell: string, paint: Look['paint']): string {
  const [row] = foldSpans(inlineSpans(cell), { columns: Number.MAX_SAFE_INTEGER, first: '', next: '', paint, breaksAddresses: false });
  return row?.line ?? '';
}

/** A bar behind a backslash, and one in code, is no border. */
function cellsOf(row: string): string[] {
  const inner = row
    .trim()
    .replace(/^\|/, '')
    .replace(/(?<!\\)\|$/, '');
  const cells = inner.match(/(?:\\.|`[^`]*`|[^|\\]|\\$)+|(?<=\|)(?=\|)|^(?=\|)|(?<=\|)$/g) ?? [];
  return cells.map((cell) => cell.trim().replaceAll('\\|', '|'));
}

function alignmentsOf(rule: string): Alignment[] | null {
  const cells = cellsOf(rule);
  if (cells.length === 0 || !cells.every((cell) => /^:?-+:?$/.test(cell))) return null;
  return cells.map((cell) => (cell.endsWith(':') ? (cell.startsWith(':') ? 'centre' : 'right') : 'left'));
}

function aligned(cell: string, width: number, alignment: Alignment = 'left'): string {
  const free = Math.max(0, width - widthOf(cell));
  const before = alignment === 'right' ? free : alignment === 'centre' ? Math.floor(free / 2) : 0;
  return padded(' '.repeat(before) + cell, width);
}
