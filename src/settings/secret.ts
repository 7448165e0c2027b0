import { inspect } from 'node:util';

/**
 * A value that must never be shown: an Auth0 client secret, a raw token.
 * Every way of turning it into text gives `[secret]`; only `reveal()` gives the value,
 * and only `chain/` and the writer of the env file call it (test/architecture.test.ts counts the callers).
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  /** Whether another one has the same value. */
  isSame(other: Secret): boolean {
    return this.#value === other.#value;
  }

  /** How many characters there are: enough to see that a paste arrived whole. */
  get length(): number {
    return this.#value.length;
  }

  /** The last four characters, or none of a value so short that four would give it away. */
  get ending(): string {
    return this.#value.length >= 16 ? this.#value.slice(-4) : '';
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): string {
    return '[secret]';
  }

  [Symbol.toPrimitive](): string {
    return '[secret]';
  }

  [inspect.custom](): string {
    return '[secret]';
  }
}
