import { numbered } from '../setup/numbered.js';
import { blockIn } from '../setup/pasted-block.js';
import type { Ground } from '../state.js';
import type { Asker } from './asker.js';
import type { Choice } from './choices.js';
import { byWord, chosen } from './choices.js';
import type { Question } from './questions.js';
import type { Answering } from './reply.js';
import { answerText, keepUnfinished, replaceText } from './reply.js';

/** Makes keys of what was typed. */
export interface Answerer {
  lines(lines: readonly string[]): void;
  control(letter: string): void;
}

interface World {
  session: Answering;
  asker: Asker;
  desk: Ground;
  unfinished: () => string;
  /** Takes it away. */
  drop: () => void;
  /** Lines that are answers to questions still to come. */
  later: (lines: readonly string[]) => void;
}

export function createAnswerer({ session, asker, desk, unfinished, drop, later }: World): Answerer {
  /** A choice of several digits, of which one is still to be given. */
  let which: Choice | null = null;
  /** The lines so far of a text that ends with a dot. */
  let text: string[] = [];

  function choose(lines: readonly string[], question: Question): void {
    const [line = ''] = lines;
    if (lines.length > 1) return session.press({ kind: 'paste', text: lines.join('\n') });
    if (which) return chooseNumber(line, which);
    const choice = chosen(line, question.choices, question.enter);
    if (choice === null) return asker.again([`Type a number from 1 to ${question.choices.length}, or help to hear it again.`]);
    if (choice.key) return session.press(choice.key);
    which = choice;
    asker.again([...numberLines(choice), 'Type its number and press enter.'], 'Which one: ');
  }

  function chooseNumber(line: string, { numbers }: Choice): void {
    which = null;
    const number = Number(line.trim());
    if (line.trim() !== '' && numbers.includes(number)) session.press({ kind: 'text', text: String(number) });
    else asker.again(['None of them was taken.']);
  }

  function numberLines({ numbers, name }: Choice): string[] {
    const fields = numbered(desk);
    const isFields = session.state().screen.at === 'review' && numbers.length === fields.length;
    return isFields ? fields.map(({ label }, at) => `${at + 1}. ${label}`) : [`${name}: ${numbers[0]} to ${numbers.at(-1)}.`];
  }

  /** A single line is taken as it is; several go on until a line with a dot. */
  function collect(lines: readonly string[], question: Question): void {
    const end = lines.indexOf('.');
    if (text.length === 0 && lines.length === 1 && end === -1 && unfinished() === '') return answerText(lines, question, session);
    for (const line of end === -1 ? lines : lines.slice(0, end)) text.push(line);
    if (end === -1) asker.again([`${text.length === 1 ? 'One line' : `${text.length} lines`} so far.`], 'A dot ends it: ');
    else endText();
  }

  /** Lines that are settings, and not one answer after the other; null where they are none. The last line of a paste often has no end. */
  function wholeBlock(lines: readonly string[]): string | null {
    const { screen } = session.state();
    const rest = unfinished();
    const whole = rest === '' ? lines : [...lines, rest];
    if (screen.at === 'talk' || whole.length < 2 || blockIn(whole.join('\n'), null, session.state(), desk) === null) return null;
    if (rest !== '') drop();
    return whole.join('\n');
  }

  function endText(): void {
    const whole = text.join('\n');
    text = [];
    if (whole.trim() === '') asker.again([]);
    else replaceText(whole, session);
  }

  function isHelp([line = '', ...others]: readonly string[], { choices }: Question): boolean {
    const isTalk = session.state().screen.at === 'talk';
    // Where the prompt has commands of its own, help is one of them.
    const isOwn = choices.some(({ key }) => key?.kind === 'text' && key.text === '/') || byWord('help', choices) !== null;
    return others.length === 0 && (isTalk ? line === '/help' : /^\/?help$/i.test(line)) && !isOwn;
  }

  return {
    lines(lines) {
      const question = asker.question();
      if (question === null || question.takes === 'nothing') return;
      if (text.length === 0 && isHelp(lines, question)) return asker.help();
      const block = question.takes === 'text' ? null : wholeBlock(lines);
      if (block) return replaceText(block, session);
      if (question.takes === 'choice') return choose(lines, question);
      if (question.takes === 'text') return collect(lines, question);
      const isOne = question.takes === 'secret' || session.state().screen.at === 'talk';
      later(isOne ? [] : lines.slice(1));
      answerText(isOne ? lines : lines.slice(0, 1), question, session);
    },
    control(letter) {
      const question = asker.question();
      if (letter === 'd' && text.length > 0) return endText();
      if (letter === 'c' && session.state().screen.at === 'talk' && unfinished() !== '') {
        drop();
        return asker.again(['The line is cleared. Ctrl-C again leaves.']);
      }
      const isKnown = question?.choices.some(({ key }) => key?.kind === 'ctrl' && key.letter === letter) ?? false;
      if (letter !== 'c' && letter !== 'd' && !isKnown) return;
      if (question && 'cd'.includes(letter)) keepUnfinished(unfinished(), question, session);
      session.press({ kind: 'ctrl', letter });
    },
  };
}
