import { looksLike } from './lookalikes.js';

export type DifferenceKind = 'case' | 'missing' | 'extra' | 'replaced' | 'whitespace' | 'invisible' | 'lookalike';

/** One place where two strings differ. `position` counts code points from 1, in the token's value (for what only Azure has, in Azure's). */
export interface Difference {
  kind: DifferenceKind;
  position: number;
  /** What the token has there; empty when it has nothing. */
  token: string;
  /** What Azure has there; empty when it has nothing. */
  azure: string;
}

/**
 * Where the token's value and Azure's differ, by code point: Entra ID compares byte for byte, so nothing is folded or trimmed
 * (Microsoft Learn, reference-breaking-changes, August 2024). Neighbouring differences of one kind are one difference.
 */
export function difference(token: string, azure: string): Difference[] {
  const steps = align(Array.from(token), Array.from(azure));
  return joined(steps.flatMap((step) => (step.token === step.azure ? [] : describe(step))));
}

/** White space that Unicode counts as such, which a reader takes for nothing or for an ordinary space. */
const whitespace = /^\p{White_Space}$/u;
/** What draws nothing: zero-width characters, bidi controls, soft hyphen, byte order mark, variation selectors, fillers, control characters. */
const invisible = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\p{Cc}]$/u;

interface Step {
  token: string;
  azure: string;
  tokenAt: number;
  azureAt: number;
}

function describe({ token, azure, tokenAt, azureAt }: Step): Difference {
  return { kind: kindOf(token, azure), position: token ? tokenAt : azureAt, token, azure };
}

function kindOf(token: string, azure: string): DifferenceKind {
  const either = (pattern: RegExp): boolean => pattern.test(token) || pattern.test(azure);
  if (either(whitespace)) return 'whitespace';
  if (either(invisible)) return 'invisible';
  if (!azure) return 'missing';
  if (!token) return 'extra';
  if (token.toLowerCase() === azure.toLowerCase()) return 'case';
  // 1 and l, 0 and O are on every keyboard: one was typed for the other, and nothing foreign has to be found.
  return !isAscii(token + azure) && looksLike(token, azure) ? 'lookalike' : 'replaced';
}

function isAscii(text: string): boolean {
  return /^[\x20-\x7e]*$/.test(text);
}

/** Pairs the code points of both strings so that as many as possible are equal; what is left over stands alone or replaces. */
function align(token: string[], azure: string[]): Step[] {
  const lengths = commonLengths(token, azure);
  const steps: Step[] = [];
  let [t, a] = [0, 0];
  while (t < token.length || a < azure.length) {
    const [one, other] = [token[t] ?? '', azure[a] ?? ''];
    const skipToken = lengths[t + 1]?.[a] ?? -1;
    const skipAzure = lengths[t]?.[a + 1] ?? -1;
    const both = one && other && (one === other || (lengths[t + 1]?.[a + 1] ?? 0) === (lengths[t]?.[a] ?? 0));
    const takeToken = both || (one !== '' && (other === '' || skipToken >= skipAzure));
    const takeAzure = both || !takeToken;
    steps.push({ token: takeToken ? one : '', azure: takeAzure ? other : '', tokenAt: t + 1, azureAt: a + 1 });
    if (takeToken) t += 1;
    if (takeAzure) a += 1;
  }
  return steps;
}

/** `lengths[i][j]` is the length of the longest common subsequence of what follows i and j. Both values are at most 600 long in Azure. */
function commonLengths(token: string[], azure: string[]): Uint16Array[] {
  const lengths = Array.from({ length: token.length + 1 }, () => new Uint16Array(azure.length + 1));
  for (let t = token.length - 1; t >= 0; t -= 1) {
    for (let a = azure.length - 1; a >= 0; a -= 1) {
      const same = token[t] === azure[a];
      lengths[t]![a] = same ? lengths[t + 1]![a + 1]! + 1 : Math.max(lengths[t + 1]![a]!, lengths[t]![a + 1]!);
    }
  }
  return lengths;
}

function joined(differences: Difference[]): Difference[] {
  const result: Difference[] = [];
  for (const next of differences) {
    const last = result.at(-1);
    if (last && last.kind === next.kind && follows(last, next)) {
      result[result.length - 1] = { ...last, token: last.token + next.token, azure: last.azure + next.azure };
    } else result.push(next);
  }
  return result;
}

function follows(last: Difference, next: Difference): boolean {
  const inToken = Array.from(last.token).length;
  const inAzure = Array.from(last.azure).length;
  if (Boolean(inToken) !== Boolean(next.token) || Boolean(inAzure) !== Boolean(next.azure)) return false;
  return next.position === last.position + (inToken || inAzure);
}
