import { describe, expect, test } from 'vitest';

import { osc52 } from '../../src/tools/osc52.js';

const xterm = { TERM: 'xterm-256color' };

/** What a terminal, or the one outside of a multiplexer, finds in the sequence. */
function textIn(sequence: string | null): string {
  const [begin, end] = ['\u001B]52;c;', '\u0007'];
  expect(sequence?.startsWith(begin) && sequence.endsWith(end)).toBe(true);
  return Buffer.from(sequence?.slice(begin.length, -end.length) ?? '', 'base64').toString();
}

describe('the sequence for the clipboard of a terminal', () => {
  test('holds the text, whatever is in it', () => {
    expect(textIn(osc52('Identity › Settings\nWhere: \u001B\u0007', xterm))).toBe('Identity › Settings\nWhere: \u001B\u0007');
  });

  test('is wrapped for tmux, every escape in it twice', () => {
    const wrapped = osc52('acme', { TERM: 'screen', TMUX: '/tmp/tmux,1,0', STY: '1.old' }) ?? '';
    const [begin, end] = ['\u001BPtmux;', '\u001B\\'];
    expect(wrapped.startsWith(begin) && wrapped.endsWith(end)).toBe(true);
    expect(textIn(wrapped.slice(begin.length, -end.length).replaceAll('\u001B\u001B', '\u001B'))).toBe('acme');
  });

  test('goes through GNU screen in pieces that it can hold', () => {
    const text = 'a value of some length '.repeat(100);
    const pieces = (osc52(text, { TERM: 'screen', STY: '1.host' }) ?? '').split('\u001B\\').slice(0, -1);
    expect(pieces.length).toBeGreaterThan(3);
    for (const piece of pieces) expect(piece.length + 2).toBeLessThan(768);
    expect(textIn(pieces.map((piece) => piece.slice(2)).join(''))).toBe(text);
  });

  test.each([
    ['a terminal that would show it', { TERM: 'linux' }],
    ['a terminal that would show it', { TERM: 'vt100' }],
    ['a terminal that says nothing', {}],
  ])('is not sent to %s (%j)', (_, env) => expect(osc52('acme', env)).toBeNull());

  test('is not sent where the terminal would drop it', () => {
    expect(osc52('x'.repeat(74_994), xterm)?.length).toBeLessThanOrEqual(100_000);
    expect(osc52('x'.repeat(74_995), xterm)).toBeNull();
  });
});
