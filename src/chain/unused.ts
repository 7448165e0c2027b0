import type { Agent } from 'node:http';
import type { Duplex } from 'node:stream';

const unusedSince = new WeakMap<Duplex, number>();

/** Remembers since when each kept connection of this agent stands unused. */
export function noteUnused(agent: Agent): void {
  // Ahead of the agent's own listener, which may hand it out at once.
  agent.prependListener('free', standsUnused);
}

/** From now on nobody uses this connection. */
export function standsUnused(socket: Duplex): void {
  unusedSince.set(socket, performance.now());
}

/** Tells of a connection that was handed out whether it stood unused so long before that the other end may have given it up. */
export function stoodLong(socket: Duplex): boolean {
  const since = unusedSince.get(socket);
  unusedSince.delete(socket);
  return since !== undefined && performance.now() - since > 2000;
}
