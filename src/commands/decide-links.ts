import type { Io } from './io.js';

/**
 * Whether addresses become links (OSC 8). A terminal does not say so: those that are known to are named, by what they call themselves
 * and the version with which it came. Nobody else is sent a sequence that an old terminal would show as text.
 */
export function decideLinks({ env, platform }: Pick<Io, 'env' | 'platform'>, hasColour: boolean): boolean {
  const forced = env['FORCE_HYPERLINK'];
  if (forced) return forced !== '0' && forced !== 'false';
  if (!hasColour || env['TERM'] === 'dumb' || env['STY']) return false;
  if (env['WT_SESSION']) return true;
  if (platform === 'win32' || env['TEAMCITY_VERSION']) return false;
  const first = programs[env['TERM_PROGRAM'] ?? ''];
  if (first) return isFrom(first, numbersOf(env['TERM_PROGRAM_VERSION'] ?? ''));
  const vte = env['VTE_VERSION'];
  // Of 0.50.0 a link crashed it.
  if (vte !== undefined) return vte !== '0.50.0' && vte !== '5000' && isFrom([0, 50], vteNumbers(vte));
  return /^(?:alacritty|foot|ghostty|xterm-ghostty|xterm-kitty)/.test(env['TERM'] ?? '') || env['KONSOLE_VERSION'] !== undefined;
}

/** Programs by TERM_PROGRAM, with the first version that has links. */
const programs: Readonly<Record<string, readonly number[]>> = {
  'iTerm.app': [3, 1],
  WezTerm: [20200620],
  vscode: [1, 72],
  ghostty: [0],
  zed: [0],
  Hyper: [2],
  tmux: [3, 4],
};

function numbersOf(version: string): number[] {
  return version.split(/[.-]/).map((part) => Number.parseInt(part, 10) || 0);
}

/** VTE writes 0.60.3 as 6003. */
function vteNumbers(version: string): number[] {
  const number = Number.parseInt(version, 10);
  return version.includes('.') ? numbersOf(version) : [Math.floor(number / 10_000), Math.floor(number / 100) % 100];
}

function isFrom(first: readonly number[], version: readonly number[]): boolean {
  const at = first.findIndex((number, index) => number !== (version[index] ?? 0));
  return at === -1 || (version[at] ?? 0) > (first[at] ?? 0);
}
