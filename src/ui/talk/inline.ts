import { linkAt } from './link.js';

export type Style = 'bold' | 'italic' | 'cyan';

/** A stretch of text in one style. */
export interface Span {
  text: string;
  styles: readonly Style[];
  /** Where it stands in the source; null where its text is not that of the source, letter for letter. */
  from: number | null;
  /** Whether what follows in the source may yet make something else of it. */
  isOpen: boolean;
}

/**
 * The text of one Markdown line without its markers, by the rules of CommonMark for emphasis. Written by hand, because a line is
 * printed while it is still coming: whoever cuts it must know the place of every word in the source.
 */
export function inlineSpans(source: string): Span[] {
  const nodes = nodesIn(source);
  pairUp(nodes);
  const open = nodes.findIndex(({ isOpen, run, text }) => text !== '' && (isOpen || run?.canOpen));
  return nodes.flatMap(({ text, styles, from }, index) =>
    text === '' ? [] : [{ text, styles: [...styles], from, isOpen: open !== -1 && index >= open }],
  );
}

interface Node {
  text: string;
  styles: Set<Style>;
  from: number | null;
  /** Of a run of `*` or `_`: what it can be. Its text gets shorter as its markers are used up. */
  run: { canOpen: boolean; canClose: boolean; length: number } | null;
  /** The beginning of code or a link whose end has not come, or never will. */
  isOpen: boolean;
}

function nodesIn(source: string): Node[] {
  const nodes: Node[] = [];
  let at = 0;
  while (at < source.length) {
    const found = tokenAt(source, at);
    for (const one of found.nodes) nodes.push(one);
    at = found.end;
  }
  return nodes;
}

interface Token {
  nodes: Node[];
  end: number;
}

