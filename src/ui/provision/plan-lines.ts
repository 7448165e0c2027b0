import type { Fix } from '../../findings/explanation.js';
import type { Plan } from '../../provision/plan.js';
import type { Change, Step } from '../../provision/step.js';
import { severityStatus } from '../../report/marks.js';
import { printable } from '../../report/printable.js';
import type { Diagnosis } from '../../report/report.js';
import { cutEnd, cutMiddle, fold, padded, widthOf } from '../cells.js';
import type { Look } from '../look.js';
import { markOf } from '../look.js';
import type { Looked } from './planning.js';
import { commandsOf } from './standing.js';
import { accountWords, hasCapitals, placeNames, stepWords } from '../../provision/step-words.js';

type Room = Pick<Look, 'columns' | 'paint'>;

/** A plan to be read and copied: each step with its values and its exact commands, which are not folded, and below it what stands in the way. */
export function planLines({ plan, causes }: Looked, room: Room): string[] {
  const { columns, paint } = room;
  const steps = plan.steps.flatMap((step, at) => [
    ...(step.where === plan.steps[at - 1]?.where ? [] : ['', headingOf(step, plan, room)]),
    ...(isLong(step) && step.where === plan.steps[at - 1]?.where ? [''] : []),
    ...stepLines(step, room),
  ]);
  const hasNames = plan.steps.some((step) => step.state !== 'right' && step.commands.some(hasCapitals));
  const names = hasNames ? fold(capitals, Math.min(columns, 80) - 2).map((line) => ` ${paint('dim', line)}`) : [];
  return [...steps, ...(names.length > 0 ? ['', ...names] : []), ...causes.flatMap((cause) => causeLines(cause, room))];
}

/** Steps with commands are set apart from one another: those begin in the first column, as nothing else does. */
function isLong({ state }: Step): boolean {
  return state !== 'right';
}

/** Where it is, and whose account that is: both are part of what a yes is given to. */
function headingOf({ where }: Step, plan: Looked['plan'], { columns, paint }: Room): string {
  const name = placeNames[where];
  const account = accountWords(where, plan);
  const words = account === null ? '' : `  ${paint('dim', cutMiddle(printable(account), columns - widthOf(name) - 4))}`;
  return ` ${paint('bold', name)}${words}`;
}

const capitals = 'A word in CAPITALS is an id that does not exist yet: the step before gives it, and it is filled in then.';

/** The commands alone, in their order. */
export function commandLines(plan: Plan, { columns, paint }: Room): string[] {
  const head = fold('All commands, in their order:', columns - 2).map((line) => ` ${paint('cyan', line)}`);
  return ['', ...head, ...commandsOf(plan).map(printable)];
}

/** A step in one line, for a list that is seen at one look. */
export function shortStep(step: Step, { columns, paint }: Room): string {
  const { sign, word, colour } = stepWords[step.state];
  const width = Math.min(columns, 100) - 2;
  const room = width - 3 - widthOf(word) - 2;
  return ` ${paint(colour, sign)} ${padded(cutEnd(printable(step.title), room), room)}  ${paint('dim', word)}`;
}

/** What is right is one line; everything else says what it will be, what it is now, and how that is done. */
export function stepLines(step: Omit<Step, 'id'>, room: Room): string[] {
  const { columns, paint } = room;
  const notes = step.notes.flatMap((note) => fold(printable(note), Math.min(columns, 80) - 6).map((line) => `     ${paint('dim', line)}`));
  if (step.state === 'right') return [...headLines(step, room), ...notes];
  const width = Math.max(0, ...step.changes.map(({ name }) => widthOf(printable(name))));
  return [
    ...headLines(step, room),
    ...step.changes.flatMap((change) => changeLines(change, width, room)),
    ...notes,
    ...step.commands.map(printable),
  ];
}

function headLines({ title, state }: Pick<Step, 'title' | 'state'>, room: Room): string[] {
  const { sign, word, colour } = stepWords[state];
  return titledLines(title, { sign: room.paint(colour, sign), word, isBold: state !== 'right' }, room);
}

/** A title behind its sign, and at its end a word, which has a line of its own where there is no room. */
export function titledLines(
  title: string,
  { sign, word, isBold }: { sign: string; word: string; isBold: boolean },
  { columns, paint }: Room,
): string[] {
  const width = Math.min(columns, 80) - 6;
  const rows = fold(printable(title), width);
  const last = rows.at(-1) ?? '';
  const painted = (text: string): string => (isBold ? paint('bold', text) : text);
  const gap = width - widthOf(last) - widthOf(word);
  const end = gap >= 2 ? [painted(last) + paint('dim', ' '.repeat(gap) + word)] : [painted(last), paint('dim', word)];
  return [...rows.slice(0, -1).map(painted), ...end].map((line, at) => (at === 0 ? `   ${sign} ${line}` : `     ${line}`));
}

/** A value is whole, however long it is: it is what a yes is given to. */
function changeLines({ name, from, to }: Change, width: number, { paint }: Room): string[] {
  const label = `     ${paint('dim', padded(printable(name), width))}`;
  if (from === null) return [`${label}  ${printable(to)}`];
  return [`${label}  now      ${printable(from)}`, `     ${padded('', width)}  will be  ${printable(to)}`];
}

/** Why something could not be looked at, with the first command that helps. */
function causeLines(cause: Diagnosis, { columns, paint }: Room): string[] {
  const rows = fold(printable(cause.title), Math.min(columns, 80) - 5);
  const command = helpfulCommand(cause);
  return [
    '',
    ...rows.map((line, at) => ` ${at === 0 ? markOf(severityStatus[cause.severity], paint) : ' '} ${paint('bold', line)}`),
    ` ${paint('dim', `  ${cause.code}`)}`,
    ...(command === null ? [] : [printable(command)]),
  ];
}

/** The command that helps most, a sign-in before one that only shows something; null where there is none. */
export function helpfulCommand({ fix }: Pick<Diagnosis, 'fix'>): string | null {
  const commands = fix.flatMap((one: Fix) => (one.kind === 'command' ? one.command : []));
  return commands.find((command) => /^(?:az|auth0) login\b/.test(command)) ?? commands[0] ?? null;
}
