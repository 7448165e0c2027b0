import { expect, test } from 'vitest';

import { utf16Text } from '../../src/settings/utf16.js';

const text = '[{"issuer":"https://acme.example/ä"}]\r\n';
const little = (of: string): Buffer => Buffer.from(of, 'utf16le');
const big = (of: string): Buffer => little(of).swap16();

test.each([
  ['with a mark', little(`\uFEFF${text}`)],
  ['with a mark, high half first', big(`\uFEFF${text}`)],
  ['without a mark', little(text)],
  ['without a mark, high half first', big(text)],
  ['with half a character at its end', Buffer.concat([little(`\uFEFF${text}`), Buffer.from([65])])],
])('text in UTF-16 %s is read', (_, bytes) => expect(utf16Text(bytes)).toBe(text));

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
  ['nothing', Buffer.alloc(0)],
  ['NUL bytes', Buffer.alloc(64)],
  ['a NUL byte', Buffer.from('A=\0B=\n')],
  ['an archive', Buffer.from('504b0304140000000800', 'hex')],
])('%s is none', (_, bytes) => expect(utf16Text(bytes)).toBeNull());

test('letters beyond Latin-1 have no NUL byte, so without a mark nothing is claimed', () => {
  expect(utf16Text(little('日本語日本語'))).toBeNull();
});
