import type { Received, Reply } from '../place.js';
import type { EntraTenant, Subscription } from '../world.js';

/** One thing that Microsoft Graph does. The first route that fits is taken. */
export interface GraphRoute {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: RegExp;
  answer(asked: GraphAsked): Reply;
}

export interface GraphAsked {
  groups: Readonly<Record<string, string>>;
  request: Received;
  directory: Directory;
}

/** The tenant of the caller, and what of Azure stands in its directory too. */
export interface Directory {
  tenant: EntraTenant;
  subscription: Subscription;
}
