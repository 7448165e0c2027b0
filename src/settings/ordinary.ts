/**
 * Letters of one cell each that nothing joins and everybody sees: ASCII, Latin, Greek and Cyrillic, and what the screen itself is drawn
 * with. Of a text of these alone everything is known at once; for the others there are Unicode's tables, which take long to read.
 */
const ordinary =
  /^[\x20-\x7E\u00A1-\u00AC\u00AE-\u02FF\u0370-\u0377\u0384-\u0482\u2010-\u2015\u2018-\u201E\u2022\u2026\u2039\u203A\u2190-\u2193\u2500-\u257F\u25CB\u25CF\u2713\u2717\u276F\u2801-\u28FF]*$/;

/** Whether every character is one of these: as wide as it is long, and shown as it is. */
export function isOrdinary(text: string): boolean {
  return ordinary.test(text);
}
