import { printable } from '../report/printable.js';
import type { Standing } from './answers.js';
import { standings } from './answers.js';
import { cutEnd, fold, padded, widthOf } from './cells.js';
import type { Look, View } from './look.js';
import { heightOf, keyLines, markOf } from './look.js';
import type { Ground, ReviewScreen, State } from './state.js';
import { valueText } from './value-text.js';

const pretend = 'These values are pretend: nothing here is real, and nothing leaves this machine.';

/** All values at one look, what is to be said of them, and what would be written where. */
export function reviewView(state: State, screen: ReviewScreen, ground: Ground, look: Look): View {
  const { paint } = look;
  const bottom = keyLines(keysOf(state, ground), look);
  const list = standings(state, ground);
  const rows = list.map((standing, index) => valueLine(standing, index, state, look));
  const title = ` ${paint('bold', 'Review')}  ${paint('dim', cutEnd(changeWords(state), look.columns - 10))}`;
  const notice = screen.notice === null ? [] : fold(printable(screen.notice), look.columns - 2);
  const said = notice.map((line) => ` ${paint('yellow', line)}`);
  const remarks = [...said, ...list.flatMap((standing, index) => remarkLines(standing, index, look)), ...otherRemarks(state, look)];
  const note = ground.isSandbox ? fold(pretend, look.columns - 2).map((line) => ` ${line}`) : [];
  const spacious = [title, ...note, '', ...rows, ...(remarks.length > 0 ? ['', ...remarks] : []), '', ...bottom];
  if (spacious.length <= heightOf(look)) return { lines: spacious, cursor: null };
  const tight = [ground.isSandbox ? ` ${paint('bold', 'Review')}  pretend values` : title, ...rows];
  return { lines: [...tight, ...fitted(remarks, heightOf(look) - tight.length - bottom.length, look), ...bottom], cursor: null };
}

function keysOf({ review }: State, { isSandbox, fields }: Ground): (readonly [string, string])[] {
  const edit = [`1-${fields.length}`, 'edit'] as const;
  if (isSandbox) return [['enter', 'check'], edit, ['w', 'write'], ['q', 'quit']];
  const writes = review.isUsable && review.changes.some(({ kind }) => kind !== 'unchanged');
  return writes ? [['enter', 'write and check'], edit, ['c', 'check only'], ['q', 'quit']] : [['enter', 'check'], edit, ['q', 'quit']];
}

/** `.env: 3 added, 1 changed`: what writing would do. */
function changeWords({ review, isWritten }: State): string {
  const count = (wanted: string): number => review.changes.filter(({ kind }) => kind === wanted).length;
  const parts = (['added', 'changed'] as const).filter((kind) => count(kind) > 0).map((kind) => `${count(kind)} ${kind}`);
  if (!review.isUsable) return `${printable(review.file)}: nothing to write yet`;
  if (parts.length === 0) return `${printable(review.file)} ${isWritten ? 'is written' : 'holds these values'}`;
  return `${printable(review.file)}: ${parts.join(', ')} when written`;
}

function valueLine({ field, value, source, isEmpty, remark }: Standing, index: number, state: State, look: Look): string {
  const { columns, paint } = look;
  const isWide = columns >= 60;
  const change = state.review.changes.find(({ name }) => name === field.name)?.kind ?? 'unchanged';
  const sign = { added: paint('green', '+'), changed: paint('yellow', '~'), unchanged: ' ' }[change];
  const mark = remark ? markOf(remark.isError ? 'fail' : 'warn', paint) : isEmpty ? paint('dim', '○') : markOf('pass', paint);
  const label = padded(cutEnd(field.label, isWide ? 21 : 15), isWide ? 23 : 16);
  const start = ` ${isWide ? ' ' : ''}${index + 1} ${mark} ${isWide ? `${sign} ` : ''}${label}`;
  const origin = isWide ? printable(source) : '';
  const room = columns - widthOf(start) - (origin ? 14 : 1);
  if (isEmpty) return start + paint('dim', field.required === 'never' ? 'optional' : 'not set');
  return `${start}${padded(valueText(value, room, paint), room)}${origin ? `  ${paint('dim', cutEnd(origin, 11))}` : ''}`;
}

function remarkLines({ remark }: Standing, index: number, look: Look): string[] {
  return remark ? marked(remark.isError, `${index + 1}  ${remark.words}`, look) : [];
}

/** Remarks that belong to no field of the list. Of those that are merely not set the list itself tells. */
function otherRemarks({ review }: State, look: Look): string[] {
  return review.remarks.filter(({ field }) => field === null).flatMap(({ isError, title }) => marked(isError, title, look));
}

function marked(isError: boolean, text: string, { columns, paint }: Look): string[] {
  const mark = markOf(isError ? 'fail' : 'warn', paint);
  return fold(printable(text), columns - 5).map((line, index) => (index === 0 ? ` ${mark} ${line}` : `      ${line}`));
}

function fitted(lines: string[], room: number, { paint }: Look): string[] {
  if (lines.length <= room) return lines;
  return room < 1 ? [] : [...lines.slice(0, room - 1), paint('dim', ' … more when you open a value')];
}
