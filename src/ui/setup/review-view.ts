import type { Status } from '../../report/report.js';
import { printable } from '../../report/printable.js';
import type { Standing } from './answers.js';
import { settingName, standings } from './answers.js';
import { missingKey } from './guide-places.js';
import { numbered } from './numbered.js';
import { cutEnd, cutMiddle, fold, padded, widthOf } from '../cells.js';
import { chainLines } from '../chain-view.js';
import type { Keys, Look, View } from '../look.js';
import { explainWord, heightOf, keyLines, markOf } from '../look.js';
import type { ReviewScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { valueText } from '../value-text.js';
import { remarkTitle, remarkWords } from './remark-words.js';

const pretend = 'Pretend values: nothing here is real, and nothing leaves this machine.';

/** All values at one look, what is to be said of them, and what would be written where. */
export function reviewView(state: State, screen: ReviewScreen, ground: Ground, look: Look): View {
  const { paint } = look;
  const bottom = keyLines(reviewKeys(state, screen, ground, look), look);
  const all = standings(state, ground);
  const count = numbered(ground).length;
  const list = all.slice(0, count);
  const room = { ...columnsOf(list, look), paint };
  const rows = [...list.map((standing, index) => valueLine(standing, index, state, room)), credentialLine(all.slice(count), room)];
  const name = look.columns >= 60 ? `${paint('bold', 'keyless')} ${ground.version}  ` : '';
  const title = ` ${name}${paint('bold', 'Review')}  ${paint('dim', cutEnd(changeWords(state), look.columns - widthOf(name) - 10))}`;
  const notice = screen.notice === null ? [] : fold(printable(screen.notice), look.columns - 2);
  const said = notice.map((line) => ` ${paint('yellow', line)}`);
  const remarks = [
    ...said,
    ...all.flatMap((standing, index) => remarkLines(standing, index < count ? String(index + 1) : 'f', look)),
    ...otherRemarks(state, look),
    ...chosenLines(state, ground, look),
    ...otherChanges(state, ground, look),
  ];
  const note = ground.isSandbox ? fold(pretend, look.columns - 2).map((line) => ` ${line}`) : [];
  const body = [...rows, ...(remarks.length > 0 ? ['', ...remarks] : []), '', ...bottom];
  const chain = chainLines({ running: [], checks: state.report?.checks ?? [] }, look);
  for (const above of [
    [title, '', ...chain, '', ...note, ...(note.length > 0 ? [''] : [])],
    [title, ...note, ''],
  ]) {
    if (above.length + body.length <= heightOf(look)) return { lines: [...above, ...body], cursor: null };
  }
  const head = ground.isSandbox ? ` ${paint('bold', ground.lesson === null ? 'Review' : 'Find the fault')}  pretend values` : title;
  const tight = [head, ...fewerRows(rows, all, heightOf(look) - 1 - bottom.length)];
  return { lines: [...tight, ...fitted(remarks, heightOf(look) - tight.length - bottom.length, look), ...bottom], cursor: null };
}

export function reviewKeys(state: State, _screen: ReviewScreen, ground: Ground, look: Pick<Look, 'columns'>): Keys {
  const { review } = state;
  const edit = [`1-${numbered(ground).length}`, 'edit'] as const;
  // In one line, or in two where the window is narrow: every further one takes a value away.
  const credential = ['f', look.columns < 60 ? 'trust' : 'credential'] as const;
  const explain = ['x', look.columns < 90 ? 'explain' : explainWord(look)] as const;
  const back = ['esc', ground.lesson === null ? 'start' : 'lessons'] as const;
  const others = [edit, credential, explain, back, ['q', 'quit'] as const];
  if (!review.isUsable) return [['enter', 'fix'], ...missingKey(state, ground, look), ...others];
  if (ground.isSandbox) return [['enter', 'check'], ['w', 'write'], ...others];
  const writes = review.changes.some(({ kind }) => kind !== 'unchanged');
  return writes ? [['enter', 'write'], ['c', 'check only'], ...others] : [['enter', 'check'], ...others];
}

/** `.env: 3 added, 1 changed`: what writing would do. */
function changeWords({ review, isWritten }: State): string {
  const count = (wanted: string): number => review.changes.filter(({ kind }) => kind === wanted).length;
  const parts = (['added', 'changed', 'emptied'] as const).filter((kind) => count(kind) > 0).map((kind) => `${count(kind)} ${kind}`);
  if (!review.isUsable) return `${printable(review.file)}: nothing to write yet`;
  if (parts.length === 0) return `${printable(review.file)} ${isWritten ? 'is written' : 'holds these values'}`;
  return `${printable(review.file)}: ${parts.join(', ')} when written`;
}

/** What every line of the list leaves to the values, so that they all stand in one column. */
interface Columns {
  isWide: boolean;
  origin: number;
  value: number;
}

function columnsOf(list: readonly Standing[], { columns }: Look): Columns {
  const isWide = columns >= 60;
  const origin = isWide ? Math.min(14, Math.max(...list.map(({ source }) => widthOf(printable(source))))) : 0;
  return { isWide, origin, value: columns - (isWide ? 31 + origin + 3 : 21 + 1) };
}

function valueLine(
  { field, value, source, isEmpty, remark }: Standing,
  index: number,
  { review }: State,
  room: Columns & Pick<Look, 'paint'>,
): string {
  const { isWide, paint } = room;
  const change = review.changes.find(({ name }) => name === field.name)?.kind ?? 'unchanged';
  const sign = { added: paint('green', '+'), changed: paint('yellow', '~'), emptied: paint('yellow', '-'), unchanged: ' ' }[change];
  const mark = remark ? markOf(remark.status, paint) : isEmpty ? paint('dim', '○') : markOf('pass', paint);
  const start = isWide
    ? `  ${index + 1} ${mark} ${sign} ${padded(field.label, 23)}`
    : ` ${index + 1} ${mark} ${padded(cutEnd(field.label, 15), 16)}`;
  if (isEmpty) return start + paint('dim', field.required === 'never' ? 'optional' : 'not set');
  const shown = valueText(value, room.value, paint);
  return isWide ? `${start}${padded(shown, room.value)}  ${paint('dim', cutMiddle(printable(source), room.origin))}` : start + shown;
}

/** Where there is no room for all rows the credential goes first, which has a key of its own, then optional values that need no look. */
function fewerRows(rows: readonly string[], all: readonly Standing[], room: number): string[] {
  const optional = all.flatMap(({ field, remark }, at) => (field.required === 'never' && at < rows.length - 1 && !remark ? [at] : []));
  const dispensable = [rows.length - 1, ...optional.toReversed()];
  const dropped = new Set(dispensable.slice(0, Math.max(0, rows.length - room)));
  return rows.filter((_, at) => !dropped.has(at));
}

/** The three values of the credential in one line: whether they are known, and since when. */
function credentialLine(three: readonly Standing[], { isWide, paint }: Columns & Pick<Look, 'paint'>): string {
  const given = three.filter(({ isEmpty }) => !isEmpty);
  const mark = given.length === three.length ? markOf('pass', paint) : paint('dim', '○');
  const start = isWide ? `  f ${mark}   ${padded('Federated credential', 23)}` : ` f ${mark} ${padded('Credential', 16)}`;
  if (given.length === 0) return start + paint('dim', 'not given, so not compared');
  return `${start}${given.length === three.length ? 'issuer, subject, audience' : given.map(({ field }) => field.label.split(' ')[0]?.toLowerCase()).join(', ')}`;
}

function remarkLines({ remark }: Standing, key: string, look: Look): string[] {
  return remark ? marked(remark.status, `${key}  ${remarkWords(remark)}`, look) : [];
}

/** Remarks that belong to no field of the list. Of those that are merely not set the list itself tells. */
function otherRemarks({ review }: State, look: Look): string[] {
  return review.remarks
    .filter(({ field }) => field === null)
    .flatMap(({ isError, found }) => marked(isError ? 'fail' : 'warn', remarkTitle(found), look));
}

/** The prompt may have another deployment than the list shows, and a check asks for that one. */
function chosenLines(state: State, ground: Ground, look: Look): string[] {
  const { chosen } = state;
  if (chosen === null || chosen.name === chosen.instead || chosen.instead !== settingName(state, ground)) return [];
  return marked('warn', `/model put ${chosen.name} in the place of ${chosen.instead}, until you leave: a check asks it too`, look);
}

/** Settings that no line of the list shows, and that writing would change all the same. */
function otherChanges({ review }: State, { fields }: Ground, { columns, paint }: Look): string[] {
  const changes = review.changes.filter(({ name, kind }) => kind !== 'unchanged' && !fields.some((field) => field.name === name));
  if (changes.length === 0) return [];
  const lines = fold(changes.map(({ name }) => name).join(', '), columns - 5);
  return lines.map((line, index) => ` ${index === 0 ? paint('green', '+') : ' '} ${paint('dim', line)}`);
}

function marked(status: Status, text: string, { columns, paint }: Look): string[] {
  const mark = markOf(status, paint);
  return fold(printable(text), columns - 5).map((line, index) => (index === 0 ? ` ${mark} ${line}` : `      ${line}`));
}

function fitted(lines: string[], room: number, { paint }: Look): string[] {
  if (lines.length <= room) return lines;
  return room < 1 ? [] : [...lines.slice(0, room - 1), paint('dim', ' … more when you open a value')];
}
