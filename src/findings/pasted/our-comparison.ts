import { evidenceOf, readEvidence } from '../evidence-shape.js';
import { claimNames } from '../finding.js';
import type { ClaimName, Code, Finding } from '../finding.js';
import type { OurCause } from './ours.js';

/** Values of a token by their names, as far as they are known. */
export type Claims = Partial<Record<ClaimName, string>>;

/** Both values, from where they are compared in the text: one above the other, each in its line, or in a sentence. */
export function comparedIn(
  code: Code,
  { title, why }: OurCause,
  segment: readonly string[],
  { lines, values }: { lines: readonly string[]; values: Claims },
): Finding['evidence'] | null {
  if (!('diff' in evidenceOf(code, {}))) return null;
  const named = claimNames.find((name) => code.includes(`/${name}`)) ?? claimNames.find((name) => title.toLowerCase().includes(name));
  const pair = pairAbove(segment) ?? (named && pairSpoken(lines, named)) ?? pairSaid(why);
  if (!pair) return null;
  const field = named ?? claimNames.find((name) => values[name] === pair.token) ?? null;
  const [token, azure] = [unhidden(pair.token), unhidden(pair.azure)];
  return field === null || token === azure ? null : readEvidence(code, { field, token, azure, azureSource: 'pasted', diff: [] });
}

interface Pair {
  token: string;
  azure: string;
}

function pairAbove(lines: readonly string[]): Pair | null {
  const at = lines.findIndex((line) => /^\s*token {2}\S/.test(line));
  const token = /^\s*token {2,}(\S[^\n]*)$/.exec(lines[at] ?? '')?.[1];
  const azure = /^\s*(?:azure|copy) {2,}(\S[^\n]*)$/.exec(lines[at + 1] ?? '')?.[1];
  return token === undefined || azure === undefined ? null : { token, azure };
}

function pairSpoken(lines: readonly string[], field: ClaimName): Pair | null {
  const [token, azure] = [`Token ${field}: `, new RegExp(`^(?:Azure|Copied) ${field}: `)];
  const at = lines.findIndex((line) => line.startsWith(token));
  const other = lines[at + 1] ?? '';
  return at === -1 || !azure.test(other) ? null : { token: (lines[at] ?? '').slice(token.length), azure: other.replace(azure, '') };
}

function pairSaid(why: string | null): Pair | null {
  const [, token, azure] =
    /The token says "([^"\n]{0,1500})", and the federated credential (?:"[^"\n]{0,200}" )?in Azure says "([^"\n]{0,1500})"/.exec(
      why ?? '',
    ) ?? [];
  return token === undefined || azure === undefined ? null : { token, azure };
}

/** What we show by its number is that character; half of one, which no address takes, is none. */
function unhidden(value: string): string {
  return value
    .trim()
    .replace(/[⟨<]U\+([0-9A-F]{4,5})[⟩>]/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))
    .toWellFormed();
}

/** The three values of the token, as a run shows them. */
export function claimsIn(lines: readonly string[]): Claims {
  const rows = claimNames.flatMap((name) => {
    const shown = new RegExp(`^(?: {8}${name} {2,}|${name.charAt(0).toUpperCase()}${name.slice(1)}: )(\\S+)$`);
    const value = lines.map((line) => shown.exec(line)?.[1]).find((one) => one !== undefined);
    return value === undefined ? [] : [[name, unhidden(value)] as const];
  });
  return Object.fromEntries(rows);
}
