import { cutEnd, padded, widthOf } from './cells.js';
import type { Look } from './look.js';

/** What a choice is called, what it is, and its key where that is not its number. */
export type NumberedRow = readonly [label: string, detail: string, key?: string | undefined];

/** The choices with a word on each; in a narrow window on the chosen one only, below. */
export function numberedLines(rows: readonly NumberedRow[], chosen: number, { columns, paint }: Look): string[] {
  const width = Math.max(...rows.map(([label]) => widthOf(label)));
  const isWide = rows.every(([, detail]) => width + widthOf(detail) + 10 < columns);
  const keys = rows.map(([, , key], index) => key ?? `${index + 1}`);
  const keyWidth = Math.max(...keys.map(({ length }) => length));
  const lines = rows.map(([label, detail], index) => {
    const isChosen = index === chosen;
    const number = (keys[index] ?? '').padStart(keyWidth);
    const start = ` ${isChosen ? paint('cyan', '❯') : ' '} ${number}  `;
    if (!isWide) return start + (isChosen ? paint('bold', label) : label);
    return `${start}${isChosen ? paint('bold', label) : label}${padded('', width - widthOf(label))}   ${paint('dim', detail)}`;
  });
  const [, detail = ''] = rows[chosen] ?? [];
  return isWide ? lines : [...lines, paint('dim', `      ${cutEnd(detail, columns - 7)}`)];
}
