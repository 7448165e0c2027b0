/** What stands in a sentence for a value: between quotes of any kind, or a word; a name in brackets may follow. */
const value = String.raw`(?:'[^'\n]{0,400}'|"[^"\n]{0,400}"|${'`'}[^${'`'}\n]{0,400}${'`'}|<[^>\n]{0,400}>|\S{1,400})`;
const named = String.raw`(?:${value}(?: ?\([^)\n]{0,200}\))?|[^.\n]{1,120}?)`;

/**
 * A sentence as it is looked for in a text of others: anywhere, since anything may stand around it; and every gap in it bounded, so
 * that the search takes time in proportion to the text.
 */
export function phrase({ source }: RegExp): RegExp {
  const bounded = source
    .replace(/^\^|\$$/g, '')
    // A search that begins with any value would begin at every letter.
    .replace(/(^|\|)(?:\(\?:[^()|]*\)\?)?(?:\\S\+ )+/g, '$1')
    .replaceAll(String.raw`\S+`, value)
    .replaceAll('[^.]*', '')
    // What follows in a text of others may be anything, as long as the sentence itself does not go on.
    .replaceAll('(?:\\.|$)', String.raw`(?!\w| (?:for|in|on|by|because|when)\b)`)
    .replaceAll('.+', named)
    .replaceAll('.*', String.raw`[^\n]{0,400}?`);
  return new RegExp(bounded, 'gim');
}
