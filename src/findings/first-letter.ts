/** A text as it opens a sentence, a title or a line. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** A title or a sentence as it goes on within another. */
export function small(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
