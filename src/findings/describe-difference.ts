import { describeByNumber, describeText } from './character-words.js';
import { describeCharacters } from './describe-characters.js';
import type { PartReading, Reading, Side } from './difference/reading.js';
import { isPlain, quote } from './quote.js';

/** The smallest true statement about how two values differ, as it stands after a colon; empty where they are equal. */
export function describeDifference(reading: Reading, holder = 'Azure'): string {
  switch (reading.kind) {
    case 'characters':
      return describeCharacters(reading.differences, holder, reading.lengths);
    case 'several':
      // Each with its subject: after two values it would not be plain whose the next statement is.
      return reading.readings.map((one) => describeDifference(one, holder)).join(', and ');
    case 'scheme':
    case 'host':
    case 'port':
    case 'path':
    case 'query':
      return partSentence(reading, holder);
    default:
      return sentence(reading, holder);
  }
}

type Structural = Exclude<Reading, PartReading | { kind: 'characters' | 'several' }>;

function sentence(reading: Structural, holder: string): string {
  switch (reading.kind) {
    case 'equal':
      return '';
    case 'unrelated':
      return 'they are different values';
    case 'empty':
      return `${whose(reading.side, holder)} has ${reading.isBlank ? 'nothing that can be seen' : 'an empty value'}`;
    case 'enclosed':
      return enclosedSentence(reading, holder);
    case 'final-slash':
      return reading.side === 'token' ? `${holder} lacks the final slash` : `${holder} has a final slash, which the token lacks`;
    case 'slashes':
      return `${holder} has ${slashes(reading.azure)} where the token has ${inWords(reading.token)}, at character ${reading.position}`;
    case 'clients':
      return clientsSentence(reading, holder);
    case 'clients-misplaced':
      return `${whose(reading.side, holder)} has @clients ${reading.position === 1 ? 'at the beginning' : `at character ${reading.position}`} and not at the end`;
    case 'twice':
      return `${whose(reading.side, holder)} has the value twice, one behind the other`;
    case 'scheme-twice':
      return `${whose(reading.side, holder)} has ${reading.scheme} twice`;
    case 'grapheme':
    case 'composition':
    case 'percent-encoding':
      return writtenSentence(reading, holder);
  }
}

function whose(side: Side, holder: string): string {
  return side === 'azure' ? holder : 'the token';
}

function enclosedSentence({ side, open, part }: Extract<Reading, { kind: 'enclosed' }>, holder: string): string {
  const what = part === null ? 'the value' : quote(part);
  const marks = enclosures[open] ?? quote(open);
  return `${whose(side, holder)} has ${what} between ${marks}${side === 'token' ? `, and ${holder} has none` : ''}`;
}

const enclosures: Readonly<Record<string, string>> = {
  '"': 'quotes',
  "'": 'single quotes',
  '`': 'backticks',
  '“': 'typographic quotes',
  '‘': 'typographic single quotes',
  '«': 'angle quotes',
  '{': 'braces',
  '[': 'square brackets',
  '<': 'angle brackets',
  '(': 'parentheses',
};

function clientsSentence({ token, azure }: Extract<Reading, { kind: 'clients' }>, holder: string): string {
  if (azure === 0) return `${holder} lacks @clients at the end${token > 1 ? `, which the token has ${times(token)}` : ''}`;
  if (token === 0) return `${holder} has @clients ${azure > 1 ? times(azure) : 'at the end'}, which the token lacks`;
  return `${holder} has @clients ${times(azure)}${token > 1 ? `, where the token has it ${times(token)}` : ''}`;
}

function writtenSentence(reading: Extract<Reading, { kind: 'grapheme' | 'composition' | 'percent-encoding' }>, holder: string): string {
  const { kind, position, token, azure } = reading;
  const text = kind === 'percent-encoding' ? asWritten : describeByNumber;
  const [one, other] = [token, azure].map((side) => (side ? text(side) : 'nothing')) as [string, string];
  const sides = `${holder} has ${other} where the token has ${one}`;
  if (kind === 'grapheme') return `${sides}, at character ${position}`;
  const alike = kind === 'composition' ? ': the same letter, composed differently' : '';
  if (reading.places === 1) return `${sides}, at character ${position}${alike}`;
  const what = kind === 'composition' ? 'letters are composed' : 'characters are percent-encoded';
  return `${reading.places} ${what} differently, first at character ${position}, where ${holder} has ${other} and the token has ${one}`;
}

function partSentence({ kind, token, azure }: PartReading, holder: string): string {
  const [one, other] = [token, azure].map((side) => side && (isPlain(side) ? side : quote(side)));
  const called = (part: string | null): string => (kind === 'scheme' ? `${part}` : `the ${kind} ${part}`);
  if (one && other) return `${holder} has ${called(other)}${kind === 'scheme' ? ' where' : ','} the token has ${one}`;
  const whole = kind === 'scheme' ? `${one || other}:// at the beginning` : called(one || (other ?? null));
  return one ? `${holder} lacks ${whole}` : `${holder} has ${whole}, which the token lacks`;
}

/** What percent-encoding looks like is plain to see, so it needs no quotes. */
function asWritten(text: string): string {
  return text.startsWith('%') && isPlain(text) ? text : describeText(text);
}

function slashes(count: number): string {
  return count === 1 ? 'one slash' : `${inWords(count)} slashes`;
}

function inWords(count: number): string {
  return ['no', 'one', 'two', 'three', 'four', 'five'][count] ?? String(count);
}

function times(count: number): string {
  return ['never', 'once', 'twice'][count] ?? `${inWords(count)} times`;
}
