/** Texts that come in pieces, cleaned as they come: `push` gives what can be shown by now, `flush` the rest. */
export interface CleanStream {
  push(piece: string): string;
  flush(): string;
}

/** By what secrets are known. */
export interface Known {
  /** Takes them out of a whole text. */
  strip: (text: string) => string;
  spellings: () => readonly string[];
}

/** So much of a word goes out as it comes: most are no longer, and a smaller piece of a secret is worth nothing. */
const shownAtOnce = 8;
/** No word is as long: of more, one part after the other is looked at. */
const longest = 1024;

/**
 * Keeps back an end that may be the beginning of a secret, and the rest of a long word until it has ended: what holds a secret in another
 * spelling, or a part of one, can only be told then. A text in other letters than those of ASCII is not held.
 */
export function cleanStream({ strip, spellings }: Known): CleanStream {
  let held = '';
  /** How much of what is held was shown already, and how much cannot be the beginning of one that is spelled out. */
  let [shown, sure] = [0, 0];
  /** What is new in a clean text of which the beginning was shown. */
  function newIn(text: string): string {
    const clean = strip(text);
    let same = 0;
    while (same < shown && clean[same] === text[same]) same += 1;
    return clean.slice(same);
  }
  return {
    push(piece) {
      const text = held + piece;
      sure = beginningIn(text, spellings(), sure);
      // A cut within a word would have the letters beside a short secret forgotten.
      const word = wordAt(text.slice(0, sure));
      const settled = endOfSecretAt(word, text, spellings());
      const out = newIn(text.slice(0, settled));
      held = text.slice(settled);
      const before = Math.max(0, shown - settled);
      sure = Math.max(0, sure - settled);
      shown = Math.max(before, Math.min(sure, shownAtOnce, firstIn(held, spellings())));
      return out + held.slice(before, shown);
    },
    flush() {
      const rest = newIn(held);
      [held, shown, sure] = ['', 0, 0];
      return rest;
    },
  };
}

/** Where the word begins that the text ends with. */
function wordAt(text: string): number {
  let at = text.length;
  while (at > 0 && text.length - at <= longest && isGraphic(text.charCodeAt(at - 1))) at -= 1;
  return text.length - at > longest ? text.length : at;
}

function isGraphic(code: number): boolean {
  return code > 0x20 && code < 0x7f;
}

/** This place, or the end of a secret with a space in it that stands across it. */
function endOfSecretAt(place: number, text: string, literals: readonly string[]): number {
  for (const literal of literals) {
    const at = text.indexOf(literal, Math.max(0, place - literal.length + 1));
    if (at !== -1 && at < place) return at + literal.length;
  }
  return place;
}

/** Where the first of these stands, or the end of the text. */
function firstIn(text: string, spellings: readonly string[]): number {
  let first = text.length;
  for (const one of spellings) {
    const at = text.indexOf(one);
    if (at !== -1 && at < first) first = at;
  }
  return first;
}

/** Where the first of these may begin that the text does not end; or the end of the text. What stands before `from` was looked at. */
function beginningIn(text: string, spellings: readonly string[], from: number): number {
  // The first of them is the longest.
  for (let at = Math.max(from, text.length - (spellings[0]?.length ?? 0)); at < text.length; at += 1) {
    const end = text.slice(at);
    if (spellings.some((one) => one.startsWith(end))) return at;
  }
  return text.length;
}
