import type { Fix } from '../../findings/explanation.js';
import { printable } from '../../report/printable.js';
import type { Diagnosis } from '../../report/report.js';
import { diagnosisLines, fixLines, rowsOf, sentencesOf, whyLines, withSingleGaps } from './diagnosis-lines.js';
import type { Room } from './diagnosis-lines.js';
import { linked } from '../look.js';

/** How far an explanation was printed: so much of what is told, title and values first and then each sentence, and so many fixes. */
export interface Extent {
  told: number;
  fixes: number;
}

export const nothingYet: Extent = { told: 0, fixes: 0 };

/** All of it. */
export function extentOf(diagnosis: Diagnosis): Extent {
  return { told: 1 + sentencesOf(diagnosis).length, fixes: diagnosis.fix.length };
}

/** The lines of an explanation between two places; it ends with what can be read about it. */
export function pageLines(
  diagnosis: Diagnosis,
  { from, to, above = [] }: { from: Extent; to: Extent; above?: readonly Fix[] },
  room: Room,
): string[] {
  const all = extentOf(diagnosis);
  const isLast = to.told === all.told && to.fixes === all.fixes;
  return withSingleGaps([
    ...(from.told === 0 ? diagnosisLines(diagnosis, room, to.told - 1) : whyLines(diagnosis, [from.told - 1, to.told - 1], room)),
    ...fixLines(diagnosis.fix, { from: from.fixes, to: to.fixes, above }, room),
    ...(isLast ? docsLines(diagnosis, room) : []),
  ]);
}

/** How far the next page reaches: as much as there are rows for, and always something, so that the pages come to an end. */
export function pageFrom(
  diagnosis: Diagnosis,
  from: Extent,
  { rows, ...room }: Pick<Room, 'columns' | 'isLow'> & { rows: number },
): Extent {
  let to = after(from, diagnosis) ?? from;
  for (let next = after(to, diagnosis); next !== null; next = after(to, diagnosis)) {
    const lines = pageLines(diagnosis, { from, to: next }, { ...room, paint: (_, text) => text });
    if (rowsOf(lines, room.columns) > rows) break;
    to = next;
  }
  return to;
}

function after({ told, fixes }: Extent, diagnosis: Diagnosis): Extent | null {
  const all = extentOf(diagnosis);
  if (told < all.told) return { told: told + 1, fixes };
  return fixes < all.fixes ? { told, fixes: fixes + 1 } : null;
}

function docsLines({ docs }: Diagnosis, { paint, link, isLow }: Room): string[] {
  if (docs.length === 0) return [];
  return [...(isLow ? [] : ['']), `   ${paint('cyan', 'to read about it')}`, ...docs.map((url) => linked(printable(url), { link }))];
}
