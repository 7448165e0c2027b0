import { withOwn } from '../report/with-own.js';
import type { Io } from './io.js';

/** What switched the accessible face on, and how to switch it off. */
export interface Accessible {
  because: string;
  off: string;
}

interface Flags {
  has(flag: string): boolean;
}

/**
 * Whether what is written is to be heard: a flag, ACCESSIBLE (as in other programs), or the variable by which Ink is told of a screen
 * reader. What is typed goes before what is set, so `--plain` takes ACCESSIBLE back.
 */
export function decideAccessible(flags: Flags, env: Io['env']): Accessible | null {
  if (flags.has('--no-accessible') || flags.has('--json')) return null;
  if (flags.has('--accessible')) return { because: '--accessible', off: 'Leave it out to turn it off.' };
  if (flags.has('--plain')) return null;
  const off = 'Use --no-accessible to turn it off.';
  if (isSet(env['ACCESSIBLE'])) return { because: `ACCESSIBLE=${env['ACCESSIBLE']}`, off };
  return env['INK_SCREEN_READER'] === 'true' ? { because: 'INK_SCREEN_READER=true', off } : null;
}

/** A setting that is found on says so, and how to get rid of it. It is nobody's answer, so it goes where messages go. */
export function announceAccessible({ because, off }: Accessible, { stderr }: Pick<Io, 'stderr'>): void {
  stderr.write(`Accessible mode is on, from ${because}. ${off}\n`);
}

/** Writes sentences, one a line. */
export function sayOn(stream: NodeJS.WritableStream): (lines: readonly string[]) => void {
  return (lines) => void (lines.length > 0 && stream.write(`${lines.join('\n')}\n`));
}

/** The same stream, with the mark in front of a message as a word. */
export function spokenStream<T extends NodeJS.WriteStream>(stream: T): T {
  const write = (text: string | Uint8Array, ...rest: []): boolean =>
    stream.write(typeof text === 'string' ? text.replace(/^✗ /gm, 'Problem: ') : text, ...rest);
  return withOwn(stream, { write });
}

/** `0` and `false` are how people write that they do not want it. */
export function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '' && value !== '0' && value !== 'false';
}
