import { firstExamples, pages } from '../../src/commands/command-pages.js';
import type { Example } from '../../src/commands/command-pages.js';
import { closedLists, commandNames, placesIn, rowOf } from '../../src/commands/command-table.js';
import type { CommandWord } from '../../src/commands/command-table.js';
import { exitCodes, readVariables } from '../../src/commands/help-words.js';
import { generalOptions, isFor, settingOptions, synopsisOf } from '../../src/commands/options.js';
import type { Option } from '../../src/commands/options.js';
import { fields } from '../../src/settings/fields.js';
import manifest from '../../package.json' with { type: 'json' };
import { bold, heading, italics, paragraph, tagged, text } from './roff.js';

/** The text of man/keyless.1: what help says, in one page. */
export function manPage(): string {
  const parts = [
    `.\\" Made from the table of commands; do not edit. To renew it: npx vitest run test/commands/man-page.test.ts -u`,
    `.TH KEYLESS 1 "" "keyless ${manifest.version}" "User Commands"`,
    // Commands are copied from here: nothing is spaced out, and no word is divided.
    '.nh',
    '.ad l',
    heading('NAME'),
    `keyless \\- ${text('connect an Auth0 application to Azure OpenAI without an Azure key')}`,
    heading('SYNOPSIS'),
    ...synopsis(),
    heading('DESCRIPTION'),
    ...description.map(paragraph),
    heading('EXAMPLES'),
    ...examples(firstExamples),
    heading('COMMANDS'),
    ...commandNames.flatMap(command),
    heading('OPTIONS'),
    paragraph('An option that only some commands take says which; to any other it means nothing, and is refused.'),
    ...[...settingOptions, ...generalOptions].map(option),
    heading('ENVIRONMENT'),
    paragraph('Settings are taken from flags, then from the environment, then from the env file.'),
    ...fields.map(({ name, help, where }) => tagged(bold(name), `${help} ${where}.`)),
    paragraph(`Also read, with their usual meaning: ${readVariables.join(', ')}.`),
    heading('FILES'),
    ...files.map(([name, what]) => tagged(italics(name), what)),
    heading('EXIT STATUS'),
    paragraph('The same with and without --json, strongest first:'),
    ...exitCodes.map(([code, meaning]) => tagged(bold(code), meaning)),
    heading('SEE ALSO'),
    paragraph(
      'keyless help COMMAND is the page of a command, keyless explain --list names every code, and keyless explain CODE explains one. az and auth0 are the tools of the two sides.',
    ),
  ];
  // A paragraph begins by itself after a heading, and a line ends before one.
  return `${parts.join('\n')}\n`.replace(/^(\.S[HS] [^\n]*)\n\.PP$/gm, '$1').replace(/\n\.br\n\.SH/g, '\n.SH');
}

const description = [
  'Auth0 issues a token, Microsoft Entra ID accepts it because a federated credential on a managed identity says so, and Entra ID hands out a token for Azure OpenAI. keyless sets this up, proves it down to a real answer of the model, explains it where it does not work, to the one character that differs, and lets you use it.',
  'It reads only, unless a person says yes to a change that is shown in full first. A secret is never shown, and is never taken from the command line.',
];

const files: readonly (readonly [string, string])[] = [
  ['.env', 'The settings, in the current folder, unless --env-file names another file. It is merged line by line and has mode 0600.'],
  ['.env.sandbox', 'What setup --sandbox writes in its place.'],
  [
    '$XDG_STATE_HOME/keyless/draft-*.json',
    'What was typed in a setup that was left before its end, without the secret; ~/.local/state where the variable is not set.',
  ],
];

function synopsis(): string[] {
  const lines = [
    ['', '[OPTION ...]'],
    ...commandNames.map((name) => [name, `${rowOf(name).takes ?? ''} [OPTION ...] ${rowOf(name).runs ? '[-- COMMAND ...]' : ''}`]),
  ];
  return lines.map(
    ([name = '', rest = '']) => `${bold(`keyless ${name}`.trim())} ${placesInItalics(rest.trim().replace(/ +/g, ' '))}\n.br`,
  );
}

function command(name: CommandWord): string[] {
  const { prose, examples: shown } = pages[name];
  const lists = placesIn(rowOf(name).takes).flatMap((place) =>
    isList(place) ? [`${place} is one of ${closedLists[place].join(', ')}.`] : [],
  );
  return [`.SS ${text(name)}`, ...[...prose, ...lists].map(paragraph), ...examples(shown)];
}

function isList(place: string): place is keyof typeof closedLists {
  return Object.hasOwn(closedLists, place);
}

function examples(rows: readonly Example[]): string[] {
  return rows.map(([line, purpose]) => tagged(bold(line), purpose));
}

function option(one: Option): string {
  const { argument, help, many } = one;
  const own = commandNames.filter((name) => isFor(one, name));
  const whose = own.length < commandNames.length ? ` For ${own.join(', ')}.` : '';
  const [names = '', rest = ''] = argument === null ? [synopsisOf(one)] : synopsisOf(one).split(argument);
  return tagged(
    `${bold(names)}${argument === null ? '' : italics(argument)}${rest && bold(rest)}`,
    `${help}${many ? '; repeatable' : ''}.${whose}`,
  );
}

/** The words in capitals are what the person fills in. */
function placesInItalics(synopsisText: string): string {
  return synopsisText
    .split(/([A-Z]+)/)
    .map((piece) => (/^[A-Z]+$/.test(piece) ? italics(piece) : text(piece)))
    .join('');
}
