import type { Key as InkKey } from 'ink';

/** One thing a person did at the keyboard. */
export type Key = { kind: 'text' | 'paste'; text: string } | { kind: 'ctrl'; letter: string } | { kind: NamedKey };

type NamedKey =
  | 'enter'
  /** Enter that breaks the line, where a text may have several: elsewhere it is Enter. */
  | 'lineBreak'
  | 'tab'
  | 'backTab'
  | 'up'
  | 'down'
  | 'left'
  | 'right'
  | 'wordLeft'
  | 'wordRight'
  | 'home'
  | 'end'
  | 'backspace'
  | 'wordBackspace'
  | 'delete'
  | 'wordDelete'
  | 'escape';

/**
 * The keys in one piece of input. A slow line, tmux or a script delivers several at once, and Ink hands them over as one text with
 * the control bytes inside: each becomes the key that it is. Several lines in one piece are the paste of a terminal that does not say so
 * where whole texts are awaited, and everywhere when they begin as lines of an env file or JSON do.
 */
export function keysIn(input: string, key: InkKey, takesTexts = false): Key[] {
  if (key.eventType === 'release') return [];
  const named = nameOf(key);
  if (named) return [{ kind: named }];
  if (key.ctrl) return /^[a-z]$/.test(input) ? [controlKey(input)] : [];
  if (key.meta) return altKey(input);
  if (key.super || key.hyper) return [];
  if (/[\r\n][^\r\n]/.test(input) && (takesTexts || block.test(input))) return [{ kind: 'paste', text: input }];
  return splitInput(input);
}

const block = /^\s*(?:[[{]|(?:#.*|(?:export\s+)?(?:OIDC|AZURE)_\w+\s*=))/;

/** A text cut at its control bytes. `\r\n` is one Enter. */
export function splitInput(input: string): Key[] {
  const parts = input.split(/(\r\n|\p{Cc})/u).filter((part) => part !== '');
  return parts.flatMap((part) => (/^\p{Cc}/u.test(part) ? controlByte(part) : [{ kind: 'text' as const, text: part }]));
}

function nameOf(key: InkKey): NamedKey | null {
  if (key.tab) return key.shift ? 'backTab' : 'tab';
  const pressed = named.find(([flag]) => key[flag]);
  if (!pressed) return null;
  // Shift is told by few terminals, Alt by nearly all.
  if (pressed[1] === 'enter' && (key.shift || key.meta)) return 'lineBreak';
  return (key.ctrl || key.meta) && pressed[1] in byWords ? byWords[pressed[1] as keyof typeof byWords] : pressed[1];
}

const byWords = { left: 'wordLeft', right: 'wordRight', backspace: 'wordBackspace', delete: 'wordDelete' } as const;

/** Alt with a letter, as shells know it. */
function altKey(input: string): Key[] {
  const letters: { readonly [letter: string]: NamedKey } = { b: 'wordLeft', f: 'wordRight', d: 'wordDelete' };
  const kind = letters[input];
  return kind ? [{ kind }] : [];
}

const named = [
  ['return', 'enter'],
  ['escape', 'escape'],
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['home', 'home'],
  ['end', 'end'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
] as const satisfies readonly (readonly [keyof InkKey, NamedKey])[];

function controlByte(byte: string): Key[] {
  const code = byte.charCodeAt(0);
  if (code === 0x7f || code === 0x08) return [{ kind: 'backspace' }];
  return code >= 1 && code <= 26 ? [controlKey(String.fromCharCode(code + 96))] : [];
}

/** Some control letters are older names of keys. */
function controlKey(letter: string): Key {
  if (letter === 'm') return { kind: 'enter' };
  if (letter === 'j') return { kind: 'lineBreak' };
  if (letter === 'i') return { kind: 'tab' };
  return { kind: 'ctrl', letter };
}
