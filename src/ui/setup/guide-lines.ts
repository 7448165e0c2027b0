import { capital } from '../../findings/first-letter.js';
import type { Click, Command, Guide } from '../../findings/guide/guide.js';
import { guideWord } from '../../findings/guide/guides.js';
import { listed } from '../../findings/quote.js';
import { printable } from '../../report/printable.js';
import { fieldOf } from '../../settings/fields.js';
import { fold, widthOf } from '../cells.js';
import type { Look } from '../look.js';

type Room = Pick<Look, 'columns' | 'paint'>;

/** Some pieces of a guide, as lines. What a person copies stands alone, starts in the first column and is not folded. */
export function guideLines(guide: Guide, { from, to }: { from: number; to: number }, room: Room): string[] {
  return piecesOf(guide, room).slice(from, to).flat();
}

/** How many pieces there are: the same for every window. */
export function pieceCount(guide: Guide): number {
  return piecesOf(guide, { columns: 80, paint: (_, text) => text }).length;
}

/** Up to which piece a guide fits into these rows; one piece at least. */
export function piecesThatFit(guide: Guide, from: number, { columns, rows }: Pick<Look, 'columns' | 'rows'>): number {
  let left = rows;
  let to = from;
  for (const piece of piecesOf(guide, { columns, paint: (_, text) => text }).slice(from)) {
    // The terminal breaks a line that is longer than the window.
    left -= piece.reduce((sum, line) => sum + Math.max(1, Math.ceil(widthOf(line) / columns)), 0);
    if (left < 0 && to > from) break;
    to += 1;
  }
  return to;
}

/** A guide in pieces that are read whole: what it is, each thing to click, each command, how one sees it is done, each slip. */
function piecesOf(guide: Guide, room: Room): string[][] {
  const cli = guide.thing.startsWith('auth0') ? 'Auth0' : 'Azure';
  return [
    headLines(guide, room),
    ...under(
      'In the browser',
      guide.clicks.map((click, at) => clickLines(click, at, room)),
      room,
    ),
    ...under(
      `Or with the ${cli} CLI`,
      guide.commands.map((command) => commandLines(command, room)),
      room,
    ),
    seenLines(guide, room),
    ...under(
      'Easy to get wrong',
      guide.slips.map((slip) => prose(slip, room, '-')),
      room,
    ),
  ];
}

function headLines({ name, what, needs, gives, url }: Guide, { columns, paint }: Room): string[] {
  const width = Math.min(columns, 80) - 2;
  const before = needs.length === 0 ? [] : [`Needed before: ${listed(needs.map((thing) => `the ${guideWord(thing)}`))}.`];
  const after = gives.length === 0 ? [] : [`It gives: ${gives.map((field) => fieldOf(field).label).join(', ')}.`];
  return [
    '',
    ...fold(capital(name), width).map((line) => ` ${paint('bold', line)}`),
    ...fold(what, width).map((line) => ` ${line}`),
    ...fold([...before, ...after].join(' '), width).map((line) => ` ${paint('dim', line)}`),
    url,
  ];
}

function clickLines({ text, confidence, paste }: Click, at: number, { columns, paint }: Room): string[] {
  const sureness = confidence === 'certain' ? '' : ` (${confidence})`;
  return [...prose(text + sureness, { columns, paint }, `${at + 1}`), ...(paste ? [printable(paste.value)] : [])];
}

function commandLines({ lead, command, confidence }: Command, { columns, paint }: Room): string[] {
  const words = confidence === 'certain' ? lead : `${lead} (${confidence})`;
  return [...prose(words, { columns, paint }).map((line) => paint('dim', line)), printable(command)];
}

function seenLines({ seen }: Guide, { columns, paint }: Room): string[] {
  const label = 'You should see:';
  const [first = '', ...rest] = fold(`${label} ${printable(seen)}`, Math.min(columns, 80) - 2);
  return ['', ` ${paint('cyan', label)}${first.slice(label.length)}`, ...rest.map((line) => ` ${line}`)];
}

/** A heading goes with the first piece below it. */
function under(heading: string, [first = [], ...rest]: string[][], { paint }: Room): string[][] {
  return [['', ` ${paint('cyan', heading)}`, ...first], ...rest];
}

function prose(text: string, { columns }: Room, mark = ''): string[] {
  const lines = fold(printable(text), Math.min(columns, 80) - 5);
  return lines.map((line, index) => ` ${(index === 0 ? mark : '').padEnd(2)} ${line}`);
}
