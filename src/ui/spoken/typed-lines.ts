import { StringDecoder } from 'node:string_decoder';

import { printable } from '../../report/printable.js';
import { showable } from '../../settings/secrecy.js';
import { graphemesOf, widthOf } from '../cells.js';

/** What a person typed or pasted: lines that came in one go, or a control key by its letter. */
export type Typed = { kind: 'lines'; lines: string[] } | { kind: 'ctrl'; letter: string } | { kind: 'escape' } | { kind: 'end' };

export interface TypedLines {
  /** What stands in the line that is not ended yet, and what is shown of it. */
  unfinished(): string;
  shown(): string;
  /** Forgets it. */
  drop(): void;
  /** Whether characters are shown as they are typed. */
  hide(isHidden: boolean): void;
  close(): void;
}

interface Ways {
  stdin: NodeJS.ReadStream;
  /** Shows what was typed; called with the empty text where a line ends. */
  echo: (text: string) => void;
  take: (typed: Typed) => void;
}

/** Lines that come so close together were pasted, not typed. */
const pasteMs = 80;

/**
 * Reads lines from a terminal in raw mode. Left to itself a terminal cuts a line at 4,095 bytes, which a token exceeds, and shows what
 * is pasted, whatever it is. Editing is what the terminal has, too: backspace, ctrl+u, ctrl+w.
 */
export function readTypedLines({ stdin, echo, take }: Ways): TypedLines {
  const decoder = new StringDecoder('utf8');
  let line: { text: string; shown: string }[] = [];
  let lines: string[] = [];
  let timer: NodeJS.Timeout | null = null;
  let isHidden = false;
  let wasReturn = false;

  const content = (): string => line.map((one) => one.text).join('');

  function add(piece: string, isShown: boolean): void {
    for (const character of graphemesOf(piece)) {
      const shown = isShown ? printable(character) : '';
      line.push({ text: character, shown });
      if (shown) echo(shown);
    }
  }

  function erase(count: number): void {
    const gone = line.splice(Math.max(0, line.length - count));
    const width = gone.reduce((sum, one) => sum + widthOf(one.shown), 0);
    if (width > 0) echo('\b \b'.repeat(width));
  }

  function enter(): void {
    lines.push(content());
    line = [];
    echo('');
  }

  function control(byte: string): void {
    const code = byte.charCodeAt(0);
    if (code === 0x7f || code === 0x08) return erase(1);
    const letter = String.fromCharCode(code + 96);
    if (letter === 'u') return erase(line.length);
    if (letter === 'w') return erase(content().length - content().replace(/\S+\s*$|\s+$/u, '').length);
    if (letter === 'i') return add(' ', false);
    if (/[a-z]/.test(letter)) {
      flush();
      take({ kind: 'ctrl', letter });
    }
  }

  function flush(): void {
    if (timer) clearTimeout(timer);
    timer = null;
    const whole = lines;
    lines = [];
    if (whole.length > 0) take({ kind: 'lines', lines: whole });
  }

  function read(chunk: Buffer | string): void {
    const input = typeof chunk === 'string' ? chunk : decoder.write(chunk);
    if (input === '\u001B') return take({ kind: 'escape' });
    const plain = withoutSequences(input);
    // What is pasted over several lines, and what looks like a secret, is not shown.
    const isShown = !isHidden && !/[\r\n]+[^\r\n]/.test(plain) && lines.length === 0 && showable(content() + plain) !== null;
    for (const part of plain.split(/(\r\n|\p{Cc})/u)) {
      if (part === '') continue;
      const isSecondHalf = part === '\n' && wasReturn;
      wasReturn = part === '\r';
      if (isSecondHalf) continue;
      if (/^[\r\n]/.test(part)) enter();
      else if (/^\p{Cc}$/u.test(part)) control(part);
      else add(part, isShown);
    }
    if (timer) clearTimeout(timer);
    timer = lines.length > 0 ? setTimeout(flush, pasteMs) : null;
  }

  const end = (): void => {
    flush();
    take({ kind: 'end' });
  };
  stdin.on('data', read);
  stdin.on('end', end);
  stdin.on('close', end);
  stdin.on('error', end);
  stdin.resume();
  return {
    unfinished: content,
    shown: () => line.map((one) => one.shown).join(''),
    drop: () => void (line = []),
    hide: (wanted) => void (isHidden = wanted),
    close() {
      if (timer) clearTimeout(timer);
      stdin.off('data', read);
      stdin.off('end', end);
      stdin.off('close', end);
      stdin.off('error', end);
      stdin.pause();
    },
  };
}

/** Arrow keys and the marks of a paste say nothing here. */
function withoutSequences(input: string): string {
  // oxlint-disable-next-line no-control-regex
  return input.replaceAll(/\u001B(?:\[[0-9;?]*[ -/]*[@-~]|O.|.)?/g, '');
}
