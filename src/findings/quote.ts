/** A value between quotes, safe to print: what nobody can see appears as `⟨U+200B⟩`, so no terminal acts on it and no reader misses it. */
export function quote(value: string): string {
  return `"${visible(value)}"`;
}

/** The same without quotes, for lines that hold nothing but the value. */
export function visible(value: string): string {
  return value.replaceAll(everyUnseen, (character) => `⟨${codePoint(character)}⟩`);
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

/** One character in words: letters as they are, everything invisible or foreign by code point and name. */
function describeCharacter(character: string): string {
  const name = names[character];
  if (name) return name;
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  if (/^[\u0021-\u007e]$/.test(character)) return quote(character);
  if (unseen.test(character)) return `${codePoint(character)} invisible character`;
  return `${codePoint(character)} ${familyOf(character) ?? quote(character)}`;
}

/** A piece of a value in words: hidden characters one by one, readable ones between quotes. */
export function describeText(text: string): string {
  const characters = Array.from(text);
  if (text === '\r\n') return 'a line break';
  if (characters.length === 1) return describeCharacter(text);
  if (characters.length <= 3 && characters.every((one) => one in names || unseen.test(one) || familyOf(one)))
    return listed(characters.map(describeCharacter));
  const [first = ''] = characters;
  // Of letters that look like others a reader sees nothing between quotes.
  return familyOf(first) ? `${quote(text)}, which begins with ${describeCharacter(first)}` : quote(text);
}

// Controls, formats, separators other than the plain space, lone surrogates, and the letters that Unicode draws as nothing.
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|[^\P{Zs} ]/u;
const everyUnseen = new RegExp(unseen, 'gu');

const names: Readonly<Record<string, string>> = {
  ' ': 'a space',
  '\t': 'a tab',
  '\n': 'a line break',
  '\r': 'a carriage return',
  '\u00a0': 'U+00A0 non-breaking space',
  '\u00ad': 'U+00AD soft hyphen',
  '\u2007': 'U+2007 figure space',
  '\u2009': 'U+2009 thin space',
  '\u200b': 'U+200B zero-width space',
  '\u200c': 'U+200C zero-width non-joiner',
  '\u200d': 'U+200D zero-width joiner',
  '\u200e': 'U+200E left-to-right mark',
  '\u200f': 'U+200F right-to-left mark',
  '\u2028': 'U+2028 line separator',
  '\u2029': 'U+2029 paragraph separator',
  '\u202f': 'U+202F narrow no-break space',
  '\u2060': 'U+2060 word joiner',
  '\u3000': 'U+3000 ideographic space',
  '\ufeff': 'U+FEFF byte order mark',
};

/** Where a look-alike comes from: that is what a reader recognises, more than its Unicode name. */
function familyOf(character: string): string | null {
  if (/\p{Script=Cyrillic}/u.test(character)) return 'Cyrillic letter';
  if (/\p{Script=Greek}/u.test(character)) return 'Greek letter';
  if (/\p{Script=Armenian}/u.test(character)) return 'Armenian letter';
  if (/[\uff01-\uff5e]/u.test(character)) return 'full-width character';
  if (/[\u{1d400}-\u{1d7ff}]/u.test(character)) return 'mathematical letter';
  if (/\p{Dash_Punctuation}|\u2212/u.test(character)) return 'dash';
  if (/[\u2018-\u201f]/u.test(character)) return 'typographic quote';
  return null;
}

function codePoint(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
