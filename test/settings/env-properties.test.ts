import { parseEnv } from 'node:util';

import * as fc from 'fast-check';
import { expect, test } from 'vitest';

import { diffEnv } from '../../src/settings/env-diff.js';
import { encoded, encodingOf } from '../../src/settings/env-encoding.js';
import { mergeEnv, readEnv } from '../../src/settings/env-file.js';
import { readLines } from '../../src/settings/env-lines.js';
import { fields } from '../../src/settings/fields.js';
import { tries } from '../support/cases.js';

const ourName = fc.constantFrom(...fields.map(({ name }): string => name));
const signs = [...Array.from(' \t"\'`#\\nr=$!&;:{}%aZ09_./~-é\u00A0\u200B😀'), '\\n', '${A}', '$(x)'];
/** Whatever one line can hold, mostly of what means something in such a file. */
const words = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: fc.constantFrom(...signs), maxLength: 10 }) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 6 }).map((text) => text.toWellFormed().replace(/[\r\n]/g, '')) },
);
/** All that a setting really holds: a host, an id, a secret, a version. */
const plain = fc.stringMatching(/^[\w./:@%+,=~-]{1,40}$/);
const lineEnd = fc.constantFrom('\n', '\r\n', '\r');

const changesTo = (value: fc.Arbitrary<string>): fc.Arbitrary<Map<string, string>> =>
  fc.array(fc.tuple(ourName, value), { maxLength: 6 }).map((pairs) => new Map(pairs));

/** A line, or the lines of one quoted value, and whose it is. */
interface Piece {
  text: string;
  name: string | null;
}

const without = (texts: fc.Arbitrary<string>, signsLeftOut: RegExp): fc.Arbitrary<string> =>
  texts.map((text) => text.replace(signsLeftOut, ''));
