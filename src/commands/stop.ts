import { annotation } from '../report/github.js';
import { stopJson } from '../report/json.js';
import { printable } from '../report/printable.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import type { Args } from './args.js';
import { foldWords } from './fold-words.js';
import type { Io } from './io.js';
import type { Interaction } from './terminal.js';

/** Ends a command line that cannot be followed: one sentence, and what to do instead. A secret that was typed for a word is not repeated. */
export function refuse(sentence: string, hint: string | null, isJson: boolean, io: Io): 2 {
  const problem = hideSecretsIn(sentence);
  const message = printable(hint ? `${problem} ${hint}` : problem);
  if (isJson) io.stdout.write(stopJson({ code: 'usage', message }, 2, io.tool, io.now()));
  else io.stderr.write(`✗ ${folded(printable(problem), io)}\n${hint ? `  ${folded(printable(hint), io)}\n` : ''}`);
  if (io.env['GITHUB_ACTIONS'] === 'true') io.stderr.write(annotation('error', 'keyless', message));
  return 2;
}

/** In a terminal at spaces, not in the middle of a word. A command stays one line: it may be copied. */
function folded(text: string, { stderr }: Pick<Io, 'stderr'>): string {
  const hasCommand = / --?[a-z]/.test(text);
  return stderr.isTTY && stderr.columns > 0 && !hasCommand ? foldWords(text, stderr.columns - 3).join('\n  ') : text;
}

/** Without a terminal there is no screen: says so, why, and what to run instead. */
export function noScreen({ because }: Interaction, isJson: boolean, io: Io): 2 {
  return refuse(`There is no screen here: ${because}.`, 'Run keyless check, keyless prompt "…", or keyless setup --no-input.', isJson, io);
}

export function cancelled(isJson: boolean, io: Io): 130 {
  if (isJson) io.stdout.write(stopJson({ code: 'cancelled', message: 'cancelled' }, 130, io.tool, io.now()));
  else if (isCancelled(io)) io.stderr.write('Cancelled. Nothing was changed.\n');
  return 130;
}

/** By the person; when only the reader of the output has gone (`| head`), there is nobody to tell. */
function isCancelled({ signal }: Io): boolean {
  return signal.reason instanceof Error && signal.reason.message === 'cancelled';
}

/** A bug of ours, and it says so. The stack is shown on demand; its text has passed no server's words unredacted. */
export function crashed(error: unknown, isJson: boolean, isVerbose: boolean, io: Io): 4 {
  const message = error instanceof Error ? error.message : String(error);
  const detail = isVerbose && error instanceof Error ? `\n${error.stack ?? ''}` : '';
  if (isJson) io.stdout.write(stopJson({ code: 'check/crashed', message }, 4, io.tool, io.now()));
  else
    io.stderr.write(
      `✗ keyless itself failed: ${message}${detail}\n  This is a fault in keyless, not in your settings.${isVerbose ? '' : ' --verbose shows where.'}\n`,
    );
  return 4;
}

/** Why a run ends in which something broke outside of all that waits for it, so that what it has open is put away before it is told. */
export function brokenBy(cause: Error): DOMException {
  return new DOMException('broken', { name: 'AbortError', cause });
}

/** What broke, where that is why it ends. */
export function breakIn({ reason }: AbortSignal): Error | null {
  return reason instanceof DOMException && reason.message === 'broken' && reason.cause instanceof Error ? reason.cause : null;
}

/** An exception that is about to be shown: whatever was handed a token or a party's words may repeat them in it. */
export function redacted(error: unknown, redact: (text: string) => string): unknown {
  if (!(error instanceof Error)) return error;
  const clean = new Error(redact(error.message));
  clean.stack = redact(error.stack ?? '');
  return clean;
}

/** An exception that nobody expected and nobody caught: what it is and where, and none of its words, since nothing knows here what they hold. */
export function withoutWords(error: unknown): Error {
  const { name = '', code = '', stack = '' } = (error instanceof Error ? error : {}) as Partial<NodeJS.ErrnoException>;
  const bare = new Error([name, code].filter((word) => /^\w+$/.test(word)).join(' ') || 'an exception');
  bare.stack = stack
    .split('\n')
    .filter((line) => /^ {4}at /.test(line))
    .join('\n');
  return bare;
}

/** The prompt: the words given, else standard input. Null when a terminal should ask for it. */
export async function promptText(
  args: Args,
  io: Io,
  interaction: Interaction,
): Promise<{ ok: true; text: string | null } | { ok: false; problem: string; hint: string }> {
  const words = args.words.join(' ').trim();
  const hint = 'keyless prompt "say hello", or pipe the prompt into it.';
  if (words && words !== '-') return { ok: true, text: words };
  // An empty word is an empty variable of somebody's script, and no wish to be asked.
  if (!words && args.words.length > 0) return { ok: false, problem: 'The prompt is empty.', hint };
  if (!words && interaction.isInteractive) return { ok: true, text: null };
  if (io.stdin.isTTY && words !== '-')
    return { ok: false, problem: `There is no prompt, and nobody to ask: ${interaction.because}.`, hint };
  if (args.secretFile === '-' || args.credentialFile === '-')
    return { ok: false, problem: 'Standard input cannot be both a file and the prompt.', hint };
  const { readInput } = await import('./input.js');
  const input = await readInput('-', io);
  if (!input.ok) return { ...input, hint };
  const text = input.text.trim();
  return text ? { ok: true, text } : { ok: false, problem: 'The prompt is empty.', hint };
}
