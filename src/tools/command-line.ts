import { readWords } from './command-words.js';
import type { Unread, Word, Words } from './command-words.js';
import type { ToolName } from './tool.js';

/** A command of ours that can be run: the tool, and its arguments, some of which others have to look up first. */
export interface CommandLine {
  /** As it stands there. */
  text: string;
  tool: ToolName;
  args: readonly Argument[];
}

/** An argument in pieces: letters as they are, or a command whose one line of output takes its place. */
export type Argument = readonly (string | CommandLine)[];

/** Why a command text is for a person only. `what`: the word that is to be filled in, the other program, or the sign. */
export interface NotRunnable {
  why: 'placeholder' | 'other-program' | 'sign-in' | 'redirection' | 'pipe' | 'shell-syntax' | 'open-quote';
  what: string;
}

type ReadCommand = { ok: true; command: CommandLine } | { ok: false; reason: NotRunnable };

/** Reads one of our own command texts, which are shown as they are run. Never what anybody else wrote. */
export function readCommandLine(text: string): ReadCommand {
  const read = readWords(text);
  return read.ok ? judge(read.words, text) : { ok: false, reason: shellReason(text, read.unread) };
}

function shellReason(text: string, { problem, at }: Unread): NotRunnable {
  return { why: problem, what: text[at] ?? '' };
}

function judge([program, ...words]: Words, text: string): ReadCommand {
  const tool = program && plain(program);
  if (tool !== 'az' && tool !== 'auth0') return { ok: false, reason: { why: 'other-program', what: tool ?? '' } };
  // A browser and a person take part in it.
  if (words[0] && plain(words[0]) === 'login') return { ok: false, reason: { why: 'sign-in', what: 'login' } };
  const args: (string | CommandLine)[][] = [];
  for (const word of words) {
    const argument: (string | CommandLine)[] = [];
    for (const piece of word) {
      const part = 'text' in piece ? judgeText(piece.text) : judge(piece.lookup, piece.as);
      if (!part.ok) return part;
      argument.push('text' in part ? part.text : part.command);
    }
    args.push(argument);
  }
  return { ok: true, command: { text, tool, args } };
}

function plain(word: Word): string | null {
  const [first, ...more] = word;
  return first && 'text' in first && more.length === 0 ? first.text : null;
}

function judgeText(text: string): { ok: true; text: string } | { ok: false; reason: NotRunnable } {
  const what = placeholders.exec(text)?.[0];
  return what === undefined ? { ok: true, text } : { ok: false, reason: { why: 'placeholder', what } };
}

/** The words in capitals that our commands have where a value is not known. */
export const placeholderNames: readonly string[] = [
  ...'IDENTITY_NAME NEW_IDENTITY_NAME RESOURCE_GROUP CREDENTIAL_NAME NEW_CREDENTIAL_NAME UNUSED_CREDENTIAL_NAME'.split(' '),
  ...'CLIENT_ID OBJECT_ID ISSUER SUBJECT AUDIENCE API_IDENTIFIER API_ID AUTH0_DOMAIN SUBSCRIPTION_ID LOCATION'.split(' '),
  ...'ACCOUNT_NAME ACCOUNT_RESOURCE_ID MODEL_NAME MODEL_VERSION DEPLOYMENT_NAME SUBDOMAIN OTHER_SUBDOMAIN'.split(' '),
];

/** They stand alone, between quotes, behind `=`, or as a part of a path. Within a longer name they belong to that name, and before a colon they are the heading of a column. */
const placeholders = new RegExp(String.raw`(?<=^|['"=/])(?:${placeholderNames.join('|')})(?=$|['"/?&])`);
