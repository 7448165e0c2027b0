import { showable } from '../../settings/secrecy.js';
import { fold } from '../cells.js';
import { inputRows } from '../input-rows.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines } from '../look.js';
import type { Offer, PasteScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import type { Editor } from '../text-editor.js';

const words = [
  'Paste an error, a log, a token, a .env file or a federated credential.',
  'What looks like a secret is not shown, and nothing leaves this machine.',
];

export function pasteKeys(_state: State, { editor, reading, offer }: PasteScreen, _ground: Ground, _look: Pick<Look, 'columns'>): Keys {
  const enter = editor.text === '' && offer ? offerKeys(offer) : [['enter', 'explain'] as const];
  return [...(reading === null ? enter : []), ['esc', 'back'], ['ctrl+d', 'leave']];
}

/** What may be pasted, and an open line. While a text is read, its size; of the text nothing. */
export function pasteView(state: State, screen: PasteScreen, ground: Ground, look: Look): View {
  const { past } = state;
  const { editor, reading } = screen;
  const { paint, columns, spinner } = look;
  const above = isShort(past, look) ? [] : introduction(look);
  const keys = keyLines(pasteKeys(state, screen, ground, look), look);
  if (reading !== null) return { lines: ['', ...above, ` ${paint('cyan', spinner)} ${reading}`, '', ...keys], cursor: null };
  const input = inputRows(shown(editor), { columns: columns - 4, rows: 3, breaksLines: false });
  const rows = input.rows.map((row, index) => (index === 0 ? ` ${paint('cyan', '❯')} ${row}` : `   ${row}`));
  // What is being typed goes before what may be.
  const top = above.length + rows.length + keys.length + 2 > heightOf(look) ? [] : above;
  return {
    lines: ['', ...top, ...rows, '', ...keys],
    cursor: { x: 3 + input.x, y: 1 + top.length + input.y },
  };
}

function introduction({ paint, columns }: Look): string[] {
  const lines = words.flatMap((sentence) => fold(sentence, columns - 2)).map((line) => ` ${paint('dim', line)}`);
  return [` ${paint('bold', 'Explain an error')}`, ...lines, ''];
}

/** In a low window what was just printed has to stay in sight; what may be pasted was said before it. */
function isShort(past: State['past'], { rows }: Look): boolean {
  return rows < 18 && past.at(-1)?.kind === 'explained';
}

/** The key that takes over the settings that were found in a paste. */
function offerKeys(offer: Offer): Keys {
  if (offer === null) return [];
  return [['enter', offer.size === 1 ? 'fill in one value' : `fill in ${offer.size} values`]];
}

/** Typed is a code or a number. What looks like a secret was put there by a terminal that does not mark a paste. */
function shown(editor: Editor): Editor {
  return showable(editor.text) === null ? { text: '•'.repeat(editor.text.length), cursor: editor.cursor } : editor;
}
