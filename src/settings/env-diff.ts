import { fields } from './fields.js';
import { readLines } from './env-lines.js';
import type { EnvLine } from './env-lines.js';
import { showable } from './secrecy.js';
import { Secret } from './secret.js';

/** One line of what writing would do to an env file. Lines that stay as they are are counted and not shown: they may hold anybody's secrets. */
export type EnvDiffLine =
  | { kind: 'untouched'; count: number }
  | { kind: 'added'; name: string; value: string | Secret }
  | { kind: 'changed' | 'emptied'; name: string; value: string | Secret; was: string | Secret };

/** Both texts line by line, in the order of the file: a merge changes lines where they stand and adds at the end. */
export function diffEnv(before: string, after: string): EnvDiffLine[] {
  const [old, fresh] = [readLines(before), readLines(after)];
  const lines: EnvDiffLine[] = [];
  for (const [at, line] of fresh.entries()) {
    const former = old[at];
    if (former !== undefined && (sameLine(former, line) || line.assignment === null)) countUntouched(lines);
    else if (line.assignment !== null) lines.push(changeOf(former, line.assignment));
  }
  return lines;
}

/** An end of line that was added before what is appended changes nothing of what the line says. */
function sameLine(one: EnvLine, other: EnvLine): boolean {
  return one.text === other.text || [one.text, `${one.text}\r`].includes(other.text.replace(/\n$/, ''));
}

function countUntouched(lines: EnvDiffLine[]): void {
  const last = lines.at(-1);
  if (last?.kind === 'untouched') last.count += 1;
  else lines.push({ kind: 'untouched', count: 1 });
}

function changeOf(former: EnvLine | undefined, { name, value }: NonNullable<EnvLine['assignment']>): EnvDiffLine {
  const shown = shownValue(name, value);
  if (former?.assignment === undefined || former.assignment === null) return { kind: 'added', name, value: shown };
  return { kind: value === '' ? 'emptied' : 'changed', name, value: shown, was: shownValue(name, former.assignment.value) };
}

/** A secret, and what looks like one where none belongs, is no text. */
function shownValue(name: string, value: string): string | Secret {
  const isSecret = fields.some((field) => field.name === name && field.secret) || showable(value) === null;
  return isSecret && value !== '' ? new Secret(value) : value;
}
