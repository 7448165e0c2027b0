import { printable } from '../../report/printable.js';
import { Secret } from '../../settings/secret.js';
import type { Field } from '../../settings/fields.js';
import type { Standing } from './answers.js';
import { standingOf } from './answers.js';
import { deploymentsFor } from './deployments.js';
import { failedLook, probeLine, tokenLines } from './probe-lines.js';
import { isCredential } from './pasted-block.js';
import { canRead, isReading } from './read-credential.js';
import { stepLine } from './step-line.js';
import { stepOf, steps } from './steps.js';
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

/** One step with its values, one of them open. Where the window is low, only the open one. */
export function fieldsView(state: State, screen: FieldsScreen, ground: Ground, look: Look): View {
  const open = ground.fields[screen.current];
  if (!open) return { lines: [], cursor: null };
  const bottom = ['', ...keyLines(fieldsKeys(state, screen, ground, look), look)];
  const room = heightOf(look) - bottom.length;
  const view = wholeStep(open, state, screen, ground, look, room) ?? oneField(open, state, screen, ground, look, room);
  return { ...view, lines: [...view.lines, ...bottom] };
}

export function fieldsKeys(state: State, screen: FieldsScreen, ground: Ground, look: Pick<Look, 'columns'>): Keys {
  const field = ground.fields[screen.current];
  const wrong = field && failedLook(state, steps[stepOf(field.name)]?.probes ?? []);
  return [
    ['enter', 'next'],
    ['shift+tab', 'back'],
    ['esc', 'review'],
    ...(field && isCredential(field.name) && canRead(state, ground)
      ? [['ctrl+t', look.columns < 60 ? 'with az' : 'read it with az'] as const]
      : []),
    ...guideKey(screen, ground, look),
    ['ctrl+x', wrong ? 'what is wrong' : explainWord(look)],
    ...(field?.secret ? [['ctrl+r', 'reveal'] as const] : []),
    ...(field?.url ? [['ctrl+o', 'open page'] as const] : []),
    ['ctrl+d', 'leave'],
  ];
}

/** A part of the screen that may give way; the lower its rank, the longer it stays. */
interface Part {
  lines: string[];
  rank: number;
}

/** The parts that have room, in their places; those with the highest ranks give way first. */
function fitting(parts: readonly Part[], room: number): Part[] {
  let left = room;
  const kept = new Set<Part>();
  for (const part of parts.toSorted((one, other) => one.rank - other.rank)) {
    if (part.lines.length > left) continue;
    left -= part.lines.length;
    kept.add(part);
  }
  return parts.filter((part) => kept.has(part));
}

/** Null where not even the values have room. */
function wholeStep(field: Field, state: State, screen: FieldsScreen, ground: Ground, look: Look, room: number): View | null {
  const { paint, columns } = look;
  const step = stepOf(field.name);
  const own = ground.fields.filter(({ name }) => stepOf(name) === step);
  const at = Math.max(...own.map(({ label }) => widthOf(label))) + 5;
  const input = inputOf(standingOf(state, ground, field), screen, columns - at - 1);
  const rows = input.rows.map((row, index) =>
    index === 0 ? ` ${paint('cyan', '❯')} ${padded(paint('bold', field.label), at - 3)}${row}` : ' '.repeat(at) + row,
  );
  const title = stepLine(step, `${steps[step]?.title ?? ''}${sandboxWord(ground)}`, { ...look, isSandbox: ground.isSandbox });
  const listed = own.flatMap((one): Part[] => [
    { lines: one === field ? rows : [listLine(standingOf(state, ground, one), at, look)], rank: 0 },
    { lines: probeLine(one.name, state, at, look), rank: 3 },
    ...(one === field ? detailsOf(one, state, screen, ground, look) : []),
  ]);
  const token = step === 0 ? tokenLines(state, look) : [];
  const parts: Part[] = [
    { lines: title, rank: 0 },
    { lines: [...noticeLines(screen, look), ...readingLines(state, look)], rank: 1 },
    { lines: [''], rank: 0 },
    ...listed,
    { lines: token.length > 0 ? ['', ...token] : [], rank: 5 },
  ];
  const needed = parts.filter(({ rank }) => rank === 0).flatMap(({ lines }) => lines).length;
  if (needed + 3 > room || columns < 60) return null;
  const kept = fitting(parts, room);
  const above = kept
    .slice(
      0,
      kept.findIndex(({ lines }) => lines === rows),
    )
    .flatMap(({ lines }) => lines);
  return { lines: kept.flatMap(({ lines }) => lines), cursor: { x: at + input.x, y: above.length + input.y } };
}

