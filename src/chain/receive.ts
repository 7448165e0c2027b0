import type { IncomingMessage } from 'node:http';

import type { Answered } from './answered.js';
import { keptOf, textOf } from './body-text.js';
import type { Exchange } from './exchange.js';
import type { Limits } from './limits.js';
import type { NoAnswer } from './network-failure.js';
import type { Redactor } from './redact.js';
import { bodyOf, lastOf, readWhole, streamOf } from './response-body.js';

export interface Receiving {
  limits: Limits;
  signal: AbortSignal;
  redactor: Redactor;
  /** Makes of whatever breaks a stream the error that its reader sees. */
  failed: (error: unknown) => NoAnswer;
}

/** Reads an answer from its head on, and notes it on the record: all of it, or of an event stream what comes as it comes. */
export async function receive(message: IncomingMessage, record: Exchange, { redactor, ...how }: Receiving): Promise<Answered> {
  record.status = message.statusCode ?? null;
  record.headers = headersOf(message, redactor);
  if (isEventStream(record)) {
    const memory = lastOf(mostHeard);
    record.heard = () => redactor.redact(memory.text());
    const hear = (piece: Buffer): void => {
      record.endedAt = performance.now();
      memory.hear(piece);
    };
    return { kind: 'stream', response: streamOf(message, { ...how, hear, endsMidLine: () => (record.endsMidLine = true) }) };
  }
  const whole = await readWhole(bodyOf(message), how.limits, how.signal);
  const text = textOf(whole, record.headers['content-type']);
  record.body = redactor.redact(keptOf(text));
  return { kind: 'whole', text, status: statusFor(record), headers: record.headers };
}

/** Of a stream only what came last can be what nobody could read. */
const mostHeard = 16_384;

function isEventStream({ status, headers }: Exchange): boolean {
  return status === 200 && /^text\/event-stream/i.test(headers['content-type'] ?? '');
}

/** Repeated headers are joined as RFC 9110, 5.3 says; cookies are of no use here and may identify a session. */
function headersOf({ headers }: IncomingMessage, { redact }: Redactor): Record<string, string> {
  const flat: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined && name !== 'set-cookie') flat[name] = redact(Array.isArray(value) ? value.join(', ') : value);
  }
  // The body is handed on decoded and whole, so the headers must not say otherwise.
  for (const name of ['content-encoding', 'content-length', 'transfer-encoding']) delete flat[name];
  return flat;
}

/** A status of which nobody knows the meaning is no success, whoever reads it; the record has it as it came. */
function statusFor({ status }: Exchange): number {
  return status !== null && status >= 200 && status <= 599 ? status : 500;
}
