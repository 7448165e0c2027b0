import { printable } from '../../report/printable.js';
import { cutEnd, fold } from '../cells.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines, lowRows, markOf } from '../look.js';
import type { Ground, Past, State } from '../state.js';
import { causesOf, isAllDone, leadsToCheck } from './apply-state.js';
import { shortStep, titledLines } from './plan-lines.js';
import type { ApplyScreen } from './provision-screens.js';
import { doingOf } from './standing.js';

export function applyKeys(state: State, screen: ApplyScreen, _ground: Ground, { columns }: Pick<Look, 'columns'>): Keys {
  if (!screen.isOver)
    return [
      ['esc', columns < 60 ? 'stop' : 'stop here'],
      ['ctrl+c', 'leave'],
    ];
  return [
    ['enter', leadsToCheck(screen, state) ? 'check, and wait for Azure' : 'look again'],
    ...(causesOf(screen).length > 0 ? [['x', 'what is wrong'] as const] : []),
    ['esc', 'back'],
    ['q', 'quit'],
  ];
}

/** What is under way, and what comes behind it; what is settled stands above. */
export function applyView(state: State, screen: ApplyScreen, ground: Ground, look: Look): View {
  const { columns, paint, spinner, rows } = look;
  const gap = rows < lowRows ? [] : [''];
  const bottom = [...gap, ...keyLines(applyKeys(state, screen, ground, look), look)];
  if (screen.isOver) {
    const words = fold(overWords(screen), columns - 2).map((line) => ` ${paint('bold', line)}`);
    return { lines: [...gap, ...words, ...bottom], cursor: null };
  }
  const all = doingOf(screen.looked.plan);
  const met = screen.settled.map(({ step }) => step.id);
  const left = all.filter(({ id }) => !met.includes(id) && id !== screen.running?.id);
  const head = ` ${paint('bold', `Step ${Math.min(all.length, met.length + 1)} of ${all.length}`)}`;
  const now = screen.running ? [`   ${paint('cyan', spinner)} ${cutEnd(printable(screen.running.title), columns - 6)}`] : [];
  const room = heightOf(look) - bottom.length - gap.length - 1 - now.length;
  const rest = left.slice(0, room).map((step) => `  ${shortStep(step, { columns: columns - 2, paint })}`);
  return { lines: [...gap, head, ...now, ...rest, ...bottom], cursor: null };
}

function overWords(screen: ApplyScreen): string {
  const { length } = causesOf(screen);
  if (length > 0) return length === 1 ? 'One step was not done.' : `${length} steps were not done.`;
  return isAllDone(screen) ? 'Done. Azure needs some minutes to notice what is new.' : 'Stopped.';
}

/** A step that is over, with the commands that were not printed before. */
export function settledLines(
  { settled: { step, outcome }, ran }: Extract<Past, { kind: 'settled' }>,
  room: Pick<Look, 'columns' | 'paint'>,
): string[] {
  const status = { done: 'pass', failed: 'fail', interrupted: 'unknown' } as const;
  const word = { done: step.state === 'change' ? 'changed' : 'created', failed: 'not done', interrupted: 'may have been done' }[
    outcome.kind
  ];
  const sign = markOf(status[outcome.kind], room.paint);
  // What went well is told by its sign; the command behind it is for who wants to know.
  const lines = ran.map((command) => (outcome.kind === 'done' ? room.paint('dim', printable(command)) : printable(command)));
  return [...titledLines(step.title, { sign, word, isBold: false }, room), ...lines];
}
