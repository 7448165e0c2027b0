import { PassThrough, Writable } from 'node:stream';

import { expect, vi } from 'vitest';

import { createSession } from '../../src/ui/spoken/session.js';
import type { FakeDesk } from './fake-desk.js';

/** A session that is heard and answered in this process. */
export interface Heard {
  desk: FakeDesk;
  /** What is heard from here on, up to these words. */
  hear: (words: string) => Promise<string>;
  answer: (line: string) => void;
  left: Promise<number>;
  all: () => string;
}

/** The session in lines, over a desk whose work is done by the test. */
export function listen(desk: FakeDesk): Heard {
  const stdin = Object.assign(new PassThrough(), { isTTY: true, setRawMode: () => stdin, ref() {}, unref() {} });
  let all = '';
  let from = 0;
  const stdout = new Writable({
    write(chunk: Buffer, _, done) {
      all += chunk.toString();
      done();
    },
  });
  const session = createSession(desk, { stdin: stdin as never, stdout: stdout as never, suspend: null }, true);
  return {
    desk,
    async hear(words) {
      await vi.waitFor(() => expect(all.slice(from)).toContain(words), 10_000);
      const end = all.indexOf(words, from) + words.length;
      const text = all.slice(from, end);
      from = end;
      return text;
    },
    answer: (line) => void stdin.write(`${line}\r`),
    left: session.left.then(({ code }) => {
      session.close();
      return code;
    }),
    all: () => all,
  };
}
