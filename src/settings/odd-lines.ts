import { readLines } from './env-lines.js';
import type { EnvLine } from './env-lines.js';
import type { FieldName } from './field-name.js';
import { fields } from './fields.js';
import { late } from './late.js';
import { fieldCalled } from './other-names.js';
import type { NoFile, Odd, OddLine, SettingProblem } from './profile.js';

/** For what is missing: the line of the env file that was to set it, and sets nothing or sets it by another name. Its value is told to nobody. */
export function withOddLines(problems: readonly SettingProblem[], envText: string): SettingProblem[] {
  if (problems.every(({ kind }) => kind !== 'missing')) return [...problems];
  const lines = oddLinesIn(envText);
  return problems.map((problem) => {
    const line = problem.kind === 'missing' ? lines.get(problem.field) : undefined;
    return line && problem.kind === 'missing' ? { ...problem, line } : problem;
  });
}

/** For what is missing where there is no env file at all. */
export function withNoFile(problems: readonly SettingProblem[], noFile: NoFile | null): SettingProblem[] {
  return problems.map((problem) => (problem.kind === 'missing' && noFile !== null ? { ...problem, noFile } : problem));
}

/** The last such line for each setting, as the last one counts among those that are read; another name only where there is no other. */
export function oddLinesIn(text: string): Map<FieldName, OddLine> {
  const found = new Map<FieldName, OddLine>();
  let number = 1;
  for (const line of readLines(text)) {
    // Few lines have any of the names, and a hostile file has many lines.
    for (const { name } of anyName.test(line.text.replace(unseen(), '')) ? needed : []) {
      const odd = oddityOf(line, name);
      if (odd !== null) found.set(name, { number, odd });
    }
    const other = otherNameIn(line);
    if (other && (found.get(other.name)?.odd ?? 'other-name') === 'other-name')
      found.set(other.name, { number, odd: 'other-name', sets: other.sets });
    number += line.text.match(lineEnd)?.length ?? 0;
  }
  return found;
}

/** A line that sets what other programs call so. */
function otherNameIn({ assignment }: EnvLine): { name: FieldName; sets: string } | null {
  if (assignment === null || assignment.value.trim() === '') return null;
  const name = fieldCalled(alike(assignment.name), assignment.value);
  return name && { name, sets: assignment.name };
}

/** What has a default, or is not needed, is never missing. */
const needed = fields.filter(({ required }) => required !== 'never');
const anyName = /(?:OIDC|AZURE)[_.-]/i;
const unseen = late(() => /\p{Cf}/gu);
const lineEnd = /\r\n|\r|\n/g;

function oddityOf({ text, assignment }: EnvLine, name: FieldName): Odd | null {
  if (assignment !== null) return assignment.name !== name && alike(assignment.name) === name ? 'spelling' : null;
  const at = text.indexOf(name);
  if (at === -1) return misspelled(text, name);
  const before = text.slice(0, at);
  const behind = text.slice(at + name.length);
  if (/^[\w.-]/.test(behind) || /[\w.]$/.test(before)) return null;
  return inFront(before, behind) ?? signOf(before, behind);
}

function misspelled(text: string, name: FieldName): Odd | null {
  if (text.replace(unseen(), '').startsWith(name)) return 'invisible';
  return alike(/^\s*([\w.-]+)\s*:/.exec(text)?.[1] ?? '') === name ? 'spelling' : null;
}

/** Names in other letters: `oidc_endpoint`, `OIDC-ENDPOINT`. */
function alike(name: string): string {
  return name.toUpperCase().replace(/[-.]/g, '_');
}

/** What stands before a name, when a sign and something more follow it. */
function inFront(before: string, behind: string): Odd | null {
  if (!/^\s{0,9}=\s*\S/.test(behind)) return null;
  const word = before.trim();
  if (/^(?:#|\/\/|;)\s*(?:export)?$/.test(word)) return 'comment';
  if (/^\$env:$/i.test(word)) return 'powershell';
  if (/^setx?\s{0,9}["']?$/i.test(word)) return 'command';
  return /^(?:export)?[^\x21-\x7E]*(?:export)?$/.test(word) ? 'invisible' : /[#"']/.test(word) ? null : 'before';
}

/** What stands where the sign should be. Prose that names a setting has something before it, and is no line that was meant to set it. */
function signOf(before: string, behind: string): Odd | null {
  if (/["']$/.test(before)) return /^["']\s{0,9}[:=]/.test(behind) ? 'json' : null;
  if (!/^[^\x21-\x7E]*(?:-\s+|export\s+|setx?\s+)?$/.test(before)) return null;
  if (/^\s{0,9}:\s*\S/.test(behind)) return 'colon';
  return /^\s+\S/.test(behind) ? 'no-sign' : null;
}
