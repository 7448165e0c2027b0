import { inWords } from '../../checks/duration.js';
import { capital } from '../../findings/first-letter.js';
import type { Report } from '../../report/report.js';
import { causeOf, insteadWords, triedWords } from '../../report/waiting-text.js';
import type { Tried } from '../desk.js';
import type { Key } from '../keys.js';
import type { WaitScreen } from '../screens.js';
import type { Ground, Past, State } from '../state.js';
import { leaving, printed } from '../state.js';
import { afterCheck } from './check-state.js';

/** One key while Azure is waited for. */
export function pressInWait(state: State, screen: WaitScreen, key: Key, _ground: Ground): State {
  if (key.kind === 'ctrl') return key.letter === 'd' ? leaving(state) : state;
  if (key.kind === 'escape') return givenUp(state, screen);
  if (key.kind === 'enter')
    return screen.left === null ? state : { ...state, screen: { ...screen, left: null, hurries: screen.hurries + 1 } };
  return key.kind === 'text' && key.text === 'b' ? { ...state, screen: { ...screen, hasBell: !screen.hasBell } } : state;
}

/** One more try is over. */
export function followWait(state: State, screen: WaitScreen, tried: Tried): State {
  return { ...state, report: tried.report, screen: { ...screen, tried, elapsed: Math.round(tried.elapsed), left: tried.pause } };
}

/** The clock moves; each try sets it right again. */
export function tickWait(state: State, screen: WaitScreen): State {
  const left = screen.left === null ? null : Math.max(0, screen.left - 1);
  return { ...state, screen: { ...screen, elapsed: screen.elapsed + 1, left: left === 0 ? null : left } };
}

/** The wait is over: on to the prompt as after any check, or to what is in the way. */
export function afterWait(state: State, screen: WaitScreen, report: Report, ground: Ground): State {
  const { tried } = screen;
  const notes = tried ? endNotes(tried) : [];
  const rung: State = { ...state, report, rings: state.rings + (screen.hasBell ? 1 : 0) };
  if (tried?.standing === 'green')
    return afterCheck(printed(rung, ...notes), { at: 'check', running: [], checks: report.checks, held: '' }, report, ground);
  // Why it ended stands last, where it is not pushed out of sight.
  const lines = printed(rung, { kind: 'checks', checks: report.checks }, ...notes);
  return { ...lines, work: null, screen: { at: 'outcome', report, index: 0 } };
}

/** Nobody waits any more. What was found meanwhile is shown instead of what was, where that is something else. */
function givenUp(state: State, { tried, elapsed, back }: WaitScreen): State {
  const note: Past = { kind: 'note', text: `Stopped waiting after ${amount(tried?.tries ?? 0)}, ${inWords(elapsed)}.` };
  const stopped: State = { ...printed(state, note), work: null, isStopping: true };
  const before = back.at === 'diagnosis' ? back.diagnoses[back.index] : back.at === 'outcome' ? back.report.diagnoses[0] : undefined;
  const now = tried && causeOf(tried);
  if (!tried || !now || !before || now.code === before.code) return { ...stopped, screen: back };
  return { ...stopped, screen: { at: 'outcome', report: tried.report, index: 0 } };
}

function endNotes(tried: Tried): Past[] {
  const instead = insteadWords(tried);
  const words = `${capital(triedWords(tried))} ${capital(amount(tried.tries))}, ${inWords(tried.elapsed)}.`;
  return [{ kind: 'note', text: instead === null ? words : `${words} ${instead}` }];
}

function amount(tries: number): string {
  return tries === 1 ? 'one try' : `${tries} tries`;
}
