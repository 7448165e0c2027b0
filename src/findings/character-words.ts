import { characterNames } from './character-names.js';
import { codePoint, isUnseen, listed, quote } from './quote.js';

/** A piece of a value in words: hidden characters one by one, readable ones between quotes. */
export function describeText(text: string): string {
  const characters = Array.from(text);
  if (text === '\r\n') return 'a line break';
  if (characters.length === 1) return describeCharacter(text);
  if (characters.length <= 3 && characters.every((one) => one in characterNames || isUnseen(one) || familyOf(one)))
    return listed(characters.map(describeCharacter));
  const [first = ''] = characters;
  // Of letters that look like others a reader sees nothing between quotes.
  return familyOf(first) ? `${quote(text)}, which begins with ${describeCharacter(first)}` : quote(text);
}

/** A text with the numbers of what is in it, for what no reader can take apart by looking. */
export function describeByNumber(text: string): string {
  const numbers = Array.from(text, codePoint).join(' ');
  return /^[!-~]+$/.test(text) ? describeText(text) : `${quote(text)} (${numbers})`;
}

/** One character in words: letters as they are, everything invisible or foreign by name and code point. */
function describeCharacter(character: string): string {
  const name = characterNames[character];
  if (name) return character <= '~' ? name : `${name} (${codePoint(character)})`;
  if (/^[A-Za-z0-9]$/.test(character)) return character;
  if (/^[\u0021-\u007e]$/.test(character)) return quote(character);
  const kind = isUnseen(character) ? 'an invisible character' : familyOf(character);
  return kind ? `${kind} (${codePoint(character)})` : `${quote(character)} (${codePoint(character)})`;
}

/** Where a look-alike comes from: that is what a reader recognises, more than its Unicode name. */
function familyOf(character: string): string | null {
  return families.find(([pattern]) => pattern.test(character))?.[1] ?? null;
}

const families: readonly (readonly [RegExp, string])[] = [
  [/\p{Mark}/u, 'a combining mark'],
  [/\p{Script=Cyrillic}/u, 'a Cyrillic letter'],
  [/\p{Script=Greek}/u, 'a Greek letter'],
  [/\p{Script=Armenian}/u, 'an Armenian letter'],
  [/[\uff01-\uff5e]/u, 'a full-width character'],
  [/[\u{1d400}-\u{1d7ff}]/u, 'a mathematical letter'],
  [/\p{Dash_Punctuation}|\u2212/u, 'a dash'],
  [/[\u2018-\u201f]/u, 'a typographic quote'],
];
