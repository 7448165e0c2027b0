import { finding } from '../finding.js';
import type { Mark } from './mark.js';

/**
 * The answer of a token endpoint whose token has no three parts: Auth0 gives an opaque one where no audience was asked for. It has to be
 * looked for before secrets are taken out, and nothing of it is kept but its length.
 */
export function opaqueTokenMarks(lines: readonly string[]): Mark[] {
  const text = lines.slice(0, mostLines).join('\n');
  const token = /"access_token"\s*:\s*"([^"\n]{8,4000})"/.exec(text.replaceAll('\\"', '"'));
  if (!token || !/"token_type"\s*:/.test(text.replaceAll('\\"', '"'))) return [];
  const [, value = ''] = token;
  if (/^eyJ|^\[/.test(value)) return [];
  return [{ at: token.index, end: token.index, finding: finding('token/opaque', { length: value.length }) }];
}

const mostLines = 2000;
