/** Writes what is to be heard, each line once. While somebody types, what comes by itself waits for the end of the line. */
export interface Voice {
  say(lines: readonly string[]): void;
  /** Says it, and leaves the last line open for an answer. */
  ask(lines: readonly string[], prompt: string): void;
  /** Shows what is typed; the empty text ends the line. */
  echo(text: string): void;
  /** Whether a question is open. */
  isAsking(): boolean;
  close(): void;
}

/** `echoes` is false where another program shows what is typed, as Emacs does. */
export function createVoice(out: NodeJS.WritableStream, { isTyping, echoes }: { isTyping: () => boolean; echoes: boolean }): Voice {
  let open: string | null = null;
  let held: string[] = [];

  function write(lines: readonly string[]): void {
    if (lines.length > 0) out.write(`${lines.join('\n')}\n`);
  }

  function echoed(line: string, text: string): string {
    return text.startsWith('\b') ? line.slice(0, -text.length / 3) : line + text;
  }

  function end(): void {
    if (open !== null && echoes) out.write('\n');
    open = null;
  }

  function release(): void {
    const lines = held;
    held = [];
    write(lines);
  }

  return {
    say(lines) {
      if (lines.length === 0) return;
      if (open !== null && isTyping()) {
        for (const line of lines) held.push(line);
        return;
      }
      const prompt = open;
      end();
      write(lines);
      if (prompt !== null) this.ask([], prompt);
    },
    ask(lines, prompt) {
      end();
      release();
      write(lines);
      out.write(prompt);
      open = prompt;
    },
    echo(text) {
      if (text === '') {
        end();
        release();
      } else if (echoes && open !== null) {
        out.write(text);
        open = echoed(open, text);
      }
    },
    isAsking: () => open !== null,
    close() {
      end();
      release();
    },
  };
}
