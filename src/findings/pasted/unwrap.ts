import { cutAtWidth } from './hard-wrap.js';
import { isNumberOfEntra } from './numbers.js';
import type { PlainLine } from './plain-line.js';
import { isKnownWord } from './vocabulary.js';

/** Lines as one text again: what was wrapped is joined, `\n` stays where something else begins. `starts` has where each line begins. */
export interface Flow {
  text: string;
  starts: { offset: number; at: string | null }[];
}

/** Joins what a terminal, a mail or a frame has wrapped: between two words with a space, within a word or a value with nothing. */
export function unwrap(lines: readonly PlainLine[]): Flow {
  const parts: string[] = [];
  const starts: Flow['starts'] = [];
  const cuts = cutAtWidth(lines);
  let offset = 0;
  let tail = '';
  lines.forEach(({ text, at }, index) => {
    const written = text.replace(/\s+/g, ' ').trim();
    const following = lines[index + 1]?.text ?? '';
    const isSoft = softEnd.test(written) && following.trim() !== '';
    const line = isSoft ? written.slice(0, -1) : written;
    tail = (tail + line).slice(-mostToken);
    const joint = isSoft ? (/^\s/.test(following) ? ' ' : '') : jointBetween(line, following, { cut: cuts[index] ?? null, tail });
    starts.push({ offset, at });
    parts.push(line, joint);
    offset += line.length + joint.length;
    tail += joint;
  });
  return { text: parts.join(''), starts };
}

/** A soft line break of a mail, whose lines are at most 76 long (RFC 2045, part 6.7). */
const softEnd = /^.{69,75}=$/;

/** Values are at most 600 long in Azure. */
const mostToken = 700;

interface Place {
  /** How the line ends, where it was cut at a width. */
  cut: 'at-space' | 'anywhere' | null;
  /** The last of the text so far. */
  tail: string;
}

function jointBetween(line: string, following: string, { cut, tail }: Place): '' | ' ' | '\n' {
  const next = following.trim();
  if (line === '' || next === '') return '\n';
  const left = /\S*$/.exec(tail)?.[0] ?? '';
  const right = /^\S{0,700}/.exec(next)?.[0] ?? '';
  if (isCutToken(left, right)) return '';
  if (cut === 'at-space') return ' ';
  if (cut === 'anywhere') return areTwoWords(left, right) ? ' ' : '';
  if (beginning.test(next)) return '\n';
  if (isCutWord(left, right) || isCutValue(left, right, line.length)) return '';
  // A short line that ends as a sentence ends was not wrapped.
  return /[.!?]["')\]}]?$/.test(line) && line.length < shortLine ? '\n' : ' ';
}

const shortLine = 60;

/** How a line begins that continues none. */
const beginning =
  /^(?:at [\w$.<(]|Traceback \(|Caused by|--->|---|File "|\^|(?:[\w.]*(?:Error|Exception|ERROR|FATAL|WARNING|WARN|INFO|DEBUG)\b:?(?: |$))|Code: |Message: |(?:Trace|Correlation|Request) I[Dd]: |Timestamp: |Status: |ErrorCode: |Content: |Headers: |[{}[\]]$|##|Run )/;

/** A signed token has no spaces, and goes on in the next line with letters that no sentence has. */
function isCutToken(left: string, right: string): boolean {
  return (
    /(?<![\w-])eyJ[\w.-]{8,}$/.test(left) &&
    /^[\w.-]{8,}/.test(right) &&
    /^[\w.-]*?(?:\d|[a-z][A-Z])/.test(right) &&
    !/^AADSTS|^\d{4}-\d\d/.test(right)
  );
}

function areTwoWords(left: string, right: string): boolean {
  const [head, tail] = halves(left, right);
  return isKnownWord(head) && isKnownWord(tail) && !isKnownWord(head + tail);
}

/** Two halves of a word of the services, or of a number of Entra ID. */
function isCutWord(left: string, right: string): boolean {
  const number = /AADSTS(\d*)$/i.exec(left)?.[1];
  if (number !== undefined && /^\d/.test(right)) return isCutNumber(number, right);
  const [head, tail] = halves(left, right);
  return isKnownWord(head + tail) && head !== '' && tail !== '' && !(isKnownWord(head) && isKnownWord(tail));
}

/** One that is whole may still be cut, as 70021 of 700213 is; but then its sentence follows. */
function isCutNumber(left: string, right: string): boolean {
  if (!isNumberOfEntra(Number(left))) return true;
  return isNumberOfEntra(Number(left + (/^\d+/.exec(right)?.[0] ?? ''))) && /^\d+[^\s\d]/.test(right);
}

function halves(left: string, right: string): [string, string] {
  return [/[A-Za-z]*$/.exec(left)?.[0].toLowerCase() ?? '', /^[A-Za-z]*/.exec(right)?.[0].toLowerCase() ?? ''];
}

/** Widths of terminals. Elsewhere a line breaks at a space, or behind a hyphen. */
const terminalWidths: ReadonlySet<number> = new Set([79, 80, 99, 100, 119, 120, 132, 140, 150, 160, 180, 200]);

/** A value that is open at the end of a line goes on in the next one: with nothing between, where the line was cut and not broken. */
function isCutValue(left: string, right: string, length: number): boolean {
  if (isGuidAcross(left, right)) return true;
  const quote = /(?:^|[^\p{L}\p{N}])(['"`<])(?:(?!\1)[^>])*$/u.exec(left)?.[1];
  if (!quote || length < shortLine || !(terminalWidths.has(length) || left.endsWith('-'))) return false;
  const closing = quote === '<' ? '>' : quote;
  return right.indexOf(closing) > 0 || /^['"`<]?(?:https?:|api:|repo:|system:)/.test(left.slice(left.lastIndexOf(quote)));
}

function isGuidAcross(left: string, right: string): boolean {
  const head = /[0-9a-f-]*$/i.exec(left)?.[0] ?? '';
  const tail = /^[0-9a-f-]*/i.exec(right)?.[0] ?? '';
  return head !== '' && tail !== '' && /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(head + tail);
}
