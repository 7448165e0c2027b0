import { clean } from './clean.js';
import type { FieldName } from './field-name.js';
import { homeOf, kindOf, kinds } from './kinds.js';
import type { Kind } from './kinds.js';
import { isPlaceholder } from './placeholder.js';
import { secretKindIn } from './secrecy.js';

/** What a text given for a field is. A problem never quotes the text: it may be a secret. */
export type Parsed =
  | { ok: true; value: string; removed: string[] }
  | { ok: false; kind: 'malformed'; problem: string }
  | { ok: false; kind: 'placeholder' }
  | { ok: false; kind: 'swapped'; looksLike: string; belongsTo: FieldName | null };

/** Reads a cleaned value that is neither empty nor a placeholder nor of a kind that lives elsewhere. */
type Reader = (value: string) => Parsed;

export interface Rules {
  name: FieldName;
  /** The unmistakable kinds that this field can hold. Values without such a kind are always heard. */
  holds: readonly Kind[];
  read: Reader;
  /** A value made up for the documentation: whoever gives it copied it. Null where the example is a value people really use. */
  sample: string | null;
}

/** The same four questions for every field: is there anything, was it replaced, is it here by mistake, and what is it? */
export function parserOf({ name, holds, read, sample }: Rules): (text: string) => Parsed {
  return (text) => {
    const { value, removed } = clean(text, name);
    if (value === '') return malformed('it is empty');
    const tooLong = upTo(mostRead, value);
    if (tooLong !== null) return tooLong;
    if (isPlaceholder(value)) return { ok: false, kind: 'placeholder' };
    const kind = kindOf(value);
    if (kind !== null && !holds.includes(kind)) return swapped(kind, name);
    const parsed = read(value);
    if (parsed.ok && sample !== null && parsed.value.toLowerCase() === sample.toLowerCase()) return { ok: false, kind: 'placeholder' };
    if (!parsed.ok) return parsed;
    const whole = { ...parsed, removed: [...removed, ...parsed.removed] };
    return name === 'OIDC_CLIENT_SECRET' ? whole : (withSecret([whole.value, ...whole.removed], name) ?? whole);
  };
}

/**
 * What Azure is said to hold is evidence: not even a space is taken off, because that space may be the fault. Only a secret is none,
 * for evidence is shown wherever it is compared.
 */
export function evidenceParserOf(name: FieldName): (text: string) => Parsed {
  return (text) => (text === '' ? malformed('it is empty') : (upTo(mostRead, text) ?? withSecret([text], name) ?? accepted(text)));
}

/** What is longer is a whole file or page, and nothing looks at it any closer. */
const mostRead = 10_000;

/** Where a value is longer than any party takes. */
export function upTo(most: number, text: string): Parsed | null {
  return text.length > most ? malformed(`it has ${text.length} characters, far too many`) : null;
}

/** A secret with something around it is still one, and every part of these texts would be shown. */
function withSecret(shown: readonly string[], name: FieldName): Parsed | null {
  const kind = shown.map(secretKindIn).find((one) => one !== null);
  return kind ? swapped(kind, name) : null;
}

function swapped(kind: Kind, name: FieldName): Parsed {
  return { ok: false, kind: 'swapped', looksLike: kinds[kind].looksLike, belongsTo: homeOf(kind, name) };
}

export function accepted(value: string, removed: string[] = []): Parsed {
  return { ok: true, value, removed };
}

/** `problem` goes on from "it": `it is not a GUID`. */
export function malformed(problem: string): Parsed {
  return { ok: false, kind: 'malformed', problem };
}
