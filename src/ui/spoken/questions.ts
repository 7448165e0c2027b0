import { paintNothing } from '../../report/marks.js';
import { said, sentence } from '../../report/spoken-words.js';
import { standingOf, standings } from '../setup/answers.js';
import type { Look } from '../look.js';
import { keyLines } from '../look.js';
import type { FieldsScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { placeWords } from '../value-text.js';
import { keysOf, viewOf } from '../view.js';
import type { Choice } from './choices.js';
import { choicesOf } from './choices.js';
import { heardLines, valueWords } from './spoken-words.js';

/** What a person is asked at this moment, or is told while something is under way. */
export interface Question {
  /** Two questions with one name are the same, whatever has changed in their words since. */
  name: string;
  lines: string[];
  /** What is said only the first time, and when help is asked for. */
  help?: string[];
  /** A choice of a number; a line of text, shown or not; a text of several lines; or nothing, for something is under way. */
  takes: 'choice' | 'line' | 'secret' | 'text' | 'nothing';
  prompt: string;
  choices: Choice[];
}

/** The size for which screens are laid out whose lines are said. */
export const spokenSize = { columns: 80, rows: 24 };
const look: Look = { columns: 400, rows: 1000, paint: paintNothing, spinner: '' };

export function questionOf(state: State, ground: Ground): Question {
  const { screen, work } = state;
  const choices = choicesOf(keysOf(state, ground, look));
  const words = { name: screen.at, choices, prompt: 'Your choice: ', takes: 'choice' as const };
  switch (screen.at) {
    case 'fields':
      return { ...words, ...fieldQuestion(state, screen, ground) };
    case 'talk':
      if (screen.asked !== null) return { ...words, lines: [], takes: 'nothing' };
      return { ...words, lines: talkLines(screen.editor.text), takes: 'line', prompt: 'You: ' };
    case 'paste':
      if (screen.reading !== null) return { ...words, lines: [sentence(`Reading ${screen.reading}`)], takes: 'nothing' };
      return { ...words, lines: pasteLines, takes: 'text', prompt: 'Paste: ' };
    case 'credential':
      return { ...words, lines: [...viewLines(state, ground), textEnd], takes: 'text', prompt: 'Paste: ' };
    case 'check':
      return { ...words, lines: ['Checking. This takes a few seconds. Ctrl-C stops it.'], takes: 'nothing' };
    case 'wait':
      return { ...words, lines: ['Waiting until Azure has noticed the change. It can take several minutes.'] };
    case 'review':
      if (work) return { ...words, name: 'writing', lines: ['Writing.'], takes: 'nothing' };
      return { ...words, lines: reviewLines(state, screen.notice, ground) };
    case 'diagnosis':
      return { ...words, lines: screen.pasted?.hint ? [sentence(screen.pasted.hint)] : [] };
    default:
      return { ...words, lines: viewLines(state, ground) };
  }
}

/** What the screen shows, without its keys: those are the choices. */
function viewLines(state: State, ground: Ground): string[] {
  const { lines } = viewOf(state, ground, look);
  const keys = new Set(keyLines(keysOf(state, ground, look), look));
  return heardLines(lines.filter((line) => !keys.has(line)));
}

function fieldQuestion(state: State, screen: FieldsScreen, ground: Ground): Omit<Question, 'choices'> {
  const { current, notice, isHeld } = screen;
  const field = ground.fields[current];
  if (!field) return { name: 'fields', lines: [], takes: 'nothing', prompt: '' };
  const { value, source, isEmpty, remark } = standingOf(state, ground, field);
  const optional = field.required === 'never' ? 'Optional, press enter to leave it out.' : '';
  const kept = isEmpty ? optional : `Kept: ${valueWords(value)}, from ${placeWords(source)}. Press enter to keep it.`;
  return {
    name: `fields ${current}${isHeld ? ' held' : ''}`,
    lines: [
      ...(notice === null ? [] : [sentence(notice)]),
      ...(remark ? [sentence(remark.words) + (isHeld ? ' Press enter to go on all the same.' : '')] : []),
      `Value ${current + 1} of ${ground.fields.length}: ${field.label}.`,
      ...(kept === '' ? [] : [kept]),
      ...(field.secret ? ['What you type or paste is not shown.'] : []),
    ],
    help: [sentence(field.help), `Where to find it: ${sentence(field.where)}`, `Example: ${said(field.example)}`],
    takes: field.secret ? 'secret' : 'line',
    prompt: `${field.label}: `,
  };
}

function talkLines(unsent: string): string[] {
  return unsent === '' ? [] : [`Not sent yet: ${said(unsent)}`, 'Press enter to send it, or type another.'];
}

const textEnd = 'A text of several lines ends with a line that has only a dot. What you paste is not shown.';
const pasteLines = ['Paste an error, a log, a token, a .env file or a federated credential. Nothing of it leaves this machine.', textEnd];

/** All values, what is to be said of them, and what would be written. */
function reviewLines(state: State, notice: string | null, ground: Ground): string[] {
  const { review, isWritten } = state;
  const changes = review.changes.filter(({ kind }) => kind !== 'unchanged');
  const others = review.remarks.filter(({ field }) => field === null);
  const counts =
    changes.length === 0
      ? `holds these values${isWritten ? ' now' : ''}`
      : `would get ${changes.length === 1 ? 'one change' : `${changes.length} changes`}`;
  return [
    ...(notice === null ? [] : [sentence(notice)]),
    ground.isSandbox ? 'Review. Pretend values: nothing here is real, and nothing leaves this machine.' : 'Review.',
    ...standings(state, ground).map(({ field, value, source, isEmpty, remark }, at) => {
      const what = isEmpty
        ? field.required === 'never'
          ? 'optional, not set'
          : 'not set'
        : `${valueWords(value)}, from ${placeWords(source)}`;
      return `Value ${at + 1}, ${field.label}: ${what}${remark ? `. ${remark.status === 'fail' ? 'PROBLEM' : 'Remark'}: ${said(remark.words)}` : ''}`;
    }),
    ...others.map(({ isError, title }) => sentence(`${isError ? 'PROBLEM' : 'WARNING'}: ${title}`)),
    ...(review.isUsable ? [sentence(`${review.file} ${counts}`)] : ['Something is missing before a check can run.']),
    ...(['added', 'changed', 'emptied'] as const).flatMap((kind) => changeSentence(kind, changes)),
  ];
}

const changeWords = { added: 'To add', changed: 'To change', emptied: 'To empty' } as const;

function changeSentence(kind: keyof typeof changeWords, changes: State['review']['changes']): string[] {
  const names = changes.filter((change) => change.kind === kind).map(({ name }) => name);
  return names.length === 0 ? [] : [`${changeWords[kind]}: ${names.join(', ')}.`];
}
