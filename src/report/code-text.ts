import { causeLines } from './cause-text.js';
import type { AboutCode } from './explained.js';
import type { ListedCode } from './explained-json.js';
import type { Paint } from './marks.js';
import { printable } from './printable.js';
import type { Diagnosis } from './report.js';

/** The long form of a code: what it means, an example in the words of a check, how it looks, and what it does. */
export function codeLines(about: AboutCode, example: readonly Diagnosis[], paint: Paint): string[] {
  const { code, meaning, effect, exemption } = about;
  return [
    `${paint('bold', code)}: ${meaning}`,
    '',
    'An example. Its values are made up, those of a company acme; in your own case a check shows yours:',
    '',
    ...causeLines(example, paint),
    ...wireLines(about),
    effect,
    ...(exemption === null ? [] : [`The sandbox cannot plant it: ${exemption}.`]),
  ];
}

function wireLines({ code, numbers, answer }: AboutCode): string[] {
  if (numbers.length > 0) return [`Entra ID says it with ${numbers.join(', ')}.`];
  if (answer === null) return [];
  const { status, code: own, said } = answer;
  const marks = [status, own === String(status) ? null : own].filter((one) => one !== null).join(' ');
  const lead = code.startsWith('tool/') ? 'The tool prints' : 'On the wire';
  return [`${lead}${marks === '' ? '' : `, ${marks}`}: ${printable(said)}`];
}

/** Every code with its meaning, group by group in the order of docs/codes.md. */
export function listText(codes: readonly ListedCode[], paint: Paint): string {
  const width = Math.max(...codes.map(({ code }) => code.length));
  const groups = [...Map.groupBy(codes, ({ group }) => group)].map(([group, own]) =>
    [paint('bold', group), ...own.map(({ code, title }) => `  ${code.padEnd(width)}  ${title}`)].join('\n'),
  );
  return `${groups.join('\n\n')}\n\nkeyless explain CODE explains one of them.\n`;
}
