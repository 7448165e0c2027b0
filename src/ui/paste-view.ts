import { showable } from '../settings/secrecy.js';
import { fold } from './cells.js';
import { inputRows } from './input-rows.js';
import type { Look, View } from './look.js';
import { keyLines } from './look.js';
import type { Offer, PasteScreen, State } from './state.js';
import type { Editor } from './text-editor.js';

const words = [
  'Paste an error, a log, a token, a .env file or a federated credential.',
  'What looks like a secret is not shown, and nothing leaves this machine.',
];

/** What may be pasted, and an open line. While a text is read, its size; of the text nothing. */
export function pasteView({ past }: State, { editor, reading, offer }: PasteScreen, look: Look): View {
  const { paint, columns, spinner } = look;
  const above = isShort(past, look) ? [] : introduction(look);
  const leave = [
    ['esc', 'back'],
    ['ctrl+d', 'leave'],
  ] as const;
  if (reading !== null)
    return { lines: ['', ...above, ` ${paint('cyan', spinner)} ${reading}`, '', ...keyLines(leave, look)], cursor: null };
  const input = inputRows(shown(editor), { columns: columns - 4, rows: 3, breaksLines: false });
  const rows = input.rows.map((row, index) => (index === 0 ? ` ${paint('cyan', '❯')} ${row}` : `   ${row}`));
  const enter = editor.text === '' && offer ? offerKeys(offer) : [['enter', 'explain'] as const];
  return {
    lines: ['', ...above, ...rows, '', ...keyLines([...enter, ...leave], look)],
    cursor: { x: 3 + input.x, y: 1 + above.length + input.y },
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
export function offerKeys(offer: Offer): (readonly [string, string])[] {
  if (offer === null) return [];
  return [['enter', offer.size === 1 ? 'fill in one value' : `fill in ${offer.size} values`]];
}

/** Typed is a code or a number. What looks like a secret was put there by a terminal that does not mark a paste. */
function shown(editor: Editor): Editor {
  return showable(editor.text) === null ? { text: '•'.repeat(editor.text.length), cursor: editor.cursor } : editor;
}
