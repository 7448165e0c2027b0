type Env = Readonly<Record<string, string | undefined>>;

/** A terminal takes 100,000 bytes in one sequence; a longer one it drops without a word. Seven are for the sequence, and base64 makes four of three. */
const mostBytes = 74_994;

/** GNU screen passes on at most 768 bytes in one piece. */
const pieceLength = 512;

/** The sequence that asks a terminal to take a text into its clipboard (OSC 52); null where it would be shown as text, or be dropped. */
export function osc52(text: string, env: Env): string | null {
  const bytes = Buffer.from(text);
  const isPlain = /^(?:dumb|linux|vt\d+|cons25|ansi)$/.test(env['TERM'] ?? 'dumb') && !env['TMUX'];
  if (bytes.length > mostBytes || isPlain) return null;
  const sequence = `\u001B]52;c;${bytes.toString('base64')}\u0007`;
  if (env['TMUX']) return `\u001BPtmux;${sequence.replaceAll('\u001B', '\u001B\u001B')}\u001B\\`;
  return env['STY'] ? inPieces(sequence) : sequence;
}

/** A multiplexer hands on what stands in a device control string, as it is. */
function inPieces(sequence: string): string {
  const pieces = sequence.match(new RegExp(`[^]{1,${pieceLength}}`, 'g')) ?? [];
  return pieces.map((piece) => `\u001BP${piece}\u001B\\`).join('');
}
