import { withOwn } from '../report/with-own.js';

/** One cell for one cell, so that nothing moves: marks, lines and typographic characters of our own. What others wrote stays as it is. */
export const plainer: Readonly<Record<string, string>> = {
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
  '↑': '^',
  '↓': 'v',
  '’': "'",
  '“': '"',
  '”': '"',
  '⟨': '<',
  '⟩': '>',
  // The spinner: two turns of the plain one.
  '⣾': '|',
  '⣽': '/',
  '⣻': '-',
  '⢿': '\\',
  '⡿': '|',
  '⣟': '/',
  '⣯': '-',
  '⣷': '\\',
};
const ours = new RegExp(`[${Object.keys(plainer).join('')}]`, 'g');

function toAscii(text: string): string {
  return text.replace(ours, (character) => plainer[character] ?? character);
}

/**
 * The same stream, with our marks and lines in ASCII. Everything but `write` is the stream's own, and happens to the stream itself:
 * size, colours, and who listens to it.
 */
export function asciiStream<T extends NodeJS.WriteStream>(stream: T): T {
  const write = (text: string | Uint8Array, ...rest: []): boolean => stream.write(typeof text === 'string' ? toAscii(text) : text, ...rest);
  return withOwn(stream, { write });
}
