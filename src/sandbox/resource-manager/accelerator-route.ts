import type { Reply } from '../place.js';
import type { Accelerator } from '../world.js';
import { resourceNotFound } from './problem.js';
import type { Asked, Route } from './route.js';

/** A kind of resource of the accelerator, and the one of it that has this id. */
export interface Kind<T> {
  type: string;
  /** How its names begin, where other resources of the type are for other routes. */
  prefix?: string;
  find(accelerator: Accelerator, isIt: (id: string) => boolean): T | undefined;
}

interface What<T> {
  method: Route['method'];
  /** What stands behind the id in the path, as a pattern. */
  rest?: string;
  /** Behind the type, such as `config/write`. */
  action: string;
  answer(found: T, asked: Asked): Reply;
}

/** A route at one resource; where that is not there, it says so. */
export function routeAt<T>(kind: Kind<T>, what: What<T>): Route {
  const { type, prefix = '' } = kind;
  const { method, rest = '', action } = what;
  return {
    method,
    path: new RegExp(`^(?<id>${inGroup}${literal(type)}/(?<name>${prefix}[^/]+))${rest}$`, 'i'),
    needs: { action: `${type}/${action}`, scope: ({ id = '' }) => id },
    answer(asked) {
      const { accelerator } = asked.place.world.subscription;
      const { id = '', name = '', group = '' } = asked.groups;
      const found = accelerator && kind.find(accelerator, (one) => one.toLowerCase() === id.toLowerCase());
      return found ? what.answer(found, asked) : resourceNotFound(type, name, group);
    },
  };
}

const inGroup = '/subscriptions/(?<subscription>[^/]+)/resourceGroups/(?<group>[^/]+)/providers/';

function literal(type: string): string {
  return type.replaceAll('.', String.raw`\.`);
}