function tokenAt(source: string, at: number): Token {
  const start = source[at] ?? '';
  switch (start) {
    case '\\':
      return match(/\\([!-/:-@[-`{-~])/y, source, at, ([, sign = '']) => [node(sign)]) ?? plain(source, at, 1, /\\$/y);
    case '`':
      return codeAt(source, at);
    case '<':
      return (
        match(/<([a-z][a-z0-9+.-]*:[^\s<>]+|[^\s<>@]+@[^\s<>]+)>/iy, source, at, ([, address = '']) => [node(address)]) ??
        plain(source, at, 1, /<[^\s<>]*$/y)
      );
    case '&':
      return (
        match(/&(amp|lt|gt|quot|nbsp|#39);/y, source, at, ([, name = '']) => [node(entities[name] ?? '')]) ??
        plain(source, at, 1, /&[a-z#0-9]*$/y)
      );
    case '!':
    case '[':
      return linkTokenAt(source, at) ?? plain(source, at, 1, /!?\[[^\]]*(?:\](?:\([^)]*)?)?$/y);
    case '*':
    case '_':
      return runAt(source, at);
    default:
      return plain(
        source,
        at,
        lengthOf(/https?:\/\/[^\s<>*]*[^\s<>*.,;:!?)_"']/y, source, at) || lengthOf(/[^\\`<&![*_h]+/y, source, at) || 1,
      );
  }
}

const entities: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: '\u00A0', '#39': "'" };

/** A stretch between as many backticks on both sides; one space of padding on both sides goes. */
function codeAt(source: string, at: number): Token {
  const length = lengthOf(/`+/y, source, at);
  const begin = at + length;
  for (const { 0: run, index } of source.slice(begin).matchAll(/`+/g)) {
    if (run.length !== length) continue;
    const inner = source.slice(begin, begin + index);
    const text = /^ .*[^ ].* $|^ [^ ] $/.test(inner) ? inner.slice(1, -1) : inner;
    return { nodes: [node(text, ['cyan'])], end: begin + index + length };
  }
  return plain(source, at, length, /`/y);
}

/** The text of a link and its address behind it, unless they are the same. */
function linkTokenAt(source: string, at: number): Token | null {
  const link = linkAt(source, at);
  if (!link) return null;
  const nodes = nodesIn(link.text).map((one): Node => ({ ...one, from: null }));
  pairUp(nodes);
  for (const one of nodes) one.run = null;
  const isSame = link.text === link.address || `mailto:${link.text}` === link.address;
  const address = link.text.trim() === '' ? link.address : ` (${link.address})`;
  return { nodes: isSame || link.address === '' ? nodes : [...nodes, node(address)], end: link.end };
}

/** CommonMark 0.31, 6.2: what stands on both sides decides whether a run may open or close; `_` does neither inside a word. */
function runAt(source: string, at: number): Token {
  const sign = source[at] ?? '';
  const length = lengthOf(sign === '*' ? /\*+/y : /_+/y, source, at);
  const [before, after] = [kindOf(source.slice(0, at).at(-1)), kindOf(source[at + length])];
  const isLeft = after !== 'space' && (after !== 'sign' || before !== 'letter');
  const isRight = before !== 'space' && (before !== 'sign' || after !== 'letter');
  const canOpen = isLeft && (sign === '*' || !isRight || before === 'sign');
  const canClose = isRight && (sign === '*' || !isLeft || after === 'sign');
  return {
    nodes: [{ ...node(sign.repeat(length)), from: at, run: { canOpen, canClose, length }, isOpen: at + length === source.length }],
    end: at + length,
  };
}

function kindOf(character: string | undefined): 'space' | 'sign' | 'letter' {
  if (character === undefined || /\s/.test(character)) return 'space';
  return /[\p{P}\p{S}]/u.test(character) ? 'sign' : 'letter';
}

/** Pairs each closing run with the nearest that can open, and styles what stands between them. */
function pairUp(nodes: readonly Node[]): void {
  const open: number[] = [];
  for (const [index, closer] of nodes.entries()) {
    if (!closer.run) continue;
    for (let place = open.length - 1; closer.run.canClose && closer.text !== '' && place >= 0; place -= 1) {
      const at = open[place] ?? 0;
      const opener = nodes[at];
      if (!opener || !canPair(opener, closer)) continue;
      open.length = place + 1;
      while (opener.text !== '' && closer.text !== '') style(nodes, at, index);
      if (opener.text === '') open.pop();
    }
    if (closer.run.canOpen && closer.text !== '') open.push(index);
  }
}

/** The rule of three: a run that can do both pairs only where the lengths do not add up to a multiple of three. */
function canPair(opener: Node, closer: Node): boolean {
  if (!opener.run || !closer.run || opener.text[0] !== closer.text[0]) return false;
  const isBoth = opener.run.canClose || closer.run.canOpen;
  const [one, other] = [opener.run.length, closer.run.length];
  return !isBoth || (one + other) % 3 !== 0 || (one % 3 === 0 && other % 3 === 0);
}

function style(nodes: readonly Node[], from: number, to: number): void {
  const [opener, closer] = [nodes[from], nodes[to]];
  if (!opener || !closer) return;
  const used = opener.text.length > 1 && closer.text.length > 1 ? 2 : 1;
  for (const one of nodes.slice(from + 1, to)) one.styles.add(used === 2 ? 'bold' : 'italic');
  for (const marker of [opener, closer]) Object.assign(marker, { text: marker.text.slice(used), from: null });
}

function node(text: string, styles: Style[] = []): Node {
  return { text, styles: new Set(styles), from: null, run: null, isOpen: false };
}

function plain(source: string, at: number, length: number, open?: RegExp): Token {
  const isOpen = open !== undefined && lengthOf(open, source, at) > 0;
  return { nodes: [{ ...node(source.slice(at, at + length)), from: at, isOpen }], end: at + length };
}

function match(pattern: RegExp, source: string, at: number, read: (found: RegExpExecArray) => Node[]): Token | null {
  pattern.lastIndex = at;
  const found = pattern.exec(source);
  return found && { nodes: read(found), end: at + found[0].length };
}

function lengthOf(pattern: RegExp, source: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(source)?.[0].length ?? 0;
}
