import { auth0Sentences } from '../recognise/auth0.js';
import { rules } from '../recognise/azure-openai-rules.js';
import { entraSentences } from '../recognise/entra-sentences.js';
import type { PlainLine } from './plain-line.js';

/** Lines as one text again: what was wrapped is joined, `\n` stays where something else begins. `starts` has where each line begins. */
export interface Flow {
  text: string;
  starts: { offset: number; at: string | null }[];
}

/** Joins what a terminal, a mail or a frame has wrapped: between two words with a space, within a word or a value with nothing. */
export function unwrap(lines: readonly PlainLine[]): Flow {
  const parts: string[] = [];
  const starts: Flow['starts'] = [];
  let offset = 0;
  lines.forEach(({ text, at }, index) => {
    const next = lines[index + 1]?.text ?? '';
    const spaced = text.replace(/\s+/g, ' ');
    const joint = jointBetween(spaced, next);
    starts.push({ offset, at });
    parts.push(spaced, joint);
    offset += spaced.length + joint.length;
  });
  return { text: parts.join(''), starts };
}

function jointBetween(line: string, next: string): '' | ' ' | '\n' {
  if (line === '' || next === '' || beginning.test(next)) return '\n';
  const left = /\S{0,600}$/.exec(line)?.[0] ?? '';
  const right = /^\S{0,600}/.exec(next)?.[0] ?? '';
  if (isCutWord(left, right) || isCutValue(left, right, line.length)) return '';
  // A short line that ends as a sentence ends was not wrapped.
  return /[.!?]["')\]}]?$/.test(line) && line.length < shortLine ? '\n' : ' ';
}

const shortLine = 60;

/** How a line begins that continues none. */
const beginning =
  /^(?:at [\w$.<(]|Traceback \(|Caused by|--->|---|File "|\^|(?:[\w.]*(?:Error|Exception|ERROR|FATAL|WARNING|WARN|INFO|DEBUG)\b:?(?: |$))|Code: |Message: |(?:Trace|Correlation|Request) I[Dd]: |Timestamp: |Status: |ErrorCode: |Content: |Headers: |[{}[\]]$|##|Run )/;

/** Every word of the sentences that are looked for: two halves of one of them were one word. */
const vocabulary: ReadonlySet<string> = new Set(
  [...entraSentences.map(([words]) => words), ...auth0Sentences.map(([words]) => words), ...rules.map(({ says }) => says)].flatMap(
    (words) =>
      words?.source
        .replace(/\\[a-zA-Z]/g, ' ')
        .toLowerCase()
        .match(/[a-z]{2,}/g) ?? [],
  ),
);

function isCutWord(left: string, right: string): boolean {
  if (/AADSTS\d*$/i.test(left) && /^\d/.test(right)) return true;
  if (/(?:^|\W)A(?:A(?:D(?:S(?:TS?)?)?)?)?$/.test(left) && /^\W?A?A?D?S?T?S?\d{5}/.test(right)) return /AADSTS\d/.test(left + right);
  const [head, tail] = [/[A-Za-z]+$/.exec(left)?.[0].toLowerCase() ?? '', /^[A-Za-z]+/.exec(right)?.[0].toLowerCase() ?? ''];
  if (!head || !tail || !vocabulary.has(head + tail)) return false;
  return !(vocabulary.has(head) && vocabulary.has(tail));
}

/** Values hold no space: one that is open at the end of a full line goes on in the next one. */
function isCutValue(left: string, right: string, length: number): boolean {
  if (/(?:^|[^\w-])[0-9a-f]{1,8}(?:-[0-9a-f]{0,12}){0,4}$/i.test(left) && isGuidAcross(left, right)) return true;
  const quote = /(?:^|[^\p{L}\p{N}])(['"`<])(?:(?!\1)[^>])*$/u.exec(left)?.[1];
  if (!quote || length < shortLine) return false;
  const closing = quote === '<' ? '>' : quote;
  return right.indexOf(closing) > 0 || /^['"`<]?(?:https?:|api:|repo:|system:)/.test(left.slice(left.lastIndexOf(quote)));
}

function isGuidAcross(left: string, right: string): boolean {
  const head = /[0-9a-f-]*$/i.exec(left)?.[0] ?? '';
  const tail = /^[0-9a-f-]*/i.exec(right)?.[0] ?? '';
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(head + tail) && head !== '' && tail !== '';
}
