import type { State } from '../state.js';
import type { Choice } from './choices.js';
import { menuLines } from './choices.js';
import type { Question } from './questions.js';
import type { TypedLines } from './typed-lines.js';
import type { Voice } from './voice.js';

/** Puts the questions, each once, and says what has changed in one that stands. */
export interface Asker {
  /** The question that stands, or what is told while something is under way. */
  question(): Question | null;
  /** `isAnswered` is true behind an answer, when the question is put again even where it is the same. */
  put(question: Question, isAnswered: boolean): void;
  /** The whole question once more, with every word and choice there is. */
  help(): void;
  /** The same question with other words above it. */
  again(lines: readonly string[], prompt?: string): void;
}

export function createAsker(voice: Voice, typed: Pick<TypedLines, 'hide' | 'shown'>, screen: () => State['screen']): Asker {
  let stands: Question | null = null;
  let told: ReadonlySet<string> = new Set();
  let hasNamedWords = false;
  const introduced = new Set<string>();
  const remembered = new Map<string, ReadonlySet<string>>();

  function ask(lines: readonly string[], prompt: string): void {
    voice.ask(lines, prompt + typed.shown());
  }

  /** What can be done: the choices where they are new, the words once. */
  function waysOf(question: Question, before: Question | null): string[] {
    const menu = menuLines(question.choices);
    if (question.takes === 'choice') {
      const isKnown = before?.takes === 'choice' && before.name === question.name && menu.join() === menuLines(before.choices).join();
      return isKnown ? [] : [...menu, menuHint(question)];
    }
    if (hasNamedWords) return [];
    hasNamedWords = true;
    return wordLines(question.choices, screen());
  }

  /** Where a value is found is told when it is asked for the first time, and by help. */
  function introduction({ prompt, help = [] }: Question): string[] {
    if (introduced.has(prompt)) return [];
    introduced.add(prompt);
    return help;
  }

  return {
    question: () => stands,
    put(question, isAnswered) {
      const before = stands;
      const isSame = before?.name === question.name && before.takes === question.takes;
      const known = isSame ? told : (remembered.get(question.name) ?? new Set());
      const fresh = question.lines.filter((line) => !known.has(line));
      if (!isSame && fresh.length < question.lines.length)
        fresh.push(`${question.lines[0]} The rest is as you heard it; help says it again.`);
      stands = question;
      told = new Set([...(isSame ? told : []), ...question.lines]);
      if (question.isRemembered) remembered.set(question.name, new Set(question.lines));
      if (question.takes === 'nothing') return voice.say(fresh);
      const ways = waysOf(question, before);
      // What has changed by itself is said; the question stands.
      if (isSame && !isAnswered && voice.isAsking() && ways.length === 0) return voice.say(fresh);
      typed.hide(question.takes === 'secret');
      ask([...fresh, ...introduction(question), ...ways], question.prompt);
    },
    help() {
      if (stands === null) return;
      const ways = stands.takes === 'choice' ? [...menuLines(stands.choices), menuHint(stands)] : wordLines(stands.choices, screen());
      ask([...stands.lines, ...(stands.help ?? []), ...ways], stands.prompt);
    },
    again: (lines, prompt = stands?.prompt ?? '') => ask(lines, prompt),
  };
}

function menuHint({ enter }: Question): string {
  return `Type a number and press enter.${enter === null ? '' : ` Enter alone takes number ${enter + 1}.`}`;
}

/** In a prompt every word may be meant for the model, so there they begin with a slash. */
function wordLines(choices: readonly Choice[], { at }: State['screen']): string[] {
  const others = choices.filter(({ key }) => key?.kind !== 'enter' && (at !== 'talk' || key?.kind === 'ctrl'));
  const words = others.map(({ word }) => word);
  if (at === 'talk') return [`Other things to type: ${['help', ...words].map((word) => `/${word}`).join(', ')}.`];
  return [`Instead of it you can type a word: ${[...words, ...(at === 'fields' ? ['clear'] : []), 'help'].join(', ')}.`];
}
