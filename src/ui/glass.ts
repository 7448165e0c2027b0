import type { Instance } from 'ink';
import type { ReactNode } from 'react';

import { withOwn } from '../report/with-own.js';
import type { Painted } from './first-frame.js';
import type { Rewrap, Shown } from './live-frame.js';
import { nothingShown, rowsAbove } from './live-frame.js';
import type { View } from './look.js';
import { realSize } from './real-size.js';

/** What the window tells whoever draws in it, and wants to be told. */
export interface Window {
  size: { columns: number; rows: number };
  /** True while the window is becoming narrower: then nothing is drawn in it. */
  isNarrowing: boolean;
  /** Told of every frame that is about to be drawn. */
  onFrame: (view: View) => void;
  suspend: (() => Promise<void>) | null;
}

/** The window that the screen is drawn in, and what stands in it. */
export interface Glass {
  stdout: NodeJS.WriteStream;
  content(): ReactNode;
  /** Told whenever the last frame was drawn. */
  hasDrawn(): void;
  show(screen: Instance): void;
  end(): void;
}

interface Options {
  stdout: NodeJS.WriteStream;
  rewrap: Rewrap;
  suspend: (() => Promise<void>) | null;
  /** What stands there already, and is drawn over. */
  painted?: Painted | null;
}

const [beginUpdate, endUpdate, hideCursor, eraseBelow] = ['\u001B[?2026h', '\u001B[?2026l', '\u001B[?25l', '\u001B[J'];
const up = (rows: number): string => `\u001B[${rows}A`;
const down = (rows: number): string => `\u001B[${rows}B`;

const nextLine = '\u001B[E';
/** Made of a text: a control character in an expression is taken for a mistake by whoever checks it. */
const linesAhead = new RegExp(`(?:${nextLine.replace('[', '\\[')}){2,}`, 'g');

/** The same movements in fewer bytes. Ink goes to the first column by its number, and over lines that stay one by one. */
function terse(text: string): string {
  return text.replaceAll('\u001B[1G', '\r').replaceAll(linesAhead, (run) => `\u001B[${run.length / nextLine.length}E`);
}

/** How long a window keeps its width before it is taken for the one that was wanted. */
const settlingMs = 80;

/**
 * Ink erases as many rows as it has drawn lines. When the window becomes narrower the terminal has broken those lines by then, and the
 * first of them would stay behind. So the frame is erased here, by the rows that it really takes, and the content is laid out for the
 * new size, before Ink hears of it: laid out for the old one it could be higher than the window. While the window is still being
 * dragged nothing is drawn: every step would break lines again, and push rows into the scrollback where nobody can erase them. Those
 * of the first step stay there, if the frame and what was broken have no room together; nothing that is known avoids it.
 */
export function openGlass({ stdout, rewrap, suspend, painted = null }: Options, contentOf: (window: Window) => ReactNode): Glass {
  let isMute = false;
  let screen: Instance | null = null;
  let coming: View = { lines: [], cursor: null };
  let shown: Shown = painted?.shown ?? nothingShown;
  /** How many rows above the end of the frame the cursor was put aside. */
  let aside = 0;
  const glass = withOwn(stdout, {
    write: (text: string | Uint8Array, ...rest: []): boolean =>
      isMute || (comeBack(), takeOver(), stdout.write(typeof text === 'string' ? terse(text) : text, ...rest)),
    // Asked for a size that the terminal does not tell, Ink would start other programs.
    get columns() {
      return stdout.columns || 80;
    },
    get rows() {
      return stdout.rows || 24;
    },
  });
  let { columns, rows } = glass;
  let settling: NodeJS.Timeout | null = null;

  /**
   * The first that Ink draws stands in the place of what was painted before it was there: it is the same, so nothing is erased, which tmux
   * would put into its scrollback. Where the window has changed meanwhile, it is erased by what the window is now.
   */
  function takeOver(): void {
    if (painted === null || painted.isOver) return;
    stdout.write(beginUpdate);
    const [now, high] = realSize(stdout) ?? [glass.columns, glass.rows];
    const isSame = now === shown.columns && high === painted.rows && columns === now && rows === high;
    if (!isSame) return erase({ columns: now, rowsLost: Math.max(0, painted.rows - high) });
    painted.isOver = true;
    stdout.write(`${hideCursor}${shown.at.y > 0 ? up(shown.at.y) : ''}\r`);
  }

  /** To where Ink has left it. */
  function comeBack(): void {
    if (aside > 0) stdout.write(down(aside));
    aside = 0;
  }

  /**
   * A cursor that nobody sees waits at the top of the frame: a window that becomes lower takes rows away below the cursor as long as
   * it can, and puts rows of the frame into the scrollback, where they cannot be erased, when there are none.
   */
  function hasDrawn(): void {
    const { lines, cursor } = coming;
    if (cursor === null && aside === 0 && lines.length > 0) {
      aside = lines.length;
      stdout.write(up(aside));
    }
    shown = { lines, at: cursor ?? { x: 0, y: 0 }, columns: glass.columns };
  }

  function erase(window: Parameters<typeof rowsAbove>[1]): void {
    const above = rowsAbove(shown, window, rewrap);
    isMute = true;
    screen?.clear();
    isMute = false;
    if (painted) painted.isOver = true;
    aside = 0;
    stdout.write(`${hideCursor}${above > 0 ? up(above) : ''}\r${eraseBelow}`);
  }

  function beforeInk(): void {
    const isShown = shown.lines.length > 0;
    if (isShown) stdout.write(beginUpdate);
    const window = { columns: glass.columns, rowsLost: Math.max(0, rows - glass.rows) };
    if (isShown && (window.columns < shown.columns || window.rowsLost > 0)) erase(window);
    if (glass.columns < columns) settle();
    ({ columns, rows } = glass);
    screen?.rerender(content());
  }

  function settle(): void {
    if (settling) clearTimeout(settling);
    settling = setTimeout(() => {
      settling = null;
      screen?.rerender(content());
    }, settlingMs);
  }

  function afterInk(): void {
    if (shown.lines.length > 0) stdout.write(endUpdate);
  }

  function content(): ReactNode {
    return contentOf({
      size: { columns, rows },
      isNarrowing: settling !== null,
      onFrame: (view) => void (coming = view),
      suspend: suspend && pause,
    });
  }

  async function pause(): Promise<void> {
    // By now nothing of it is on the screen any more.
    shown = nothingShown;
    await suspend?.();
  }

  stdout.on('resize', beforeInk);
  return {
    stdout: glass,
    content,
    hasDrawn,
    show(mounted) {
      screen = mounted;
      stdout.on('resize', afterInk);
    },
    end() {
      if (settling) clearTimeout(settling);
      comeBack();
      stdout.off('resize', beforeInk);
      stdout.off('resize', afterInk);
    },
  };
}
