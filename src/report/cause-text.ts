import type { Fix } from '../findings/explanation.js';
import type { Evidence } from '../findings/finding.js';
import { nearFixes, noFileSentence } from '../findings/no-file.js';
import { oddSentence } from '../findings/odd-line.js';
import { fieldOf } from '../settings/fields.js';
import type { Paint } from './marks.js';
import { marks, otherSide, severityStatus } from './marks.js';
import { printable, printableLines } from './printable.js';
import { whoSaid, wordsOf } from './upstream.js';
import type { Diagnosis } from './report.js';

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
  return [head, ...file, ...(noFile ? nearFixes(noFile) : []).flatMap((fix) => fixLines(fix, paint)), ...rows];
}

/** Title, why, both values where there are two, what to do, and what the party said. */
function diagnosisLines(diagnosis: Diagnosis, paint: Paint): string[] {
  const { title, code, why, fix, docs, severity } = diagnosis;
  const { word, colour } = marks[severityStatus[severity]];
  return [
    `${paint(colour, word)} ${paint('bold', printable(title))}  ${paint('dim', code)}`,
    ...folded(printable(why), 78).map((line) => `  ${line}`),
    ...comparison(diagnosis, paint),
    ...fix.flatMap((one) => fixLines(one, paint)),
    ...docs.map((url) => paint('dim', `  see ${url}`)),
    ...upstreamLines(diagnosis, paint),
  ];
}

/** Both values one above the other, and a caret under the first code point that differs. */
function comparison({ evidence, severity }: Diagnosis, paint: Paint): string[] {
  if (!('diff' in evidence) || evidence.azure === null) return [];
  const [token, azure] = [Array.from(evidence.token), Array.from(evidence.azure)];
  const same = token.findIndex((character, at) => character !== azure[at]);
  const common = printable(token.slice(0, same === -1 ? token.length : same).join(''));
  const values = [`  token  ${printable(evidence.token)}`, `  ${otherSide(severity).padEnd(5)}  ${printable(evidence.azure)}`];
  return ['', ...values, `${' '.repeat(9 + Array.from(common).length)}${paint('red', '^')}`, ''];
}

/** What a person copies starts in the first column and is not folded. */
function fixLines(fix: Fix, paint: Paint): string[] {
  const sure = fix.confidence === 'certain' ? '' : `, ${fix.confidence}`;
  const lead = (verb: string): string => `  ${paint('cyan', `${verb} (${fix.where}${sure})`)}`;
  const prose = (text: string): string[] => folded(printable(text), 74).map((line) => `      ${line}`);
  switch (fix.kind) {
    case 'command':
      return [lead('run'), printable(fix.command)];
    case 'set':
      return [lead(`set ${fix.name}`), printable(fix.value)];
    case 'portal':
      return [lead('open'), ...prose(fix.path), ...(fix.url ? [fix.url] : [])];
    case 'message':
      // An empty line on both sides shows where it begins and ends.
      return [lead('send to a colleague'), '', printableLines(fix.text), ''];
    case 'wait':
    case 'do':
      return [lead(fix.kind), ...prose(fix.text)];
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
