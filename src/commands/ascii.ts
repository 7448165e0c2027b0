/** One cell for one cell, so that nothing moves: marks, lines and typographic characters of our own. What others wrote stays as it is. */
const plainer: Readonly<Record<string, string>> = {
  '✓': '+',
  '✗': 'x',
  '○': 'o',
  '●': '*',
  '•': '*',
  '─': '-',
  '━': '=',
  '–': '-',
  '·': '.',
  '…': '.',
  '❯': '>',
  '›': '>',
  '’': "'",
  '⟨': '<',
  '⟩': '>',
};
const ours = new RegExp(`[${Object.keys(plainer).join('')}]`, 'g');

function toAscii(text: string): string {
  return text.replace(ours, (character) => plainer[character] ?? character);
}

/** The same stream, with our marks and lines in ASCII, for `--ascii`. */
export function asciiStream<T extends NodeJS.WriteStream>(stream: T): T {
  const write = (text: string | Uint8Array, ...rest: []): boolean => stream.write(typeof text === 'string' ? toAscii(text) : text, ...rest);
  // Everything but `write` is the stream's own: size, colours, events.
  return Object.assign(Object.create(stream) as T, { write });
}
