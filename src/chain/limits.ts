/** How long each phase of a request may take, in milliseconds. */
export interface Limits {
  /** Name resolution, connection, proxy and TLS together. */
  connectMs: number;
  /** From the request to the first byte of the answer. */
  answerMs: number;
  /** The same for a completion, of a host that has answered before: a reasoning model may think before it begins. */
  completionMs: number;
  /** Between two pieces of a body. Of an answer, `completionMs` goes between two pieces of its content too. */
  idleMs: number;
  /** A whole body that is no stream of an answer, however steadily it drips: documents, tokens and lists are small. */
  bodyMs: number;
}

export const usualLimits: Limits = { connectMs: 10_000, answerMs: 15_000, completionMs: 60_000, idleMs: 60_000, bodyMs: 30_000 };
