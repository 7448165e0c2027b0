import { printable } from '../../report/printable.js';
import type { EnvDiffLine } from '../../settings/env-diff.js';
import { Secret } from '../../settings/secret.js';
import { fold } from '../cells.js';
import type { Value } from '../desk.js';
import type { Look } from '../look.js';
import { valueText } from '../value-text.js';

/** A line as it will stand in the file, with its sign; below a change what stood there. */
export function diffLines(line: EnvDiffLine, { paint, columns }: Pick<Look, 'paint' | 'columns'>): string[] {
  if (line.kind === 'untouched') return [paint('dim', `     ${line.count === 1 ? '1 line' : `${line.count} lines`} as before`)];
  const sign = line.kind === 'added' ? paint('green', '+') : paint('yellow', line.kind === 'changed' ? '~' : '-');
  const head = whole(`${line.name}=`, line.value, columns).map((part, at) => (at === 0 ? `   ${sign} ${part}` : `     ${part}`));
  const was = line.kind === 'added' ? [] : whole('was ', line.was, columns - 2).map((part) => paint('dim', `       ${part}`));
  return [...head, ...was];
}

/** Nothing is left out of a value; a secret has only its length and its end. */
function whole(lead: string, value: Value, columns: number): string[] {
  const shown = value instanceof Secret ? valueText(value, columns, (_, text) => text) : printable(value);
  return fold(`${lead}${shown}`, columns - 6);
}
