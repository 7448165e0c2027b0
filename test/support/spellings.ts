const each = (text: string, spell: (code: number) => string): string =>
  Array.from(text, (letter) => spell(letter.codePointAt(0) ?? 0)).join('');
const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
const inUnits = (text: string): string =>
  text
    .split('')
    .map((unit) => `\\u${hex(unit.charCodeAt(0), 4)}`)
    .join('');
const bytes = (text: string): string => Buffer.from(text).toString('latin1');
const hexOf = (text: string): string => Buffer.from(text).toString('hex');

/** The ways in which a service may write down a text that it was sent. */
export const spellings: Readonly<Record<string, (text: string) => string>> = {
  'as it is': (text) => text,
  'in a URL': encodeURIComponent,
  'in a URL, in small letters': (text) => encodeURIComponent(text).replace(/%../g, (escape) => escape.toLowerCase()),
  'in a URL, every byte of it': (text) => each(bytes(text), (code) => `%${hex(code, 2)}`),
  'in a URL in a URL': (text) => encodeURIComponent(encodeURIComponent(text)),
  'in a form': (text) => new URLSearchParams({ a: text }).toString().slice(2),
  'in JSON': (text) => JSON.stringify(text),
  'in JSON in JSON': (text) => JSON.stringify(JSON.stringify(text)),
  'in JSON of .NET': (text) => JSON.stringify(text).replace(/[&<>"'+]/g, (sign) => `\\u${hex(sign.charCodeAt(0), 4).toUpperCase()}`),
  'in escapes of JSON': inUnits,
  'in escapes of JSON, in JSON': (text) => JSON.stringify(inUnits(text)),
  'in escapes of JavaScript': (text) => each(bytes(text), (code) => `\\x${hex(code, 2)}`),
  'in HTML': (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;'),
  'in HTML, in numbers': (text) => each(text, (code) => `&#${code};`),
  'in HTML, in hexadecimal numbers': (text) => each(text, (code) => `&#x${hex(code, 1)};`),
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64, behind an id': (text) => Buffer.from(`an-id:${text}`).toString('base64'),
  'in base64url, within more': (text) => Buffer.from(`{"a":"${text}","b":1}`).toString('base64url'),
  'in base64, in lines': (text) => Buffer.from(text).toString('base64').replace(/.{40}/g, '$&\r\n'),
  'in base64 in base64': (text) => Buffer.from(Buffer.from(text).toString('base64')).toString('base64'),
  'in base64 in a URL': (text) => encodeURIComponent(Buffer.from(text).toString('base64')),
  'in UTF-16 in base64': (text) => Buffer.from(text, 'utf16le').toString('base64'),
  'in hex': hexOf,
  'in hex, in capitals': (text) => hexOf(text).toUpperCase(),
  'in hex, with colons': (text) => hexOf(text).replace(/..(?=.)/g, '$&:'),
  'in hex, with blanks': (text) => hexOf(text).replace(/..(?=.)/g, '$& '),
  'in hex, as an array of C': (text) => hexOf(text).replace(/..(?=.)/g, '0x$&, '),
  'as a buffer of Node': (text) => JSON.stringify(Buffer.from(text)),
};

/** What may happen to it on the way. A person's own words are known by all of them only, a random text by a part. */
export const changes: Readonly<Record<string, (text: string) => string>> = {
  'cut at its end': (text) => text.slice(0, -9),
  'cut at its beginning': (text) => text.slice(9),
  'cut on both sides': (text) => text.slice(7, -7),
  'cut to a few letters': (text) => text.slice(20, 42),
  'in small letters': (text) => text.toLowerCase(),
  'in capitals': (text) => text.toUpperCase(),
  'in lines': (text) => text.replace(/.{21}/g, '$&\n'),
  'with blanks': (text) => text.split('').join(' '),
  'with soft hyphens': (text) => text.split('').join('\u00AD'),
  'in UTF-16': (text) => Buffer.from(text, 'utf16le').toString('latin1'),
};
