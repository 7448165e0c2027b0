/** A piece of text as `man` takes it: every character stands for itself, and a hyphen can be copied as the one that was meant. */
export function text(plain: string): string {
  return Array.from(plain, (character) => special[character] ?? (isAscii(character) ? character : `\\[u${hex(character)}]`)).join('');
}

/** What an escape of roff begins with, and what typesetting would make into another character. */
const special: Readonly<Record<string, string>> = {
  '\\': '\\e',
  '-': '\\-',
  "'": '\\(aq',
  '’': '\\(cq',
  '"': '\\(dq',
  '`': '\\(ga',
  '^': '\\(ha',
  '~': '\\(ti',
  '…': '...',
};

function isAscii(character: string): boolean {
  return /^[\x20-\x7e]$/.test(character);
}

function hex(character: string): string {
  return (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
}

export function bold(plain: string): string {
  return `\\fB${text(plain)}\\fR`;
}

export function italics(plain: string): string {
  return `\\fI${text(plain)}\\fR`;
}

export function heading(plain: string): string {
  return `.SH ${text(plain)}`;
}

export function paragraph(plain: string): string {
  return `.PP\n${filled(plain)}`;
}

/** A term, formatted already, and below it what is said of it. */
export function tagged(term: string, plain: string): string {
  return `.TP\n${guarded(term)}\n${filled(plain)}`;
}

/** One line for each sentence, as roff likes it. */
function filled(plain: string): string {
  return text(plain)
    .split(/(?<=[.:]) (?=[A-Z])/)
    .map(guarded)
    .join('\n');
}

/** A line that begins with a dot would be a request. */
function guarded(line: string): string {
  return /^[.]/.test(line) ? `\\&${line}` : line;
}
