import { parseArgs as parseWith } from 'node:util';

import leven from 'leven';

import { fields } from '../settings/fields.js';
import type { FieldName } from '../settings/field-name.js';
import { options } from './options.js';

const commandNames = ['check', 'prompt', 'setup', 'sandbox', 'help'] as const;
type CommandName = (typeof commandNames)[number] | 'screen' | 'version';

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
  /** Null when not given. */
  envFile: string | null;
  color: 'auto' | 'always' | 'never';
  faults: string[];
  flags: ReadonlySet<string>;
}

/** A command line that cannot be followed, with the sentence that says so. */
export interface Usage {
  problem: string;
  hint: string | null;
}

/** Reads the arguments after the program's name. Nothing is guessed: a word that is not known is refused, with the nearest that is. */
export function readArgs(argv: readonly string[]): { ok: true; args: Args } | { ok: false; usage: Usage } {
  const { tokens } = parseWith({ args: [...argv], options: shapes, strict: false, allowPositionals: true, tokens: true });
  const args: Args = { ...blank, words: [], settings: new Map(), faults: [], flags: new Set() };
  const flags = new Set<string>();
  for (const token of tokens) {
    if (token.kind === 'positional') (args.run ?? args.words).push(token.value);
    else if (token.kind === 'option-terminator') args.run = [];
    else {
      const usage = takeOption({ name: token.rawName, value: token.value ?? null }, args, flags);
      if (usage) return { ok: false, usage };
    }
  }
  const usage = takeCommand({ ...args, flags }, args) ?? stdinTwice(args);
  if (args.command === 'sandbox') flags.add('--sandbox');
  return usage ? { ok: false, usage } : { ok: true, args: { ...args, flags } };
}

const blank = { command: 'screen', run: null, secretFile: null, credentialFile: null, envFile: null, color: 'auto' } as const;

const shapes = Object.fromEntries(
  options.map(({ flag, short, argument }) => [
    flag.slice(2),
    { type: argument === null ? ('boolean' as const) : ('string' as const), ...(short && { short: short.slice(1) }) },
  ]),
);

function takeOption({ name, value }: { name: string; value: string | null }, args: Args, flags: Set<string>): Usage | null {
  const option = options.find(({ flag, short }) => flag === name || short === name);
  if (!option) return unknownOption(name);
  if (option.argument === null) {
    if (value !== null) return { problem: `${option.flag} takes no value.`, hint: null };
    flags.add(option.flag);
    return null;
  }
  if (value === null) return { problem: `${option.flag} needs a value: ${option.flag} ${option.argument}.`, hint: null };
  return takeValue(option.flag, value, args);
}

function takeValue(flag: string, value: string, args: Args): Usage | null {
  switch (flag) {
    case '--env-file':
      args.envFile = value;
      return null;
    case '--client-secret-file':
      args.secretFile = value;
      return null;
    case '--federated-credential':
      args.credentialFile = value;
      return null;
    case '--fault':
      args.faults.push(value);
      return null;
    case '--color':
      if (value !== 'auto' && value !== 'always' && value !== 'never') return { problem: '--color is auto, always or never.', hint: null };
      args.color = value;
      return null;
    default: {
      const field = fields.find((one) => one.flag === flag);
      if (field) args.settings.set(field.name, value);
      return null;
    }
  }
}

/** The value behind an unknown flag is never repeated: it may be a secret. */
function unknownOption(name: string): Usage {
  if (/^--(oidc-)?(client-)?secret$/.test(name)) {
    return {
      problem: 'A secret is not taken from the command line, where other users and the history of the shell can read it.',
      hint: 'Use --client-secret-file FILE, --client-secret-file - for standard input, or the variable OIDC_CLIENT_SECRET.',
    };
  }
  return {
    problem: `There is no option ${name}.`,
    hint: nearest(
      name,
      options.map(({ flag }) => flag),
    ),
  };
}

function takeCommand(args: Args, into: Args): Usage | null {
  if (args.flags.has('--version')) {
    into.command = 'version';
    return null;
  }
  const [word, ...rest] = args.words;
  const command = commandNames.find((name) => name === word);
  if (word !== undefined && !command) return { problem: `There is no command ${word}.`, hint: nearest(word, commandNames) };
  if (args.run && command !== 'sandbox') {
    if (command !== 'prompt') return { problem: 'Only keyless sandbox runs a command after --.', hint: null };
    rest.push(...args.run);
    into.run = null;
  }
  into.command = command ?? 'screen';
  into.words = rest;
  if (args.flags.has('--help')) {
    into.words = command && command !== 'help' ? [command] : rest;
    into.command = 'help';
  } else if ((command === 'check' || command === 'setup' || command === 'sandbox') && rest.length > 0) {
    return { problem: `keyless ${command} takes no ${rest[0]}.`, hint: null };
  }
  return null;
}

/** Standard input can be read once. */
function stdinTwice({ secretFile, credentialFile }: Args): Usage | null {
  if (secretFile !== '-' || credentialFile !== '-') return null;
  return { problem: 'Standard input can be read once, and two options ask for it.', hint: 'Give one of them a file.' };
}

export function nearest(word: string, known: readonly string[]): string | null {
  const [best] = known.map((one) => ({ one, distance: leven(word, one) })).toSorted((a, b) => a.distance - b.distance);
  return best && best.distance <= Math.max(2, Math.floor(word.length / 3)) ? `Did you mean ${best.one}?` : null;
}
