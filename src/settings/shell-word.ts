/**
 * A value as one word for a POSIX shell, in the form that reads best: bare when nothing in it is special, else in single quotes,
 * or in double quotes when it holds single quotes and nothing a shell would expand. `!` counts as special for interactive shells,
 * a leading `=` for zsh, `,` and a leading `@` for PowerShell.
 */
export function shellWord(value: string): string {
  if (/^[A-Za-z0-9_/.][A-Za-z0-9_%+=:./@-]*$/.test(value)) return value;
  if (value.includes("'") && /^[\x20-\x7e]*$/.test(value) && !/["$`\\!]/.test(value)) return `"${value}"`;
  return `'${value.replaceAll("'", String.raw`'\''`)}'`;
}

/** An option with its value. A value that begins with a hyphen would be taken for an option itself, so it is joined with `=`. */
export function option(name: string, value: string): string {
  return value.startsWith('-') ? `${name}=${shellWord(value)}` : `${name} ${shellWord(value)}`;
}
