import type { Fix, Known } from './explanation.js';
import { shellWord } from '../settings/shell-word.js';

/** `keyless check --wait` as this person has to type it: with the env file that was named, where one was. */
export function keylessCommand({ envFile }: Pick<Known, 'envFile'>, words: string): string {
  const [command = '', ...rest] = words.split(' ');
  return ['keyless', command, ...(envFile === null ? [] : [envFileOption(envFile)]), ...rest].join(' ');
}

/** A name that begins with a hyphen would be taken for an option, and a short option is not joined with `=`. */
export function envFileOption(path: string): string {
  return `-e ${shellWord(path.startsWith('-') ? `./${path}` : path)}`;
}

/** Every command of keyless reads the settings, so each among the fixes names their file, unless it names another one. */
export function withEnvFile(fix: Fix, known: Known): Fix {
  const words = fix.kind === 'command' ? /^keyless ((?:check|setup)\b(?!.* -e ).*)$/s.exec(fix.command)?.[1] : undefined;
  return fix.kind === 'command' && words !== undefined ? { ...fix, command: keylessCommand(known, words) } : fix;
}
