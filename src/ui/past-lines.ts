import type { Severity } from '../findings/severity.js';
import { printable } from '../report/printable.js';
import type { CheckReport, Report } from '../report/report.js';
import { keptWord } from '../report/marks.js';
import { waterfallLines } from '../report/waterfall.js';
import { fold, padded } from './cells.js';
import { chainLines } from './chain-view.js';
import { checkLines } from './check/check-view.js';
import { wayLines } from './explain/diagnosis-lines.js';
import { extentOf, pageLines } from './explain/diagnosis-page.js';
import { explainedLines } from './explain/explained-lines.js';
import { exportedLines, savedLines } from './export/export-lines.js';
import { ranLines, repairLines } from './explain/repair-view.js';
import { saidLines } from './explain/said-lines.js';
import type { Look } from './look.js';
import { settledLines } from './provision/apply-view.js';
import { commandLines, planLines } from './provision/plan-lines.js';
import { guideLines } from './setup/guide-lines.js';
import { lowRows, markOf } from './look.js';
import type { Past } from './state.js';
import { answerLines } from './talk/answer-lines.js';
import { factLines, numbersOf, promptLines } from './talk/talk-lines.js';
import { placeWords } from './value-text.js';

/** What was said and done, as lines. They are longer than the window where a person may want to copy them whole. */
export function pastLines(past: Past, look: Look): string[] {
  const { paint, columns } = look;
  switch (past.kind) {
    case 'checks':
      return checkLines(past, look);
    case 'outcome':
      return ['', ...chainLines({ running: [], checks: past.report.checks }, look), '', ...countLines(past.report, look)];
    case 'diagnosis':
      return explanationLines(past, look);
    case 'way':
      return wayLines(past.fix, look);
    case 'said':
      return saidLines(past.upstream, look);
    case 'explained':
      return explainedLines(past, look);
    case 'time':
      return ['', ...waterfallLines(past.report, look)];
    case 'guide':
      return guideLines(past.guide, past, look);
    case 'plan':
      return planLines(past.looked, look);
    case 'commands':
      return commandLines(past.plan, look);
    case 'settled':
      return settledLines(past, look);
    case 'works':
      return worksLines(past.report, look);
    case 'prompt':
      return ['', ...promptLines(past.text, look)];
    case 'name':
      return ['', paint('bold', printable(past.text))];
    case 'answer':
      return answerLines(past, look);
    case 'answered':
      return [paint('dim', numbersOf(past.report, columns))];
    case 'note':
      return ['', ...fold(printable(past.text), columns - 2).map((line) => ` ${paint('yellow', line)}`)];
    case 'repair':
      return repairLines(past.step, look);
    case 'ran':
      return ranLines(past.ran, look);
    case 'exported':
      return exportedLines(past.exported, look);
    case 'saved':
      return savedLines(past, look);
    case 'facts':
      return factLines(past, look);
  }
}

function explanationLines({ diagnosis, from, to, told, above = [] }: Extract<Past, { kind: 'diagnosis' }>, look: Look): string[] {
  const all = extentOf(diagnosis).told;
  const [first, last] = told ?? [from === 0 ? 0 : all, all];
  const part = { from: { told: first, fixes: from }, to: { told: last, fixes: to }, above };
  return pageLines(diagnosis, part, { ...look, isLow: look.rows < lowRows });
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

function numberLines(label: string, { durationMs, isKept, title }: CheckReport, { columns, paint }: Look): string[] {
  const start = `   ${padded(label, 18)} ${(isKept ? keptWord : `${durationMs} ms`).padStart(8)}`;
  const words = printable(title);
  if (start.length + 3 + words.length < columns) return [`${start}   ${paint('dim', words)}`];
  return [start, ...fold(words, columns - 6).map((line) => paint('dim', `     ${line}`))];
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
