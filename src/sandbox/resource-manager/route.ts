import type { Place, Received, Reply } from '../place.js';
import type { Caller } from '../resource-manager-gate.js';

/** One thing that Azure Resource Manager does. The first route that fits is taken. */
export interface Route {
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /** The whole path; its named groups are handed on. Azure compares paths without regard to case. */
  path: RegExp;
  /**
   * What the caller's roles have to allow, such as `Microsoft.ManagedIdentity/userAssignedIdentities/write`, and on which resource.
   * Null where the answer only leaves out what the caller may not read.
   */
  needs: null | { action: string; scope(groups: Groups): string };
  answer(asked: Asked): Reply | Promise<Reply>;
}

export type Groups = Readonly<Record<string, string>>;

export interface Asked {
  groups: Groups;
  request: Received;
  caller: Caller;
  place: Place;
}
