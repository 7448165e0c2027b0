/** White space that Unicode counts as such, which a reader takes for nothing or for an ordinary space. */
export function hasWhiteSpace(text: string): boolean {
  return /\p{White_Space}/u.test(text);
}

/**
 * Whether a text holds nothing that a reader could see: besides white space what draws nothing, which is zero-width characters, bidi
 * controls, soft hyphen, byte order mark, variation selectors, fillers and control characters (Unicode's Default_Ignorable_Code_Point, Cf
 * and Cc) and the empty Braille pattern.
 */
export function isBlank(text: string): boolean {
  return /^[\p{White_Space}\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}\u2800]*$/u.test(text);
}
