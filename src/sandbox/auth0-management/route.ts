import type { Place, Received, Reply } from '../place.js';
import type { Auth0Tenant } from '../world.js';

/** One thing that the Management API does. */
export interface ManagementRoute {
  method: 'GET' | 'POST' | 'PATCH';
  /** Below `/api/v2/`; its group `id` is handed on, decoded. */
  path: RegExp;
  /** Any of them is enough. */
  scopes: readonly string[];
  answer(asked: ManagementAsked): Reply;
}

export interface ManagementAsked {
  id: string;
  request: Received;
  scopes: ReadonlySet<string>;
  tenant: Auth0Tenant;
  place: Place;
}
