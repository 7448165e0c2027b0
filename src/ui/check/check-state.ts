import type { CheckId } from '../../checks/check.js';
import { checkOrder } from '../../checks/pipeline.js';
import type { Report } from '../../report/report.js';
import { settled } from '../../report/settled.js';
import { modelName } from '../setup/answers.js';
import type { Key } from '../keys.js';
import { talking } from '../openings.js';
import { linesLeft } from './lines-left.js';
import type { CheckScreen } from '../screens.js';
import type { Action, Ground, State } from '../state.js';
import { leaving, printed } from '../state.js';
import { afterAnswer, afterFailure, heard } from '../talk/talk-state.js';

const answerId = 'azure-openai.completion';

/** A running check takes no keys but the ones that end it. */
export function pressInCheck(state: State, _screen: CheckScreen, key: Key): State {
  return key.kind === 'ctrl' && key.letter === 'd' ? leaving(state) : state;
}

/** A check began or ended; the report says what all of it comes to so far. */
export function followCheck(
  state: State,
  screen: CheckScreen,
  { event, report }: Extract<Action, { type: 'event' }>,
  ground: Ground,
): State {
  const id = event.type === 'started' ? event.id : event.result.id;
  const others = screen.running.filter((one) => one.id !== id);
  const running = event.type === 'started' ? [...others, { id: event.id, title: event.title }] : others;
  return answering(...printing(state, { ...screen, running, checks: report.checks }), ground);
}

/** A check takes its time: from now on something moves beside its name. */
export function slowDown(state: State, screen: CheckScreen, check: CheckId): State {
  return { ...state, screen: { ...screen, running: screen.running.map((one) => (one.id === check ? { ...one, isSlow: true } : one)) } };
}

/**
 * What nothing can change any more goes above the screen at once; where there is none, what is printed stays the same value. What was
 * not run waits for what comes after it, so that one line can stand for several.
 */
function printing(state: State, screen: CheckScreen): [State, CheckScreen] {
  const done = settled(screen.checks, checkOrder);
  const lines = done.slice(0, done.findLastIndex(({ status }) => status !== 'notRun') + 1);
  if (lines.length <= screen.printed) return [state, screen];
  return [printed(state, ...linesLeft(screen, lines)), { ...screen, printed: lines.length }];
}

/** The answer begins: it is held back until the lines above it cannot change any more. */
export function hold(state: State, screen: CheckScreen, text: string, ground: Ground): State {
  return answering(state, { ...screen, held: screen.held + text }, ground);
}

/** The run is over before an answer was on the screen. */
export function afterCheck(state: State, screen: CheckScreen, report: Report, ground: Ground): State {
  const lines = printed(state, ...linesLeft(screen, report.checks));
  const said = screen.held || (report.completion?.text ?? '');
  if (said === '') return afterFailure({ ...lines, work: null, report }, report, null);
  const named = printed(lines, { kind: 'name', text: modelName(state, ground) });
  const heardAll = heard(named, talking(''), said);
  return heardAll.screen.at === 'talk' ? afterAnswer(heardAll, heardAll.screen, report) : heardAll;
}

/** Hands over to the prompt as soon as only the answer is still to come: nothing above it can change then. */
function answering(state: State, screen: CheckScreen, ground: Ground): State {
  const isOnlyAnswer = screen.held !== '' && screen.running.length === 1 && screen.running[0]?.id === answerId;
  if (!isOnlyAnswer) return { ...state, screen };
  const above = printed(state, ...linesLeft(screen), { kind: 'name', text: modelName(state, ground) });
  return heard(above, talking(''), screen.held);
}
