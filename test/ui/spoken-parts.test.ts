import { describe, expect, test } from 'vitest';

import { nothingKnown } from '../../src/findings/explanation.js';
import { guideOf } from '../../src/findings/guide/guides.js';
import { things } from '../../src/findings/guide/things.js';
import { Secret } from '../../src/settings/secret.js';
import { pieceCount } from '../../src/ui/setup/guide-lines.js';
import { choicesOf, chosen, listedChoices, menuLines } from '../../src/ui/spoken/choices.js';
import { guideSentences } from '../../src/ui/spoken/guide-sentences.js';
import { heardLines, valueWords } from '../../src/ui/spoken/spoken-words.js';

describe('the choices of a screen', () => {
  const keys = [
    ['enter', 'write and check'],
    ['1-3', 'edit'],
    ['ctrl+x', 'explain an error'],
    ['ctrl+r', 'reveal'],
    ['shift+tab', 'back'],
    ['q', 'quit'],
  ] as const;
  const choices = choicesOf(keys);

  test('are its keys in their order, but for the one that shows a secret', () => {
    expect(menuLines(choices)).toEqual(['1. write and check', '2. edit', '3. explain an error', '4. back', '5. quit']);
    expect(choices.map(({ key }) => key)).toEqual([
      { kind: 'enter' },
      null,
      { kind: 'ctrl', letter: 'x' },
      { kind: 'backTab' },
      { kind: 'text', text: 'q' },
    ]);
  });

  test.each([
    ['3', 'explain an error'],
    ['explain', 'explain an error'],
    ['Explain an Error', 'explain an error'],
    ['qui', 'quit'],
    ['', 'write and check'],
    ['9', undefined],
    ['0', undefined],
    ['nothing', undefined],
  ])('%j is %j', (line, name) => expect(chosen(line, choices, 0)?.name).toBe(name));

  test('enter alone takes nothing where no key of the screen is enter', () => expect(chosen('', choices, null)).toBeNull());

  test('a list that is drawn with numbers keeps them, and needs no arrows', () => {
    const lines = [' What now', ' ❯ 1  Set up       0 of 7', '   2  Check        reads only', ' … and more'];
    const listed = listedChoices(lines, [
      ['enter', 'open'],
      ['↑↓', 'move'],
      ['1-2', 'open'],
      ['q', 'quit'],
    ]);
    expect(menuLines(listed?.choices ?? [])).toEqual(['1. Set up: 0 of 7', '2. Check: reads only', '3. quit']);
    expect(listed?.rest).toEqual([' What now', ' … and more']);
    expect(listed?.enter).toBe(0);
    expect(listedChoices(lines, [['q', 'quit']])).toBeNull();
  });

  test('what enter does in such a list is a choice of its own, where it is not the same as the number', () => {
    const listed = listedChoices(
      [' ❯ 1 ✗ The issuer differs      trust/issuer-slash', '   2 ? No answer'],
      [
        ['enter', 'explain'],
        ['1-2', 'choose'],
      ],
    );
    expect(menuLines(listed?.choices ?? [])).toEqual([
      '1. PROBLEM: The issuer differs: trust/issuer-slash',
      '2. Not known: No answer',
      '3. explain',
    ]);
    expect(listed?.enter).toBe(2);
  });
});

describe('words for what is drawn', () => {
  test('marks, the chain and columns are said, and a caret is not', () => {
    expect(
      heardLines([
        '',
        ' Auth0 ──✓── token ──✗── credential ──○── Entra ID ──○── Azure OpenAI',
        '   ✗ the issuer differs',
        '  token  https://acme.eu.auth0.com/',
        '                           ^',
        'az login',
      ]),
    ).toEqual([
      'Auth0, ok, token, problem, credential, not reached yet, Entra ID, not reached yet, Azure OpenAI',
      'PROBLEM: the issuer differs',
      'Token: https://acme.eu.auth0.com/',
      'az login',
    ]);
    expect(heardLines([' Auth0 ──○── token ──○── credential'])).toEqual([]);
  });

  test('of a secret only its length and its end', () => {
    expect(valueWords(new Secret('kA9-x0Qz8mRi0Q0pjhkfu1D7'))).toBe('24 characters, ending in u1D7');
    expect(valueWords(new Secret('short'))).toBe('5 characters');
    expect(valueWords('a\u200Bb')).toBe('a⟨U+200B⟩b');
  });

  test.each(things)('the guide to %s has as many pieces as on the screen, and every command', (thing) => {
    const guide = guideOf(thing, nothingKnown);
    const count = pieceCount(guide);
    const all = guideSentences(guide, { from: 0, to: count });
    expect(guideSentences(guide, { from: count, to: count + 9 })).toEqual([]);
    expect(guideSentences(guide, { from: count - 1, to: count }).length).toBeGreaterThan(0);
    for (const { command } of guide.commands) expect(all).toContain(command);
  });
});
