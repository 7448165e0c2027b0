import type { Paint } from './marks.js';
import { causeLines } from './cause-text.js';
import { keptWord, marks } from './marks.js';
import { printable, printableLines } from './printable.js';
import type { CheckReport, Report, SettingReport } from './report.js';

/** The plain face: one line a fact, then what to do, then a line that counts causes. Lines may be long; nothing is cut. */
export function reportText(report: Report, paint: Paint): string {
  return [...checkLines(report.checks, paint), '', ...answerLines(report, paint), reportEnd(report, paint)].join('\n');
}

/** Who answered, what, and an empty line; nothing without an answer. */
export function answerLines({ completion }: Report, paint: Paint): string[] {
  return completion ? [paint('bold', completion.deployment), printableLines(completion.text.trim()), ''] : [];
}

/** One line a check, some with what they saw below it. */
export function checkLines(checks: readonly CheckReport[], paint: Paint): string[] {
  return checks.map((check) => checkLine(check, paint));
}

/** The causes and the line that counts them: all that a failed prompt says beside its answer. */
export function reportEnd(report: Report, paint: Paint): string {
  const missing = report.diagnoses.filter(({ code }) => code === 'settings/missing');
  const isEmpty = missing.length > 1;
  const setup = missing.flatMap(({ fix }) => fix.flatMap((one) => (one.kind === 'command' ? one.command : [])));
  const begin = `  ${paint('cyan', 'run')} ${printable(setup.find((one) => one.startsWith('keyless setup')) ?? 'keyless setup')}, or keyless --sandbox to try it without any account`;
  const [first] = report.ok ? [] : report.diagnoses;
  const read = first ? [`  ${paint('cyan', 'run')} keyless explain ${first.code}, to read why`, ''] : [];
  return [...causeLines(report.diagnoses, paint), ...(isEmpty ? [begin, ''] : read), lastLine(report, paint), ''].join('\n');
}

/** Every setting that has a value, or that hides one: where it came from, whom it hides, and the value at the end, where it may be as long as it is. */
export function settingLines(settings: readonly SettingReport[], paint: Paint): string[] {
  const rows = settings.filter(({ set, shadows }) => set || shadows.length > 0).map((setting) => ({ ...setting, from: placeOf(setting) }));
  const names = Math.max(0, ...rows.map(({ name }) => name.length));
  const places = Math.max(0, ...rows.map(({ from }) => from.length));
  return rows.map(({ name, from, shadows, value, set }) => {
    const place = paint(shadows.length > 0 ? 'yellow' : 'dim', from.padEnd(places));
    return `${name.padEnd(names)}  ${place}  ${value === null ? paint('dim', set ? 'set, not shown' : 'set to nothing') : printable(value)}`;
  });
}

function placeOf({ source, shadows }: SettingReport): string {
  return printable([source ?? '', ...(shadows.length > 0 ? [`hides ${shadows.join(' and ')}`] : [])].join(', '));
}

function checkLine({ status, id, title, because, codes, durationMs, isKept, rows }: CheckReport, paint: Paint): string {
  const { word, colour } = marks[status];
  // The word at the front says what the reference means: `follows` from it. What was not run says what it waits for in its title.
  const reason = status === 'notRun' ? '' : (because ?? codes.join(' '));
  const time = isKept ? keptWord : durationMs >= 10 ? `${durationMs} ms` : '';
  const facts = [printable(title), reason && `(${reason})`, time && paint('dim', time)].filter(Boolean).join('  ');
  const line = `${paint(colour, word.padEnd(8))}${id.padEnd(25)}${facts}`;
  return [line, ...rows.map(([label, value]) => `${' '.repeat(8)}${label.padEnd(12)}${printable(value)}`)].join('\n');
}

function lastLine({ checks, diagnoses, durationMs, exitCode }: Report, paint: Paint): string {
  const errors = diagnoses.filter(({ severity }) => severity === 'error').length;
  const unknowns = diagnoses.filter(({ severity }) => severity === 'unknown').length;
  const count = (status: CheckReport['status']): number => checks.filter((check) => check.status === status).length;
  const warned = `${diagnoses.length === 1 ? '1 warning' : `${diagnoses.length} warnings`}, which --strict counts`;
  const well = exitCode === 0 ? 'all well' : warned;
  const head = errors > 0 ? `${errors} to fix` : unknowns > 0 ? `${unknowns} could not be found out` : well;
  const parts = [head, `${count('pass')} passed`];
  for (const [status, words] of counted) if (count(status) > 0) parts.push(`${count(status)} ${words}`);
  return paint('bold', [...parts, `${(durationMs / 1000).toFixed(1)} s`, `exit ${exitCode}`].join(', '));
}

const counted = [
  ['warn', 'with a warning'],
  ['follows', 'follows from it'],
  ['notRun', 'not run'],
] as const;
