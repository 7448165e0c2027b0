/** A link or a picture of Markdown. */
export interface Link {
  text: string;
  address: string;
  /** Behind its last sign in the source. */
  end: number;
}

/** `[text](address "title")` or `![text](address)`; null where none begins. */
export function linkAt(source: string, at: number): Link | null {
  const begin = source[at] === '!' ? at + 1 : at;
  if (source[begin] !== '[') return null;
  const close = closingBracket(source, begin);
  if (close === null) return null;
  const pattern = /\(\s*<?((?:[^\s()<>]|\([^\s()<>]*\))*)>?(?:\s+(?:"[^"]*"|'[^']*'))?\s*\)/y;
  pattern.lastIndex = close + 1;
  const found = pattern.exec(source);
  return found && { text: source.slice(begin + 1, close), address: found[1] ?? '', end: close + 1 + found[0].length };
}

/** No text of a link is longer; a line full of brackets is not read to its end for each of them. */
const longest = 500;

function closingBracket(source: string, begin: number): number | null {
  let depth = 0;
  for (let at = begin; at < Math.min(source.length, begin + longest); at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === '[') depth += 1;
    else if (source[at] === ']') depth -= 1;
    if (depth === 0) return at;
  }
  return null;
}
