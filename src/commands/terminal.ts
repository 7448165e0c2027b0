import type { Paint } from '../report/marks.js';
import { paintWith } from '../report/marks.js';
import { decideAccessible, isSet } from './accessible.js';
import type { Accessible } from './accessible.js';
import type { Rewrap } from '../ui/live-frame.js';
import type { Args } from './args.js';
import type { Io } from './io.js';

/** Whether to ask a person, and the one thing that decided. */
export interface Interaction {
  isInteractive: boolean;
  because: string;
}

/** A terminal on both sides and no CI, unless a flag says otherwise. A terminal alone proves no human: CI systems allocate them. */
export function decideInteraction(args: Args, io: Io): Interaction {
  const no = (because: string): Interaction => ({ isInteractive: false, because });
  if (args.flags.has('--json')) return no('--json was given');
  if (args.flags.has('--no-input')) return no('--no-input was given');
  if (!io.stdin.isTTY) return no('standard input is no terminal');
  if (!io.stdout.isTTY) return no('standard output is no terminal');
  if (args.flags.has('--plain') && !args.flags.has('--accessible')) return no('--plain was given');
  if (args.flags.has('--interactive')) return { isInteractive: true, because: '--interactive was given' };
  if (isSet(io.env['CI'])) return no(`CI=${io.env['CI']}`);
  return { isInteractive: true, because: 'this is a terminal' };
}

/** Whether a person is asked in lines instead of on a screen: because they hear it, or because the terminal can draw none. */
export function decideSpoken(args: Args, env: Io['env']): Accessible | null {
  const isDumb = env['TERM'] === 'dumb';
  const off = 'Another terminal has a screen.';
  return decideAccessible(args.flags, env) ?? (isDumb ? { because: 'TERM=dumb', off } : null);
}

/** `--color`, then FORCE_COLOR, then NO_COLOR when not empty (no-color.org), then TERM=dumb, then whether it is a terminal. */
export function decideColour(args: Args, env: Io['env'], isTerminal: boolean): boolean {
  if (args.color !== 'auto') return args.color === 'always';
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  if (env['NO_COLOR']) return false;
  return isTerminal && env['TERM'] !== 'dumb';
}

export function paintFor(args: Args, io: Io, stream: NodeJS.WriteStream): Paint {
  return paintWith(decideColour(args, io.env, stream.isTTY));
}

/** Where marks and lines are drawn in ASCII: everywhere if that was asked for, and in a terminal that would show something else in their place. */
export function decideAscii(args: Pick<Args, 'flags'>, { env, platform }: Pick<Io, 'env' | 'platform'>): 'always' | 'terminal' | 'never' {
  if (args.flags.has('--ascii')) return 'always';
  return isOld(env, platform) ? 'terminal' : 'never';
}

function isOld(env: Io['env'], platform: Io['platform']): boolean {
  // The old console; what replaced it names itself.
  if (platform === 'win32') return !['WT_SESSION', 'TERM_PROGRAM', 'ConEmuANSI', 'MSYSTEM'].some((name) => env[name]);
  if (env['TERM'] === 'linux') return true;
  // Where nothing is said, as in most containers, the terminal outside of it is a modern one.
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'] || 'UTF-8';
  return !/utf-?8/i.test(locale);
}

/** What the terminal does with the lines of a window that becomes narrower. Nearly all break them; a few are known not to. */
export function decideRewrap(env: Io['env']): Rewrap {
  if (env['TMUX']) return 'all';
  if (env['STY'] || env['XTERM_VERSION'] || env['TERM'] === 'linux') return 'none';
  return /^(vscode|hyper|tabby)$/i.test(env['TERM_PROGRAM'] ?? '') ? 'butCursorLine' : 'all';
}

/** Consoles of Windows do not agree with Ink on where a line ends that fills its row: there each frame is written whole. */
export function decideIncremental(platform: Io['platform']): boolean {
  return platform !== 'win32';
}
