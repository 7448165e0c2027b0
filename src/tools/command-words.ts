/** A piece of a word: letters as they are, or a command whose output takes its place, with its own text. */
export type Piece = { text: string } | { lookup: Words; as: string };

/** One argument. Beside quotes it may be put together of several pieces. */
export type Word = readonly Piece[];

/** A command as a shell splits it. */
export type Words = readonly Word[];

/** What a shell would do and nothing here does. `at` is where it stands in the text. */
export type Unread = { problem: 'open-quote' | 'redirection' | 'pipe' | 'shell-syntax'; at: number };

/**
 * Splits a command text as a POSIX shell does (Shell Command Language, 2.2 and 2.6.3), as far as our own texts go: words, both kinds of
 * quotes, a backslash, and `$(…)` within double quotes. Everything else that means something to a shell is not read.
 */
export function readWords(text: string): { ok: true; words: Words } | { ok: false; unread: Unread } {
  const reader = new Reader(text);
  const words = reader.words(null);
  return reader.unread === null ? { ok: true, words } : { ok: false, unread: reader.unread };
}

/** One walk over the text. What it cannot read ends it. */
class Reader {
  unread: Unread | null = null;
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** The words up to this sign, or to the end. */
  words(end: ')' | null): Words {
    const words: Word[] = [];
    while (this.unread === null) {
      while (this.#text[this.#at] === ' ') this.#at += 1;
      const sign = this.#text[this.#at];
      if (sign === undefined && end !== null) this.#stop('open-quote');
      else if (sign === undefined || sign === end) return words;
      else words.push(this.#word(end));
    }
    return words;
  }

  #word(end: ')' | null): Word {
    const pieces: Piece[] = [];
    while (this.unread === null) {
      const sign = this.#text[this.#at];
      if (sign === undefined || sign === ' ' || sign === end) break;
      if (sign === "'") pieces.push({ text: this.#single() });
      else if (sign === '"') for (const piece of this.#double()) pieces.push(piece);
      else pieces.push({ text: this.#bare(pieces.length === 0) });
    }
    return joined(pieces);
  }

  #single(): string {
    const end = this.#text.indexOf("'", this.#at + 1);
    if (end === -1) return this.#stop('open-quote');
    const text = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    return text;
  }

  #double(): Piece[] {
    // Quotes with nothing in them are a word, too.
    const pieces: Piece[] = [{ text: '' }];
    this.#at += 1;
    while (this.unread === null) {
      const sign = this.#text[this.#at];
      const next = this.#text[this.#at + 1] ?? '';
      if (sign === undefined) this.#stop('open-quote');
      else if (sign === '"') break;
      else if (sign === '`' || (sign === '$' && /[\w({?!#@*$-]/.test(next) && next !== '(')) this.#stop('shell-syntax');
      else if (sign === '$' && next === '(') pieces.push(this.#lookup());
      else if (sign === '\\' && /[$`"\\]/.test(next)) pieces.push(this.#take(next, 2));
      else pieces.push(this.#take(sign, 1));
    }
    this.#at += 1;
    return pieces;
  }

  #lookup(): Piece {
    this.#at += 2;
    const from = this.#at;
    const lookup = this.words(')');
    const as = this.#text.slice(from, this.#at);
    this.#at += 1;
    return { lookup, as };
  }

  #bare(isFirst: boolean): string {
    const sign = this.#text[this.#at] ?? '';
    const next = this.#text[this.#at + 1] ?? '';
    if (sign === '\\' && next !== '' && next !== '\n') return this.#take(next, 2).text;
    if (sign === '>' || sign === '<') return this.#stop('redirection');
    if (sign === '|') return this.#stop('pipe');
    if (/[\s&;()`$*?[\\{}!]/.test(sign) || (isFirst && /[~#]/.test(sign))) return this.#stop('shell-syntax');
    return this.#take(sign, 1).text;
  }

  #take(text: string, length: number): { text: string } {
    this.#at += length;
    return { text };
  }

  #stop(problem: Unread['problem']): string {
    this.unread ??= { problem, at: this.#at };
    return '';
  }
}

/** Letters beside letters are one piece. */
function joined(pieces: readonly Piece[]): Word {
  const word: Piece[] = [];
  for (const piece of pieces) {
    const last = word.at(-1);
    if ('text' in piece && last && 'text' in last) word[word.length - 1] = { text: last.text + piece.text };
    else word.push(piece);
  }
  // The empty quotes beside a lookup add nothing to it.
  return word.length > 1 ? word.filter((piece) => !('text' in piece) || piece.text !== '') : word;
}
