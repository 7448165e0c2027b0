import { writeValue } from './env-quote.js';
import { readLines } from './env-lines.js';
import type { Assignment, EnvLine } from './env-lines.js';
import { fields } from './fields.js';

export interface EnvChange {
  name: string;
  kind: 'added' | 'changed' | 'emptied' | 'unchanged';
}

/** The values of a dotenv text. Of a name given twice the last counts, as it does for everybody who reads such files. */
export function readEnv(text: string): Map<string, string> {
  const assignments = readLines(text).map((line) => line.assignment);
  return new Map(assignments.filter((assignment) => assignment !== null).map(({ name, value }) => [name, value]));
}

/**
 * Puts values into a dotenv text and leaves every other byte as it is. A name that stands there keeps its line, its `export`,
 * its quotes and its comment; new names follow at the end in the order of the table. An empty value empties a line that is there
 * and adds none. Merging twice changes nothing more.
 */
export function mergeEnv(text: string, values: ReadonlyMap<string, string>): { text: string; changes: EnvChange[] } {
  const lines = readLines(text);
  const changes: EnvChange[] = [];
  const added: string[] = [];
  for (const [name, value] of inTableOrder(values)) {
    const at = lines.findLastIndex((line) => line.assignment?.name === name);
    const assignment = lines[at]?.assignment;
    if (assignment) lines[at] = withValue(assignment, value);
    else if (value !== '') added.push(`${name}=${writeValue(value, '')}`);
    if (assignment || value !== '') changes.push({ name, kind: kindOf(assignment, value) });
  }
  return { text: append(lines.map((line) => line.text).join(''), added), changes };
}

function kindOf(assignment: Assignment | null | undefined, value: string): EnvChange['kind'] {
  if (!assignment) return 'added';
  if (assignment.value === value) return 'unchanged';
  return value === '' ? 'emptied' : 'changed';
}

const tableOrder = fields.map((field): string => field.name);

/** Names the table does not know come last, in the order in which they were given. */
function inTableOrder(values: ReadonlyMap<string, string>): [string, string][] {
  const rank = (name: string): number => (tableOrder.includes(name) ? tableOrder.indexOf(name) : tableOrder.length);
  return [...values].toSorted(([one], [other]) => rank(one) - rank(other));
}

function withValue(assignment: Assignment, value: string): EnvLine {
  if (assignment.value === value) return { text: assignment.head + assignment.written + assignment.tail, assignment };
  const written = writeValue(value, assignment.written);
  const kept = tailBehind(assignment.tail);
  // Behind a sign with nothing but blanks Node takes the next line for the value.
  const isBare = written === '' && !kept.includes('#');
  const [head, tail] = isBare ? [assignment.head.trimEnd(), kept.replace(/^[ \t]+/, '')] : [assignment.head, kept];
  return { text: head + written + tail, assignment: { ...assignment, head, written, tail, value } };
}

/** Comment and line end stay. Other text behind a closing quote was ignored by every reader, and would spoil a value without quotes. */
function tailBehind(tail: string): string {
  const kept = /^[ \t]*(?:#[^\r\n]*)?(?=[\r\n]*$)/.exec(tail)?.[0] ?? '';
  const lineEnd = /[\r\n]*$/.exec(tail)?.[0] ?? '';
  // Some readers see a comment only behind a space.
  return (kept.startsWith('#') ? ` ${kept}` : kept) + lineEnd;
}

function append(text: string, added: readonly string[]): string {
  if (added.length === 0) return text;
  const lineEnd = dominantLineEnd(text);
  // Behind a lone carriage return Node and a shell are still in the same line, and behind a byte order mark in what they take for a name.
  const isEnded = text === '' || text.endsWith('\n');
  return text + (isEnded ? '' : text.endsWith('\r') ? '\n' : lineEnd) + added.map((line) => line + lineEnd).join('');
}

function dominantLineEnd(text: string): string {
  const windows = text.match(/\r\n/g)?.length ?? 0;
  const all = text.match(/\n/g)?.length ?? 0;
  return windows * 2 > all ? '\r\n' : '\n';
}