const blanks = fc.stringMatching(/^[ \t]{0,2}$/);
const comment = fc.oneof(
  fc.constant(''),
  without(words, /["'`]/g).map((text) => ` # ${text}`),
);
const inQuotes = fc
  .constantFrom('"', "'", '`')
  .chain((quote) =>
    fc
      .array(without(words, new RegExp(`[\\\\${quote}]`, 'g')), { minLength: 1, maxLength: 3 })
      .chain((lines) => lineEnd.map((end) => quote + lines.join(end) + quote)),
  );
const written = fc.oneof(without(words, /["'`#]/g), inQuotes, plain);
const anyName = fc.oneof(
  { weight: 2, arbitrary: ourName },
  { weight: 1, arbitrary: fc.constantFrom('A', 'NODE_ENV', 'x.y-z', 'OIDC_ENDPOINTS') },
);

const assignment = fc
  .record({ name: anyName, lead: fc.constantFrom('', '', '  ', 'export '), before: blanks, after: blanks, written, comment, end: lineEnd })
  .map(({ name, lead, before, after, written: value, comment: note, end }): Piece => {
    return { name, text: `${lead}${name}${before}=${after}${value}${note}${end}` };
  });
const foreign = fc
  .tuple(
    fc.oneof(
      words.map((text) => `#${text}`),
      without(words, /=/g),
      fc.constant(''),
    ),
    lineEnd,
  )
  .map(([text, end]): Piece => ({ name: null, text: text + end }));
/** A file as people write them, whose pieces are known without a reader of ours. A lone carriage return before a line feed would be one end. */
const file = fc
  .array(fc.oneof(assignment, assignment, foreign), { maxLength: 8 })
  .map((pieces) => pieces.filter(({ text }, at) => at === 0 || !(pieces[at - 1]?.text.endsWith('\r') && text.startsWith('\n'))));
const mark = fc.constantFrom('', '', '\uFEFF');

/** What is left of the text behind this piece, which was to stay or to be written anew; null where it is neither. */
function behind(text: string, { text: was, name }: Piece, isChanged: boolean): string | null {
  if (text.startsWith(was)) return text.slice(was.length);
  if (!isChanged || name === null) return null;
  const [end = ''] = /(?:\r\n|\r|\n)?$/.exec(was) ?? [];
  const head = was.slice(0, was.indexOf('=') + 1);
  const at = text.search(/\r\n|\r|\n/);
  return text.startsWith(head) && text.startsWith(end, at) ? text.slice(at + end.length) : null;
}

test('a line that is not ours stays as it was, byte by byte, and only the last of a name of ours is written', () => {
  const property = fc.property(mark, file, changesTo(fc.oneof(words, plain)), fc.boolean(), (bom, pieces, values, isEnded) => {
    const last = pieces.at(-1);
    if (last && !isEnded) last.text = last.text.replace(/[\r\n]+$/, '');
    const before = bom + pieces.map(({ text }) => text).join('');
    const { text: after } = mergeEnv(before, values);
    let rest: string | null = after.slice(bom.length);
    for (const [at, piece] of pieces.entries()) {
      const isWinner = piece.name !== null && values.has(piece.name) && !pieces.slice(at + 1).some(({ name }) => name === piece.name);
      rest = rest === null ? null : behind(rest, piece, isWinner);
      if (rest === null) expect({ before, after, piece }).toBe('the same line');
    }
    const added = [...values].filter(([name, value]) => value !== '' && pieces.every((piece) => piece.name !== name));
    expect((rest ?? '').match(/^\w+(?==)/gm) ?? []).toHaveLength(added.length);
    const wanted = new Map([...readEnv(before), ...[...values].filter(([name, value]) => value !== '' || readEnv(before).has(name))]);
    expect(readEnv(after)).toEqual(wanted);
    expect(mergeEnv(after, values).text).toBe(after);
    // It takes the line behind a value that is nothing but blanks for that value, and an `export` before an empty one for a part of the name.
    if (differsForNode(`${before}\nLAST=1`) || /^export \S+[ \t]*=$/m.test(after) || [...values.values()].some(isOfManyQuotes)) return;
    expect({ ...parseEnv(after) }).toEqual(Object.fromEntries(wanted));
  });
  fc.assert(property, tries('env files'));
});

/** What few readers take in any quotes: src/settings/env-quote.ts says so of it. */
function isOfManyQuotes(value: string): boolean {
  return value.endsWith('\\') || (value.includes("'") && value.includes('`') && /["\\]/.test(value));
}

/** Where Node reads something in the file that nobody meant (env-file.test.ts names them), what it makes of ours is not ours to say. */
function differsForNode(text: string): boolean {
  const [own, nodes] = [readEnv(text), parseEnv(text)];
  return own.size !== Object.keys(nodes).length || [...own].some(([name, value]) => nodes[name] !== value);
}

const anyBytes = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  fc
    .array(fc.oneof(words, lineEnd, anyName, fc.constantFrom('=', 'export ', '\uFEFF', '\0', '"', "'")), { maxLength: 25 })
    .chain((texts) =>
      fc.constantFrom('utf8' as const, 'latin1' as const, 'utf16le' as const).map((encoding) => Buffer.from(texts.join(''), encoding)),
    ),
);

test('of any bytes at all none is lost, and what a setting really holds reads back', () => {
  const property = fc.property(anyBytes, changesTo(fc.oneof(plain, fc.constant(''))), (bytes, values) => {
    const encoding = encodingOf(Buffer.from(bytes));
    const before = Buffer.from(bytes).toString(encoding);
    const { text: after } = mergeEnv(before, values);
    const kept = readLines(before).filter(({ assignment: own }) => own === null || !values.has(own.name));
    const shown = [...readLines(after)];
    for (const { text } of kept) {
      const at = shown.findIndex((one) => one.text.startsWith(text) && one.text.slice(text.length).trim() === '');
      if (at === -1) expect({ before, after, text }).toBe('a line that is there');
      shown.splice(0, at + 1);
    }
    for (const [name, value] of values) if (value !== '') expect(readEnv(after).get(name)).toBe(value);
    expect(mergeEnv(after, values).text).toBe(after);
    expect(Buffer.from(before, encoding).equals(Buffer.from(bytes))).toBe(true);
    expect(encoded(after, encoding)?.toString(encoding)).toBe(after);
    expect(diffEnv(before, after).filter(({ kind }) => kind !== 'untouched').length).toBeLessThanOrEqual(values.size);
  });
  fc.assert(property, tries('env files'));
});
