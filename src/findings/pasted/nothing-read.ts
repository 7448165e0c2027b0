import type { Read } from './read.js';

/** What is known of a text before it was read. */
export const nothingRead: Read = {
  issuer: null,
  subject: null,
  audience: null,
  clientId: null,
  tenant: null,
  principal: null,
  action: null,
  correlationId: null,
  traceId: null,
  timestamp: null,
  clock: null,
  skew: null,
};
