import type { Argument, CommandLine } from '../tools/command-line.js';

/** What a command does: `other` is for a person, such as one that opens a browser. */
type CommandKind = 'read' | 'write' | 'delete' | 'other';

/** Tells by the verb what a command of `az` or `auth0` does. A verb that nobody has thought of is none to run. */
export function commandKind({ args }: Pick<CommandLine, 'args'>): CommandKind {
  const words = args.map(plainText);
  const method = words[0] === 'rest' ? optionOf(words, '--method') : words[0] === 'api' ? words[1] : null;
  if (method) return methods[method.toLowerCase()] ?? 'other';
  const firstOption = words.findIndex((word) => word === null || word.startsWith('-'));
  // Some take what they are about before their options: `auth0 apps show ID`.
  const before = (firstOption === -1 ? words : words.slice(0, firstOption)).filter((word) => word !== null);
  const kinds = before.flatMap((word) => verbs[word] ?? []);
  return kinds.at(-1) ?? 'other';
}

/** The value of an option, joined to it or behind it; null where it is not there, or is looked up. */
export function optionOf(words: readonly (string | null)[], name: string): string | null {
  const joined = words.find((word) => word?.startsWith(`${name}=`));
  if (joined) return joined.slice(name.length + 1);
  const at = words.indexOf(name);
  return at === -1 ? null : (words[at + 1] ?? null);
}

/** An argument as it stands; null where a part of it is looked up first. */
export function plainText(argument: Argument): string | null {
  return argument.every((piece) => typeof piece === 'string') ? argument.join('') : null;
}

const methods: Readonly<Record<string, CommandKind>> = { get: 'read', post: 'write', put: 'write', patch: 'write', delete: 'delete' };

const verbs: Readonly<Record<string, CommandKind>> = {
  list: 'read',
  show: 'read',
  'list-models': 'read',
  'list-deleted': 'read',
  create: 'write',
  update: 'write',
  set: 'write',
  assign: 'write',
  approve: 'write',
  recover: 'write',
  delete: 'delete',
  purge: 'delete',
  open: 'other',
};
