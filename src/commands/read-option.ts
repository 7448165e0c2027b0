import leven from 'leven';

import { late } from '../settings/late.js';
import { options } from './options.js';
import type { Option } from './options.js';

/** A command line that cannot be followed, with the sentence that says so. */
export interface Usage {
  problem: string;
  hint: string | null;
}

/** An option with its value, or null for a switch. */
export interface Given {
  option: Option;
  value: string | null;
}

/** One option of the command line, or why it cannot be taken. */
export function readOption({
  rawName,
  value,
  inlineValue,
}: {
  rawName: string;
  value?: string | undefined;
  inlineValue?: boolean | undefined;
}): Given | Usage {
  const option = options.find(({ flag, short }) => flag === rawName || short === rawName);
  if (!option) return unknownOption(rawName);
  if (option.isOptional) return { option, value: inlineValue ? (value ?? '') : null };
  if (option.argument === null)
    return value === undefined ? { option, value: null } : { problem: `${option.flag} takes no value.`, hint: null };
  // `--tenant --json`: the next option is no value. One that does begin with a hyphen is joined with `=`; a lone hyphen is standard input.
  if (value === undefined || (!inlineValue && /^-./.test(value)))
    return { problem: `${option.flag} needs a value: ${option.flag} ${option.argument}.`, hint: null };
  return { option, value };
}

/** The options as `parseArgs` of Node wants them described. */
export const shapes = late(() =>
  Object.fromEntries(
    options.map(({ flag, short, argument, isOptional }) => [
      flag.slice(2),
      { type: argument === null || isOptional ? ('boolean' as const) : ('string' as const), ...(short && { short: short.slice(1) }) },
    ]),
  ),
);

/** The value behind an unknown flag is never repeated: it may be a secret. */
function unknownOption(name: string): Usage {
  if (/^--(oidc-)?(client-)?secret$/.test(name)) {
    return {
      problem: 'A secret is not taken from the command line, where other users and the history of the shell can read it.',
      hint: 'Use --client-secret-file FILE, --client-secret-file - for standard input, or the variable OIDC_CLIENT_SECRET.',
    };
  }
  return {
    problem: `There is no option ${name}.`,
    hint: nearest(
      name,
      options.map(({ flag }) => flag),
    ),
  };
}

/** The nearest name that is known, as a question; null when none is near, or shares no letter with the word. */
export function nearest(word: string, known: readonly string[]): string | null {
  const begun = known.filter((one) => word.length > 3 && one.startsWith(word));
  if (begun.length === 1) return `Did you mean ${begun[0]}?`;
  const most = Math.max(2, Math.floor(word.length / 3));
  // What is so much longer or shorter needs no look at its letters.
  const alike = known.filter(({ length }) => Math.abs(length - word.length) <= most);
  const [best] = alike.map((one) => ({ one, distance: leven(word, one) })).toSorted((a, b) => a.distance - b.distance);
  const isNear = best !== undefined && best.distance <= most && best.distance < word.length;
  return isNear ? `Did you mean ${best.one}?` : null;
}
