import leven from 'leven';

import { printable } from '../../report/printable.js';
import { kindNamed } from '../../export/kind-names.js';
import { openExport } from '../export/export-state.js';
import { settingName } from '../setup/answers.js';
import { startCheck } from '../openings.js';
import type { Facts } from '../desk.js';
import type { TalkScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving, printed, sending } from '../state.js';
import { editorOf } from '../text-editor.js';

/** What can be done at the prompt besides asking. */
export interface Command {
  name: string;
  /** What may stand behind it. */
  takes: string | null;
  words: string;
  run(state: State, argument: string, ground: Ground): State;
  /** Where it is missing, the command is always there. */
  isThere?(state: State): boolean;
}

const commands: readonly Command[] = [
  { name: '/help', takes: null, words: 'what can be done here', run: (state) => printed(state, { kind: 'facts', ...helpOf(state) }) },
  { name: '/check', takes: null, words: 'run all checks again; the conversation stays', run: (state) => startCheck(state) },
  { name: '/model', takes: 'NAME', words: 'another deployment until you leave; without NAME, the list', run: switchModel },
  {
    name: '/token',
    takes: null,
    words: 'what is in the tokens and how long they live; never a token',
    run: (state) => sending(state, { kind: 'tokens' }),
  },
  {
    name: '/access',
    takes: null,
    words: 'who asks here, with which roles, and what is deployed',
    run: (state, _, ground) => sending(state, { kind: 'access', current: answering(state, ground) }),
  },
  {
    name: '/time',
    takes: null,
    words: 'where the time of the last run went',
    run: (state) => (state.report ? printed(state, { kind: 'time', report: state.report }) : state),
    isThere: ({ report }) => report !== null,
  },
  {
    name: '/clear',
    takes: null,
    words: 'forget the conversation; the screen stays as it is',
    run: (state) => sending(state, { kind: 'forget' }),
  },
  {
    name: '/copy',
    takes: null,
    words: 'the last answer, as the model wrote it',
    run: (state) => sending(state, { kind: 'answer' }),
  },
  {
    name: '/save',
    takes: 'FILE',
    words: 'the conversation as a new file: Markdown, or .json messages',
    run: (state, file) => sending(state, { kind: 'conversation', form: formOf(file), file: file || null }),
  },
  {
    name: '/export',
    takes: 'KIND',
    words: 'this connection as code or infrastructure, to copy or to save',
    run: exportKind,
  },
  {
    name: '/report',
    takes: null,
    words: 'the last check as a page for a colleague, to copy or to save',
    run: openReport,
  },
  {
    name: '/write',
    takes: null,
    words: 'to the review, where the values can be written',
    run: (state) => ({ ...state, screen: { at: 'review', notice: null } }),
    isThere: ({ review }) => review.changes.some(({ kind }) => kind !== 'unchanged'),
  },
  { name: '/quit', takes: null, words: 'leave', run: (state) => leaving(state) },
];

function commandsThere(state: State): Command[] {
  return commands.filter((command) => command.isThere?.(state) ?? true);
}

/** What a line that is sent means: a command, a text, or a slash with something behind it that is neither. */
export type Line =
  | { kind: 'text'; text: string }
  | { kind: 'command'; command: Command; argument: string }
  | { kind: 'unknown'; word: string };

/** Two slashes send a text that begins with one. A text of several lines is no command, whatever it begins with. */
export function readLine(line: string, state: State): Line {
  const text = line.trim();
  if (!text.startsWith('/') || text.includes('\n')) return { kind: 'text', text };
  if (text.startsWith('//')) return { kind: 'text', text: /^\/\/\S/.test(text) ? text.slice(1) : text };
  const [word = '', argument = ''] = /^(\S+)\s*(.*)$/.exec(text)?.slice(1) ?? [];
  const command = commandsThere(state).find(({ name }) => name === word.toLowerCase());
  return command ? { kind: 'command', command, argument } : { kind: 'unknown', word };
}

/** Nothing is sent, and the line stays as it was typed. */
export function unknownCommand(state: State, word: string): State {
  const names = commandsThere(state).map(({ name }) => name);
  const [nearest] = names.map((name) => ({ name, distance: leven(word.toLowerCase(), name) })).toSorted((a, b) => a.distance - b.distance);
  const begun = names.filter((name) => word.length > 1 && name.startsWith(word.toLowerCase()));
  const near = begun.length === 1 ? begun[0] : nearest && nearest.distance <= 2 ? nearest.name : null;
  const hint = near ? `Did you mean ${near}?` : '/help lists the commands.';
  return printed(state, {
    kind: 'note',
    text: `There is no command ${printable(word)}. ${hint} Nothing was sent. Two slashes, as in //${printable(word.slice(1))}, send a text that begins with one.`,
  });
}

/** The commands that the beginning of a line can become; none once something follows the name. */
export function fitting(text: string, state: State): Command[] {
  if (!/^\/[a-z]*$/i.test(text)) return [];
  return commandsThere(state).filter(({ name }) => name.startsWith(text.toLowerCase()));
}

/** The line as far as it is clear. */
export function completed(screen: TalkScreen, state: State): TalkScreen {
  const [first, ...others] = fitting(screen.editor.text, state);
  if (!first) return screen;
  let { name } = first;
  for (const other of others) while (!other.name.startsWith(name)) name = name.slice(0, -1);
  const isWhole = others.length === 0;
  return { ...screen, editor: editorOf(isWhole && first.takes !== null ? `${name} ` : name) };
}

/** By the ending of the file; it may be in quotes. */
function formOf(file: string): 'markdown' | 'messages' {
  return /\.json["']?$/i.test(file) ? 'messages' : 'markdown';
}

function exportKind(state: State, given: string): State {
  const { screen } = state;
  const kind = kindNamed(given);
  if (screen.at !== 'talk' || (given !== '' && kind === null)) return printed(state, { kind: 'note', text: noSuchKind(given) });
  return openExport(state, screen, { ...(kind && { kind }) });
}

/** The key that saves it gives it a name that is free. */
function openReport(state: State, given: string): State {
  const told: State =
    given === '' ? state : printed(state, { kind: 'note', text: '/report takes no name of a file: s saves it as keyless-report.md.' });
  return exportKind(told, 'report');
}

/** What `/export` was followed by may have been a file for the conversation. */
function noSuchKind(given: string): string {
  const save = /\.\w+["']?$/.test(given) ? ` The conversation is saved by /save ${printable(given)}` : '';
  return `There is no kind ${printable(given)}: /export lists them.${save}`;
}

function switchModel(state: State, name: string, ground: Ground): State {
  const instead = settingName(state, ground);
  if (name === '') return sending(state, { kind: 'deployments', current: answering(state, ground) });
  return sending(state, { kind: 'deployment', chosen: { name, instead } });
}

/** The deployment that answers now. */
function answering(state: State, ground: Ground): string {
  const instead = settingName(state, ground);
  return state.chosen?.instead === instead ? state.chosen.name : instead;
}

function helpOf(state: State): Facts {
  const rows = commandsThere(state).map(({ name, takes, words }) => [takes === null ? name : `${name} [${takes}]`, words] as const);
  return {
    title: 'What can be done here',
    rows: [
      ...rows,
      ['//text', 'send a text that begins with a slash'],
      ['alt+enter', 'a line break; ctrl+j and a \\ before enter do the same'],
      ['up, down', 'former prompts of this session; they are kept nowhere else'],
      ['ctrl+c', 'stop an answer, or clear the line; twice leaves'],
      ['ctrl+d', 'leave'],
    ],
  };
}
