import { describe, expect, test } from 'vitest';

import { decideLinks } from '../../src/commands/decide-links.js';
import { linked } from '../../src/ui/look.js';

describe('addresses are links', () => {
  test.each<[boolean, Record<string, string>]>([
    [true, { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.1.0' }],
    [false, { TERM_PROGRAM: 'iTerm.app', TERM_PROGRAM_VERSION: '3.0.15' }],
    [true, { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.72.0' }],
    [false, { TERM_PROGRAM: 'vscode', TERM_PROGRAM_VERSION: '1.71.9' }],
    [true, { TERM_PROGRAM: 'WezTerm', TERM_PROGRAM_VERSION: '20240203-110809-5046fc22' }],
    [false, { TERM_PROGRAM: 'Apple_Terminal', TERM_PROGRAM_VERSION: '455' }],
    [true, { TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.4' }],
    [false, { TERM_PROGRAM: 'tmux', TERM_PROGRAM_VERSION: '3.3a' }],
    [true, { VTE_VERSION: '6003' }],
    [true, { VTE_VERSION: '5202' }],
    [false, { VTE_VERSION: '4602' }],
    [false, { VTE_VERSION: '0.50.0' }],
    [true, { TERM: 'xterm-kitty' }],
    [true, { WT_SESSION: 'a0' }],
    [false, { TERM: 'xterm-256color' }],
    [false, { STY: '1.host', VTE_VERSION: '6003' }],
    [true, { FORCE_HYPERLINK: '1' }],
    [false, { FORCE_HYPERLINK: '0', TERM: 'xterm-kitty' }],
    [false, { FORCE_HYPERLINK: '', TERM: 'xterm-256color' }],
  ])('%s for %j', (expected, env) => expect(decideLinks({ env, platform: 'linux' }, true)).toBe(expected));

  test('not without colour, and not on the old console of Windows', () => {
    expect(decideLinks({ env: { TERM: 'xterm-kitty' }, platform: 'linux' }, false)).toBe(false);
    expect(decideLinks({ env: { TERM_PROGRAM: 'none' }, platform: 'win32' }, true)).toBe(false);
    expect(decideLinks({ env: { WT_SESSION: 'a0' }, platform: 'win32' }, true)).toBe(true);
  });

  test('only where they lead to a page, and cannot end the sequence', () => {
    expect(linked('https://portal.azure.com/', { link: true })).toContain('\u001B]8;;https://portal.azure.com/\u0007');
    for (const address of ['file:///etc/passwd', 'https://acme.example/\u0007x', 'https://acme.example/ x'])
      expect(linked(address, { link: true })).toBe(address);
    expect(linked('https://portal.azure.com/', {})).toBe('https://portal.azure.com/');
  });
});
