/** What can end a wait: a standard `AbortSignal`, or what older SDKs of Azure have in its place. */
export interface AbortSignalLike {
  readonly aborted: boolean;
  readonly reason?: unknown;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** When one caller stops waiting; others may go on. */
export interface Patience {
  signal?: AbortSignalLike | undefined;
  /** Milliseconds. What no timer can count, such as Infinity, is no limit. */
  timeout?: number | undefined;
}

/**
 * Waits for what others may wait for, too: whoever gives up leaves, with an `AbortError` as the SDKs of Azure throw it, and nothing else
 * ends. Nothing is left at a signal that lives on.
 */
export async function waitFor<T>(shared: Promise<T>, { signal, timeout }: Patience): Promise<T> {
  const isCounted = typeof timeout === 'number' && timeout > 0 && timeout <= longestTimer;
  if (!signal && !isCounted) return shared;
  let leave = (): void => undefined;
  const left = new Promise<never>((_, reject) => {
    leave = () => reject(abortError(signal?.reason));
  });
  if (signal?.aborted) leave();
  signal?.addEventListener('abort', leave);
  const timer = isCounted ? setTimeout(leave, timeout) : undefined;
  try {
    return await Promise.race([left, shared]);
  } finally {
    signal?.removeEventListener('abort', leave);
    clearTimeout(timer);
  }
}

/** Milliseconds; Node fires one that is set for longer at once. */
const longestTimer = 2_147_483_647;

/** What Azure's SDKs throw when they were told to stop: its name is `AbortError`. */
export function abortError(cause: unknown): Error {
  return Object.assign(new Error('The operation was aborted.', cause === undefined ? {} : { cause }), { name: 'AbortError' });
}
