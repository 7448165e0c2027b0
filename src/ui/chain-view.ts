import type { CheckId, Group } from '../checks/check.js';
import type { CheckReport, Status } from '../report/report.js';
import type { Look } from './look.js';
import { markOf } from './look.js';

/** The way of a token: five places, and between them what has to hold. */
const places = ['Auth0', 'token', 'credential', 'Entra ID', 'Azure OpenAI'] as const;
const links: readonly (readonly Group[])[] = [['auth0', 'token'], ['trust'], ['entra'], ['azure-openai']];

/** How a link stands: with the mark of its checks, under way, or not reached yet. */
export type Link = Status | 'running' | 'waiting';

interface Run {
  running: readonly { id: CheckId; isSlow?: boolean }[];
  checks: readonly CheckReport[];
}

/** Links fill from the left: a later one may know something early, but holds only when all before it hold. */
export function linksOf({ running, checks }: Run): Link[] {
  let isReached = true;
  return links.map((groups) => {
    const own = checks.filter(({ group }) => groups.includes(group));
    const worst = worstFirst.find((status) => own.some((check) => rootStatus(check, checks) === status));
    const isRunning = running.some(({ id }) => groups.some((group) => id.startsWith(`${group}.`)));
    const isBad = worst !== undefined && worst !== 'pass' && worst !== 'notRun' && worst !== 'warn';
    const early = own.some(({ status }) => status === 'notRun') ? 'notRun' : 'waiting';
    const link = isBad ? worst : !isReached ? early : isRunning ? 'running' : (worst ?? 'waiting');
    // A comparison that has nothing to compare holds nobody up.
    isReached &&= link === 'pass' || link === 'warn' || (groups[0] === 'trust' && !isBad && !isRunning);
    return link;
  });
}

/** What only follows from something that could not be found out is not known either. */
function rootStatus({ status, because }: CheckReport, checks: readonly CheckReport[]): Status {
  const root = checks.find(({ id }) => id === because);
  return status === 'follows' && root?.status === 'unknown' ? 'unknown' : status;
}

/** The chain in one line, or in two where the window is narrow. */
export function chainLines(run: Run, look: Look): string[] {
  // Nothing moves for what is over in a moment.
  const isSlow = run.running.some((one) => one.isSlow);
  const marks = linksOf(run).map((link) => linkMark(link, isSlow ? look : { ...look, spinner: '○' }));
  const wide = joined(places, marks, ' ──', '── ');
  if (look.columns >= 72) return [` ${wide}`];
  const first = joined(places.slice(0, 3), marks, ' ─', '─ ');
  const second = joined(['', ...places.slice(3)], marks.slice(2), ' ─', '─ ').trimStart();
  return [` ${first}`, `   ${second}`];
}

/** What went wrong outranks what went well; a check that was not run counts only where nothing else did. */
const worstFirst = ['fail', 'follows', 'unknown', 'warn', 'pass', 'notRun'] as const;

function linkMark(link: Link, { paint, spinner }: Look): string {
  if (link === 'running') return paint('cyan', spinner);
  return link === 'waiting' || link === 'notRun' ? paint('dim', '○') : markOf(link, paint);
}

function joined(names: readonly string[], marks: readonly string[], before: string, after: string): string {
  return names.map((name, index) => (index === 0 ? name : `${before}${marks[index - 1] ?? ''}${after}${name}`)).join('');
}
