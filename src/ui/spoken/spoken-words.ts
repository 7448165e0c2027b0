import type { Status } from '../../report/report.js';
import { marks } from '../../report/marks.js';
import { statusWords } from '../../report/spoken-checks.js';
import { saidLine } from '../../report/spoken-words.js';
import type { Value } from '../desk.js';
import { printable } from '../../report/printable.js';
import { Secret } from '../../settings/secret.js';

/** A value as it is said. Of a secret only its length and its end. */
export function valueWords(value: Value): string {
  if (!(value instanceof Secret)) return printable(value);
  return `${value.length} characters${value.ending === '' ? '' : `, ending in ${printable(value.ending)}`}`;
}

/** Lines that were made for the screen, as they are said: marks and the chain in words, columns as labels, and no caret. */
export function heardLines(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const text = line.trim().replace(/^❯ ?/, '');
    if (text.startsWith('^') || text.endsWith(' ^')) return [];
    const isChain = / ─+.─+ /u.test(text);
    // Nothing was asked yet: then the chain is an ornament.
    if (isChain && !/─[^○─ ]─/u.test(text)) return [];
    return saidLine(isChain ? chainWords(text) : withoutMarks(line));
  });
}

/** A line without what only the eye needs; marks inside of it are words. */
function withoutMarks(line: string): string {
  return line
    .replace('❯', ' ')
    .replaceAll(/•+/g, 'hidden, ending in ')
    .replaceAll(/[●○](?: [●○])+/g, ' ')
    .replaceAll(/(?<=\S )[✓✗○](?= )/gu, (mark) => linkWords[mark]?.toUpperCase() ?? 'NOT YET');
}

/** `Auth0 ──✓── token` is said as `Auth0, OK, token`. */
function chainWords(text: string): string {
  return text.replaceAll(/ ─+(.)─+ ?/gu, (_, mark: string) => `, ${linkWords[mark] ?? 'not reached yet'}, `).replace(/, $/, '');
}

const linkWords: Readonly<Record<string, string>> = Object.fromEntries(
  (['notRun', 'unknown', 'fail', 'warn', 'pass'] as readonly Status[]).map((status) => [
    marks[status].mark,
    statusWords[status].toLowerCase(),
  ]),
);
