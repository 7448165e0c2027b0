import { parseEnv } from 'node:util';
import { expect, test } from 'vitest';
import { mergeEnv, readEnv } from '../../src/settings/env-file.js';

const common = [
  '',
  'A=1',
  'A= 1 ',
  'export A=1',
  "A='x' # c",
  'A=x # c',
  'A=x#c',
  String.raw`A="a\nb"`,
  String.raw`A='a\nb'`,
  'A=`a\'b"c`',
  'A="l1\nl2"',
  "A='l1\nl2'\nB=1",
  'A=',
  'A\nB=2',
  'A==1',
  'A=1\r\nB=2\r\n',
  '#A=1',
  'A="unclosed\nB=2',
  "A='x'y",
  'A="x" y\nB=1',
  "A=a 'b'",
  ' A=1',
  '  export   A=1',
  'A =1',
  'A.b-c=1',
  '1A=2',
  'A=1\nA=2',
  'A=""',
  "A='",
  `A="a" # it's "q"`,
  'A=#x',
  'A= #x',
  "A='a#b'",
  "A=x 'y' # z",
  'export A',
  '=1',
  'A=\n\nB=1',
  'A="x',
  'A=x"',
  "A='it''s'",
  'A="a\r\nb"',
  'A="x"#c',
  'A=\tx\t',
  'A=${B}',
  String.raw`A=a\nb`,
  'exportA=1',
  'A: 1',
  '\n\n# x\n\nA=1\n',
];

test.each(common)('reads %j as Node does', (text) => {
  expect(Object.fromEntries(readEnv(text))).toEqual({ ...parseEnv(text) });
});

/** Where Node 24 reads something that nobody who wrote the line can have meant. */
test.each([
  ['a byte order mark is no part of the name', '\uFEFFA=1', { A: '1' }],
  ['an empty value does not take the next line', 'A=   \nB=1', { A: '', B: '1' }],
  ['a lone carriage return ends the line, as in the dotenv package', 'A=1\rB=2', { A: '1', B: '2' }],
  ['an escaped quote does not end the value', String.raw`A="a\"b"`, { A: 'a"b' }],
  ['a backslash can be escaped', String.raw`A="a\\nb"`, { A: String.raw`a\nb` }],
  ['a name is letters, digits, dots, hyphens and underscores', 'A B=1\né=2', {}],
])('unlike Node: %s', (_, text, values) => {
  expect(Object.fromEntries(readEnv(text))).toEqual(values);
  expect({ ...parseEnv(text) }).not.toEqual(values);
});

const awkward = [
  '\uFEFF# made by hand',
  '',
  '  # indented',
  'export OIDC_ENDPOINT="old.eu.auth0.com" # the domain',
  'NODE_ENV=test',
  "OIDC_CLIENT_ID = 'first'",
  'this is no assignment',
  'KEY="-----BEGIN\nA=1\n-----END"',
  'OIDC_CLIENT_ID=second#note',
  'BROKEN="x',
  'LAST=é\t',
];

test.each(['\n', '\r\n'])('changes the winning line only, line end %j', (lineEnd) => {
  const text = awkward.join(lineEnd);
  const merged = mergeEnv(
    text,
    new Map([
      ['AZURE_TENANT_ID', 't'],
      ['OIDC_CLIENT_ID', 'third'],
      ['OIDC_ENDPOINT', 'new.eu.auth0.com'],
      ['NODE_ENV', 'test'],
    ]),
  );
  const expected = awkward
    .map((line) => line.replace('"old.eu.auth0.com"', '"new.eu.auth0.com"').replace('=second#note', '=third #note'))
    .concat('AZURE_TENANT_ID=t', '')
    .join(lineEnd);
  expect(merged.text).toBe(expected);
  expect(merged.changes).toEqual([
    { name: 'OIDC_ENDPOINT', kind: 'changed' },
    { name: 'OIDC_CLIENT_ID', kind: 'changed' },
    { name: 'AZURE_TENANT_ID', kind: 'added' },
    { name: 'NODE_ENV', kind: 'unchanged' },
  ]);
});

test.each([
  ['A=\n', 'v', 'A=v\n'],
  ['A= # c\n', 'v', 'A= v # c\n'],
  ["A='x'junk\r\n", 'v', "A='v'\r\n"],
  ['A=x\n', 'two words', "A='two words'\n"],
  ['A=x', "it's", 'A="it\'s"'],
  ['A=x', `it's "q"`, 'A=`it\'s "q"`'],
  ["A='x'", "it's", 'A="it\'s"'],
  ['A="l1\nl2" # c\nB=1\n', 'v', 'A="v" # c\nB=1\n'],
  ['B=1', 'v', 'B=1\nA=v\n'],
  ['', 'a#b', "A='a#b'\n"],
  ['', 'a\nb', 'A="a\\nb"\n'],
  ['# c\r\nB=1', 'v', '# c\r\nB=1\r\nA=v\r\n'],
  // Node would take the next line for a value that is nothing but blanks.
  ['A= x\nB=1\n', '', 'A=\nB=1\n'],
  ['A=x \nB=1\n', '', 'A=\nB=1\n'],
  ['A= x # c\nB=1\n', '', 'A=  # c\nB=1\n'],
  // Node and a shell read these comments, and this name, up to the line feed.
  ['# c\r', 'v', '# c\r\nA=v\n'],
  ['\uFEFF', 'v', '\uFEFF\nA=v\n'],
])('writes into %j the value %j', (text, value, expected) => {
  expect(mergeEnv(text, new Map([['A', value]])).text).toBe(expected);
});

test('an empty value empties a line that is there, and adds none', () => {
  expect(
    mergeEnv(
      'A=1 # why\nexport B="2"\n',
      new Map([
        ['A', ''],
        ['B', ''],
        ['C', ''],
      ]),
    ),
  ).toEqual({
    text: 'A= # why\nexport B=""\n',
    changes: [
      { name: 'A', kind: 'emptied' },
      { name: 'B', kind: 'emptied' },
    ],
  });
});
