import type { ExitCode } from '../report/report.js';
import type { Args } from './args.js';
import { completionScript } from './completion/script.js';
import { shells } from './completion/shells.js';
import type { Shell } from './completion/shells.js';
import { say } from './io.js';
import type { Io } from './io.js';
import { nearest } from './read-option.js';
import { refuse } from './stop.js';

/** The completion script of a shell. */
export function completion({ words, flags }: Args, io: Io): ExitCode {
  const isJson = flags.has('--json');
  const [word, ...more] = words;
  const all = `${shells.slice(0, -1).join(', ')} or ${shells.at(-1)}`;
  if (word === undefined) return refuse(`For which shell: ${all}?`, suggestion(io), isJson, io);
  const shell = shells.find((one) => one === word);
  if (!shell) return refuse(`There is no completion for ${word}.`, `${near(word)}There is one for ${all}.`, isJson, io);
  if (more.length > 0) return refuse(`keyless completion takes one shell, and ${more[0]} is one too many.`, null, isJson, io);
  const script = completionScript(shell);
  say(io, isJson ? `${JSON.stringify({ schemaVersion: 1, shell, script, error: null }, null, 2)}\n` : script);
  return 0;
}

/** PowerShell calls its program by another name. */
function near(word: string): string {
  const guess = word === 'pwsh' ? 'Did you mean powershell?' : nearest(word, shells);
  return guess === null ? '' : `${guess} `;
}

/** The shell that a person signs in with, as far as the environment tells. */
function suggestion({ env, platform }: Io): string | null {
  const own = env['SHELL']?.split('/').at(-1) ?? '';
  const shell: Shell | undefined = own === 'pwsh' || (!own && platform === 'win32') ? 'powershell' : shells.find((one) => one === own);
  return shell
    ? `Yours seems to be ${shell}: keyless completion ${shell}. keyless help completion says where it goes.`
    : 'keyless help completion says where it goes.';
}
