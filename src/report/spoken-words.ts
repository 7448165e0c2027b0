import { printable, printableLines } from './printable.js';

/** A path through a portal as it is said: what stands between two steps is a sign that nobody hears. */
function saidPath(text: string): string {
  return text.replaceAll(/ *› */g, ', then ');
}

/** Text of ours or a party's in one line, as it may be said. */
export function said(text: string): string {
  return saidPath(printable(text));
}

/** The same for a text of several lines. */
export function saidLines(text: string): string[] {
  return saidPath(printableLines(text)).split('\n');
}

/** Ends with a full stop, unless a value stands at the end: there it would be taken for a part of it. */
export function sentence(text: string): string {
  const words = said(text);
  const last = words.slice(words.lastIndexOf(' ') + 1);
  const isValue = /[/@=]|\.\w/.test(last) || last.length > 30;
  const first = words.slice(0, words.indexOf(' ') === -1 ? words.length : words.indexOf(' '));
  // A name of a file, a setting or a host keeps its first letter.
  const begun = /^[a-z]+[,;:.]?$/.test(first) ? words.slice(0, 1).toUpperCase() + words.slice(1) : words;
  return isValue || /[.:?]$/.test(begun) ? begun : `${begun}.`;
}

/** `One thing`, `2 things`. */
export function countOf(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `One ${one}` : `${count} ${many}`;
}

/**
 * A line that was made to be seen, as it is said: what stands in columns becomes a label and its value, a mark becomes its word, and an
 * empty line nothing. What begins in the first column may be a command, and keeps its first letter.
 */
export function saidLine(line: string): string[] {
  const text = line.trim();
  if (text === '') return [];
  const [, label, value] = /^(\S.*?) {2,}(\S.*)$/.exec(text) ?? [];
  const words = label === undefined ? text : `${label}: ${(value ?? '').replaceAll(/ {2,}/g, ', ')}`;
  const marked = words.replace(/^([✓✗!?○•–]) (?=\S)/u, (_, mark: string) => `${markWords[mark] ?? ''} `);
  return [saidPath(line.startsWith(' ') ? sentenceStart(marked) : marked)];
}

/** The words of marks, with what stands behind them in the same line. */
const markWords: Readonly<Record<string, string>> = {
  '✓': 'OK:',
  '✗': 'PROBLEM:',
  '!': 'Warning:',
  '?': 'Not known:',
  '–': 'Not run:',
  '○': 'Not yet:',
};

function sentenceStart(text: string): string {
  return /^(?!keyless )[a-z]+[ :]/.test(text) ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}
