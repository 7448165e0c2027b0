import { parseArgs as parseWith } from 'node:util';

import type { FieldName } from '../settings/field-name.js';
import { misspeltCode, readCodeWord } from './code-word.js';
import { commandNames, commandOf, rowOf } from './command-table.js';
import type { CommandName } from './command-table.js';
import { isFor, settingOptions } from './options.js';
import { kindUsage } from './export-kind.js';
import type { Given, Usage } from './read-option.js';
import { readSpan } from './span.js';
import { takeValues } from './take-values.js';
import { nearest, readOption, shapes } from './read-option.js';

/** A command line, understood. */
export interface Args {
  command: CommandName;
  /** Words after the command. */
  words: string[];
  /** What stands after `--`, for `sandbox -- COMMAND`; null without it. */
  run: string[] | null;
  /** Values of settings given as flags. The secret is never among them. */
  settings: Map<FieldName, string>;
  secretFile: string | null;
  credentialFile: string | null;
  tokenFile: string | null;
  /** Where a report or an export goes: a file that is added to, or a new one. */
  summaryFile: string | null;
  outputFile: string | null;
  /** Null when not given. */
  envFile: string | null;
  color: 'auto' | 'always' | 'never';
  /** Seconds to wait at most; null when `--wait` was given without, or not at all. */
  wait: number | null;
  faults: string[];
  /** What `provision` is to work on, by the flag that says so; of `--web-app` there may be several. */
  decisions: Map<string, string[]>;
  flags: ReadonlySet<string>;
}

/** What is wrong is told in our own words. */
const loosely = { strict: false, allowPositionals: true, tokens: true } as const;

/** Reads the arguments after the program's name. Nothing is guessed: a word that is not known is refused, with the nearest that is. */
export function readArgs(argv: readonly string[]): { ok: true; args: Args } | { ok: false; usage: Usage } {
  const tokens = argv.length === 0 ? [] : parseWith({ args: [...argv], options: shapes(), ...loosely }).tokens;
  const args: Args = { ...blank, words: [], settings: new Map(), faults: [], decisions: new Map(), flags: new Set() };
  const given: Given[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') (args.run ?? args.words).push(token.value);
    else if (token.kind === 'option-terminator') args.run = [];
    else {
      const read = readOption(token);
      if ('problem' in read) return { ok: false, usage: isText(argv[token.index]) ? hyphenText : read };
      given.push(read);
    }
  }
  const flags = new Set(given.filter(({ option, value }) => value === null || option.isOptional).map(({ option }) => option.flag));
  const usage =
    takeValues(given, args) ??
    takeCommand({ ...args, flags }, args) ??
    misplaced(given, { ...args, flags }) ??
    stdinTwice(args) ??
    listed({ ...args, flags });
  if (args.command === 'sandbox') flags.add('--sandbox');
  return usage ? { ok: false, usage } : { ok: true, args: { ...args, flags } };
}

/** No name of an option has a space in it, so this was a text. */
function isText(argument: string | undefined): boolean {
  return argument !== undefined && /^-[^=]*\s/.test(argument);
}

const hyphenText: Usage = {
  problem: 'A text that begins with a hyphen is taken for an option.',
  hint: 'Put -- before it: keyless explain -- "…".',
};

const blank = {
  command: 'screen',
  run: null,
  secretFile: null,
  credentialFile: null,
  tokenFile: null,
  summaryFile: null,
  outputFile: null,
  envFile: null,
  color: 'auto',
  wait: null,
} as const;

function takeCommand(args: Args, into: Args): Usage | null {
  if (args.flags.has('--version')) {
    into.command = 'version';
    return null;
  }
  const [word, ...words] = args.words;
  const command = commandOf(word);
  if (word !== undefined && !command)
    return {
      problem: `There is no command ${word}.`,
      hint: hintFor(word),
    };
  // Behind `--` stand the words of a text that begins with a hyphen, or a command for the sandbox.
  const takesText = command === 'prompt' || command === 'explain';
  const rest = takesText ? words.concat(args.run ?? []) : words;
  const usage = takesText ? null : judgeRun(args, command);
  if (usage) return usage;
  into.command = command ?? 'screen';
  into.words = rest;
  if (args.flags.has('--help')) {
    into.words = command && command !== 'help' ? [command] : rest;
    into.command = 'help';
  } else if (command && rowOf(command).takes === null && rest.length > 0) {
    const isSpan = args.flags.has('--wait') && readSpan(rest[0] ?? '') !== null;
    return { problem: `keyless ${command} takes no ${rest[0]}.`, hint: isSpan ? `The time is joined with =: --wait=${rest[0]}.` : null };
  }
  return into.command === 'export' ? kindUsage(rest, args.flags) : null;
}

