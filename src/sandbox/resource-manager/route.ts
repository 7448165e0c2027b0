import type { Place, Received, Reply } from '../place.js';
import type { Caller } from '../bearer.js';

/** One thing that Azure Resource Manager does. The first route that fits is taken. */
export interface Route {
  method: 'GET' | 'HEAD' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  /**
   * The whole path; its named groups are handed on. Azure compares paths without regard to case. What a group named `subscription` or `group`
   * holds has to exist before the route answers.
   */
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

/** The pattern of a path that is written with its changing parts in braces, such as `/subscriptions/{subscription}`. */
export function pattern(template: string): RegExp {
  const source = template.replaceAll('.', String.raw`\.`).replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  return new RegExp(`^${source}$`, 'i');
}

/** The same path with the parts filled in. */
export function fill(template: string, groups: Groups): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => groups[name] ?? '');
}

/** What is needed for a route whose scope is written in the same way. */
export function needs(action: string, template: string): NonNullable<Route['needs']> {
  return { action, scope: (groups) => fill(template, groups) };
}

/** Where everything of a resource group is, as the beginning of such a path. */
export const inGroup = '/subscriptions/{subscription}/resourceGroups/{group}';
