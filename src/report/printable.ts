import { codePoint, shownSpaces } from '../findings/quote.js';
import { isOrdinary } from '../settings/ordinary.js';
import { late } from '../settings/late.js';

/**
 * Text as a terminal may show it: what draws nothing, moves the cursor or changes direction becomes a visible `⟨U+200B⟩`.
 * Everything that came from outside goes through here on its way to a text face; JSON escapes by itself.
 */
export function printable(text: string): string {
  return isOrdinary(text) ? text : text.replace(unseen(), (character) => `⟨${codePoint(character)}⟩`);
}

/** The same for a value that stands alone in its line, where a space at its beginning or end would not be seen. */
export function printableValue(value: string): string {
  return printable(value).replace(/^ +| +$/g, shownSpaces);
}

/** What a value begins with, in as many columns as it takes there. */
export function printableBeginning(text: string): string {
  return printable(text).replace(/^ +/, shownSpaces);
}

/**
 * The same for prose, such as a model's answer: line breaks and tabs stay, and so do the joiners and variation selectors without
 * which emoji and many scripts fall apart, and the spaces of typography. What turns the direction of text does not.
 */
export function printableLines(text: string): string {
  return isOrdinary(text.replaceAll('\n', ''))
    ? text
    : text.replace(/\r\n?/g, '\n').replace(unseen(), (character) => (proseOnly.has(character) ? character : printable(character)));
}

/** Line break, tab, the two joiners, the variation selectors of text and emoji, and four spaces. */
const proseOnly: ReadonlySet<string> = new Set(Array.from('\n\t\u200C\u200D\uFE0E\uFE0F\u00A0\u2009\u202F\u3000'));

/** It reads Unicode's tables, which takes long. */
const unseen = late(() => /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\uFFFD]/gu);
