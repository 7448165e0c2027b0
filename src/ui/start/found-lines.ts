import { printable } from '../../report/printable.js';
import { isEvidence } from '../../settings/field-name.js';
import { cutEnd, cutMiddle, padded, widthOf } from '../cells.js';
import type { Look } from '../look.js';
import { markOf } from '../look.js';
import type { Standing } from '../setup/answers.js';
import { standings } from '../setup/answers.js';
import type { Ground, State } from '../state.js';
import { valueText } from '../value-text.js';
import { countOf } from './choices.js';

/** What was found, in three lengths: a line a value; those that are missing in one line; all in one line. */
export interface FoundLines {
  each: string[];
  counted: string[];
  summary: string[];
}

export function foundLines(state: State, ground: Ground, look: Look): FoundLines {
  const { paint, columns } = look;
  const all = standings(state, ground);
  const there = all.filter(isOwn);
  const missing = all.filter(({ field, isEmpty }) => isEmpty && field.required !== 'never');
  const width = Math.max(...all.map(({ field }) => widthOf(field.label))) + 3;
  const origins = there.map((standing) => (columns < 60 ? '' : originOf(standing, ground)));
  const origin = Math.min(14, Math.max(0, ...there.map(({ source }) => (columns < 60 ? 0 : widthOf(printable(source))))));
  const title = ` ${paint('bold', ground.isSandbox ? 'In this sandbox' : 'Found on this machine')}`;
  const values = there.map((standing, at) => valueLine(standing, origins[at] ?? '', { width, origin }, look));
  const one = ({ field }: Standing): string => `   ${paint('dim', `○ ${padded(field.label, width)}not set`)}`;
  const names = missing.map(({ field }) => field.label).join(', ');
  const [first] = missing;
  const rest =
    missing.length > 1
      ? [`   ${paint('dim', `○ ${cutEnd(`${missing.length} not set: ${names}`, columns - 7)}`)}`]
      : first
        ? [one(first)]
        : [];
  const { known, total } = countOf(state, ground);
  return {
    each: [title, ...values, ...missing.map(one)],
    counted: [title, ...values, ...rest],
    summary: [` ${known === total ? markOf('pass', paint) : paint('dim', '○')} ${known} of ${total} values known`],
  };
}

/** What is there because it was put there, and not by default; the credential is for the setup to compare. */
function isOwn({ field, isEmpty, source }: Standing): boolean {
  return !isEmpty && source !== 'default' && !isEvidence(field.name);
}

/** All origins stand in one column; one that says more begins before it, and leaves less to its value. */
function valueLine(
  { field, value, remark }: Standing,
  origin: string,
  at: { width: number; origin: number },
  { columns, paint }: Look,
): string {
  const shown = cutMiddle(origin, 30);
  const room = columns - 5 - at.width - (shown === '' ? 1 : Math.max(at.origin, widthOf(shown)) + 3);
  const start = `   ${markOf(remark?.status ?? 'pass', paint)} ${padded(field.label, at.width)}`;
  const text = valueText(value, room, paint);
  return shown === '' ? start + text : `${start}${padded(text, room)}  ${paint('dim', shown)}`;
}

/** Where a value comes from, and which others it keeps from being used. */
function originOf({ field, source }: Standing, { found }: Ground): string {
  const shadows = source === 'typed' ? [] : (found.get(field.name)?.shadows ?? []);
  return printable(shadows.length > 0 ? `${source}, hides ${shadows.join(' and ')}` : source);
}