/** A code or a number leads to `explain`, where that command takes it. */
function hintFor(word: string): string | null {
  if (readCodeWord(word) !== null) return `keyless explain ${word} explains it.`;
  const misspelt = misspeltCode(word);
  return misspelt === null ? nearest(word, commandNames) : `keyless explain takes codes. ${misspelt.hint}`;
}

function judgeRun({ run, flags, faults }: Args, command: string | undefined): Usage | null {
  if (flags.has('--list') && (run !== null || faults.length > 0))
    return { problem: '--list only names the faults, and starts no sandbox.', hint: null };
  if (run === null) return null;
  if (command !== 'sandbox') return { problem: 'Only keyless sandbox runs a command after --.', hint: null };
  if (run.length === 0) return { problem: 'There is no command after --.', hint: null };
  if (!flags.has('--json')) return null;
  return { problem: '--json and a command after -- do not go together.', hint: 'Standard output is the command’s own.' };
}

/** A list has everything in it. */
function listed({ command, flags, words, tokenFile, credentialFile }: Args): Usage | null {
  if (command !== 'explain' || !flags.has('--list') || (words.length === 0 && tokenFile === null && credentialFile === null)) return null;
  return { problem: '--list lists every code, and explains none.', hint: null };
}

/** An option that would do nothing is refused: whoever types it expects something of it. */
function misplaced(given: readonly Given[], { command, flags }: Args): Usage | null {
  if (command === 'help' || command === 'version') return null;
  if (command === 'provision' && flags.has('--sandbox')) return noSandbox;
  const other = given.find(({ option }) => !isFor(option, command));
  if (other) {
    const commands = other.option.commands?.filter((name) => name !== 'screen').map((name) => `keyless ${name}`) ?? [];
    return {
      problem: `${other.option.flag} means nothing to keyless ${command === 'screen' ? 'alone' : command}.`,
      hint: `It is for ${commands.join(', ')}.`,
    };
  }
  const unplanned = ofOtherPlan(given, flags.has('--post-deployment'));
  if (unplanned) return unplanned;
  // What Azure holds may be given for a sandbox too: that is evidence, no setting.
  const setting = given.find(({ option }) => settingOptions.includes(option) && option.flag !== '--federated-credential');
  if (!setting || !flags.has('--sandbox')) return null;
  return { problem: `${setting.option.flag} means nothing with --sandbox, which takes every setting from itself.`, hint: null };
}

/** The connection and the actions after a deployment are two plans, and share the subscription and the resource group. */
function ofOtherPlan(given: readonly Given[], isPostDeployment: boolean): Usage | null {
  const plan = isPostDeployment ? 'post-deployment' : 'connection';
  const other = given.find(({ option }) => option.plan !== undefined && option.plan !== plan)?.option;
  if (!other) return null;
  return isPostDeployment
    ? { problem: `${other.flag} means nothing with --post-deployment.`, hint: 'It is for the plan of a connection.' }
    : { problem: `${other.flag} means nothing without --post-deployment.`, hint: 'It names a resource that a deployment has made.' };
}

const noSandbox: Usage = {
  problem: 'keyless provision works with your own az and auth0, which are signed in to your own accounts and not to a sandbox.',
  hint: 'keyless sandbox --empty -- sh opens a shell in which az is signed in to one. There, auth0 login --domain "$AUTH0_DOMAIN" --client-id "$AUTH0_CLIENT_ID" --client-secret "$AUTH0_CLIENT_SECRET" signs auth0 in.',
};

/** Standard input can be read once. */
function stdinTwice({ command, words, secretFile, credentialFile, tokenFile }: Args): Usage | null {
  const text = command === 'explain' ? words : [];
  const asking = [secretFile, credentialFile, tokenFile, ...text].filter((one) => one === '-');
  if (asking.length < 2) return null;
  return { problem: 'Standard input can be read once, and two options ask for it.', hint: 'Give one of them a file.' };
}
