import type { IncomingMessage } from 'node:http';
import { Readable, Transform, pipeline } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate, createInflateRaw } from 'node:zlib';

import { NoAnswer } from './network-failure.js';
import type { Limits } from './limits.js';

/** No party's document is near this; a larger one is a mistake or an attack. */
const mostBytes = 4 * 1024 * 1024;

/** The body as it was before its content encoding. */
export function bodyOf(message: IncomingMessage): Readable {
  const decoder = decoderOf(message.headers['content-encoding']);
  if (!decoder) return message;
  // The callback is needed so that an error of either side reaches the reader instead of the process.
  return pipeline(message, decoder, () => undefined);
}

function decoderOf(encoding: string | undefined): Transform | null {
  switch (encoding?.trim().toLowerCase()) {
    case 'gzip':
    case 'x-gzip':
      return createGunzip();
    case 'deflate':
      return createEitherInflate();
    case 'br':
      return createBrotliDecompress();
    default:
      return null;
  }
}

/** `deflate` is zlib's format (RFC 9110, 8.4.1.2), and some servers send the bare one; the first byte tells them apart. */
function createEitherInflate(): Transform {
  let decoder: Transform | null = null;
  return new Transform({
    transform(piece: Buffer, _, done) {
      decoder ??= ((piece[0] ?? 0) & 0x0f) === 8 ? createInflate() : createInflateRaw();
      if (decoder.listenerCount('data') === 0) decoder.on('data', (plain) => this.push(plain)).on('error', (error) => this.destroy(error));
      decoder.write(piece, done);
    },
    flush(done) {
      if (decoder) decoder.once('end', done).end();
      else done();
    },
  });
}

/** Reads a body to its end. Bounded in size, in the time between two pieces, and in the time of the whole. */
export async function readWhole(body: Readable, limits: Limits, signal: AbortSignal): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  const timer = endAfter(limits.bodyMs, body);
  try {
    for await (const chunk of impatient(body, limits, signal)) {
      size += chunk.length;
      if (size > mostBytes) {
        body.destroy();
        break;
      }
      chunks.push(chunk);
    }
    return Buffer.concat(chunks);
  } finally {
    clearTimeout(timer);
  }
}

export interface StreamOptions {
  limits: Limits;
  signal: AbortSignal;
  /** Makes of whatever broke the stream the error its reader sees. */
  failed: (error: unknown) => NoAnswer;
  /** Told of each piece that comes. */
  hear: (piece: Buffer) => void;
  /** Told of an end that is none: in the middle of a line. */
  endsMidLine: () => void;
}

/** The same pieces; what breaks them off has a name. A cancellation keeps its own. */
async function* honest(pieces: AsyncIterable<Buffer>, signal: AbortSignal, failed: StreamOptions['failed']): AsyncGenerator<Buffer> {
  try {
    yield* pieces;
  } catch (error) {
    throw signal.aborted ? signal.reason : failed(error);
  }
}

/** The same pieces; told at their end when the last line has none. Whoever reads them keeps an event until it is whole, so one that grows and grows is broken off. */
async function* wholeLines(
  pieces: AsyncIterable<Buffer>,
  { hear, endsMidLine }: Pick<StreamOptions, 'hear' | 'endsMidLine'>,
): AsyncGenerator<Buffer> {
  let last = '\n';
  let size = 0;
  for await (const piece of pieces) {
    hear(piece);
    const end = endOfEvent(piece, last);
    size = end === -1 ? size + piece.length : piece.length - end;
    if (size > mostBytes) throw new NoAnswer({ kind: 'unreachable', host: '', detail: 'EVENT_TOO_LARGE' });
    if (piece.length > 0) last = piece.toString('latin1', piece.length - 1);
    yield piece;
  }
  if (!isLineEnd(last)) endsMidLine();
}

/** Where the last empty line of this piece begins, which ends an event; -1 where there is none. */
function endOfEvent(piece: Buffer, before: string): number {
  const at = Math.max(piece.lastIndexOf('\n\n'), piece.lastIndexOf('\n\r\n'), piece.lastIndexOf('\r\r'));
  const first = piece.toString('latin1', 0, 1);
  // Of one end of a line, cut in the middle, the second half is no empty line.
  return at === -1 && isLineEnd(before) && isLineEnd(first) && before + first !== '\r\n' ? 0 : at;
}

function isLineEnd(letter: string): boolean {
  return letter === '\n' || letter === '\r';
}

/** Remembers the last bytes of what it is told, and no more. A piece costs what it is long: the rest is moved once in `most` bytes. */
export function lastOf(most: number): { hear: (piece: Buffer) => void; text: () => string } {
  const kept = Buffer.alloc(2 * most);
  let size = 0;
  return {
    hear(piece) {
      const end = piece.subarray(-most);
      if (size + end.length > kept.length) {
        kept.copyWithin(0, size - most, size);
        size = most;
      }
      size += end.copy(kept, size);
    },
    text: () => kept.toString('utf8', Math.max(0, size - most), size),
  };
}

/** An event stream as a web response, for openai to read piece by piece. */
export function streamOf(message: IncomingMessage, { limits, signal, failed, ...told }: StreamOptions): Response {
  const pieces = Readable.from(honest(wholeLines(impatient(bodyOf(message), limits, signal), told), signal, failed), {
    objectMode: false,
  });
  const headers = new Headers();
  for (const [name, value] of Object.entries(message.headers)) {
    if (typeof value === 'string' && name !== 'content-encoding') headers.set(name, value);
  }
  return new Response(Readable.toWeb(pieces) as ReadableStream<Uint8Array>, { status: message.statusCode ?? 200, headers });
}

/** The pieces of a body, ended by a timeout when a piece does not come, and by the signal at once. */
async function* impatient(body: Readable, limits: Limits, signal: AbortSignal): AsyncGenerator<Buffer> {
  let timer = endAfter(limits.idleMs, body);
  const stop = (): void => void body.destroy(signal.reason instanceof Error ? signal.reason : new Error('aborted'));
  signal.addEventListener('abort', stop, { once: true });
  try {
    for await (const chunk of body) {
      clearTimeout(timer);
      yield chunk as Buffer;
      timer = endAfter(limits.idleMs, body);
    }
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}

/** The host is filled in by whoever knows it. */
function endAfter(afterMs: number, body: Readable): NodeJS.Timeout {
  return setTimeout(() => body.destroy(new NoAnswer({ kind: 'timeout', host: '', detail: 'BODY_TIMEOUT', afterMs })), afterMs);
}
