import { late } from '../settings/late.js';
import { isOrdinary } from '../settings/ordinary.js';

/** A value between quotes, safe to print: what nobody can see appears as `⟨U+200B⟩`, so no terminal acts on it and no reader misses it. */
export function quote(value: string): string {
  return `"${visible(value)}"`;
}

/** The same without quotes, for lines that hold nothing but the value. */
export function visible(value: string): string {
  return isOrdinary(value) ? value : value.replaceAll(everyUnseen(), (character) => `⟨${codePoint(character)}⟩`);
}

/** Spaces where they would be lost, at an end of what stands alone in its line, by their number as everything else that is not seen. */
export function shownSpaces(run: string): string {
  return `⟨${codePoint(' ')}⟩`.repeat(run.length);
}

/** A value that stands alone in its line, with the spaces at both its ends shown. A regular expression would look from each space to the end. */
export function withShownEnds(value: string): string {
  let end = value.length;
  while (value[end - 1] === ' ') end -= 1;
  return value.slice(0, end).replace(/^ +/, shownSpaces) + shownSpaces(value.slice(end));
}

/** `the tenant "x"`, or only `the tenant` where the value is not known (a pasted log does not always tell). */
export function named(noun: string, value: string | null): string {
  return value ? `${noun} ${quote(value)}` : noun;
}

/** Several values in a row: `"a", "b" and "c"`. */
export function quoteAll(values: string[]): string {
  return listed(values.map(quote));
}

export function listed(items: string[], joint = 'and'): string {
  const last = items.at(-1) ?? '';
  return items.length < 2 ? last : `${items.slice(0, -1).join(', ')} ${joint} ${last}`;
}

/** Whether a value holds nothing but printable ASCII without a space: what an issuer, a subject and an audience are made of. */
export function isPlain(value: string): boolean {
  return /^[\x21-\x7e]+$/.test(value);
}

/** Whether a character draws nothing, so that it is shown by its number. */
export function isUnseen(character: string): boolean {
  return unseen().test(character);
}

// Controls, formats, separators other than the plain space, lone surrogates, and the letters that Unicode draws as nothing.
const unseen = late(() => /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|[^\P{Zs} ]/u);
const everyUnseen = late(() => new RegExp(unseen(), 'gu'));

/** A character by its number in Unicode, which is what search engines and editors know it by. */
export function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
