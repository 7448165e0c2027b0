import { explainedText, readPart } from '../../report/explained-text.js';
import { fold, widthOf } from '../cells.js';
import type { Look } from '../look.js';
import type { Past } from '../state.js';

/** What a paste came to: of the paste its size, and what could be read in it; what it means too, where no cause is explained below. */
export function explainedLines({ size, explained, isWhole }: Extract<Past, { kind: 'explained' }>, { paint, columns }: Look): string[] {
  const lines = isWhole ? explainedText(explained, paint).trimEnd().split('\n') : readPart(explained, paint);
  const body = explained.about === null ? lines.flatMap((line) => fitted(line, columns)) : lines;
  return ['', `${paint('cyan', '❯')} ${paint('dim', size)}`, ...(body.length > 0 ? ['', ...body] : [])];
}

/** A sentence is folded, and the value of a row that is too wide goes below its label. A value and a command stay whole, to be copied. */
function fitted(line: string, columns: number): string[] {
  if (/^[A-Z].* .*[.:]$/.test(line)) return fold(line, Math.min(columns, 80) - 1);
  const row = widthOf(line) > columns ? /^( *)(.*\S) {2,}(\S.*)$/.exec(line) : null;
  if (row === null) return [line];
  const [, indent = '', label = '', value = ''] = row;
  return [
    indent + label.replaceAll(/ {2,}/g, '  '),
    ...(value.includes(' ') ? fold(value, columns - indent.length - 3).map((part) => `${indent}  ${part}`) : [value]),
  ];
}
