import { printable } from '../report/printable.js';
import type { Paint } from '../report/marks.js';

/** A line on a terminal that names what is being read, and is gone once all is. */
export interface ReadingLine {
  hear(what: string, isOver?: boolean): void;
  clear(): void;
}

/** `status` is a terminal, or null where nobody looks at one. */
export function createReadingLine(status: NodeJS.WritableStream | null, paint: Paint): ReadingLine {
  const reading = new Set<string>();
  let isShown = false;
  function clear(): void {
    // Only what this wrote is taken away: standard output may be on the same line of the same terminal.
    if (isShown) status?.write('\r\u001B[2K');
    isShown = false;
  }
  return {
    clear,
    hear(what, isOver = false) {
      if (isOver) reading.delete(what);
      else reading.add(what);
      clear();
      const last = [...reading].at(-1);
      if (!status || last === undefined) return;
      status.write(paint('dim', `… ${printable(last)}`));
      isShown = true;
    },
  };
}
