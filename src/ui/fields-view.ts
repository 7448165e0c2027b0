import { printable } from '../report/printable.js';
import { Secret } from '../settings/secret.js';
import type { Standing } from './answers.js';
import { standings } from './answers.js';
import { fold, padded, widthOf } from './cells.js';
import type { InputRows } from './input-rows.js';
import { inputRows } from './input-rows.js';
import type { Look, View } from './look.js';
import { heightOf, keyLines, markOf } from './look.js';
import type { FieldsScreen, Ground, State } from './state.js';
import { editorOf } from './text-editor.js';
import { valueText } from './value-text.js';

const keys = [
  ['enter', 'next'],
  ['shift+tab', 'back'],
  ['esc', 'review'],
  ['ctrl+d', 'leave'],
] as const;

/** The list of values, one of them open. Where the window is low, only the open one. */
export function fieldsView(state: State, screen: FieldsScreen, ground: Ground, look: Look): View {
  const all = standings(state, ground);
  const open = all[screen.current];
  if (!open) return { lines: [], cursor: null };
  const bottom = ['', ...keyLines(keys, look)];
  const whole = wholeList(all, open, screen, ground, look);
  const view =
    whole.lines.length + bottom.length <= heightOf(look) ? whole : oneField(open, screen, ground, look, heightOf(look) - bottom.length);
  return { ...view, lines: [...view.lines, ...bottom] };
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
  const details = detailLines(open, screen, look).flatMap((block) => block.map((line) => `     ${line}`));
  const lines = [...above, ...before, ...rows, ...details, ...after];
  return { lines, cursor: { x: at + input.x, y: above.length + before.length + input.y } };
}

function oneField(open: Standing, screen: FieldsScreen, ground: Ground, look: Look, height: number): View {
  const { paint, columns } = look;
  const input = inputOf(open, screen, columns - 4);
  const title = ` ${screen.current + 1} of ${ground.fields.length}  ${paint('bold', open.field.label)}`;
  const rows = input.rows.map((row, index) => (index === 0 ? ` ${paint('cyan', '❯')} ${row}` : `   ${row}`));
  const lines = [title, ...rows];
  const blocks = [
    ...(screen.notice ? [noticeLines(screen, look)] : []),
    ...detailLines(open, screen, look).map((block) => block.map((line) => ` ${line}`)),
  ];
  let isCut = false;
  for (const [index, block] of blocks.entries()) {
    const room = height - lines.length - (index === blocks.length - 1 ? 0 : 1);
    if (block.length <= room) lines.push(...block);
    else isCut = true;
  }
  if (isCut) lines.push(paint('dim', ' … more in a larger window'));
  return { lines, cursor: { x: 3 + input.x, y: 1 + input.y } };
}

function listLine({ field, value, source, isEmpty, remark }: Standing, at: number, { columns, paint }: Look): string {
  const mark = remark ? markOf(remark.isError ? 'fail' : 'warn', paint) : isEmpty ? paint('dim', '○') : markOf('pass', paint);
  const label = ` ${mark} ${padded(field.label, at - 3)}`;
  if (isEmpty) return label + paint('dim', field.required === 'never' ? 'optional' : 'not set');
  const room = columns - at - widthOf(source) - 3;
  return `${label}${padded(valueText(value, room, paint), room)}  ${paint('dim', printable(source))}`;
}

/** The line being typed. A secret shows a dot for each character, and where it is kept, its end. */
function inputOf({ field, value }: Standing, { editor }: FieldsScreen, columns: number): InputRows {
  if (editor === null) return { rows: [value instanceof Secret ? valueText(value, columns, (_, text) => text) : ''], x: 0, y: 0 };
  const shown = field.secret ? { text: '•'.repeat(editor.text.length), cursor: editor.cursor } : editor;
  return inputRows(shown ?? editorOf(''), { columns, rows: 3, breaksLines: false });
}

/** What is known of the open field, most important first, in blocks that are shown whole or not at all. */
function detailLines({ field, source, isEmpty, remark }: Standing, screen: FieldsScreen, { columns, paint }: Look): string[][] {
  const folded = (text: string, indent = 6): string[] => fold(printable(text), columns - indent);
  const { editor, isChanged, pasted } = screen;
  const count = editor?.text.length ?? 0;
  const typed = field.secret && count > 0 ? [`${count} characters`] : [];
  const arrived = pasted === null ? typed : [`${pasted} characters arrived`];
  const kept =
    editor === null ? [`from ${source}, kept as it is; what you type replaces it`] : !isChanged && !isEmpty ? [`from ${source}`] : arrived;
  const status = remark?.isError ? 'fail' : 'warn';
  const said =
    remark && !isChanged
      ? folded(remark.words, 8).map((line, index) => (index === 0 ? `${markOf(status, paint)} ${line}` : `  ${line}`))
      : [];
  const dim = (lines: string[]): string[] => lines.map((line) => paint('dim', line));
  const lead = field.required === 'never' ? 'Optional. ' : '';
  return [
    said,
    kept.flatMap((line) => dim(folded(line))),
    folded(lead + field.help),
    dim(folded(field.where)),
    dim(folded(`Example: ${field.example}`)),
    dim(field.url ? folded(field.url) : []),
  ].filter((block) => block.length > 0);
}

function noticeLines({ notice }: FieldsScreen, { columns, paint }: Look): string[] {
  return notice === null ? [] : fold(printable(notice), columns - 2).map((line) => ` ${paint('yellow', line)}`);
}

function sandboxWord({ isSandbox }: Ground): string {
  return isSandbox ? '  sandbox, every value is pretend' : '';
}

function labelColumns({ fields }: Ground): number {
  return Math.max(...fields.map(({ label }) => widthOf(label)));
}
