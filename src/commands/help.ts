import { fields } from '../settings/fields.js';
import type { Field } from '../settings/fields.js';
import { closedLists, commandNames, commandOf, placesIn, rowOf } from './command-table.js';
import type { ClosedList, CommandWord } from './command-table.js';
import { firstExamples, pages } from './command-pages.js';
import type { Example } from './command-pages.js';
import { foldWords } from './fold-words.js';
import { exitCodes, readVariables } from './help-words.js';
import { generalOptions, isFor, settingOptions, synopsisOf } from './options.js';
import type { Option } from './options.js';

/** Columns that every terminal has. */
const width = 80;

/** What a page of help is about, or null when there is no such page. */
export function helpText(topic: string | undefined): string | null {
  if (topic === undefined) return overview();
  if (topic === 'exit-codes') return exitCodePage();
  if (topic === 'environment') return environment();
  const command = commandOf(topic);
  return command ? `${page(command).join('\n\n')}\n` : null;
}

function overview(): string {
  return `keyless connects an Auth0 application to Azure OpenAI without an Azure key.

${examples(firstExamples, '  ')}

Commands:
${table(commandNames.map((name) => [name, rowOf(name).summary]))}

keyless COMMAND --help shows the options. Exit codes: keyless help exit-codes.
`;
}

function page(command: CommandWord): string[] {
  const { prose, examples: shown } = pages[command];
  return [examples(shown, ''), ...prose.map((text) => foldWords(text, width).join('\n')), ...words(command), ...optionTables(command)];
}

/** What may stand after the command, where there is a list of it. */
function words(command: CommandWord): string[] {
  const lists = placesIn(rowOf(command).takes).filter((place): place is ClosedList => Object.hasOwn(closedLists, place));
  return lists.map((place) => hanging(`${place}:`, closedLists[place].join(' '), place.length + 3, ''));
}

/** The options that mean something to the command. */
function optionTables(command: CommandWord): string[] {
  const rows = (all: readonly Option[]): [string, string][] =>
    all
      .filter((option) => isFor(option, command))
      .map((option) => [synopsisOf(option), option.many ? `${option.help}; repeatable` : option.help]);
  const settings = rows(settingOptions);
  return [
    ...(settings.length > 0 ? [`Settings, each also a variable or a line of .env:\n${table(settings)}`] : []),
    `Options:\n${table(rows(generalOptions))}`,
  ];
}

function exitCodePage(): string {
  const rows = exitCodes.map(([code, meaning]): [string, string] => [code.padStart(3), meaning]);
  return `Exit codes, the same with and without --json, strongest first:\n\n${table(rows)}\n`;
}

/** The settings and the process variables, from the one table. */
function environment(): string {
  const lines = (text: string): string => foldWords(text, width - 6).join('\n      ');
  const rows = fields.map((field) => `  ${field.name}\n      ${lines(field.help + requirement(field))}\n      ${lines(field.where)}\n`);
  return `Settings are taken from flags, then the environment, then the env file.

${rows.join('')}
Also read, with their usual meaning:
  ${foldWords(readVariables.join(' '), width - 2).join('\n  ')}
`;
}

function requirement({ required, default: value }: Field): string {
  if (value !== null) return ` Default: ${value}`;
  return required === 'never' ? ' Optional.' : '';
}

/** Commands in one column as far as they fit, what they are for in the other. */
function examples(rows: readonly Example[], indent: string): string {
  const column = Math.max(2, ...rows.map(([{ length }]) => length).filter((length) => length <= 40));
  return rows.map(([command, purpose]) => hanging(command, purpose, column + 2, indent)).join('\n');
}

function table(rows: readonly (readonly [string, string])[]): string {
  const column = Math.max(...rows.map(([{ length }]) => length));
  return rows.map(([name, text]) => hanging(name, text, column + 2, '  ')).join('\n');
}

/** A term and its text beside it, below it where the term leaves no room, and always folded within its own column. */
function hanging(term: string, text: string, column: number, indent: string): string {
  const lines = foldWords(text, width - column - indent.length);
  const gap = `\n${indent}${' '.repeat(column)}`;
  return `${indent}${term.length > column - 2 ? `${term}${gap}` : term.padEnd(column)}${lines.join(gap)}`;
}
