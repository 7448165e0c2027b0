import { finding } from '../finding.js';
import { refusalIn } from './mark.js';
import type { Mark } from './mark.js';

/** A library that verified a token of Auth0 and wanted another issuer: its custom domain against its own (auth0/nextjs-auth0 320). */
export function issuerMarks(text: string): Mark[] {
  return [...text.matchAll(mismatch)].flatMap(({ index, groups, 0: words }) => {
    const { expected = '', got = '' } = groups ?? {};
    if (!/auth0\.com/i.test(expected + got) && !/auth0/i.test(text)) return [];
    const domain = /^https?:\/\/([^/\s]+)/.exec(expected)?.[1] ?? expected;
    const refusal = refusalIn(text, index, { party: 'auth0', code: null });
    return [{ at: index, end: index + words.length, finding: finding('auth0/issuer-differs', { domain, expected, issuer: got }, refusal) }];
  });
}

const quoted = (name: string): string => String.raw`["'<]?(?<${name}>https?:\/\/(?:<[^>\s]+>|[^\s"',>])+)["'>]?`;
const mismatch = new RegExp(
  String.raw`(?:(?:unexpected|invalid|wrong)[^.\n]{0,40}\b(?:iss|issuer)\b|\bissuer did not match)[^.\n]{0,40}?expected:? ${quoted('expected')},? (?:but )?(?:got|was|received|found|actual):? ${quoted('got')}`,
  'gi',
);
