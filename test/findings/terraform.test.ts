import { expect, test } from 'vitest';

import { hclText } from '../../src/findings/terraform.js';

test.each([
  ['https://acme-dev.eu.auth0.com/', '"https://acme-dev.eu.auth0.com/"'],
  ['a"b', String.raw`"a\"b"`],
  ['a\\b', String.raw`"a\\b"`],
  ['${var.x}', '"$${var.x}"'],
  ['%{if x}', '"%%{if x}"'],
  ['$ % {} $$', '"$ % {} $$"'],
  ['$${x}', '"$$${x}"'],
  ['a\nb\u200b', String.raw`"a\U0000000ab\U0000200b"`],
  ['ü', '"ü"'],
])('a value as a string of Terraform: %j', (value, text) => {
  expect(hclText(value)).toBe(text);
});
