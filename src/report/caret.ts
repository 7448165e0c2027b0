/** Where the words of a caret in this column have room: behind it, before it, or only below. */
export function roomAtCaret(column: number, width: number, columns: number): 'behind' | 'before' | 'below' {
  if (column + 2 + width <= columns) return 'behind';
  return width + 3 <= column ? 'before' : 'below';
}

/** The line of the caret, with its words where there is room for them. */
export function caretLine(column: number, words: string, at: 'behind' | 'before' | 'below', width: number = words.length): string {
  if (at === 'before') return `${' '.repeat(column - 1 - width)}${words} ^`;
  return `${' '.repeat(column)}${at === 'behind' && words ? `^ ${words}` : '^'}`;
}
