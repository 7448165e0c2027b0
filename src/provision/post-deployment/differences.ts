import { isRecord } from '../../chain/exchange.js';
import type { Change } from '../step.js';

export type Json = Readonly<Record<string, unknown>>;

/** Every value that another document has, or has otherwise, by its path. What is only in the first is left out: nothing is taken away. */
export function differences(from: unknown, to: unknown, path = ''): Change[] {
  if (isRecord(to)) {
    const before = isRecord(from) ? from : {};
    return Object.entries(to).flatMap(([name, value]) => differences(before[name], value, path === '' ? name : `${path}.${name}`));
  }
  const [old, now] = [textOf(from), textOf(to)];
  return old === now || now === null ? [] : [{ name: path, from: old, to: now }];
}

function textOf(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** The object in a field; an empty one where there is none. */
export function objectAt(value: Json, name: string): Json {
  const inner = value[name];
  return isRecord(inner) ? inner : {};
}
