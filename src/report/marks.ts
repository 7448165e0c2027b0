import { styleText } from 'node:util';

import type { Severity } from '../findings/severity.js';
import type { Status } from './report.js';

type Colour = 'green' | 'red' | 'yellow' | 'cyan' | 'gray';

/** Status to mark, word and colour. The word suffices without colour, the mark without either. */
export const marks: { readonly [S in Status]: { mark: string; word: string; colour: Colour } } = {
  pass: { mark: '✓', word: 'ok', colour: 'green' },
  warn: { mark: '!', word: 'warn', colour: 'yellow' },
  fail: { mark: '✗', word: 'FAIL', colour: 'red' },
  follows: { mark: '✗', word: 'follows', colour: 'yellow' },
  unknown: { mark: '?', word: 'unknown', colour: 'yellow' },
  notRun: { mark: '–', word: 'skip', colour: 'gray' },
};

/** Stands where the time of a check stands, of one that was taken over from the last run. */
export const keptWord = 'kept';

export const severityStatus: { readonly [S in Severity]: Status } = { error: 'fail', unknown: 'unknown', warning: 'warn' };

/** What stands below the token's value: Azure's, or the copy of it that we were given, once Entra ID has contradicted that. */
export function otherSide(severity: Severity): 'azure' | 'copy' {
  return severity === 'warning' ? 'copy' : 'azure';
}

/** Paints text, or leaves it as it is. */
export type Paint = (colour: Colour | 'bold' | 'dim' | 'italic', text: string) => string;

export const paintNothing: Paint = (_, text) => text;
export const paintAnsi: Paint = (colour, text) => styleText(colour, text, { validateStream: false });

/** With colour, or without. */
export function paintWith(hasColour: boolean): Paint {
  return hasColour ? paintAnsi : paintNothing;
}
