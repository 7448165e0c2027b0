/**
 * What a party says itself: on one line, and without what it quotes. A name or a prompt between quotes is somebody else's, and may say
 * anything. A text that is quoted as a whole is the party's own.
 */
export function ownText(said: string): string {
  const text = said.trim().replace(/^(["'])([^]*)\1$/, '$2');
  return quotes.reduce((rest, quote) => rest.replace(quote, "''"), text).replace(/\s+/g, ' ');
}

/** An apostrophe stands between two letters and is no quote. */
const quotes = [/(?<!\p{L})'(?:[^']|(?<=\p{L})'(?=\p{L}))*'(?!\p{L})/gu, /"[^"]*"/g, /`[^`]*`/g, /“[^”]*”/g];

/** A sentence of a service: it opens the text, or follows another sentence or a heading such as `Error code: 401 - `. */
export function sentence(words: RegExp): RegExp {
  return new RegExp(`(?:^|[.:!?)\\]-] )(?:${words.source})`, 'i');
}
