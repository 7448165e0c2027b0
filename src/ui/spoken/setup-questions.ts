import { comparisonSentences } from '../../report/spoken-diagnosis.js';
import { said, sentence } from '../../report/spoken-words.js';
import { isEvidence } from '../../settings/field-name.js';
import type { Field } from '../../settings/fields.js';
import type { FieldsScreen } from '../screens.js';
import type { Standing } from '../setup/answers.js';
import { standingOf, standings } from '../setup/answers.js';
import { comparedIn } from '../setup/credential-state.js';
import { numbered } from '../setup/numbered.js';
import { stepCount, stepOf, steps } from '../setup/steps.js';
import { isReading } from '../setup/read-credential.js';
import { isExposed } from '../setup/write-state.js';
import type { Ground, State } from '../state.js';
import { placeWords } from '../value-text.js';
import type { Question } from './questions.js';
import { valueWords } from './spoken-words.js';
import { remarkTitle, remarkWords } from '../setup/remark-words.js';

export const textEnd = 'A text of several lines ends with a line that has only a dot. What you paste is not shown.';

/** One value: where in the setup it is, what stands there, and, the first time, where it is found. */
export function fieldQuestion(
  state: State,
  { current, notice, isHeld }: FieldsScreen,
  ground: Ground,
): Omit<Question, 'choices' | 'enter'> {
  const field = ground.fields[current];
  if (!field) return { name: 'fields', lines: [], takes: 'nothing', prompt: '' };
  const standing = standingOf(state, ground, field);
  const { remark } = standing;
  const isText = isEvidence(field.name);
  return {
    name: `fields ${current}${isHeld ? ' held' : ''}`,
    lines: [
      ...(notice === null ? [] : [sentence(notice)]),
      ...(isReading(state) ? ['Reading the credential with az.'] : []),
      ...(remark ? [`${sentence(remarkWords(remark))}${isHeld ? ' Press enter to go on all the same.' : ''}`] : []),
      placeWordsOf(field),
      ...keptWords(standing),
      ...(field.secret ? ['What you type or paste is not shown.'] : []),
    ],
    help: [
      sentence(field.help),
      `Where to find it: ${sentence(field.where)}`,
      `Example: ${said(field.example)}`,
      ...(isText ? [whole, textEnd] : []),
    ],
    takes: field.secret ? 'secret' : isText ? 'text' : 'line',
    prompt: `${field.label}: `,
  };
}

const whole =
  'What az identity federated-credential list prints, or the page of the portal, can be pasted here: it fills all three values.';

function placeWordsOf({ name, label }: Field): string {
  const at = stepOf(name);
  const step = steps[at];
  if (!step) return `${label}.`;
  return `Step ${at + 1} of ${stepCount}, ${step.title}. Value ${step.fields.indexOf(name) + 1} of ${step.fields.length}: ${label}.`;
}

/** What enter alone does. */
function keptWords({ field, value, source, isEmpty }: Standing): string[] {
  if (!isEmpty) return [`Kept: ${valueWords(value)}, from ${placeWords(source)}. Press enter to keep it.`];
  if (isEvidence(field.name)) return ['Press enter to leave it out: then nothing is compared.'];
  if (field.default !== null) return [`Press enter for ${field.default}`];
  return field.required === 'never' ? ['Optional, press enter to leave it out.'] : [];
}

/** All values, what is to be said of them, and what would be written. */
export function reviewLines(state: State, notice: string | null, ground: Ground): string[] {
  const { review, isWritten } = state;
  const count = numbered(ground).length;
  const changes = review.changes.filter(({ kind }) => kind !== 'unchanged').length;
  const change =
    changes === 0 ? `holds these values${isWritten ? ' now' : ''}` : `would get ${changes === 1 ? 'one change' : `${changes} changes`}`;
  return [
    ...(notice === null ? [] : [sentence(notice)]),
    ground.isSandbox ? 'Review. Pretend values: nothing here is real, and nothing leaves this machine.' : 'Review.',
    ...standings(state, ground).map(
      (standing, at) => `${at < count ? `Value ${at + 1}, ` : ''}${standing.field.label}: ${reviewWords(standing)}`,
    ),
    ...review.remarks
      .filter(({ field }) => field === null)
      .map(({ isError, found }) => sentence(`${isError ? 'PROBLEM' : 'WARNING'}: ${remarkTitle(found)}`)),
    review.isUsable ? sentence(`${review.file} ${change}`) : 'Something is missing before a check can run.',
  ];
}

function reviewWords({ field, value, source, isEmpty, remark }: Standing): string {
  if (isEmpty) return field.required === 'never' ? 'not set, optional.' : 'NOT SET.';
  const words = `${valueWords(value)}, from ${placeWords(source)}`;
  return remark ? `${words}. ${remark.status === 'fail' ? 'PROBLEM' : 'Remark'}: ${said(remarkWords(remark))}` : words;
}

/** The three comparisons, and the first difference in words. */
export function comparedLines(state: State, notice: string | null): string[] {
  const compared = comparedIn(state);
  if (compared === null) return [];
  const { report, cause } = compared;
  const rows = report.checks.filter(({ id }) => id.startsWith('trust.'));
  return [
    ...(notice === null ? [] : [sentence(notice)]),
    `Step 3 of ${stepCount}. Do the token and the credential match?`,
    ...rows.map(({ status, title }) => sentence(`${status === 'pass' ? 'OK' : 'PROBLEM'}. ${title}`)),
    ...(cause ? comparisonSentences(cause) : ['All three are identical. Whether Entra ID takes them, the check will show.']),
  ];
}

/** What writing would do, line by line, with secrets by their length. */
export function writeLines(state: State, notice: string | null): string[] {
  const { file, diff } = state.review;
  const untouched = diff.reduce((sum, line) => sum + (line.kind === 'untouched' ? line.count : 0), 0);
  return [
    ...(notice === null ? [] : [sentence(notice)]),
    `Step ${stepCount} of ${stepCount}. Writing ${said(file)} would do this:`,
    ...diff.flatMap((line) => {
      if (line.kind === 'untouched') return [];
      if (line.kind === 'added') return [`Add ${line.name}: ${valueWords(line.value)}`];
      if (line.kind === 'changed') return [`Change ${line.name} to: ${valueWords(line.value)}`, `It was: ${valueWords(line.was)}`];
      return [`Empty ${line.name}. It was: ${valueWords(line.was)}`];
    }),
    ...(untouched === 0 ? [] : [`${untouched === 1 ? 'One line stays' : `${untouched} lines stay`} as before.`]),
    'The file is replaced in one step.',
    ...(isExposed(state) ? [sentence(`WARNING. git does not ignore ${file}, and a secret is in it`)] : []),
  ];
}
