import { printable, printableLines } from './printable.js';

/**
 * Prose of ours with values of others in it, as Markdown. Each word that could mean anything to a reader of Markdown becomes code: so no
 * value draws a picture, links anywhere, calls a person by name, or is read as HTML.
 */
export function prose(text: string): string {
  return printable(text).trim().split(' ').map(plainWord).join(' ');
}

function plainWord(word: string, at: number): string {
  const [before = ''] = /^["'(“]*/.exec(word) ?? [];
  const end = endOf(word, before.length);
  const inner = word.slice(before.length, end);
  const isMarked = /[\\`*_[\]<>|~@#$]|&[#\w]|:\/\/|www\./.test(inner) || (at === 0 && /^(?:[-+=]|\d+[.)]$)/.test(word));
  if (!isMarked) return word;
  return `${before}${code(inner)}${word.slice(end)}`;
}

/** Where the signs behind a word begin. A regular expression would look from each letter to the end. */
function endOf(word: string, begin: number): number {
  let end = word.length;
  while (end > begin && `"')”.,;:?`.includes(word.charAt(end - 1))) end -= 1;
  return end;
}

/** One line as code, with as many backticks around it as it needs. */
export function code(text: string): string {
  const shown = printable(text);
  const ticks = '`'.repeat(longestRun(shown) + 1);
  const space = /^[` ]|[` ]$/.test(shown) ? ' ' : '';
  return `${ticks}${space}${shown}${space}${ticks}`;
}

/** Lines as they are, between fences that are longer than any in them: whatever a server says ends here. */
export function fenced(text: string, language = 'text'): string[] {
  const shown = printableLines(text);
  const fence = '`'.repeat(Math.max(3, longestRun(shown) + 1));
  return ['', `${fence}${language}`, shown, fence, ''];
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, { length }) => Math.max(longest, length), 0);
}

/** A table. The sign between its cells stands in a cell as its number. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '⟨U+007C⟩')).join(' | ')} |`;
  return ['', line(head), line(head.map(() => '---')), ...rows.map(line), ''];
}
