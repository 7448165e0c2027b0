import { cutEnd, padded, widthOf } from './cells.js';
import type { Look } from './look.js';

/** The choices with a word on each; in a narrow window on the chosen one only, below. */
export function numberedLines(rows: readonly (readonly [string, string])[], chosen: number, { columns, paint }: Look): string[] {
  const width = Math.max(...rows.map(([label]) => widthOf(label)));
  const isWide = rows.every(([, detail]) => width + widthOf(detail) + 10 < columns);
  const lines = rows.map(([label, detail], index) => {
    const isChosen = index === chosen;
    const number = `${index + 1}`.padStart(`${rows.length}`.length);
    const start = ` ${isChosen ? paint('cyan', '❯') : ' '} ${number}  `;
    if (!isWide) return start + (isChosen ? paint('bold', label) : label);
    return `${start}${isChosen ? paint('bold', label) : label}${padded('', width - widthOf(label))}   ${paint('dim', detail)}`;
  });
  const [, detail = ''] = rows[chosen] ?? [];
  return isWide ? lines : [...lines, paint('dim', `      ${cutEnd(detail, columns - 7)}`)];
}
