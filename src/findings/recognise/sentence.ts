/**
 * What a party says itself: on one line, and without what it quotes. A name or a prompt between quotes is somebody else's, and may say
 * anything. A text that is quoted as a whole is the party's own. What is wrong stands at the beginning; the rest is not looked through.
 */
export function ownText(said: string): string {
  const text = (handedOver(said) ?? said.trim()).replace(/^(["'])([^]*)\1$/, '$2');
  return quotes
    .reduce((rest, quote) => rest.replace(quote, "''"), text)
    .slice(0, 4000)
    .replace(/\s+/g, ' ');
}

/** A sentence of a service: it opens the text, or follows another sentence or a heading such as `Error code: 401 - `. */
export function sentence(words: RegExp): RegExp {
  return new RegExp(`(?:^|[.:!?)\\]-] |\\b[45]\\d\\d )(?:${words.source})`, 'i');
}

/** An apostrophe stands between two letters and is no quote. */
const quotes = [/(?<!\p{L})'(?:[^']|(?<=\p{L})'(?=\p{L}))*'(?!\p{L})/gu, /"[^"]*"/g, /`[^`]*`/g, /“[^”]*”/g];

/** The words of a body that a gateway hands over as text, spelt as in JSON or in Python, at the end of its own words. */
function handedOver(said: string): string | null {
  if (said.length > 4000) return null;
  return /(?:^|[:-] )\{[^]*?(["'])(?:message|error_description)\1: ?(["'])((?:\\[^]|(?!\2)[^])*)\2[^]*\}\s*$/.exec(said)?.[3] ?? null;
}
