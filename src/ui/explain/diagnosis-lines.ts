import type { Fix } from '../../findings/explanation.js';
import { severityStatus } from '../../report/marks.js';
import { printable, printableLines } from '../../report/printable.js';
import type { Diagnosis } from '../../report/report.js';
import { headingsOf } from '../../report/steps.js';
import type { Heading } from '../../report/steps.js';
import { fold, padded, widthOf } from '../cells.js';
import { comparisonLines } from './comparison-lines.js';
import type { Look } from '../look.js';
import { linked, markOf } from '../look.js';

/** What drawing an explanation depends on. In a window with few rows the empty lines go first. */
export type Room = Pick<Look, 'columns' | 'paint' | 'link'> & { isLow?: boolean };

/** Title, both values where there are two, and the reason behind them: what is, before what it means. */
export function diagnosisLines(diagnosis: Diagnosis, room: Room, upTo?: number): string[] {
  const gap = room.isLow ? [] : [''];
  const both = comparisonLines(diagnosis, room);
  const why = whyLines(diagnosis, [0, upTo ?? sentencesOf(diagnosis).length], room);
  return [
    ...gap,
    ...titleLines(diagnosis, room),
    ...(both.length > 0 ? [...gap, ...both] : []),
    ...(why.length > 0 ? [...gap, ...why] : []),
  ];
}

/** The sentences of the reason. A face that draws both values does not repeat them in there. */
export function sentencesOf({ evidence, why, whyBeside }: Pick<Diagnosis, 'evidence' | 'why' | 'whyBeside'>): string[] {
  const isCompared = 'diff' in evidence && evidence.azure !== null;
  return ((isCompared ? whyBeside : undefined) ?? why).split(/(?<=[.?:]["”)]?) (?=[A-Z"“(])/);
}

/** Some sentences of the reason, as prose. */
export function whyLines(diagnosis: Diagnosis, [from, to]: readonly [number, number], { columns }: Room): string[] {
  const text = sentencesOf(diagnosis).slice(from, to).join(' ');
  return text === '' ? [] : fold(printable(text), Math.min(columns, 80) - 3).map((line) => ` ${line}`);
}

/** The title with its code at the end of its last line, or below it where that has no room. */
function titleLines({ title, code, severity }: Diagnosis, { columns, paint }: Room): string[] {
  const width = Math.min(columns, 80) - 5;
  const rows = fold(printable(title), width).map((text, at) => ({
    lead: at === 0 ? ` ${markOf(severityStatus[severity], paint)} ` : '   ',
    text,
  }));
  const last = rows.pop() ?? { lead: '', text: '' };
  const hasRoom = widthOf(last.text) + 2 + widthOf(code) <= width;
  const end = hasRoom
    ? [`${last.lead}${paint('bold', last.text)}${padded('', width - widthOf(last.text) - widthOf(code))}${paint('dim', code)}`]
    : [`${last.lead}${paint('bold', last.text)}`, `   ${paint('dim', code)}`];
  return [...rows.map(({ lead, text }) => `${lead}${paint('bold', text)}`), ...end];
}

/**
 * What to do, from one fix to another. What a person copies stands alone, starts in the first column and is not folded. Of fixes that
 * were printed before only the heading is repeated.
 */
export function fixLines(
  fixes: readonly Fix[],
  { from, to, above = [] }: { from: number; to: number; above?: readonly Fix[] },
  room: Room,
): string[] {
  const headings = headingsOf(fixes);
  return fixes.slice(from, to).flatMap((fix, at) => {
    const heading = headings[from + at];
    return [
      ...(fix.step === undefined && !room.isLow ? [''] : []),
      ...headingLines(heading, room),
      ...(above.includes(fix)
        ? [`     ${room.paint('dim', 'printed above')}`]
        : bodyLines(fix, { ...room, isSaid: heading?.isWhole ?? false })),
    ];
  });
}

/** One fix alone. */
export function wayLines(fix: Fix, room: Room): string[] {
  const alone = { ...fix };
  delete alone.step;
  return withSingleGaps(fixLines([alone], { from: 0, to: 1 }, { ...room, isLow: false }));
}

/** One empty line where two meet, and none at the end: what stands below begins with its own. */
export function withSingleGaps(lines: readonly string[]): string[] {
  const kept = lines.filter((line, at) => line !== '' || lines[at + 1] !== '');
  return kept.at(-1) === '' ? kept.slice(0, -1) : kept;
}

function headingLines({ step, lead }: Pick<Heading, 'step' | 'lead'> = { step: '', lead: '' }, { columns, paint, isLow }: Room): string[] {
  const width = Math.min(columns, 80) - 4;
  const steps = step ? [...(isLow ? [] : ['']), ...fold(printable(step), width).map((line) => ` ${paint('bold', line)}`)] : [];
  return [...steps, ...(lead ? fold(printable(lead), width).map((line) => `   ${paint('cyan', line)}`) : [])];
}

function bodyLines(fix: Fix, { columns, link, isSaid }: Room & { isSaid: boolean }): string[] {
  const prose = (text: string): string[] => (isSaid ? [] : fold(printable(text), Math.min(columns, 80) - 6).map((line) => `     ${line}`));
  switch (fix.kind) {
    case 'command':
      return [printable(fix.command)];
    case 'set':
      return [printable(fix.value)];
    case 'portal':
      return [...prose(fix.path), ...(fix.url ? [linked(printable(fix.url), { link })] : [])];
    case 'message':
      return ['', ...printableLines(fix.text).split('\n'), ''];
    case 'wait':
    case 'do':
      return prose(fix.text);
  }
}

/** Rows on the screen: the terminal breaks a line that is longer than the window. */
export function rowsOf(lines: readonly string[], columns: number): number {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
}
