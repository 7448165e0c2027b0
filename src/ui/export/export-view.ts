import { exportKinds } from '../../export/kind.js';
import { printable } from '../../report/printable.js';
import { fieldOf } from '../../settings/fields.js';
import { cutEnd, fold } from '../cells.js';
import type { Keys, Look, View } from '../look.js';
import { heightOf, keyLines, lowRows } from '../look.js';
import { numberedLines } from '../numbered-lines.js';
import type { ExportScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { chosenOffer, kindKeys } from './export-state.js';
import type { Offered } from './exporting.js';
import { textLines } from './export-lines.js';
import { kindWords } from './kind-words.js';

export function exportKeys(_state: State, screen: ExportScreen, _ground: Ground, { columns }: Pick<Look, 'columns'>): Keys {
  const isNarrow = columns < 60;
  return [
    ...mainKeys(chosenOffer(screen), isNarrow).filter(([key]) => key !== 'enter' || !screen.isFolded),
    ['↑↓', 'move'],
    ...(isNarrow ? [] : [['0-9 h', 'choose'] as const]),
    ['esc', screen.isFolded ? 'list' : 'back'],
    ['q', 'quit'],
  ];
}

/** What can be done with the one that is chosen. */
function mainKeys(offer: Offered | null, isNarrow: boolean): Keys {
  if (offer === null) return [];
  if (offer.exported === null) return [['enter', offer.lacks.length > 0 ? 'fill it in' : 'check now']];
  return [
    ['enter', isNarrow ? 'print' : 'print it whole'],
    ['c', 'copy'],
    ['s', 'save'],
  ];
}

/** All kinds, and below them the beginning of the one that is chosen: choosing and reading are one movement. */
export function exportView(state: State, screen: ExportScreen, ground: Ground, look: Look): View {
  if (screen.isFolded) return foldedView(state, screen, ground, look);
  const isLow = look.rows < lowRows;
  const gap = isLow ? [] : [''];
  const title = ` ${look.paint('bold', look.columns < 60 ? 'Export' : question)}`;
  const bottom = [...gap, ...keyLines(exportKeys(state, screen, ground, look), look)];
  const room = heightOf(look) - bottom.length - 1 - 2 * gap.length;
  const { list, cursor } = kindLines(screen.index, room - fewestRows(isLow), look);
  const preview = previewLines(screen, room - list.length, look);
  // With rows to spare the title does not stick to what was printed above it.
  const above = room - list.length - preview.length > 0 ? gap : [];
  return {
    lines: [...above, title, ...gap, ...list, ...gap, ...preview, ...bottom],
    cursor: { x: 1, y: above.length + 1 + gap.length + cursor },
  };
}

/** What was printed is in sight above it. */
function foldedView(state: State, screen: ExportScreen, ground: Ground, look: Look): View {
  const { list } = kindLines(screen.index, 1, look);
  return { lines: ['', ...list, '', ...keyLines(exportKeys(state, screen, ground, look), look)], cursor: { x: 1, y: 1 } };
}

const question = 'Export · what should your project or pipeline get?';

/** So many rows the preview has at least, with its heading: the list gives way to it. */
function fewestRows(isLow: boolean): number {
  return isLow ? 4 : 6;
}

/** The kinds as far as there is room, around the one that is chosen; where a word has no room on each line, that of the chosen one below. */
function kindLines(index: number, room: number, look: Look): { list: string[]; cursor: number } {
  const all = numberedLines(
    exportKinds.map((kind, at) => [...kindWords[kind], kindKeys[at]] as const),
    index,
    look,
  );
  const words = all.slice(exportKinds.length);
  const rows = Math.max(1, Math.min(exportKinds.length, room - words.length));
  const first = Math.max(0, Math.min(index - Math.floor(rows / 2), exportKinds.length - rows));
  return { list: [...all.slice(first, first + rows), ...words], cursor: index - first };
}

/** The text as it will be, line by line and cut at the edge of the window; or what is missing for it. */
function previewLines(screen: ExportScreen, room: number, { columns, paint }: Look): string[] {
  const offer = chosenOffer(screen);
  if (offer === null) return [];
  if (offer.exported === null)
    return fold(missingWords(offer), columns - 4).map((line, at) => ` ${at === 0 ? paint('yellow', '!') : ' '} ${line}`);
  const { fileName, text } = offer.exported;
  const lines = textLines(text);
  const size = `${lines.length} lines`;
  const heading = ` ${paint('bold', printable(fileName))}  ${paint('dim', columns < 60 ? size : `${size}, secrets are never exported`)}`;
  const rows = room - 1;
  const shown = lines.length > rows ? lines.slice(0, rows - 1) : lines;
  const left = lines.length - shown.length;
  return [heading, ...shown.map((line) => cutEnd(line, columns - 1)), ...(left > 0 ? [` ${paint('dim', `… ${left} more lines`)}`] : [])];
}

/** What it takes before this kind can be had. */
export function missingWords({ lacks }: Pick<Offered, 'lacks'>): string {
  if (lacks.length === 0) return 'A check makes it, and none has been run yet. It reads only and writes nothing.';
  return `Before this can be exported ${lacks.length === 1 ? 'one value is' : 'these are'} needed: ${lacks.map((name) => fieldOf(name).label).join(', ')}.`;
}
