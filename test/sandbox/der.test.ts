import { expect, test } from 'vitest';

import { bits, integer, octets, oid, sequence, tagged, time, wrapped } from '../../src/sandbox/der.js';

test.each([
  ['an identifier of small and of large numbers', oid('1.2.840.10045.4.3.2'), '06082a8648ce3d040302'],
  ['an identifier that begins with more than one hundred', oid('2.5.29.30'), '0603551d1e'],
  ['a number', integer(Buffer.of(2)), '020102'],
  ['bits, one of which does not count', bits(Buffer.of(0b110), 1), '03020106'],
  ['nothing', sequence(), '3000'],
  ['one in another', sequence(integer(Buffer.of(1)), sequence()), '30050201013000'],
  ['a name by its place', tagged(2, 'a.b'), '8203612e62'],
  ['what is wrapped', wrapped(0, integer(Buffer.of(2))), 'a003020102'],
  ['a moment', time(new Date('2026-11-26T13:58:36.123Z')), `170d${Buffer.from('261126135836Z').toString('hex')}`],
])('%s', (_, bytes, expected) => {
  expect(bytes.toString('hex')).toBe(expected);
});

test.each([
  [127, '7f'],
  [128, '8180'],
  [255, '81ff'],
  [256, '820100'],
  [70_000, '83011170'],
])('the length %i', (length, expected) => {
  const bytes = octets(Buffer.alloc(length));
  expect(bytes.subarray(0, bytes.length - length).toString('hex')).toBe(`04${expected}`);
});
