/**
 * Letters of one cell each that nothing joins: ASCII, Latin, Greek and Cyrillic, and what the screen itself is drawn with. Of a text
 * of these alone everything is known at once; `Intl.Segmenter` and the tables of emoji, which take 40 ms to make, are for the others.
 */
const plain =
  /^[\x20-\x7E\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0377\u0384-\u0482\u2010-\u2015\u2018-\u201E\u2022\u2026\u2039\u203A\u2190-\u2193\u2500-\u257F\u25CB\u25CF\u2713\u2717\u276F\u2800-\u28FF]*$/;

export function isPlain(text: string): boolean {
  return plain.test(text);
}

let made: Intl.Segmenter | null = null;

/** The characters of a text as a reader sees them. As much of an `Intl.Segmenter` as is used, and one is made when a text needs it. */
export const segmenter = {
  segment(text: string): Iterable<{ segment: string; index: number }> {
    if (isPlain(text)) return Array.from(text, (segment, index) => ({ segment, index }));
    made ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
    return made.segment(text);
  },
};
