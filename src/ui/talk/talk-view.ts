import { printableLines } from '../../report/printable.js';
import { fold } from '../cells.js';
import { inputRows } from '../input-rows.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines } from '../look.js';
import type { TalkScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { canReview } from './talk-state.js';

export function talkKeys(state: State, screen: TalkScreen, _ground: Ground, _look: Pick<Look, 'columns'>): Keys {
  const first = screen.asked === null ? (['enter', 'send'] as const) : (['ctrl+c', 'stop'] as const);
  return [first, ...(canReview(state, screen) ? [['esc', 'review and write'] as const] : []), ['ctrl+d', 'leave']];
}

/** The end of the answer that is coming, and the prompt line, open. */
export function talkView(state: State, screen: TalkScreen, ground: Ground, look: Look): View {
  const { editor, asked, tail, isCode } = screen;
  const { paint, columns, spinner } = look;
  const bottom = ['', ...keyLines(talkKeys(state, screen, ground, look), look)];
  const input = inputRows(editor, { columns: columns - 4, rows: Math.min(5, heightOf(look) - bottom.length - 4), breaksLines: true });
  const prompt = input.rows.map((row, index) => (index === 0 ? `${paint('cyan', '❯')} ${row}` : `  ${row}`));
  const room = heightOf(look) - bottom.length - prompt.length - 2;
  const shown = isCode ? printableLines(tail).replaceAll('\t', '  ') : printableLines(tail);
  const coming = tail === '' ? [] : fold(shown, columns - 1).slice(-Math.max(1, room));
  const answer = asked === null ? [] : [...coming, paint('cyan', spinner)];
  const above = [...answer, ''];
  return { lines: [...above, ...prompt, ...bottom], cursor: { x: 2 + input.x, y: above.length + input.y } };
}
