import { blockIn } from './setup/pasted-block.js';
import type { Ground, State } from './state.js';

/**
 * Whether a piece of input is a paste in a terminal that does not mark one. Where a text is awaited several lines are; in a field the
 * settings are, since one value and Enter may come in one piece, too. Everywhere else it must not press the keys that it is made of.
 */
export function isUnmarkedPaste(input: string, state: State, ground: Ground): boolean {
  const { screen } = state;
  switch (screen.at) {
    case 'paste':
    case 'talk':
      return severalLines.test(input);
    case 'fields':
      if (severalLines.test(input) && beginning.test(input)) return true;
      return blockIn(input, ground.fields[screen.current]?.name ?? null, state, ground) !== null;
    case 'start':
      return isLong(input);
    default:
      return isLong(input) && severalLines.test(input);
  }
}

/** The first line of an env file, or of JSON. */
const beginning = /^\s*(?:[[{]|(?:#.*|(?:export\s+)?(?:OIDC|AZURE)_\w+\s*=))/;

const severalLines = /[\r\n][^\r\n]/;

/** So many keys nobody presses between two looks at the keyboard, however slow the line is. */
const longest = 16;

function isLong(input: string): boolean {
  return input.length >= longest && !/[^\P{Cc}\r\n\t]/u.test(input);
}
