import type { Fix } from '../../findings/explanation.js';
import { severityStatus } from '../../report/marks.js';
import { printable, printableLines } from '../../report/printable.js';
import type { Diagnosis } from '../../report/report.js';
import { headingsOf } from '../../report/steps.js';
import type { Heading } from '../../report/steps.js';
import { whoSaid, wordsOf } from '../../report/upstream.js';
import { fold, widthOf } from '../cells.js';
import { comparisonLines } from './comparison-lines.js';
import type { Look } from '../look.js';
import { markOf } from '../look.js';

type Room = Pick<Look, 'columns' | 'paint'>;

/** Title, reason, and both values where there are two. */
export function diagnosisLines(diagnosis: Diagnosis, room: Room): string[] {
  const { paint, columns } = room;
  const width = Math.min(columns, 80) - 2;
  const [first = '', ...rest] = fold(printable(diagnosis.title), width - 3);
  const gap = width - 3 - widthOf(first) - widthOf(diagnosis.code);
  const isOneLine = rest.length === 0 && gap >= 2;
  const head = ` ${markOf(severityStatus[diagnosis.severity], paint)} ${paint('bold', first)}`;
  const code = paint('dim', diagnosis.code);
  const title = isOneLine ? [`${head}${' '.repeat(gap)}${code}`] : [head, ...rest.map((line) => `   ${paint('bold', line)}`), `   ${code}`];
  const both = comparisonLines(diagnosis, room);
  return [
    '',
    ...title,
    '',
    ...fold(printable(both.length > 0 ? (diagnosis.whyBeside ?? diagnosis.why) : diagnosis.why), width - 1).map((line) => ` ${line}`),
    ...(both.length > 0 ? ['', ...both] : []),
  ];
}

/** What to do, from one fix to another. What a person copies stands alone, starts in the first column and is not folded. */
export function fixLines(fixes: readonly Fix[], { from, to }: { from: number; to: number }, room: Room): string[] {
  const headings = headingsOf(fixes);
  return fixes.slice(from, to).flatMap((fix, at) => {
    const heading = headings[from + at];
    return [
      ...(fix.step === undefined ? [''] : []),
      ...headingLines(heading, room),
      ...bodyLines(fix, { ...room, isSaid: heading?.isWhole ?? false }),
    ];
  });
}

function headingLines({ step, lead }: Pick<Heading, 'step' | 'lead'> = { step: '', lead: '' }, { columns, paint }: Room): string[] {
  const width = Math.min(columns, 80) - 4;
  const steps = step ? ['', ...fold(printable(step), width).map((line) => ` ${paint('bold', line)}`)] : [];
  return [...steps, ...(lead ? fold(printable(lead), width).map((line) => `   ${paint('cyan', line)}`) : [])];
}

function bodyLines(fix: Fix, { columns, isSaid }: Room & { isSaid: boolean }): string[] {
  const prose = (text: string): string[] => (isSaid ? [] : fold(printable(text), Math.min(columns, 80) - 6).map((line) => `     ${line}`));
  switch (fix.kind) {
    case 'command':
      return [printable(fix.command)];
    case 'set':
      return [printable(fix.value)];
    case 'portal':
      return [...prose(fix.path), ...(fix.url ? [printable(fix.url)] : [])];
    case 'message':
      return ['', ...printableLines(fix.text).split('\n'), ''];
    case 'wait':
    case 'do':
      return prose(fix.text);
  }
}

/** The answer of the other side, word for word, with what its support asks for. */
export function upstreamLines({ upstream }: Diagnosis, { columns, paint }: Room): string[] {
  if (!upstream || upstream.network) return [];
  const { timestamp, correlationId, traceId } = upstream;
  const words = `${whoSaid(upstream)} said: ${wordsOf(upstream)}`;
  const ids = [timestamp, correlationId && `correlation ${correlationId}`, traceId && `trace ${traceId}`].filter(Boolean).join('  ');
  const lines = [words, ids].filter(Boolean).flatMap((text) => fold(printable(text), Math.min(columns, 80) - 3));
  return ['', ...lines.map((line) => paint('dim', ` ${line}`))];
}

/** How many fixes fit below the explanation without pushing it out of the window; one at least. */
export function fixesThatFit(diagnosis: Diagnosis, { columns, rows }: Pick<Look, 'columns' | 'rows'>): number {
  const room = { columns, paint: (_: unknown, text: string) => text };
  // The screen below takes an empty line and its keys.
  let left = rows - 3 - heightOf(diagnosisLines(diagnosis, room), columns);
  let fitting = 0;
  for (const [at] of diagnosis.fix.entries()) {
    left -= heightOf(fixLines(diagnosis.fix, { from: at, to: at + 1 }, room), columns);
    if (left < 0 && fitting > 0) break;
    fitting += 1;
  }
  return fitting;
}

/** Rows on the screen: the terminal breaks a line that is longer than the window. */
function heightOf(lines: readonly string[], columns: number): number {
  return lines.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
}
