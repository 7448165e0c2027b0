import type { FieldName } from './field-name.js';

export interface Cleaned {
  value: string;
  /** What was taken away, in words a person understands: `surrounding quotes`, `1 line break`. */
  removed: string[];
}

/** Takes off what no setting means: edges, quotes, its own name in front, characters that cannot be seen. */
export function clean(text: string, name: FieldName): Cleaned {
  const noise: Noise = { invisible: 0, lineBreaks: 0, hasSpaces: false, hasQuotes: false, hasName: false };
  let value = withoutInvisible(text, noise);
  let before: string;
  do {
    before = value;
    value = withoutQuotes(withoutName(withoutEdges(value, noise), name, noise), noise);
  } while (value !== before);
  return { value, removed: describe(noise, name) };
}

interface Noise {
  invisible: number;
  lineBreaks: number;
  hasSpaces: boolean;
  hasQuotes: boolean;
  hasName: boolean;
}

/** Zero-width and control characters, byte order marks, and the spaces that look like a space and are none. */
const invisible = /(?![\t\r\n])[\p{Cc}\p{Cf}\p{Variation_Selector}\u00A0\u2007\u202F]/gu;
const lineBreak = /\r\n|\r|\n/g;
/** The same character at both ends and nowhere between, or the curly pairs of a word processor. */
const quoted = /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`|“([^”]*)”|‘([^’]*)’)$/;

function withoutInvisible(text: string, noise: Noise): string {
  noise.invisible = text.match(invisible)?.length ?? 0;
  return text.replace(invisible, '');
}

function withoutEdges(text: string, noise: Noise): string {
  const value = text.trim();
  const start = text.indexOf(value);
  const edges = text.slice(0, start) + text.slice(start + value.length);
  noise.lineBreaks += edges.match(lineBreak)?.length ?? 0;
  noise.hasSpaces ||= /[^\r\n]/.test(edges);
  return value;
}

function withoutName(text: string, name: FieldName, noise: Noise): string {
  const value = text.replace(new RegExp(`^(?:export\\s+)?["']?${name}["']?\\s*[=:]\\s*`), '');
  noise.hasName ||= value !== text;
  return value;
}

/** Only one pair: a second one belongs to the value. */
function withoutQuotes(text: string, noise: Noise): string {
  if (noise.hasQuotes) return text;
  const inner = quoted
    .exec(text)
    ?.slice(1)
    .find((part) => part !== undefined);
  noise.hasQuotes = inner !== undefined;
  return inner ?? text;
}

function describe(noise: Noise, name: FieldName): string[] {
  const words: string[] = [];
  if (noise.hasName) words.push(`the leading ${name}=`);
  if (noise.hasQuotes) words.push('surrounding quotes');
  if (noise.hasSpaces) words.push('surrounding white space');
  if (noise.lineBreaks > 0) words.push(counted(noise.lineBreaks, 'line break'));
  if (noise.invisible > 0) words.push(counted(noise.invisible, 'invisible character'));
  return words;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
