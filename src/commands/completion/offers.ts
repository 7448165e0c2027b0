import { meanings } from '../../findings/meanings.js';
import { faults } from '../../sandbox/faults.js';
import { closedLists, commandNames, commandOf, placesIn, rowOf } from '../command-table.js';
import type { ClosedList, CommandName, CommandWord } from '../command-table.js';
import { isFor, options } from '../options.js';
import type { Option } from '../options.js';

/** A word that can be typed, and what it means. */
export interface Offer {
  name: string;
  about: string;
}

/** The lists that words are taken from. */
export type ListName = ClosedList | 'COMMAND' | 'CODE' | 'FAULT';

/** What may stand in one place: words of a list, names of files, or neither, where only the person knows. */
export interface Place {
  list: ListName | null;
  files: boolean;
}

/** An option with the states of a line in which it does something. */
export interface OfferedOption extends Option {
  states: string[];
  /** What stands after it; null for a switch, and where it is joined and may be left out. */
  value: Place | null;
}

/** All that a completion script knows. */
export interface Offers {
  lists: Readonly<Record<ListName, readonly Offer[]>>;
  options: readonly OfferedOption[];
  /** What stands after a command, and whether more than one of it makes sense; nothing for a command that takes no word. */
  words: ReadonlyMap<CommandWord, Place & { many: boolean }>;
  /** The commands after whose `--` a command of the system follows. */
  running: readonly CommandWord[];
}

/**
 * What has been typed so far decides which options are offered: the command, `keyless` where there is none yet, and of `provision` which of
 * its two plans.
 */
export const noCommand = 'keyless';
export const otherPlan = { command: 'provision', flag: '--post-deployment', state: 'post-deployment' } as const;

/** The table of commands, the options and the codes, as completion needs them. */
export function offers(): Offers {
  const taking = commandNames.filter((name) => rowOf(name).takes !== null);
  return {
    lists: lists(),
    options: options.map((option) => ({ ...option, help: ascii(option.help), states: statesOf(option), value: valueOf(option) })),
    words: new Map(
      taking.map((name) => [name, { ...placeOf(rowOf(name).takes, 'CODE'), many: (rowOf(name).takes ?? '').includes('FILE') }]),
    ),
    running: commandNames.filter((name) => rowOf(name).runs),
  };
}

function lists(): Offers['lists'] {
  const closed = Object.entries(closedLists).map(([list, names]): [string, Offer[]] => [
    list,
    names.map((name) => ({ name, about: aboutWord(name) })),
  ]);
  return {
    ...(Object.fromEntries(closed) as Record<ClosedList, Offer[]>),
    COMMAND: commandNames.map((name) => offer(name, rowOf(name).summary)),
    CODE: Object.entries(meanings).map(([code, meaning]) => offer(code, meaning)),
    FAULT: Object.entries(faults).map(([code, { sentence }]) => offer(code, sentence)),
  };
}

/** Topics of help are commands, mostly; the words of the other lists say themselves what they are. */
function aboutWord(name: string): string {
  const command = commandOf(name);
  return command ? ascii(rowOf(command).summary) : '';
}

function offer(name: string, about: string): Offer {
  return { name, about: ascii(about) };
}

/** A script may be read in whatever encoding the shell has: it is ASCII. In PowerShell a typographic apostrophe would even end a text. */
function ascii(text: string): string {
  return text
    .replaceAll('`', '')
    .replaceAll('’', "'")
    .replaceAll('…', '...')
    .replace(/[“”]/g, '"')
    .replace(/[^\x20-\x7e]/g, '?');
}

function statesOf(option: Option): string[] {
  const commands: CommandName[] = ['screen', ...commandNames];
  return commands
    .filter((command) => isFor(option, command))
    .flatMap((command) => {
      if (command === 'screen') return [noCommand];
      if (command !== otherPlan.command) return [command];
      return [...(option.plan === 'post-deployment' ? [] : [command]), ...(option.plan === 'connection' ? [] : [otherPlan.state])];
    });
}

function valueOf({ flag, argument, isOptional }: Option): Place | null {
  if (argument === null || isOptional) return null;
  return placeOf(argument, flag === '--fault' ? 'FAULT' : 'CODE');
}

function placeOf(synopsis: string | null, codes: 'CODE' | 'FAULT'): Place {
  const places = placesIn(synopsis);
  const closed = places.find((place): place is ClosedList => Object.hasOwn(closedLists, place));
  return { list: closed ?? (places.includes('CODE') ? codes : null), files: places.some((place) => place === 'FILE' || place === 'PATH') };
}
