/** Random numbers that come again: a property that failed once fails with the same seed. */
export class Random {
  #state: number;

  constructor(seed: number) {
    this.#state = seed;
  }

  /** A whole number from 0 up to but not including `most` (mulberry32). */
  below(most: number): number {
    this.#state = (this.#state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * most);
  }

  one<T>(of: readonly T[]): T {
    return of[this.below(of.length)] as T;
  }

  text(alphabet: readonly string[], least: number, most: number): string {
    return Array.from({ length: least + this.below(most - least + 1) }, () => this.one(alphabet)).join('');
  }

  /** A host of Auth0's shape. */
  host(): string {
    return `${this.text(small, 5, 12)}.${this.one(['eu', 'us', 'au'])}.auth0.com`;
  }

  /** A client id of Auth0's shape. */
  clientId(): string {
    return this.text(alphanumeric, 32, 32);
  }
}

export const small = Array.from('abcdefghijklmnopqrstuvwxyz');
export const alphanumeric = [...small, ...Array.from('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789')];
/** Everything that can be seen and that code might count wrongly: beyond the first 65,536, with marks, joined out of several. */
export const visible = [...alphanumeric, '/', ':', '@', '-', '.', '😀', '𝒳', 'é', 'e\u0301', '한', '👩🏽', '🇫🇷'];
export const invisible = [
  '\u200b',
  '\u200d',
  '\u00ad',
  '\ufeff',
  '\u202e',
  '\u2066',
  '\u2060',
  '\u180e',
  '\u{e0001}',
  '\u0007',
  '\u2800',
  '\ufe0f',
];
export const whiteSpace = [' ', '\t', '\n', '\r', '\u00a0', '\u2003', '\u3000', '\u2028', '\u0085'];
