/**
 * A text without the JSON that a command of `az` is given to write a credential: that is what Azure will hold once it is done, and no
 * word of what it holds. What such a command prints stays, for that comes from Azure.
 */
export function withoutWritten(text: string): string {
  if (!/\bfederated-credential[ \t]+(?:create|update)\b|\bfederatedIdentityCredentials\b[^\n]{0,400}--body\b/.test(text)) return text;
  return withoutDocuments(text.split('\n')).join('\n').replace(given, '$1');
}

/** In quotes behind its option. */
const given = /(--(?:parameters|body)[ \t=]{1,4})(?:'[^']*'|"(?:[^"\\]|\\[^])*")/g;

/** The lines without those of here documents that are closed: what a shell hands over, or puts into a file to be handed over. */
function withoutDocuments(lines: readonly string[]): string[] {
  const last = new Map(lines.map((line, at) => [line.trim(), at]));
  const kept: string[] = [];
  let end: string | null = null;
  lines.forEach((line, at) => {
    if (end !== null) {
      if (line.trim() === end) end = null;
      return;
    }
    kept.push(line);
    const word = /<<-?[ \t]*['"]?([A-Za-z_]+)/.exec(line)?.[1];
    if (word !== undefined && (last.get(word) ?? 0) > at) end = word;
  });
  return kept;
}
