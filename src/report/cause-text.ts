import { describeDifference } from '../findings/describe-difference.js';
import { readDifference } from '../findings/difference/read-difference.js';
import type { Fix } from '../findings/explanation.js';
import type { Evidence } from '../findings/finding.js';
import { nearFixes, noFileSentence } from '../findings/no-file.js';
import { oddSentence } from '../findings/odd-line.js';
import { fieldOf } from '../settings/fields.js';
import { caretLine, roomAtCaret } from './caret.js';
import type { Paint } from './marks.js';
import { marks, otherSide, severityStatus } from './marks.js';
import { printable, printableBeginning, printableLines, printableValue } from './printable.js';
import { whoSaid, wordsOf } from './upstream.js';
import type { Diagnosis } from './report.js';
import { headingsOf } from './steps.js';
import type { Heading } from './steps.js';

/** Every cause with its words, and an empty line behind each. Values that are missing are one list. */
export function causeLines(diagnoses: readonly Diagnosis[], paint: Paint): string[] {
  // Code and evidence belong together since the finding was made; the flat shape of a diagnosis does not say so.
  const missing = diagnoses
    .filter(({ code }) => code === 'settings/missing')
    .map(({ evidence }) => evidence as Evidence['settings/missing']);
  const others = diagnoses.filter(({ code }) => missing.length < 2 || code !== 'settings/missing');
  const list = missing.length < 2 ? [] : [...missingLines(missing, paint), ''];
  return [...list, ...others.flatMap((diagnosis) => [...diagnosisLines(diagnosis, paint), ''])];
}

/** All missing values in one list, each with its variable, its flag and the place to find it. */
function missingLines(missing: readonly Evidence['settings/missing'][], paint: Paint): string[] {
  const rows = missing.flatMap(({ field, emptyIn, hides = [], line }) => {
    const { name, flag, argument, where, url } = fieldOf(field);
    const hidden = hides.length > 0 ? [`      ${emptyIn} sets it to nothing, which hides ${printable(hides.join(' and '))}`] : [];
    const odd = line && hidden.length === 0 ? folded(oddSentence(field, line), 74).map((part) => `      ${part}`) : [];
    return ['', `  ${paint('bold', name)}   or ${flag} ${argument}`, ...hidden, ...odd, `      ${where}`, ...(url ? [`      ${url}`] : [])];
  });
  const head = `${paint('red', marks.fail.word)} ${paint('bold', `${missing.length} values are missing`)}  ${paint('dim', 'settings/missing')}`;
  const noFile = missing.find((one) => one.noFile)?.noFile;
  const file = noFile ? folded(printable(noFileSentence(noFile)), 78).map((part) => `  ${part}`) : [];
  return [head, ...file, ...stepLines(noFile ? nearFixes(noFile) : [], paint), ...rows];
}

/** Title, why, both values where there are two, what to do, and what the party said. */
function diagnosisLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const { title, code, why, whyBeside, fix, docs, severity } = diagnosis;
  const { word, colour } = marks[severityStatus[severity]];
  // In front of what is the matter, "unknown" would read as a part of it.
  const mark = severity === 'unknown' ? '' : `${paint(colour, word)} `;
  return [
    `${mark}${paint('bold', printable(title))}  ${paint('dim', code)}`,
    ...folded(printable(isCompared(diagnosis) ? (whyBeside ?? why) : why), 76).map((line) => `  ${line}`),
    ...comparison(diagnosis, paint),
    ...(isCompared(diagnosis) ? [] : ['']),
    ...stepLines(fix, paint),
    ...docs.map((url) => paint('dim', `  see ${url}`)),
    ...upstreamLines(diagnosis, paint),
  ];
}

/** Both values one above the other, a caret under the first code point that differs, and what is different there. */
export function comparison({ evidence, severity }: Diagnosis, paint: Paint): string[] {
  if (!('diff' in evidence) || evidence.azure === null) return [];
  const [token, azure] = [Array.from(evidence.token), Array.from(evidence.azure)];
  const same = token.findIndex((character, at) => character !== azure[at]);
  const common = printableBeginning(token.slice(0, same === -1 ? token.length : same).join(''));
  const other = otherSide(severity);
  const values = [`  token  ${printableValue(evidence.token)}`, `  ${other.padEnd(5)}  ${printableValue(evidence.azure)}`];
  const column = 9 + Array.from(common).length;
  const words = printable(
    describeDifference(readDifference(evidence.field, evidence.token, evidence.azure), other === 'copy' ? 'the copy' : 'Azure'),
  );
  return ['', ...values, ...caretLines(column, words, paint), ''];
}

/** The caret with its words behind it, before it, or below, wherever there is room. */
function caretLines(column: number, words: string, paint: Paint): string[] {
  const at = roomAtCaret(column, words.length, 78);
  const below = at === 'below' ? folded(words, 76).map((line) => `  ${line}`) : [];
  return [caretLine(column, words, at), ...below].map((line) => paint('red', line));
}

/** Whether both values are known, so that they stand one above the other. */
export function isCompared({ evidence }: Diagnosis): boolean {
  return 'diff' in evidence && evidence.azure !== null;
}

/** What to do, step by step. */
function stepLines(fixes: readonly Fix[], paint: Paint): string[] {
  const headings = headingsOf(fixes);
  return fixes.flatMap((fix, at) => [...headingLines(headings[at], paint), ...fixLines(fix, headings[at]?.isWhole)]);
}

function headingLines({ step, lead }: Pick<Heading, 'step' | 'lead'> = { step: '', lead: '' }, paint: Paint): string[] {
  const steps = step ? folded(printable(step), 76).map((line) => `  ${paint('bold', line)}`) : [];
  const leads = lead ? folded(printable(lead), 73).map((line) => `     ${paint('cyan', line)}`) : [];
  return [...steps, ...leads];
}

/** What a person copies starts in the first column and is not folded. */
function fixLines(fix: Fix, isSaid = false): string[] {
  const prose = (text: string): string[] => (isSaid ? [] : folded(printable(text), 71).map((line) => `       ${line}`));
  switch (fix.kind) {
    case 'command':
      return [printable(fix.command)];
    case 'set':
      return [printable(fix.value)];
    case 'portal':
      return [...prose(fix.path), ...(fix.url ? [printable(fix.url)] : [])];
    case 'message':
      // The empty line shows where it begins; it ends where the next line is indented.
      return ['', printableLines(fix.text)];
    case 'wait':
    case 'do':
      return prose(fix.text);
  }
}

function upstreamLines({ upstream }: Diagnosis, paint: Paint): string[] {
  if (!upstream || upstream.network) return [];
  const said = printable(wordsOf(upstream));
  const ids = [
    upstream.timestamp,
    upstream.correlationId && `correlation ${upstream.correlationId}`,
    upstream.traceId && `trace ${upstream.traceId}`,
  ].filter(Boolean);
  return [
    paint('dim', `  ${whoSaid(upstream)} said: ${said}`),
    ...(ids.length > 0 ? [paint('dim', `  ${printable(ids.join('  '))}`)] : []),
  ];
}

/** Prose folded at spaces. Values and commands never go through here. */
function folded(text: string, width: number): string[] {
  const lines: string[] = [''];
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? '';
    if (last && last.length + 1 + word.length > width) lines.push(word);
    else lines[lines.length - 1] = last ? `${last} ${word}` : word;
  }
  return lines;
}
