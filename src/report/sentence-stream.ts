/** Holds back what comes in pieces until a sentence or a line of it is whole: what is read aloud must not be read again when it grows. */
export interface SentenceStream {
  /** What is whole by now, as it was written, each with the space or the line break behind it. */
  push(text: string): string[];
  /** What is left at the end. */
  flush(): string[];
}

/** Between fences there are no sentences, only lines. */
export function createSentenceStream(): SentenceStream {
  let rest = '';
  let isCode = false;

  function take(): string | null {
    const end = rest.indexOf('\n') + 1;
    const line = end === 0 ? rest : rest.slice(0, end);
    const isFence = /^\s*```/.test(line);
    const cut = isCode || isFence || /^\s*`{1,2}$/.test(line) ? null : sentenceEnd.exec(line);
    const length = cut ? cut.index + cut[0].length : end;
    if (length === 0) return null;
    const piece = rest.slice(0, length);
    rest = rest.slice(length);
    if (isFence && length === end) isCode = !isCode;
    return piece;
  }

  return {
    push(text) {
      rest += text;
      const pieces: string[] = [];
      for (let piece = take(); piece !== null; piece = take()) pieces.push(piece);
      return pieces;
    },
    flush() {
      const left = rest;
      rest = '';
      return left === '' ? [] : [left];
    },
  };
}

/** Not behind a single letter or a number at the beginning of a line: `1. First` and `e. g.` are no ends. */
const sentenceEnd = /(?<=\S{2}|\s\S)(?<!^\s*\d+)(?<!\b\p{L})[.!?…]["'’”)\]]*[ \t]+(?=\S)/u;
