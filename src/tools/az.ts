import { drive } from './drive.js';
import type { Around, Manner } from './drive.js';
import { plainWords } from './said.js';
import type { Tool } from './tool.js';

/**
 * The Azure CLI. Who is signed out is told so by `account list` too, which prints an empty list and ends well: here it is a refusal, in the
 * words of the warning that comes with it. An empty list that is none means that no subscription is enabled.
 */
export function createAz(around: Around): Tool {
  return drive(manner, around);
}

const manner: Manner = {
  name: 'az',
  prepare(args) {
    const output = outputOf(args);
    const isQuiet = args.some((arg) => /^--(?:only-show-errors|verbose|debug)$/.test(arg)) || isAccountList(args);
    const added = [...(output === null ? ['--output', 'json'] : []), ...(isQuiet ? [] : ['--only-show-errors'])];
    // Before a command there is nothing that takes these: `az --version`.
    const isCommand = /^[a-z]/.test(args[0] ?? '');
    return {
      args: isCommand ? [...args, ...added] : [...args],
      prints: isCommand && /^(?:json|jsonc)$/.test(output ?? 'json') ? 'json' : 'text',
      timeoutMs: isWriting(args) ? 600_000 : 90_000,
    };
  },
  objection: (args, { file }) =>
    args.some((arg) => isFile(arg) && arg !== `@${file}`) ? 'A word begins with @, and az would put what a file holds in its place.' : null,
  said: plainWords,
  refusal(args, value, stderr) {
    const words = plainWords(stderr);
    return isAccountList(args) && Array.isArray(value) && value.length === 0 && /\baz login\b/.test(words) ? words : null;
  },
};

/** `az` reads a file for every argument that begins with @, or has one behind its first `=`. */
function isFile(arg: string): boolean {
  const value = arg.slice(arg.indexOf('=') + 1);
  return [arg, value].some((text) => text.length > 1 && text.startsWith('@'));
}

/** The form of output that the command itself names. */
function outputOf(args: readonly string[]): string | null {
  for (const [at, arg] of args.entries()) {
    if (arg === '--output' || arg === '-o') return args[at + 1] ?? '';
    const joined = /^(?:--output=|-o=?)([a-z]+)$/.exec(arg)?.[1];
    if (joined !== undefined) return joined;
  }
  return null;
}

function isAccountList([group, verb]: readonly string[]): boolean {
  return group === 'account' && verb === 'list';
}

/** Azure makes an account or a deployment in minutes, and `az` waits for it. */
function isWriting(args: readonly string[]): boolean {
  const method = args.indexOf('--method');
  if (args[0] === 'rest') return method !== -1 && !/^get$/i.test(args[method + 1] ?? '');
  const firstOption = args.findIndex((arg) => arg.startsWith('-'));
  const verb = firstOption === -1 ? args.at(-1) : args[firstOption - 1];
  return /^(?:create|update|delete|purge|assign|approve|set|add|upgrade)$/.test(verb ?? '');
}
