import type { IBufferCell, Terminal } from '@xterm/headless';

/** What a test reads off a terminal. */
export interface TerminalModel {
  terminal: Terminal;
  lines(): string[];
  text(): string;
  /** Everything, with what has scrolled away. */
  all(): string;
  /** Where a text stands on the screen. */
  find(text: string): { x: number; y: number };
  /** The same from below. */
  findLast(text: string): { x: number; y: number };
  cell(x: number, y: number): IBufferCell;
  cursor(): { x: number; y: number };
}

export function modelOf(terminal: Terminal): TerminalModel {
  const buffer = (): Terminal['buffer']['active'] => terminal.buffer.active;
  const lineAt = (y: number): string => buffer().getLine(y)?.translateToString(true) ?? '';
  const lines = (): string[] => Array.from({ length: terminal.rows }, (_, y) => lineAt(buffer().viewportY + y));
  return {
    terminal,
    lines,
    text: () => lines().join('\n').trimEnd(),
    all: () =>
      Array.from({ length: buffer().length }, (_, y) => lineAt(y))
        .join('\n')
        .trimEnd(),
    find: (text) => placeOf(text, lines(), (shown, has) => shown.findIndex(has)),
    findLast: (text) => placeOf(text, lines(), (shown, has) => shown.findLastIndex(has)),
    cell(x, y) {
      const cell = buffer()
        .getLine(buffer().viewportY + y)
        ?.getCell(x);
      if (!cell) throw new Error(`no cell at ${x}, ${y}`);
      return cell;
    },
    cursor: () => ({ x: buffer().cursorX, y: buffer().cursorY }),
  };
}

function placeOf(
  text: string,
  lines: string[],
  findIn: (lines: string[], has: (line: string) => boolean) => number,
): { x: number; y: number } {
  const y = findIn(lines, (line) => line.includes(text));
  if (y === -1) throw new Error(`not on the screen: ${text}\n${lines.join('\n')}`);
  return { x: lines[y]?.indexOf(text) ?? -1, y };
}

/** Resolves when the screen shows it; fails with the screen when it never does. */
export function waitForIt(model: TerminalModel, what: string | (() => boolean), listeners: Set<() => void>): Promise<void> {
  const isThere = typeof what === 'string' ? () => model.text().includes(what) : what;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      listeners.delete(look);
      reject(new Error(`never came: ${String(what)}\n${model.text()}`));
    }, 25_000);
    function look(): void {
      if (!isThere()) return;
      clearTimeout(timer);
      listeners.delete(look);
      resolve();
    }
    listeners.add(look);
    look();
  });
}
