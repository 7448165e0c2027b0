import { objectIn } from '../place.js';
import type { Reply } from '../place.js';
import { invalidBody } from './answers.js';

/** What a property may be: null when it is right, else what is wrong with it. */
export type Check = (value: unknown) => string | null;

/** The properties that a body may have, by name. */
export type Schema = Readonly<Record<string, Check>>;

/** A body that fits, or the refusal. */
export type ReadBody = { ok: true; body: Record<string, unknown> } | { ok: false; refusal: Reply };

/**
 * Reads a body as the Management API does: what it does not know is refused, not ignored. The first two sentences are known, of the others the beginning
 * only, and none of their ends, which tell what a property is for.
 */
export function readBody(text: string, schema: Schema, required: readonly string[] = []): ReadBody {
  const body = objectIn(text);
  if (!body) return refuse("'Expected type object'");
  const missing = required.find((name) => body[name] === undefined);
  if (missing) return refuse(`'Missing required property: ${missing}'`);
  const strange = Object.keys(body).find((name) => !Object.hasOwn(schema, name));
  if (strange) return refuse(`'Additional properties not allowed: ${strange}'`);
  for (const [name, value] of Object.entries(body)) {
    const problem = schema[name]?.(value) ?? null;
    if (problem !== null) return refuse(`'${problem}' on property ${name}`);
  }
  return { ok: true, body };
}

function refuse(problem: string): ReadBody {
  return { ok: false, refusal: invalidBody(problem) };
}

const typeOf = (value: unknown): string => (value === null ? 'null' : Array.isArray(value) ? 'array' : typeof value);

const type =
  (wanted: string): Check =>
  (value) =>
    typeOf(value) === wanted ? null : `Expected type ${wanted} but found type ${typeOf(value)}`;

export const text = type('string');
export const flag = type('boolean');
export const object = type('object');
export const anything: Check = () => null;

export const texts: Check = (value) => type('array')(value) ?? (value as unknown[]).map(text).find((problem) => problem !== null) ?? null;

export const orNull =
  (check: Check): Check =>
  (value) =>
    value === null ? null : check(value);

export const oneOf =
  (...values: string[]): Check =>
  (value) =>
    values.includes(value as string) ? null : `No enum match for: ${JSON.stringify(value)}`;

export const whole =
  (from: number, to: number): Check =>
  (value) => {
    if (typeof value !== 'number' || !Number.isInteger(value)) return `Expected type integer but found type ${typeOf(value)}`;
    return value >= from && value <= to ? null : `Value ${value} is not between ${from} and ${to}`;
  };
