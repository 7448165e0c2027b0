import type { Said } from './completion-stream.js';
import { NoAnswer } from './network-failure.js';

export interface Patience {
  host: string;
  /** Between two pieces: signs of life without content are none. */
  silenceMs: number;
  /** For all of it, as long as something comes; null where it may go on for as long as something comes. */
  wholeMs: number | null;
}

/** What openai gives: a stream that can be broken off. */
type Breakable = { readonly controller: AbortController };

/**
 * The pieces of an answer for as long as some come. Silence is a timeout; an answer that has no end is left, and what it said counts:
 * soon where it is to be short.
 */
export function listenTo(stream: Breakable, pieces: AsyncGenerator<Said>, patience: Patience): AsyncGenerator<Said> {
  let length = 0;
  async function* counted(): AsyncGenerator<Said> {
    for await (const piece of pieces) {
      yield piece;
      length += piece.kind === 'text' ? roomOf(piece.text) : 0;
      if (length > (patience.wholeMs === null ? mostLetters : mostOfShort)) return yield unfinished;
    }
  }
  // A reader that still waits for the next piece comes to its end when the connection does.
  const stop = (): void => stream.controller.abort();
  return patient(counted(), { ...patience, stop, enough: () => (length > 0 ? unfinished : null) });
}

/** How much of a screen it takes, in letters: a line has some, whatever is in it. */
function roomOf(text: string): number {
  return text.length + 79 * (text.split('\n').length - 1);
}

/** Far more than a short answer has; and many times what the largest models can write at once, which is some hundred thousand tokens. */
const [mostOfShort, mostLetters] = [65_536, 4_194_304];
const unfinished = { kind: 'ended', model: null, reason: 'unfinished', promptTokens: null, completionTokens: null } as const;

interface Leaving {
  stop: () => void;
  /** What stands in place of the rest when the time for all of it is over; null when that is a timeout too. */
  enough: () => Said | null;
}

async function* patient(
  pieces: AsyncGenerator<Said>,
  { host, silenceMs, wholeMs, stop, enough }: Patience & Leaving,
): AsyncGenerator<Said> {
  const end = wholeMs === null ? Number.POSITIVE_INFINITY : performance.now() + wholeMs;
  let isLeft = false;
  try {
    for (;;) {
      const next = await within(pieces.next(), silenceMs);
      if (next?.done) return;
      if (next) yield next.value;
      if (next && (isLast(next.value) || performance.now() < end)) continue;
      isLeft = true;
      stop();
      // One that still speaks has said enough; one that has fallen silent has not.
      const last = next && enough();
      if (last) return yield last;
      throw new NoAnswer({ kind: 'timeout', host, detail: 'CONTENT_TIMEOUT', afterMs: silenceMs, midAnswer: true });
    }
  } finally {
    // One that still waits would answer only when its wait is over.
    if (!isLeft) await pieces.return(undefined);
  }
}

function isLast({ kind }: Said): boolean {
  return kind === 'ended' || kind === 'failed';
}

/** Null when it takes longer. What comes of it afterwards is nobody's concern. */
async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  promise.catch(() => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, ms, null)));
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
