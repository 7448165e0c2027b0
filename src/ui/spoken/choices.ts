import type { Key } from '../keys.js';
import type { Keys } from '../look.js';
import { saidLine } from '../../report/spoken-words.js';

/** Something that can be done now: what it is called, the word that stands for it, and the key it is on the screen. */
export interface Choice {
  name: string;
  word: string;
  /** Null where the key is one of several digits, so that one more question is needed. */
  key: Key | null;
  /** The digits, where there are several. */
  numbers: readonly number[];
}

/** The keys of a screen as choices, in their order. What a key would show that must not be seen is left out. */
export function choicesOf(keys: Keys): Choice[] {
  return keys.flatMap(([spec, name]) => choicesFor(spec, name)).filter(({ word }) => word !== 'reveal');
}

/**
 * The choices that a screen draws as a list with numbers of its own: they are named by their lines, and keep their numbers. Null where
 * there is no such list. What moves a mark in the list is of no use then.
 */
export function listedChoices(lines: readonly string[], keys: Keys): { choices: Choice[]; rest: string[]; enter: number | null } | null {
  const range = keys.find(([spec]) => /^\d-\d$/.test(spec));
  const rows = lines.map((line) => /^ *(❯ )? *(\d) {1,2}(\S.*)$/.exec(line));
  const listed = rows.filter((row) => row !== null);
  if (!range || listed.length === 0 || listed.some((row, at) => row[2] !== String(at + 1))) return null;
  const own = listed.map(([, , digit = '', name = '']): Choice => {
    const [words = name] = saidLine(` ${name}`);
    return { name: words, word: wordOf(words), key: { kind: 'text', text: digit }, numbers: [] };
  });
  const others = choicesOf(keys.filter(([spec, name]) => name !== range[1] && !moves.test(spec)));
  const choices = [...own, ...others];
  const enter = [choices.findIndex(({ key }) => key?.kind === 'enter'), listed.findIndex(([, mark]) => mark !== undefined)];
  return { choices, rest: lines.filter((_, at) => rows[at] === null), enter: enter.find((at) => at !== -1) ?? null };
}

const moves = /^(?:↑↓|↑\/↓|up\/down|arrows)$/;

/** The choice that a line stands for: by its number, its word, the beginning of it, or the name of its key. */
export function chosen(line: string, choices: readonly Choice[], enter: number | null): Choice | null {
  const said = line.trim().toLowerCase();
  if (said === '') return enter === null ? null : (choices[enter] ?? null);
  if (/^\d+\.?$/.test(said)) return choices[Number.parseInt(said, 10) - 1] ?? null;
  return byWord(said, choices) ?? choices.find(({ name }) => name.toLowerCase().startsWith(said)) ?? null;
}

/** The choice that has exactly this word or name. */
export function byWord(line: string, choices: readonly Choice[]): Choice | null {
  return choices.find(({ word, name }) => word === line || name.toLowerCase() === line) ?? null;
}

export function menuLines(choices: readonly Choice[]): string[] {
  return choices.map(({ name }, at) => `${at + 1}. ${name}`);
}

function choicesFor(spec: string, name: string): Choice[] {
  const range = /^(\d)-(\d)$/.exec(spec);
  if (range) {
    const [from, to] = [Number(range[1]), Number(range[2])];
    return [{ name, word: wordOf(name), key: null, numbers: Array.from({ length: to - from + 1 }, (_, at) => from + at) }];
  }
  if (moves.test(spec))
    return (['down', 'up'] as const).map((kind) => ({ name: `${kind}: ${name}`, word: kind, key: { kind }, numbers: [] }));
  const key = keyOf(spec);
  return key ? [{ name, word: wordOf(name), key, numbers: [] }] : [];
}

function keyOf(spec: string): Key | null {
  const named = names[spec];
  if (named) return named;
  const control = /^ctrl\+([a-z])$/.exec(spec);
  if (control?.[1]) return { kind: 'ctrl', letter: control[1] };
  return Array.from(spec).length === 1 ? { kind: 'text', text: spec } : null;
}

const names: Readonly<Record<string, Key>> = {
  enter: { kind: 'enter' },
  esc: { kind: 'escape' },
  tab: { kind: 'tab' },
  'shift+tab': { kind: 'backTab' },
  up: { kind: 'up' },
  down: { kind: 'down' },
  '↑': { kind: 'up' },
  '↓': { kind: 'down' },
  space: { kind: 'text', text: ' ' },
};

/** The word that is typed for a choice among the words of a text: the first of its name, or one that is easier to remember. */
function wordOf(name: string): string {
  if (/do not have/i.test(name)) return 'guide';
  if (name === 'what is wrong') return 'why';
  return /^[\p{L}-]+/u.exec(name.toLowerCase())?.[0] ?? name;
}
