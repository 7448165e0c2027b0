import { printable } from '../../report/printable.js';
import { fold } from '../cells.js';
import { inputRows } from '../input-rows.js';
import type { Keys, Look, View } from '../look.js';
import { keyLines, lowRows } from '../look.js';
import { numberedLines } from '../numbered-lines.js';
import type { Ground, State } from '../state.js';
import { asksSecret, firstOfPage, pageSize } from './choose-state.js';
import type { ChooseScreen } from './provision-screens.js';

export function chooseKeys(state: State, screen: ChooseScreen, _ground: Ground, { columns }: Pick<Look, 'columns'>): Keys {
  const { length } = screen.asking[screen.current]?.choices ?? [];
  const isWide = columns >= 60;
  const away = screen.current > 0 || (screen.editor !== null && length > 0) ? 'back' : 'leave it';
  const question = screen.asking[screen.current];
  if (screen.editor !== null) {
    const isLater = screen.editor.text === '' && question !== undefined && asksSecret(question);
    return [
      ['enter', isLater ? 'not now' : 'take it'],
      ['esc', away],
    ];
  }
  const first = firstOfPage(screen.row, state);
  const shown = Math.min(pageSize(state), length - first);
  return [
    ['enter', 'choose'],
    ['↑↓', 'move'],
    [`1-${shown}`, 'choose'],
    ...(length > pageSize(state) ? [['m', isWide ? `more of ${length}` : 'more'] as const] : []),
    ['t', isWide ? 'type a name' : 'type'],
    ['esc', away],
    ['q', 'quit'],
  ];
}

/** One question with its choices, the usual one chosen, or a line to type into. */
export function chooseView(state: State, screen: ChooseScreen, ground: Ground, look: Look): View {
  const { columns, paint, rows } = look;
  const question = screen.asking[screen.current];
  if (!question) return { lines: [], cursor: null };
  const gap = rows < lowRows ? [] : [''];
  const bottom = [...gap, ...keyLines(chooseKeys(state, screen, ground, look), look)];
  const count = screen.asking.length > 1 ? ` ${paint('dim', `${screen.current + 1} of ${screen.asking.length}`)}` : '';
  const title = fold(printable(question.title), columns - 12);
  const head = [...gap, ...title.map((line, at) => ` ${paint('bold', line)}${at === title.length - 1 ? count : ''}`), ...gap];
  if (screen.editor !== null) {
    const { editor } = screen;
    // As in the setup: of a secret only how long it is.
    const shown = asksSecret(question) ? { text: '•'.repeat(editor.text.length), cursor: editor.cursor } : editor;
    const input = inputRows(shown, { columns: columns - 4, rows: 2, breaksLines: false });
    const typed = input.rows.map((row, at) => (at === 0 ? ` ${paint('cyan', '❯')} ${row}` : `   ${row}`));
    return { lines: [...head, ...typed, ...bottom], cursor: { x: 3 + input.x, y: head.length + input.y } };
  }
  const first = firstOfPage(screen.row, state);
  const page = question.choices.slice(first, first + pageSize(state));
  const list = numberedLines(
    page.map(({ title: name, detail, value }) => [printable(name), wordsOf(detail, value === question.usual)]),
    screen.row - first,
    look,
  );
  return { lines: [...head, ...list, ...bottom], cursor: { x: 1, y: head.length + screen.row - first } };
}

/** The usual one is chosen already; where nothing else is to be said of it, that is. */
function wordsOf(detail: string | null, isUsual: boolean): string {
  return detail === null ? (isUsual ? 'the usual one' : '') : printable(detail);
}
