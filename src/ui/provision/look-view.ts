import { capital } from '../../findings/first-letter.js';
import { printable } from '../../report/printable.js';
import { cutEnd, fold } from '../cells.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines, markOf } from '../look.js';
import type { Ground, State } from '../state.js';
import type { LookScreen } from './provision-screens.js';

export function lookKeys(): Keys {
  return [
    ['esc', 'stop'],
    ['ctrl+c', 'leave'],
  ];
}

/** What is being read, side by side. Where there is no room for all, what is over goes first. */
export function lookView(_state: State, { reads }: LookScreen, _ground: Ground, look: Look): View {
  const { columns, paint, spinner } = look;
  const head = fold(lookWords, columns - 2).map((line) => ` ${paint('bold', line)}`);
  const bottom = ['', ...keyLines(lookKeys(), look)];
  const room = heightOf(look) - head.length - bottom.length - 2;
  const open = reads.filter(({ isOver }) => !isOver);
  const shown = reads.length <= room ? reads : [...reads.filter(({ isOver }) => isOver).slice(-Math.max(0, room - open.length)), ...open];
  const lines = shown
    .slice(-room)
    .map(
      ({ what, isOver }) =>
        `   ${isOver ? markOf('pass', paint) : paint('cyan', spinner)} ${cutEnd(capital(printable(what)), columns - 6)}`,
    );
  return { lines: ['', ...head, '', ...lines, ...bottom], cursor: null };
}

export const lookWords = 'Looking at what is there, with your own auth0 and az. Nothing is changed.';
