import type { PlainLine } from './plain-line.js';

/**
 * Which lines were cut at a fixed width, as a narrow terminal cuts them: then the break may stand in the middle of a word. A line that
 * is one shorter lost the space at its end when it was copied.
 */
export function cutAtWidth(lines: readonly PlainLine[]): ('at-space' | 'anywhere' | null)[] {
  const cuts: ('at-space' | 'anywhere' | null)[] = lines.map(() => null);
  let from = 0;
  lines.forEach(({ text }, index) => {
    if (text.trim() !== '' && index < lines.length - 1) return;
    markParagraph(lines, cuts, { from, to: index });
    from = index + 1;
  });
  return cuts;
}

const narrowest = 30;
const widest = 250;

function markParagraph(
  lines: readonly PlainLine[],
  cuts: ('at-space' | 'anywhere' | null)[],
  { from, to }: { from: number; to: number },
): void {
  const own = lines.slice(from, to + 1);
  // What is set off as a whole was not cut there.
  const indent = own.reduce((least, { text }) => (text.trim() === '' ? least : Math.min(least, text.search(/\S/))), widest);
  const paragraph = own.map((line) => ({ ...line, text: line.text.slice(indent) }));
  const width = paragraph.reduce((most, { text }) => Math.max(most, text.length), 0);
  if (width < narrowest || width > widest) return;
  const isFull = (line: PlainLine | undefined): boolean => line !== undefined && line.text.length >= width - 1;
  paragraph.forEach((line, index) => {
    const next = paragraph[index + 1];
    // One full line alone is no sign: some line has to be the longest.
    if (!next || !isFull(line) || !(isFull(paragraph[index - 1]) || isFull(next)) || begin(line) === begin(next)) return;
    const isAtSpace = line.text.length === width - 1 || line.text.endsWith(' ') || next.text.startsWith(' ');
    cuts[from + index] = isAtSpace ? 'at-space' : 'anywhere';
  });
}

/** Lines of a log that say the same are equally long, too. */
function begin({ text }: PlainLine): string {
  return text.slice(0, 12);
}
