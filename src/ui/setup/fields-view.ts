import { printable } from '../../report/printable.js';
import { Secret } from '../../settings/secret.js';
import type { Standing } from './answers.js';
import { standings } from './answers.js';
import { cutMiddle, fold, padded, widthOf } from '../cells.js';
import { fieldDetails } from './field-details.js';
import { guideKey } from './guide-places.js';
import type { InputRows } from '../input-rows.js';
import { inputRows } from '../input-rows.js';
import type { Keys, Look, View } from '../look.js';
import { explainWord, heightOf, keyLines, markOf } from '../look.js';
import type { FieldsScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { valueText } from '../value-text.js';

/** The list of values, one of them open. Where the window is low, only the open one. */
export function fieldsView(state: State, screen: FieldsScreen, ground: Ground, look: Look): View {
  const all = standings(state, ground);
  const open = all[screen.current];
  if (!open) return { lines: [], cursor: null };
  const bottom = ['', ...keyLines(fieldsKeys(state, screen, ground, look), look)];
  const whole = wholeList(all, open, screen, ground, look);
  const view =
    whole.lines.length + bottom.length <= heightOf(look) ? whole : oneField(open, screen, ground, look, heightOf(look) - bottom.length);
  return { ...view, lines: [...view.lines, ...bottom] };
}

export function fieldsKeys(_state: State, screen: FieldsScreen, ground: Ground, look: Pick<Look, 'columns'>): Keys {
  return [
    ['enter', 'next'],
    ['shift+tab', 'back'],
    ['esc', 'review'],
    ...guideKey(screen, ground, look),
    ['ctrl+x', explainWord(look)],
    ['ctrl+d', 'leave'],
  ];
}

function wholeList(all: readonly Standing[], open: Standing, screen: FieldsScreen, ground: Ground, look: Look): View {
  const { paint, columns } = look;
  const at = labelColumns(ground) + 5;
  const input = inputOf(open, screen, columns - at - 1);
  const title = ` ${paint('bold', 'keyless')} ${ground.version}${sandboxWord(ground)}`;
  const above = [title, ...noticeLines(screen, look), ''];
  const before = all.slice(0, screen.current).map((standing) => listLine(standing, at, look));
  const after = all.slice(screen.current + 1).map((standing) => listLine(standing, at, look));
  const rows = input.rows.map((row, index) =>
    index === 0 ? ` ${paint('cyan', '❯')} ${padded(paint('bold', open.field.label), at - 3)}${row}` : ' '.repeat(at) + row,
  );
  const details = fieldDetails(open, screen, look).flatMap((block) => block.map((line) => `     ${line}`));
  const lines = [...above, ...before, ...rows, ...details, ...after];
  return { lines, cursor: { x: at + input.x, y: above.length + before.length + input.y } };
}

function oneField(open: Standing, screen: FieldsScreen, ground: Ground, look: Look, height: number): View {
  const { paint, columns } = look;
  const input = inputOf(open, screen, columns - 4);
  const title = ` ${screen.current + 1} of ${ground.fields.length}  ${paint('bold', open.field.label)}`;
  const rows = input.rows.map((row, index) => (index === 0 ? ` ${paint('cyan', '❯')} ${row}` : `   ${row}`));
  const lines = [title, ...rows];
  const details = fieldDetails(open, screen, look).map((block) => block.map((line) => ` ${line}`));
  const blocks = screen.notice === null || screen.isChanged ? details : [noticeLines(screen, look), ...details];
  const isWhole = blocks.flat().length <= height - lines.length;
  for (const block of blocks) if (block.length <= height - lines.length - (isWhole ? 0 : 1)) lines.push(...block);
  if (!isWhole) lines.push(paint('dim', ' … more in a larger window'));
  return { lines, cursor: { x: 3 + input.x, y: 1 + input.y } };
}

function listLine({ field, value, source, isEmpty, remark }: Standing, at: number, { columns, paint }: Look): string {
  const mark = remark ? markOf(remark.status, paint) : isEmpty ? paint('dim', '○') : markOf('pass', paint);
  const label = ` ${mark} ${padded(field.label, at - 3)}`;
  if (isEmpty) return label + paint('dim', field.required === 'never' ? 'optional' : 'not set');
  const origin = cutMiddle(printable(source), 16);
  const room = columns - at - widthOf(origin) - 3;
  return `${label}${padded(valueText(value, room, paint), room)}  ${paint('dim', origin)}`;
}

/** The line being typed. A secret shows a dot for each character, and where it is kept, its end. */
function inputOf({ field, value }: Standing, { editor }: FieldsScreen, columns: number): InputRows {
  if (editor === null) return { rows: [value instanceof Secret ? valueText(value, columns, (_, text) => text) : ''], x: 0, y: 0 };
  const shown = field.secret ? { text: '•'.repeat(editor.text.length), cursor: editor.cursor } : editor;
  return inputRows(shown, { columns, rows: 3, breaksLines: false });
}

/** It was said on arrival; whoever types has read it. */
function noticeLines({ notice, isChanged }: FieldsScreen, { columns, paint }: Look): string[] {
  return notice === null || isChanged ? [] : fold(printable(notice), columns - 2).map((line) => ` ${paint('yellow', line)}`);
}

function sandboxWord({ isSandbox }: Ground): string {
  return isSandbox ? '  sandbox, every value is pretend' : '';
}

function labelColumns({ fields }: Ground): number {
  return Math.max(...fields.map(({ label }) => widthOf(label)));
}
