import { paintNothing } from '../../report/marks.js';
import { said, sentence } from '../../report/spoken-words.js';
import { repairWords } from '../explain/repair-state.js';
import { hintOf } from '../explain/diagnosis-view.js';
import { comparedIn } from '../setup/credential-state.js';
import { isReading } from '../setup/read-credential.js';
import type { Look } from '../look.js';
import { keyLines } from '../look.js';
import { asksSecret } from '../provision/choose-state.js';
import { lookWords } from '../provision/look-view.js';
import { questionWords } from '../provision/plan-view.js';
import type { ChooseScreen } from '../provision/provision-screens.js';
import type { WaitScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { keysOf, viewOf } from '../view.js';
import type { Choice } from './choices.js';
import { choicesOf, listedChoices } from './choices.js';
import { exportQuestion } from './export-question.js';
import { comparedLines, fieldQuestion, reviewLines, textEnd, writeLines } from './setup-questions.js';
import { heardLines } from './spoken-words.js';

/** What a person is asked at this moment, or is told while something is under way. */
export interface Question {
  /** Two questions with one name are the same, whatever has changed in their words since. */
  name: string;
  lines: string[];
  /** What is said only the first time, and when help is asked for. */
  help?: string[];
  /** Whether lines that were told once are left out when the question comes again. */
  isRemembered?: boolean;
  /** A choice of a number; a line of text, shown or not; a text of several lines; or nothing, for something is under way. */
  takes: 'choice' | 'line' | 'secret' | 'text' | 'nothing';
  prompt: string;
  choices: Choice[];
  /** The choice that enter alone takes. */
  enter: number | null;
}

/** The size for which screens are laid out whose lines are said. */
export const spokenSize = { columns: 80, rows: 24 };
const look: Look = { columns: 400, rows: 1000, paint: paintNothing, spinner: '' };

export function questionOf(state: State, ground: Ground): Question {
  const { screen, work } = state;
  const choices = choicesOf(keysOf(state, ground, look));
  const enter = choices[0]?.key?.kind === 'enter' ? 0 : null;
  const words = { name: screen.at, choices, enter, prompt: 'Your choice: ', takes: 'choice' as const };
  switch (screen.at) {
    case 'fields':
      return { ...words, ...fieldQuestion(state, screen, ground) };
    case 'talk':
      if (screen.asked !== null) return { ...words, lines: [], takes: 'nothing' };
      return { ...words, lines: talkLines(screen.editor.text), help: [talkHelp], takes: 'line', prompt: 'You: ' };
    case 'paste':
      if (screen.reading !== null) return { ...words, lines: [sentence(`Reading ${screen.reading}`)], takes: 'nothing' };
      return { ...words, lines: pasteLines, takes: 'text', prompt: 'Paste: ' };
    case 'credential':
      if (isReading(state)) return { ...words, name: 'reading', lines: ['Reading the credential with az.'], takes: 'nothing' };
      if (comparedIn(state) === null)
        return { ...words, name: 'comparing', lines: ['Comparing the token with the credential.'], takes: 'nothing' };
      return { ...words, lines: comparedLines(state, screen.notice) };
    case 'write':
      if (work) return { ...words, name: 'writing', lines: ['Writing.'], takes: 'nothing' };
      return { ...words, lines: writeLines(state, screen.notice) };
    case 'check':
      return { ...words, lines: ['Checking. This takes a few seconds. Ctrl-C stops it.'], takes: 'nothing' };
    case 'wait':
      return { ...words, lines: ['Waiting for Azure to notice the change.'], choices: waitChoices(state, screen, ground) };
    case 'review':
      return { ...words, lines: reviewLines(state, screen.notice, ground), isRemembered: true };
    case 'look':
      return { ...words, lines: [lookWords, 'Ctrl-C stops it.'], takes: 'nothing' };
    case 'choose':
      return { ...words, ...choiceQuestion(state, screen, ground) };
    case 'plan':
      return { ...words, lines: [questionWords(screen)] };
    case 'apply':
      return screen.isOver
        ? { ...words, name: 'applied', ...drawnQuestion(state, ground) }
        : { ...words, lines: ['Ctrl-C stops it.'], takes: 'nothing' };
    case 'export':
      if (screen.offers === null) return { ...words, name: 'exporting', lines: [], takes: 'nothing' };
      return { ...words, ...exportQuestion(screen, choices) };
    case 'repair':
      return {
        ...words,
        name: `repair ${screen.phase}`,
        lines: [sentence(repairWords(screen))],
        takes: screen.phase === 'asking' ? 'choice' : 'nothing',
      };
    case 'guide':
      // It was told as it was opened.
      return { ...words, lines: [] };
    case 'diagnosis':
      return { ...words, lines: [hintOf(screen) ?? []].flat().map(sentence) };
    default:
      return { ...words, ...drawnQuestion(state, ground) };
  }
}

/** Whether it is asked just now changes with every try, and the choices are not told each time. */
function waitChoices(state: State, screen: WaitScreen, ground: Ground): Choice[] {
  return choicesOf(keysOf({ ...state, screen: { ...screen, left: screen.left ?? 1 } }, ground, look));
}

/** What the screen shows, without its keys: those are the choices, and so is a list with numbers. */
function drawnQuestion(state: State, ground: Ground): Partial<Question> & { lines: string[] } {
  const keys = keysOf(state, ground, look);
  const drawn = new Set(keyLines(keys, look));
  const lines = viewOf(state, ground, look).lines.filter((line) => !drawn.has(line));
  const listed = listedChoices(lines, keys);
  if (listed === null) return { lines: heardLines(lines) };
  return { lines: heardLines(listed.rest), choices: listed.choices, enter: listed.enter };
}

/** A list to choose from, or a name; of a secret nothing is shown. */
function choiceQuestion(state: State, { asking, current, editor }: ChooseScreen, ground: Ground): Partial<Question> & { lines: string[] } {
  const question = asking[current];
  const name = `choose ${question?.flag} ${editor === null ? 'one' : 'typed'}`;
  if (!question) return { name, lines: [] };
  const place = asking.length > 1 ? `Question ${current + 1} of ${asking.length}. ` : '';
  const title = place + sentence(question.title);
  if (editor === null) return { name, ...drawnQuestion(state, ground), lines: [title] };
  const isSecret = asksSecret(question);
  const lines = [title, ...(isSecret ? ['What you type or paste is not shown.'] : [])];
  return { name, lines, takes: isSecret ? 'secret' : 'line', prompt: isSecret ? 'Secret: ' : 'Name: ' };
}

const talkHelp = 'Type what to ask and press enter. /help tells what else can be typed, and /quit leaves.';

function talkLines(unsent: string): string[] {
  return unsent === '' ? [] : [`Not sent yet: ${said(unsent)}`, 'Press enter to send it, or type another.'];
}

const pasteLines = ['Paste an error, a log, a token, a .env file or a federated credential. Nothing of it leaves this machine.', textEnd];
