import type { Severity } from '../findings/severity.js';
import { printable, printableLines } from '../report/printable.js';
import type { CheckReport, Report } from '../report/report.js';
import { fold, padded } from './cells.js';
import { chainLines } from './chain-view.js';
import { checkLines } from './check/check-view.js';
import { diagnosisLines, fixLines, upstreamLines } from './explain/diagnosis-lines.js';
import { explainedLines } from './explain/explained-lines.js';
import type { Look } from './look.js';
import { guideLines } from './setup/guide-lines.js';
import { markOf } from './look.js';
import type { Past } from './state.js';
import { placeWords } from './value-text.js';

/** What was said and done, as lines. They are longer than the window where a person may want to copy them whole. */
export function pastLines(past: Past, look: Look): string[] {
  const { paint, columns } = look;
  switch (past.kind) {
    case 'checks':
      return checkLines(past.checks, look);
    case 'outcome':
      return ['', ...chainLines({ running: [], checks: past.report.checks }, look), '', ...countLines(past.report, look)];
    case 'diagnosis': {
      const { diagnosis, from, to } = past;
      const head = from === 0 ? diagnosisLines(diagnosis, look) : [];
      const isWhole = to === diagnosis.fix.length;
      return [...head, ...fixLines(diagnosis.fix, past, look), ...(isWhole ? upstreamLines(diagnosis, look) : [])];
    }
    case 'explained':
      return explainedLines(past, look);
    case 'guide':
      return guideLines(past.guide, past, look);
    case 'works':
      return worksLines(past.report, look);
    case 'prompt':
      return ['', ...promptLines(past.text, look)];
    case 'name':
      return ['', paint('bold', printable(past.text))];
    case 'answer':
      return past.isCode ? [printableLines(past.text)] : fold(printableLines(past.text), columns - 1);
    case 'answered':
      return [paint('dim', numbersOf(past.report))];
    case 'note':
      return ['', ...fold(printable(past.text), columns - 2).map((line) => ` ${paint('yellow', line)}`)];
  }
}

function promptLines(text: string, { columns, paint }: Look): string[] {
  const lines = printableLines(text)
    .split('\n')
    .flatMap((line) => fold(line, columns - 3));
  return lines.map((line, index) => `${index === 0 ? paint('cyan', '❯') : ' '} ${line}`);
}

/** All well: the chain, one sentence to repeat, and three numbers. */
function worksLines(report: Report, look: Look): string[] {
  const { paint, columns } = look;
  const { durationMs, checks, settings } = report;
  const source = settings.find(({ name }) => name === 'OIDC_CLIENT_SECRET')?.source;
  const kept = source ? ` The only secret is Auth0's, in ${placeWords(source)}.` : '';
  const words = [`It works. Auth0 token in, model answer out, in ${(durationMs / 1000).toFixed(1)} s.`, `No Azure secret anywhere.${kept}`];
  const number = (label: string, id: string): string[] => {
    const check = checks.find((one) => one.id === id);
    return check ? numberLines(label, check, look) : [];
  };
  return [
    '',
    ...chainLines({ running: [], checks }, look),
    '',
    ...words.flatMap((text) => fold(text, columns - 2)).map((line, index) => ` ${index === 0 ? paint('bold', line) : line}`),
    '',
    ...number('Auth0 token', 'auth0.token'),
    ...number('Entra ID exchange', 'entra.exchange'),
    ...number('Answer', 'azure-openai.completion'),
  ];
}

function numberLines(label: string, { durationMs, title }: CheckReport, { columns, paint }: Look): string[] {
  const start = `   ${padded(label, 18)} ${`${durationMs} ms`.padStart(8)}`;
  const words = printable(title);
  if (start.length + 3 + words.length < columns) return [`${start}   ${paint('dim', words)}`];
  return [start, ...fold(words, columns - 6).map((line) => paint('dim', `     ${line}`))];
}

function numbersOf({ durationMs, completion }: Report): string {
  const tokens = completion?.completionTokens;
  return [`${durationMs} ms`, ...(tokens === null || tokens === undefined ? [] : [`${tokens} tokens`])].join(', ');
}

/** How many causes there are, not how many symptoms. */
function countLines({ checks, diagnoses, durationMs }: Report, { paint, columns }: Look): string[] {
  const amount = (severity: Severity): number => diagnoses.filter((one) => one.severity === severity).length;
  const status = amount('error') > 0 ? 'fail' : amount('unknown') > 0 ? 'unknown' : 'pass';
  const head = { fail: `${amount('error')} to fix`, unknown: `${amount('unknown')} could not be found out`, pass: 'all well' }[status];
  const count = (wanted: CheckReport['status']): number => checks.filter((check) => check.status === wanted).length;
  const rest = counted.filter(([wanted]) => count(wanted) > 0).map(([wanted, words]) => `${count(wanted)} ${words}`);
  const line = [head, ...rest, `${(durationMs / 1000).toFixed(1)} s`].join(', ');
  const [first = '', ...others] = fold(line, columns - 4);
  return [` ${markOf(status, paint)} ${paint('bold', first)}`, ...others.map((text) => `   ${paint('bold', text)}`)];
}

const counted = [
  ['pass', 'passed'],
  ['warn', 'with a warning'],
  ['follows', 'follows from it'],
  ['notRun', 'not run'],
] as const;
