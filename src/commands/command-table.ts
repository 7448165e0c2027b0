import { exportKinds } from '../export/kind.js';
import { shells } from './completion/shells.js';

/** A command as it is typed: what the overview, the pages of help, the completion of the shells and the manual page are made of. */
export interface Command {
  /** What it does, in a line of the overview. */
  summary: string;
  /** What stands after its name, as in a synopsis; null for nothing. A word in capitals says what of: of `closedLists`, CODE, FILE, TEXT. */
  takes: string | null;
  /** Whether a command of the system may follow after `--`. */
  runs?: true;
}

/** THE table of commands, in the order of the overview. It is loaded at every start; what only help needs is in command-pages.ts. */
export const commandTable = {
  check: { summary: 'check the whole chain, from the settings to a real answer', takes: null },
  explain: { summary: 'explain an error, a code, a token or settings; asks nobody', takes: '[CODE|TEXT|FILE|-]' },
  prompt: { summary: 'send a prompt and stream the answer', takes: '[TEXT]' },
  setup: { summary: 'ask for the values and write .env', takes: null },
  provision: { summary: 'plan what is missing in Auth0 and Azure, and do it on a yes', takes: null },
  export: { summary: 'the connection as code or infrastructure, or a report of it', takes: 'KIND' },
  sandbox: { summary: 'pretend services on this machine, and the settings for them', takes: null, runs: true },
  completion: { summary: 'complete commands and options in your shell with the Tab key', takes: 'SHELL' },
  help: { summary: 'a page about a command, exit-codes or environment', takes: '[TOPIC]' },
} as const satisfies Record<string, Command>;

export type CommandWord = keyof typeof commandTable;
/** `screen` is no word that is typed: it is what `keyless` alone opens. */
export type CommandName = CommandWord | 'screen' | 'version';

export const commandNames = Object.keys(commandTable) as readonly CommandWord[];

/** The command of a word that was typed. */
export function commandOf(word: string | undefined): CommandWord | undefined {
  return commandNames.find((name) => name === word);
}

/** The command with its name, as the table has it. */
export function rowOf(name: CommandWord): Command {
  return commandTable[name];
}

/** All there is of a kind of word, by the name that it has in a synopsis. */
export const closedLists = {
  KIND: exportKinds,
  SHELL: shells,
  TOPIC: [...commandNames, 'exit-codes', 'environment'],
  WHEN: ['auto', 'always', 'never'],
} as const satisfies Record<string, readonly string[]>;

export type ClosedList = keyof typeof closedLists;

/** The words in capitals of a synopsis or of what an option takes: `[CODE|TEXT|FILE|-]` has three. */
export function placesIn(synopsis: string | null): string[] {
  return synopsis?.match(/[A-Z]+/g) ?? [];
}
