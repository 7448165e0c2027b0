import { isEvidence } from './field-name.js';
import type { FieldName } from './field-name.js';
import { kindOf } from './kinds.js';
import { late } from './late.js';
import { isOrdinary } from './ordinary.js';
import { splitName } from './leading-name.js';

export interface Cleaned {
  value: string;
  /** What was taken away, in words a person understands: `surrounding quotes`, `1 line break`. */
  removed: string[];
}

/** Takes off what no setting means: edges, quotes, a name in front, the comma behind, characters that cannot be seen. */
export function clean(text: string, name: FieldName): Cleaned {
  if (isEvidence(name)) return { value: text, removed: [] };
  const noise: Noise = { invisible: 0, lineBreaks: 0, hasSpaces: false, hasQuotes: false, name: null, mark: null };
  let value = withoutInvisible(text, noise);
  let before: string;
  do {
    before = value;
    value = withoutQuotes(withoutMark(withoutName(withoutEdges(value, noise), name, noise), name, noise), noise);
  } while (value !== before);
  return { value, removed: describe(noise) };
}

interface Noise {
  invisible: number;
  lineBreaks: number;
  hasSpaces: boolean;
  hasQuotes: boolean;
  /** The name in front of the value, with its sign. */
  name: string | null;
  /** `comma`, `semicolon`: what ends a line of JSON or of code. */
  mark: string | null;
}

/** Zero-width and control characters, byte order marks, and the spaces that look like a space and are none. */
const invisible = late(() => /(?![\t\r\n])[\p{Cc}\p{Cf}\p{Variation_Selector}\u00A0\u2007\u202F]/gu);
/** Colours, titles and links of a terminal (ECMA-48, 5.4), whole or cut off: without its first byte the rest would be letters of a value. */
// oxlint-disable-next-line no-control-regex -- the escape character is what is looked for
const escapes = /\u001B(?:\[[0-?]*[ -/]*[@-~]?|\](?:[^\u0007\u001B]*(?:\u0007|\u001B\\)|\d*;?))/g;
const lineBreak = /\r\n|\r|\n/g;
/** The same character at both ends and nowhere between, or the curly pairs of a word processor. */
const quoted = /^(?:"([^"]*)"|'([^']*)'|`([^`]*)`|“([^”]*)”|‘([^’]*)’)$/;

function withoutInvisible(text: string, noise: Noise): string {
  if (isOrdinary(text)) return text;
  const without = (found: RegExp, from: string): string => {
    noise.invisible += from.match(found)?.length ?? 0;
    return from.replace(found, '');
  };
  return without(invisible(), without(escapes, text));
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
  const named = noise.name === null ? splitName(text, name) : null;
  noise.name ??= named?.label ?? null;
  return named?.rest ?? text;
}

/** A secret may end in any character, so off it the mark is only taken behind quotes, or behind what is whole without it. */
function withoutMark(text: string, name: FieldName, noise: Noise): string {
  if (noise.mark !== null || !/[,;]$/.test(text)) return text;
  const rest = text.slice(0, -1).trimEnd();
  const isWhole = kindOf(rest) !== null || (!noise.hasQuotes && quoted.test(rest));
  if (name === 'OIDC_CLIENT_SECRET' && !isWhole) return text;
  noise.mark = text.endsWith(',') ? 'comma' : 'semicolon';
  return rest;
}

/** Only one pair, as only one name: a second one belongs to the value. */
function withoutQuotes(text: string, noise: Noise): string {
  if (noise.hasQuotes) return text;
  const inner = quoted
    .exec(text)
    ?.slice(1)
    .find((part) => part !== undefined);
  noise.hasQuotes = inner !== undefined;
  return inner ?? text;
}

function describe({ invisible: hidden, lineBreaks, hasSpaces, hasQuotes, name, mark }: Noise): string[] {
  const words = name === null ? [] : [`the leading ${name}`];
  if (hasQuotes) words.push('surrounding quotes');
  if (mark !== null) words.push(`a trailing ${mark}`);
  if (hasSpaces) words.push('surrounding white space');
  if (lineBreaks > 0) words.push(counted(lineBreaks, 'line break'));
  if (hidden > 0) words.push(counted(hidden, 'invisible character'));
  return words;
}

function counted(count: number, noun: string): string {
  return count === 1 ? `1 ${noun}` : `${count} ${noun}s`;
}
