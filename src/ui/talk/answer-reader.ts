import { paintNothing } from '../../report/marks.js';
import type { Past } from '../state.js';
import { blockOf, closes } from './answer-block.js';
import type { Fence } from './answer-block.js';
import { proseRows } from './answer-lines.js';

type Answer = Extract<Past, { kind: 'answer' }>;

/** An answer that is coming: where in its Markdown it is, and what of it is not printed yet. */
export interface Reading {
  /** The line that is coming. */
  tail: string;
  /** Where the beginning of that line is printed already: what stands before the rows of its rest. */
  under: string | null;
  /** How long it is when a look for a place to cut it is worth while. */
  cutFrom: number;
  fence: Fence | null;
  /** The rows of a table, which is printed when it is whole. */
  table: readonly string[];
  isInList: boolean;
  /** Empty lines are printed with what follows them, and as one. */
  isBlankDue: boolean;
  hasText: boolean;
}

export const nothingRead: Reading = {
  tail: '',
  under: null,
  cutFrom: 0,
  fence: null,
  table: [],
  isInList: false,
  isBlankDue: false,
  hasText: false,
};

/**
 * Takes a piece of the answer, and gives what is finished of it. Whole lines are; and of a line of prose that outgrows a few rows,
 * the rows that cannot change any more. So a piece costs the same however long the answer is.
 */
export function readPiece(reading: Reading, piece: string, columns: number): { done: Answer[]; reading: Reading } {
  const isHalfBreak = reading.tail.endsWith('\r');
  const before = isHalfBreak ? reading.tail.slice(0, -1) : reading.tail;
  const lines = `${isHalfBreak ? '\r' : ''}${piece}`.split(/\r\n|\n|\r(?!$)/);
  const rest = lines.pop() ?? '';
  const done: Answer[] = [];
  let now = { ...reading, tail: before };
  // A line that came whole is cut as one that comes in parts.
  for (const line of lines) now = endLine(settle({ ...now, tail: now.tail + line }, done, columns).reading, done);
  return settle({ ...now, tail: now.tail + rest }, done, columns);
}

/** The answer is over: what was held back is finished too. */
export function readEnd(reading: Reading): Answer[] {
  const done: Answer[] = [];
  const ended = endLine({ ...reading, tail: reading.tail.replace(/\r$/, '') }, done);
  endTable(ended, done);
  return done;
}

function endLine(reading: Reading, done: Answer[]): Reading {
  const { tail, fence, under } = reading;
  const now: Reading = { ...reading, tail: '', under: null, cutFrom: 0 };
  if (under !== null) return say(now, done, { ...prose(tail), under });
  if (fence) return closes(tail, fence) ? { ...now, fence: null } : say(now, done, code(withoutIndent(tail, fence.indent)));
  const block = blockOf(tail, reading.isInList);
  if (block.kind === 'row') {
    const table = [...now.table, tail.trim()];
    return table.length < longestTable ? { ...now, table } : endTable({ ...now, table }, done);
  }
  const out = endTable(now, done);
  switch (block.kind) {
    case 'blank':
      return { ...out, isBlankDue: true };
    case 'fence': {
      const opened = { ...out, fence: block.fence };
      return block.language === '' ? opened : say(opened, done, prose(tail));
    }
    case 'code':
      return say(out, done, code(block.text));
    case 'heading':
      // The first would look like a second name of whoever answers.
      return say({ ...out, isInList: false }, done, ...(out.hasText ? [] : [prose('')]), prose(tail));
    default:
      return say({ ...out, isInList: isInList(reading, tail, block.kind === 'text' && block.isItem) }, done, prose(tail));
  }
}

/** A list goes on until a line begins in the first column that is no item. */
function isInList(before: Reading, line: string, isItem: boolean): boolean {
  return isItem || (before.isInList && /^[ \t]/.test(line));
}

function endTable(reading: Reading, done: Answer[]): Reading {
  if (reading.table.length === 0) return reading;
  const text = reading.table.length === 1 ? code(reading.table[0] ?? '') : prose(reading.table.join('\n'));
  return say({ ...reading, table: [], isInList: false }, done, text);
}

function say(reading: Reading, done: Answer[], ...answers: Answer[]): Reading {
  if (reading.isBlankDue && reading.hasText) done.push(prose(''));
  done.push(...answers);
  return { ...reading, isBlankDue: false, hasText: true };
}

/** More rows than this of a line are not drawn again and again. */
const rowsKept = 4;
/** A line is cut here at the latest, also inside of emphasis or a word. */
const longestLine = 2000;
const longestCode = 16_000;
const longestTable = 200;

/** A piece may be longer than many lines. */
function settle(reading: Reading, done: Answer[], columns: number): { done: Answer[]; reading: Reading } {
  let now = reading;
  for (;;) {
    const next = cutOnce(now, done, columns);
    if (next.tail.length === now.tail.length) return { done, reading: next };
    now = next;
  }
}

/** Greedy folding never changes a row that is followed by another, so those rows are final at this width. */
function cutOnce(reading: Reading, done: Answer[], columns: number): Reading {
  const { tail, fence } = reading;
  const isVerbatim =
    fence !== null || (reading.under === null && ['row', 'code'].includes(blockOf(tail.slice(0, 200), reading.isInList).kind));
  if (isVerbatim) {
    if (tail.length < longestCode) return reading;
    return { ...say(endTable(reading, done), done, code(tail)), tail: '' };
  }
  if (tail.length < Math.max(columns * rowsKept, reading.cutFrom)) return reading;
  const cut = cutOf(reading, columns);
  if (cut === null) return { ...reading, cutFrom: Math.min(longestLine, tail.length * 1.5) };
  const block = blockOf(tail.slice(0, 200), true);
  const under = reading.under ?? (block.kind === 'text' ? block.next : '');
  const begun = prose(tail.slice(0, cut).trimEnd());
  const out = say(endTable(reading, done), done, reading.under === null ? begun : { ...begun, under: reading.under });
  const isItem = block.kind === 'text' && block.isItem && reading.under === null;
  const inList = reading.under === null ? isInList(reading, tail, isItem) : reading.isInList;
  return { ...out, tail: tail.slice(cut), cutFrom: 0, under, isInList: inList };
}

/** Where the line can be cut: behind a row, outside of emphasis; null while it cannot. */
function cutOf({ tail, under }: Reading, columns: number): number | null {
  // No more of it is looked at than can be cut off at once.
  const rows = proseRows({ text: tail.slice(0, longestLine), ...(under !== null && { under }) }, { columns, paint: paintNothing });
  const cut = rows.slice(0, -1).findLast(({ cutAt }) => cutAt !== null)?.cutAt ?? null;
  if (rows.length > rowsKept && cut !== null) return cut;
  if (tail.length < longestLine) return null;
  const end = Math.max(longestLine / 2, longestLine - columns);
  const space = tail.lastIndexOf(' ', end);
  const at = space > 0 ? space + 1 : end;
  return /[\uDC00-\uDFFF]/.test(tail[at] ?? '') ? at - 1 : at;
}

function withoutIndent(line: string, indent: number): string {
  const [own = ''] = /^ */.exec(line) ?? [];
  return line.slice(Math.min(own.length, indent));
}

function prose(text: string): Answer {
  return { kind: 'answer', text, isCode: false };
}

function code(text: string): Answer {
  return { kind: 'answer', text, isCode: true };
}
