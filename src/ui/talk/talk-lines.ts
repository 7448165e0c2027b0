import { printable, printableLines } from '../../report/printable.js';
import type { Report } from '../../report/report.js';
import { fold, padded, widthOf } from '../cells.js';
import type { Facts } from '../desk.js';
import type { Look } from '../look.js';

/** What was asked; of a long paste only the beginning, since the person has it. */
export function promptLines(text: string, { columns, paint }: Pick<Look, 'columns' | 'paint'>): string[] {
  const given = printableLines(text).replaceAll('\t', '  ').split('\n');
  const rows = given.slice(0, mostRows + 1).flatMap((line) => indented(line, columns - 3));
  const isLong = rows.length > mostRows || given.length > mostRows;
  const size = text.length < 10_000 ? `${text.length} characters` : `${Math.round(text.length / 1000)},000 characters`;
  const shown = rows.slice(0, isLong ? mostRows - 1 : mostRows).map((row, index) => `${index === 0 ? paint('cyan', '❯') : ' '} ${row}`);
  return isLong ? [...shown, `  ${paint('dim', `… ${size} in all`)}`] : shown;
}

/** Code that was pasted keeps its indentation, as far as it leaves room. */
function indented(line: string, columns: number): string[] {
  const indent = (/^ */.exec(line)?.[0] ?? '').slice(0, Math.floor(columns / 2));
  return fold(line.slice(indent.length), columns - indent.length).map((row) => indent + row);
}

const mostRows = 12;

/** How long an answer took and what it cost, in one line. */
export function numbersOf({ durationMs, completion }: Report, columns: number): string {
  if (completion === null) return `${durationMs} ms`;
  const { firstTokenMs, durationMs: all, promptTokens, completionTokens } = completion;
  const counted = promptTokens !== null && completionTokens !== null;
  if (columns < 72) return [`${all} ms`, ...(counted ? [`${promptTokens} + ${completionTokens} tokens`] : [])].join(', ');
  return [
    ...(firstTokenMs === null ? [] : [`first token after ${firstTokenMs} ms`]),
    `all of it ${all} ms`,
    ...(counted ? [`prompt ${promptTokens}, answer ${completionTokens} tokens`] : []),
  ].join(', ');
}

/** Names and values. A sentence is folded beside its name; a value that may be copied is one line, below its name where it is long. */
export function factLines({ title, rows }: Facts, { paint, columns }: Pick<Look, 'paint' | 'columns'>): string[] {
  const width = Math.max(0, ...rows.map(([name]) => widthOf(name)));
  const lines = rows.flatMap(([name, value]) => {
    const text = printable(value);
    const start = padded(printable(name), width);
    if (width + 4 + widthOf(text) < columns) return [`  ${paint('cyan', start)}  ${text}`];
    if (!text.includes(' ')) return [`  ${paint('cyan', printable(name))}`, text];
    const [first = '', ...others] = fold(text, Math.max(16, columns - width - 5));
    if (width + 20 < columns) return [`  ${paint('cyan', start)}  ${first}`, ...others.map((line) => `${' '.repeat(width + 4)}${line}`)];
    return [`  ${paint('cyan', printable(name))}`, ...fold(text, columns - 5).map((line) => `    ${line}`)];
  });
  return ['', ...fold(printable(title), columns - 1).map((line) => paint('bold', line)), ...lines];
}
