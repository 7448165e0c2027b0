/**
 * Text as a terminal may show it: what draws nothing, moves the cursor or changes direction becomes a visible `⟨U+200B⟩`.
 * Everything that came from outside goes through here on its way to a text face; JSON escapes by itself.
 */
export function printable(text: string): string {
  return text.replace(unseen, (character) => `⟨U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}⟩`);
}

/** The same for text of several lines, such as a model's answer: line breaks and tabs stay. */
export function printableLines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .split(/(\n|\t)/)
    .map((part) => (part === '\n' || part === '\t' ? part : printable(part)))
    .join('');
}

const unseen = /[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}\u00A0\u1680\u2000-\u200A\u202F\u205F\u3000\uFFFD]/gu;
