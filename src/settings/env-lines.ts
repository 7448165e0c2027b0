/** `NAME=value` in an env file, in the pieces that joined together are the text again. */
export interface Assignment {
  name: string;
  /** From the start of the line up to the value: `export NAME = `. */
  head: string;
  /** The value as it is written, with its quotes. */
  written: string;
  /** What follows the value up to and with the end of the line. */
  tail: string;
  /** The value as it is meant. */
  value: string;
}

/** A line, or the several lines of a quoted value; without an assignment it is a comment, blank, or not understood. */
export interface EnvLine {
  text: string;
  assignment: Assignment | null;
}

/** The lines of a dotenv text. Joining every `text` gives back the input, byte for byte. */
export function readLines(text: string): EnvLine[] {
  const lines: EnvLine[] = [];
  for (let at = 0; at < text.length; at += lines.at(-1)?.text.length ?? 0) {
    const assignment = readAssignment(text, at);
    const line = assignment === null ? match(restOfLine, text, at) : assignment.head + assignment.written + assignment.tail;
    lines.push({ text: line, assignment });
  }
  return lines;
}

// A lone carriage return ends a line too, as in the dotenv package.
const restOfLine = /[^\r\n]*(?:\r\n|\r|\n|$)/y;
const lineHead = /\uFEFF?[ \t]*(?:export[ \t]+)?([\w.-]+)[ \t]*=[ \t]*/y;
// Only blanks are taken off its end: an invisible character there may be the very thing that is looked for.
const bareValue = /[^#\r\n]*/y;
/**
 * First a pair of quotes with nothing but a comment behind it, over several lines if need be, then any pair on one line.
 * A quote that is never closed opens nothing: it is a character of a bare value, and the next line is read as usual.
 */
const quotedValues: readonly RegExp[] = [
  /(?:"(?:\\[^]|[^"\\])*"|'[^']*'|`[^`]*`)(?=[ \t]*(?:#[^\r\n]*)?(?:[\r\n]|$))/y,
  /(?:"[^"\r\n]*"|'[^'\r\n]*'|`[^`\r\n]*`)/y,
];

function readAssignment(text: string, at: number): Assignment | null {
  lineHead.lastIndex = at;
  const [head = '', name = ''] = lineHead.exec(text) ?? [];
  if (head === '') return null;
  const start = at + head.length;
  const quoted = quotedValues.map((pattern) => match(pattern, text, start)).find((part) => part !== '');
  const written = quoted ?? withoutBlanks(match(bareValue, text, start));
  const value = quoted === undefined ? written : meaningOf(quoted);
  return { name, head, written, tail: match(restOfLine, text, start + written.length), value };
}

/** A pattern for the blanks at the end would begin anew at each of them. */
function withoutBlanks(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === ' ' || text[end - 1] === '\t')) end -= 1;
  return text.slice(0, end);
}

/** Between double quotes `\n` and `\r` are line ends, and `\"` and `\\` the character itself; other quotes mean what they hold. */
function meaningOf(quoted: string): string {
  const inner = quoted.slice(1, -1).replace(/\r\n?/g, '\n');
  if (!quoted.startsWith('"')) return inner;
  return inner.replace(/\\([nr"\\])/g, (_, letter: string) => (letter === 'n' ? '\n' : letter === 'r' ? '\r' : letter));
}

function match(sticky: RegExp, text: string, at: number): string {
  sticky.lastIndex = at;
  return sticky.exec(text)?.[0] ?? '';
}
