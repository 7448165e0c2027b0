/** Folds at spaces, and nowhere else: a command or an address stays whole. Each letter of ours takes one column, so nothing that measures text is loaded. */
export function foldWords(text: string, columns: number): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = lines.at(-1);
    if (line !== undefined && line.length + 1 + word.length <= columns) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
