import type { Variables } from './connection.js';

/** The variables of the process, for the proxy alone: a library has no entry of its own that could hand them in. */
export function environment(): Variables {
  return process.env;
}
