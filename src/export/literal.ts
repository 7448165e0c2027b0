import { isUnseen } from '../findings/quote.js';

/** Writes a value as a literal of one language. Nothing in a value ends the literal, or means anything inside it. */
export type Literal = (value: string) => string;

/** Between double quotes, for TypeScript and C#: what cannot be seen is written by its number, so that no line separator ends a line. */
export const doubleQuoted: Literal = (value) => `"${escaped(value, /["\\]/, byUnits)}"`;

/** The same in single quotes. */
export const singleQuoted: Literal = (value) => `'${escaped(value, /['\\]/, byUnits)}'`;

/** A Java string: there, a number is read before anything else, so an end of line has to have its own escape. */
export const javaString: Literal = (value) => doubleQuoted(value);

/** A Go or a Python string, in which a number beyond 16 bits has eight digits. */
export const goString: Literal = (value) => `"${escaped(value, /["\\]/, byEightDigits)}"`;

/** A Terraform string. A template begins with `${` or `%{`; its sign by its number begins none. */
export const terraformString: Literal = (value) =>
  `"${escaped(value, /["\\]/, byEightDigits).replace(/[$%](?=\{)/g, (sign) => hex(sign.charCodeAt(0)))}"`;

/** A Bicep string. */
export const bicepString: Literal = (value) =>
  `'${escaped(value, /['\\]/, (code) => `\\u{${code.toString(16)}}`).replaceAll('${', '\\${')}'`;

/** A value in a workflow of GitHub: a JSON string is YAML, and what would be read as an expression is written as one. */
export const workflowString: Literal = (value) => doubleQuoted(value.replaceAll('${{', "${{ '${{' }}"));

/** Quotes and the backslash get a backslash, and what cannot be seen its number. */
function escaped(value: string, quotes: RegExp, numbered: (code: number) => string): string {
  return Array.from(value, (character) => {
    if (quotes.test(character)) return `\\${character}`;
    return named[character] ?? (isUnseen(character) ? numbered(character.codePointAt(0) ?? 0) : character);
  }).join('');
}

/** All of the languages know these three. */
const named: { readonly [character: string]: string } = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function byUnits(code: number): string {
  return Array.from({ length: code > 0xffff ? 2 : 1 }, (_, at) => hex(String.fromCodePoint(code).charCodeAt(at))).join('');
}

function byEightDigits(code: number): string {
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : hex(code);
}

function hex(unit: number): string {
  return `\\u${unit.toString(16).padStart(4, '0')}`;
}
