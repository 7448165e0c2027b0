import { describeDifference } from '../findings/describe-difference.js';
import { readDifference } from '../findings/difference/read-difference.js';
import type { Fix } from '../findings/explanation.js';
import { otherSide } from './marks.js';
import { printable, printableValue } from './printable.js';
import type { Diagnosis } from './report.js';
import { said, saidLines, sentence } from './spoken-words.js';
import { headingsOf } from './steps.js';
import { whoSaid, wordsOf } from './upstream.js';

/** The word in front of what is the matter. */
const severityWords: { readonly [S in Diagnosis['severity']]: string } = { error: 'PROBLEM', unknown: 'NOT KNOWN', warning: 'WARNING' };

/** How two values differ, in words instead of a caret, and both of them, each in its own line; nothing where none are compared. */
export function comparisonSentences({ evidence, severity }: Pick<Diagnosis, 'evidence' | 'severity'>): string[] {
  if (!('diff' in evidence) || evidence.azure === null) return [];
  const isCopy = otherSide(severity) === 'copy';
  const { field, token, azure } = evidence;
  return [
    sentence(describeDifference(readDifference(field, token, azure), isCopy ? 'the copy' : 'Azure')),
    `Token ${field}: ${printableValue(token)}`,
    `${isCopy ? 'Copied' : 'Azure'} ${field}: ${printableValue(azure)}`,
  ];
}

/** A cause with its words, as far as the fixes that were asked for. Behind the checks of a run the values were told already. */
export function diagnosisSentences(diagnosis: Diagnosis, isBehindRun: boolean, to: number = diagnosis.fix.length): string[] {
  const { title, code, why, whyBeside, severity, fix } = diagnosis;
  const both = comparisonSentences(diagnosis);
  return [
    `${severityWords[severity]}. ${sentence(title)}`,
    `Code: ${code}`,
    ...(isBehindRun ? [] : both),
    sentence(both.length > 0 ? (whyBeside ?? why) : why),
    ...fixSentences(fix, { from: 0, to }),
    ...(to < fix.length ? [] : sourceSentences(diagnosis)),
  ];
}

/** Where more is to be read, and the words of the party. */
export function sourceSentences(diagnosis: Pick<Diagnosis, 'docs' | 'upstream'>): string[] {
  return [...diagnosis.docs.flatMap((url) => ['To read more:', url]), ...upstreamSentences(diagnosis)];
}

/** What to do, from one fix to another. What a person copies stands alone in its line. */
export function fixSentences(fixes: readonly Fix[], { from, to }: { from: number; to: number }): string[] {
  const headings = headingsOf(fixes);
  const steps = new Set(fixes.map(({ step }) => step)).size;
  return fixes.slice(from, to).flatMap((fix, at) => {
    const { step, lead, isWhole } = headings[from + at] ?? { step: '', lead: '', isWhole: false };
    const first = from + at === 0 ? 'To fix: ' : '';
    const isAlone = step === '' && lead !== '';
    return [
      ...(step === '' ? [] : [stepSentence(step, steps, first)]),
      ...(lead === '' ? [] : [leadSentence(lead, hasMore(fix, isWhole), isAlone ? first : '')]),
      ...bodySentences(fix, isWhole),
    ];
  });
}

/** The words of a party, and the numbers that its support asks for, each in its own line. */
function upstreamSentences({ upstream }: Pick<Diagnosis, 'upstream'>): string[] {
  if (!upstream || upstream.network) return [];
  const { timestamp, correlationId, traceId } = upstream;
  return [
    sentence(`${whoSaid(upstream)} said: ${wordsOf(upstream)}`),
    ...(timestamp ? [`Time: ${printable(timestamp)}`] : []),
    ...(correlationId ? [`Correlation id: ${printable(correlationId)}`] : []),
    ...(traceId ? [`Trace id: ${printable(traceId)}`] : []),
  ];
}

/** `2. Check again (how sure: certain)` is said as `Step 2 of 2: Check again; how sure: certain.` */
function stepSentence(step: string, steps: number, first: string): string {
  const [, number, words = step] = /^(?:(\d+)\. )?(.*)$/s.exec(step) ?? [];
  if (number === undefined) return sentence(`${first}${withoutBrackets(words)}`);
  return sentence(`${first === '' ? 'Step' : 'To fix, step'} ${number} of ${steps}: ${withoutBrackets(words)}`);
}

function leadSentence(lead: string, isFollowed: boolean, first: string): string {
  const words = sentence(`${first}${withoutBrackets(lead)}`);
  return isFollowed ? words.replace(/[.]?$/, ':') : words;
}

/** How sure a fix is stands in brackets, which are not heard. */
function withoutBrackets(text: string): string {
  return text
    .replace(/(?<=[.?]) \(((?:In|On) [^()]*; how sure: \w+)\.\)$/, ' $1.')
    .replace(/ \((In|On)( [^()]*; how sure: \w+)\.\)$/, (_, where: string, rest: string) => `, ${where.toLowerCase()}${rest}`)
    .replace(/ \(([^()]*how sure: \w+)\)$/, '; $1');
}

function hasMore(fix: Fix, isWhole: boolean): boolean {
  return fix.kind === 'portal' ? !isWhole || fix.url !== null : fix.kind !== 'do' && fix.kind !== 'wait';
}

function bodySentences(fix: Fix, isSaid: boolean): string[] {
  switch (fix.kind) {
    case 'command':
      return [printable(fix.command)];
    case 'set':
      return [printable(fix.value)];
    case 'portal':
      return [...(isSaid ? [] : [sentence(fix.path)]), ...(fix.url ? [printable(fix.url)] : [])];
    case 'message':
      return [...saidLines(fix.text), 'That is the end of the message.'];
    case 'wait':
    case 'do':
      return isSaid ? [] : [said(fix.text)];
  }
}
