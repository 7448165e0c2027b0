/**
 * Writes a value so that Node, the dotenv packages and a shell all read it back the same: bare when nothing in it means
 * anything to any of them, else in the quotes that stood there before (`former` is the value as it was written), else in
 * the first that can hold it.
 */
export function writeValue(value: string, former: string): string {
  const style = styles.find(({ quote }) => quote !== '' && former.startsWith(quote) && former.endsWith(quote) && former.length > 1);
  const order = style === undefined ? styles : [style, ...styles];
  const chosen = order.find(({ canHold }) => canHold(value));
  return chosen === undefined ? escaped(value) : chosen.quote + value + chosen.quote;
}

interface Style {
  quote: string;
  canHold: (value: string) => boolean;
}

// A backslash before the closing quote hides that quote from the dotenv package.
const styles: readonly Style[] = [
  { quote: '', canHold: (value) => /^[\w./:@%+,=~-]*$/.test(value) },
  { quote: "'", canHold: (value) => !/['\r\n]|\\$/.test(value) },
  { quote: '"', canHold: (value) => !/["\r\n\\$`]/.test(value) },
  { quote: '`', canHold: (value) => !/[`\r\n]|\\$/.test(value) },
];

/** Only for line ends and for texts with every kind of quote, which few readers but this one understand in full. */
function escaped(value: string): string {
  const inner = value.replace(/[\\"\n\r]/g, (letter) => (letter === '\n' ? '\\n' : letter === '\r' ? '\\r' : `\\${letter}`));
  return `"${inner}"`;
}
