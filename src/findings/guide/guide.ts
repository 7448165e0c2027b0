import type { FieldName } from '../../settings/field-name.js';
import type { Confidence, Fix, Known } from '../explanation.js';
import type { Thing } from './things.js';

/** How to make one thing that is not there yet, with the values of this person in it. Every text is plain; only commands are quoted. */
export interface Guide {
  thing: Thing;
  /** As it goes on within a sentence: `the API in Auth0`. */
  name: string;
  /** As short as a key's word has to be. */
  word: string;
  /** What it is, and why it is needed. */
  what: string;
  /** What has to be there before. */
  needs: readonly Thing[];
  /** The settings that are read off it. */
  gives: readonly FieldName[];
  url: string;
  clicks: readonly Click[];
  /** The same without a browser, in order. */
  commands: readonly Command[];
  /** How one sees that it is done. */
  seen: string;
  slips: readonly string[];
}

/** One thing to click or to fill in. */
export interface Click {
  text: string;
  confidence: Confidence;
  /** What is pasted there, where it is known. */
  paste?: Pasted;
}

/** A value to paste, and the label of the box it goes into. */
interface Pasted {
  name: string;
  value: string;
}

export interface Command {
  /** What it does. */
  lead: string;
  confidence: Confidence;
  command: string;
}

export type Describe = (known: Known) => Omit<Guide, 'thing'>;

/** A thing to click, by its exact label. */
export function click(text: string, confidence: Confidence = 'certain'): Click {
  return { text, confidence };
}

/** A box to fill: with the value, or with these words for it while it is not known. `note` is what to know of it. */
export function fill(name: string, value: string | null, words: string, note = ''): Click {
  const end = note === '' ? '' : ` ${note}`;
  return value === null
    ? { text: `${name}: ${words}.${end}`, confidence: 'certain' }
    : { text: `${name}: paste this.${end}`, confidence: 'certain', paste: { name, value } };
}

/** A command, with what it does. */
export function command(lead: string, text: string, confidence: Confidence = 'certain'): Command {
  return { lead, confidence, command: text };
}

/** The commands among these fixes, which were written for what is explained. How sure they are there is about another question. */
export function commandsIn(lead: string, fixes: readonly Fix[]): Command[] {
  return fixes.flatMap((fix) => (fix.kind === 'command' ? [command(lead, fix.command)] : []));
}
