import { EventEmitter } from 'node:events';

const [start, end, interrupt] = ['\u001B[200~', '\u001B[201~', '\u0003'];

/** The longest silence inside a paste; behind it, its end is taken for lost. */
const silenceMs = 30_000;

/**
 * Ink waits for the end of a paste without a limit and takes every key for a part of it, Ctrl-C too. A line that was cut off in the
 * middle would leave a screen that hears nobody; so the end is put into the stream when none comes, and at once before a Ctrl-C.
 */
export function watchPastes(stdin: NodeJS.ReadStream, limitMs = silenceMs): { end(): void } {
  let seen = '';
  let timer: NodeJS.Timeout | null = null;
  const stop = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  const finish = (rest: string): void => {
    stop();
    stdin.unshift(end + rest);
  };
  const watch = (chunk: string | Buffer): void => {
    stop();
    const text = seen + String(chunk);
    const isOpen = text.lastIndexOf(start) > text.lastIndexOf(end);
    // Of what is behind a start only the end matters, which may come in two pieces.
    seen = isOpen ? start + text.slice(text.lastIndexOf(start) + start.length).slice(1 - end.length) : text.slice(1 - start.length);
    if (!isOpen) return;
    // A person presses it alone. It comes after Ink has put this one away.
    if (String(chunk) === interrupt) setImmediate(() => finish(interrupt));
    else timer = setTimeout(() => finish(''), limitMs);
  };
  // Not `stdin.on`, which would set the stream in motion: what Ink reads passes here on its way.
  EventEmitter.prototype.on.call(stdin, 'data', watch);
  return {
    end() {
      stop();
      stdin.off('data', watch);
    },
  };
}