/** The most important first: what is wrong, how the value came, what it is; then where it is found, and what was found out. */
function detailsOf(field: Field, state: State, screen: FieldsScreen, ground: Ground, look: Look): Part[] {
  const blocks = fieldDetails(standingOf(state, ground, field), screen, look);
  const offered = field.name === 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME' ? offerLines(state, look) : [];
  return [
    ...(offered.length > 0 ? [{ lines: offered, rank: 2 }] : []),
    ...blocks.map((block, index) => ({ lines: block.map((line) => `     ${line}`), rank: index < 2 ? 4 : 6 + index })),
  ];
}

/** The deployments there are, to be chosen with the arrows. */
function offerLines(state: State, { columns, paint, spinner }: Look): string[] {
  const probe = state.probes.get('deployments');
  if (!probe) return [];
  if (!probe.probed) return [`     ${paint('cyan', spinner)} asking Azure for the deployments`];
  const names = deploymentsFor(state);
  const words =
    names.length === 0
      ? 'No list of the deployments could be had: type the name.'
      : `${names.length === 1 ? 'In Azure, ↓ takes it' : 'In Azure, ↑↓ chooses'}: ${names.join(', ')}`;
  return fold(printable(words), columns - 6).map((line) => `     ${line}`);
}

function oneField(field: Field, state: State, screen: FieldsScreen, ground: Ground, look: Look, room: number): View {
  const { paint, columns } = look;
  const input = inputOf(standingOf(state, ground, field), screen, columns - 4);
  const title = ` ${screen.current + 1} of ${ground.fields.length}  ${paint('bold', field.label)}`;
  const rows = input.rows.map((row, index) => (index === 0 ? ` ${paint('cyan', '❯')} ${row}` : `   ${row}`));
  const details = detailsOf(field, state, screen, ground, look).map(({ lines, rank }) => ({
    lines: lines.map((line) => line.replace(/^ {4}/, '')),
    rank,
  }));
  const token = stepOf(field.name) === 0 ? tokenLines(state, look) : [];
  const parts: Part[] = [
    { lines: [...noticeLines(screen, look), ...readingLines(state, look)], rank: 1 },
    { lines: probeLine(field.name, state, 1, look), rank: 3 },
    ...details,
    { lines: token, rank: 5 },
  ];
  const left = room - 1 - rows.length;
  const isWhole = parts.flatMap(({ lines }) => lines).length <= left;
  const kept = fitting(parts, isWhole ? left : left - 1);
  const more = isWhole ? [] : [paint('dim', ' … more in a larger window')];
  return { lines: [title, ...rows, ...kept.flatMap(({ lines }) => lines), ...more], cursor: { x: 3 + input.x, y: 1 + input.y } };
}

function listLine({ field, value, source, isEmpty, remark }: Standing, at: number, { columns, paint }: Look): string {
  const mark = remark ? markOf(remark.status, paint) : isEmpty ? paint('dim', '○') : markOf('pass', paint);
  const label = ` ${mark} ${padded(field.label, at - 3)}`;
  if (isEmpty) return label + paint('dim', field.default ?? (field.required === 'never' ? 'optional' : 'not set'));
  const origin = cutMiddle(printable(source), 16);
  const room = columns - at - widthOf(origin) - 3;
  return `${label}${padded(valueText(value, room, paint), room)}  ${paint('dim', origin)}`;
}

/** The line being typed. A secret shows a dot for each character, and where it is kept, its end. */
function inputOf({ field, value }: Standing, { editor, isRevealed }: FieldsScreen, columns: number): InputRows {
  if (editor === null) return { rows: [value instanceof Secret ? valueText(value, columns, (_, text) => text) : ''], x: 0, y: 0 };
  const shown = field.secret && !isRevealed ? { text: '•'.repeat(editor.text.length), cursor: editor.cursor } : editor;
  return inputRows(shown, { columns, rows: 3, breaksLines: false });
}

function readingLines(state: State, { paint, spinner }: Look): string[] {
  return isReading(state) ? [` ${paint('cyan', spinner)} reading the credential with az`] : [];
}

/** It was said on arrival; whoever types has read it. */
function noticeLines({ notice, isChanged }: FieldsScreen, { columns, paint }: Look): string[] {
  return notice === null || isChanged ? [] : fold(printable(notice), columns - 2).map((line) => ` ${paint('yellow', line)}`);
}

function sandboxWord({ isSandbox }: Ground): string {
  return isSandbox ? ', in the sandbox' : '';
}
