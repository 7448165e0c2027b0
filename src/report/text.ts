import type { Fix } from '../findings/explanation.js';
import type { Code, Evidence } from '../findings/finding.js';
import type { Paint } from './marks.js';
import { fieldOf, fields } from '../settings/fields.js';
import { marks, severityStatus } from './marks.js';
import { printable, printableLines } from './printable.js';
import type { CheckReport, Diagnosis, Report, Status } from './report.js';

const fieldNames = fields.map(({ name }) => name);

type Words = Pick<Diagnosis, 'title' | 'why' | 'fix' | 'code' | 'evidence'>;

/** The plain face: one line a fact, then what to do, then a line that counts causes. Lines may be long; nothing is cut. */
export function reportText(report: Report, paint: Paint): string {
  const answer = report.completion ? [paint('bold', report.completion.deployment), printableLines(report.completion.text.trim()), ''] : [];
  return [...checkLines(report.checks, paint), '', ...answer, reportEnd(report, paint)].join('\n');
}

/** One line a check, some with what they saw below it. */
export function checkLines(checks: readonly CheckReport[], paint: Paint): string[] {
  return checks.map((check) => checkLine(check, paint));
}

/** The causes and the line that counts them: all that a failed prompt says beside its answer. */
export function reportEnd(report: Report, paint: Paint): string {
  const missing = report.diagnoses.filter((diagnosis) => diagnosis.code === 'settings/missing');
  const others = report.diagnoses.filter((diagnosis) => missing.length < 2 || diagnosis.code !== 'settings/missing');
  const list =
    missing.length < 2
      ? []
      : [
          ...missingLines(
            missing.map(({ evidence }) => evidence),
            paint,
          ),
          '',
        ];
  const lines = others.flatMap((diagnosis) => [...diagnosisLines(diagnosis, paint), '']);
  return [...list, ...lines, lastLine(report, paint), ''].join('\n');
}

/** All missing values in one list, each with its variable, its flag and the place to find it. */
export function missingLines(missing: readonly Evidence[Code][], paint: Paint): string[] {
  const names = missing.flatMap((evidence) => ('field' in evidence ? fieldNames.filter((name) => name === evidence.field) : []));
  const rows = names
    .map(fieldOf)
    .flatMap(({ name, flag, argument, where, url }) => [
      '',
      `  ${paint('bold', name)}   or ${flag} ${argument}`,
      `      ${where}`,
      ...(url ? [`      ${url}`] : []),
    ]);
  const head = `${paint('red', marks.fail.word)} ${paint('bold', `${names.length} values are missing`)}  ${paint('dim', 'settings/missing')}`;
  return [head, ...rows, '', `  ${paint('cyan', 'run')} keyless setup, or keyless --sandbox to try it without any account`];
}

function checkLine({ status, id, title, because, codes, durationMs, rows }: CheckReport, paint: Paint): string {
  const { word, colour } = marks[status];
  // The word at the front says what the reference means: `follows` from it. What was not run says what it waits for in its title.
  const reason = status === 'notRun' ? '' : (because ?? codes.join(' '));
  const facts = [printable(title), reason && `(${reason})`, durationMs >= 10 ? paint('dim', `${durationMs} ms`) : '']
    .filter(Boolean)
    .join('  ');
  const line = `${paint(colour, word.padEnd(8))}${id.padEnd(24)}${facts}`;
  return [line, ...rows.map(([label, value]) => `${' '.repeat(8)}${label.padEnd(12)}${printable(value)}`)].join('\n');
}

function diagnosisLines(diagnosis: Diagnosis, paint: Paint): string[] {
  return [...wordsLines(diagnosis, severityStatus[diagnosis.severity], paint), ...upstreamLines(diagnosis, paint)];
}

/** The words of one finding: title, why, both values where there are two, and what to do. */
export function wordsLines(words: Words, status: Status, paint: Paint): string[] {
  const { word, colour } = marks[status];
  const head = `${paint(colour, word)} ${paint('bold', printable(words.title))}  ${paint('dim', words.code)}`;
  const lines = [head, ...folded(printable(words.why), 78).map((line) => `  ${line}`), ...comparison(words.evidence, paint)];
  return [...lines, ...words.fix.flatMap((fix) => fixLines(fix, paint))];
}

/** Both values one above the other, and a caret under the first code point that differs. */
function comparison(evidence: Evidence[Code], paint: Paint): string[] {
  if (!('diff' in evidence) || evidence.azure === null) return [];
  const [token, azure] = [Array.from(evidence.token), Array.from(evidence.azure)];
  const same = token.findIndex((character, at) => character !== azure[at]);
  const common = printable(token.slice(0, same === -1 ? token.length : same).join(''));
  const values = [`  token  ${printable(evidence.token)}`, `  azure  ${printable(evidence.azure)}`];
  return ['', ...values, `${' '.repeat(9 + Array.from(common).length)}${paint('red', '^')}`, ''];
}

/** What a person copies starts in the first column and is not folded. */
function fixLines(fix: Fix, paint: Paint): string[] {
  const sure = fix.confidence === 'certain' ? '' : `, ${fix.confidence}`;
  const lead = (verb: string): string => `  ${paint('cyan', `${verb} (${fix.where}${sure})`)}`;
  switch (fix.kind) {
    case 'command':
      return [lead('run'), printable(fix.command)];
    case 'set':
      return [lead(`set ${fix.name}`), printable(fix.value)];
    case 'portal':
      return [`${lead('open')} ${printable(fix.path)}`, ...(fix.url ? [fix.url] : [])];
    case 'message':
      return [lead('send'), printableLines(fix.text)];
    case 'wait':
    case 'do':
      return [`${lead(fix.kind === 'wait' ? 'wait' : 'do')} ${printable(fix.text)}`];
  }
}

function upstreamLines({ upstream }: Diagnosis, paint: Paint): string[] {
  if (!upstream || upstream.network) return [];
  const said = [upstream.status, upstream.code, upstream.said && printable(upstream.said)].filter(Boolean).join(' ');
  const ids = [
    upstream.timestamp,
    upstream.correlationId && `correlation ${upstream.correlationId}`,
    upstream.traceId && `trace ${upstream.traceId}`,
  ].filter(Boolean);
  return [paint('dim', `  ${upstream.party} said: ${said}`), ...(ids.length > 0 ? [paint('dim', `  ${printable(ids.join('  '))}`)] : [])];
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

/** Prose folded at spaces. Values and commands never go through here. */
function folded(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}
