import { cutEnd, padded } from '../cells.js';
import { inputColumns, inputRows } from '../input-rows.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines } from '../look.js';
import type { TalkScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { codeLine, lastCodeRows, proseRows } from './answer-lines.js';
import { fitting } from './commands.js';

export function talkKeys(
  _state: State,
  { asked, editor, isWarned }: TalkScreen,
  _ground: Ground,
  { columns }: Pick<Look, 'columns'>,
): Keys {
  if (asked !== null) return [isWarned ? ['ctrl+c', 'leave'] : ['ctrl+c', 'stop'], ['ctrl+d', 'leave']];
  const isCommand = editor.text.startsWith('/');
  return [
    ['enter', 'send'],
    ...(isCommand ? [['tab', 'complete'] as const] : [['/', 'commands'] as const]),
    ...(columns < 60 || isCommand ? [] : [['alt+enter', 'line break'] as const]),
    ['ctrl+d', 'leave'],
  ];
}

/** The end of the answer that is coming, and the prompt line, open, with the commands that it can become. */
export function talkView(state: State, screen: TalkScreen, ground: Ground, look: Look): View {
  const { editor, asked, isWarned } = screen;
  const { paint, columns, spinner } = look;
  const warning = isWarned && asked === null ? [` ${paint('yellow', 'ctrl+c again leaves')}`] : [];
  const bottom = ['', ...warning, ...keyLines(talkKeys(state, screen, ground, look), look)];
  const input = inputRows(editor, {
    columns: inputColumns(columns),
    rows: Math.max(1, Math.min(5, heightOf(look) - bottom.length - 4)),
    breaksLines: true,
  });
  const prompt = input.rows.map((row, index) => (index === 0 ? `${paint('cyan', '❯')} ${row}` : `  ${row}`));
  const room = heightOf(look) - bottom.length - prompt.length - 2;
  const list = asked === null ? commandLines(state, screen, { look, room }) : [];
  const answer = asked === null ? [] : [...coming(screen, look, Math.max(1, room)), paint('cyan', spinner)];
  const above = [...answer, ''];
  return { lines: [...above, ...prompt, ...list, ...bottom], cursor: { x: 2 + input.x, y: above.length + input.y } };
}

/** What of the answer is not printed yet: its last rows, where it is longer than the window. */
function coming({ tail, under, fence, table }: TalkScreen, { columns, paint }: Look, room: number): string[] {
  const held = table.slice(-room).map((row) => cutEnd(codeLine(row), columns - 1));
  if (tail.trim() === '') return held.slice(-room);
  const rows = fence
    ? lastCodeRows(tail, columns - 1, room)
    : proseRows({ text: tail, ...(under !== null && { under }) }, { columns, paint }, true)
        .slice(-room)
        .map(({ line }) => cutEndPainted(line, tail, columns));
  return [...held, ...rows].slice(-room);
}

/** A row of a table or of indented code is as long as it is; folded prose fits. */
function cutEndPainted(line: string, tail: string, columns: number): string {
  return line === codeLine(tail) ? cutEnd(line, columns - 1) : line;
}

function commandLines(state: State, { editor }: TalkScreen, { look, room }: { look: Look; room: number }): string[] {
  const there = fitting(editor.text, state);
  const shown = there.slice(0, there.length > room ? room - 1 : room);
  const lines = shown.map(({ name, takes, words }) => {
    const start = `  ${padded(takes === null ? name : `${name} [${takes}]`, 15)}`;
    return start + look.paint('dim', cutEnd(words, look.columns - start.length - 1));
  });
  return there.length > shown.length ? [...lines, look.paint('dim', `  and ${there.length - shown.length} more`)] : lines;
}
