/** One step through both strings: an equal character, one for another, or one that only one of them has. */
export interface Step {
  token: string;
  azure: string;
}

/** What a letter shares with its other case and its look-alikes: characters of one family stand for each other more likely than any two. */
export type FamilyOf = (character: string) => string;

/** Past this many code points what differs is one piece: Azure stores 600, so nobody means such a value. */
const longest = 2000;
/** Past this many changed characters two values are different values, and where exactly tells nothing. */
const most = 32;

// One number orders three wishes: as few changed characters as can be, in as few blocks, and related characters against each other.
const changed = 1 << 16;
const begun = 1 << 8;
const unrelated = 1;
// As large as the sum of all others, and small enough to be added to.
const never = 0x3fff_ffff;

/**
 * Pairs the code points of both strings with as few changes as possible (Levenshtein), of such pairings one with the fewest blocks. Of
 * several equal ones it takes that in which the blocks stand latest, so `aab` against `ab` lacks the second `a`: a block begins where a
 * reader who follows both from the left no longer finds the same character. Takes time linear in the input, since the changes it looks for
 * are bounded; two values that differ more are paired by place where they have one length, and are one piece else.
 */
export function align(token: string[], azure: string[], familyOf: FamilyOf): Step[] {
  const shared = Math.min(token.length, azure.length);
  let head = 0;
  while (head < shared && token[head] === azure[head]) head += 1;
  let tail = 0;
  while (tail < shared - head && token.at(-1 - tail) === azure.at(-1 - tail)) tail += 1;
  const [one, other] = [token, azure].map((side) => side.slice(head, side.length - tail)) as [string[], string[]];
  return [...token.slice(0, head).map(same), ...alignMiddle(one, other, familyOf), ...token.slice(token.length - tail).map(same)];
}

function same(character: string): Step {
  return { token: character, azure: character };
}

function alignMiddle(token: string[], azure: string[], familyOf: FamilyOf): Step[] {
  if (token.length === 0 || azure.length === 0) return paired(token, azure);
  if (Math.max(token.length, azure.length) <= longest) {
    const pair = { token, azure, tokenFamilies: token.map(familyOf), azureFamilies: azure.map(familyOf) };
    for (const width of [4, most]) {
      if (Math.abs(token.length - azure.length) > width) continue;
      const costs = costsWithin(width, pair);
      if ((costs.outside[placeOf(costs, 0, 0)] ?? never) < (width + 1) * changed) return walk(costs);
    }
  }
  return token.length === azure.length ? paired(token, azure) : [{ token: token.join(''), azure: azure.join('') }];
}

function paired(token: string[], azure: string[]): Step[] {
  return Array.from({ length: Math.max(token.length, azure.length) }, (_, at) => ({ token: token[at] ?? '', azure: azure[at] ?? '' }));
}

interface Pair {
  token: string[];
  azure: string[];
  tokenFamilies: string[];
  azureFamilies: string[];
}

/**
 * What the rest costs from a pair of places: outside a block, and inside one. Only a band is filled, of pairs that are no further apart
 * than its width; `never` stands around it.
 */
interface Costs {
  pair: Pair;
  width: number;
  stride: number;
  outside: Int32Array;
  inside: Int32Array;
}

/** Where the costs of two places stand. One place on in both is a stride further, in the token alone one less, in Azure alone the next. */
function placeOf({ width, stride }: Costs, t: number, a: number): number {
  return t * stride + a - t + width + 1;
}

function costsWithin(width: number, pair: Pair): Costs {
  const { token, azure } = pair;
  const stride = 2 * width + 3;
  const empty = new Int32Array((token.length + 2) * stride).fill(never);
  const costs: Costs = { pair, width, stride, outside: empty, inside: empty.slice() };
  const { outside, inside } = costs;
  for (let t = token.length; t >= 0; t -= 1) {
    for (let a = Math.min(azure.length, t + width); a >= Math.max(0, t - width); a -= 1) {
      const at = placeOf(costs, t, a);
      const isEnd = t === token.length && a === azure.length;
      const on = token[t] === azure[a] && !isEnd ? outside[at + stride]! : never;
      const edit = isEnd ? 0 : Math.min(swapCost(costs, t, a), inside[at + stride - 1]! + changed, inside[at + 1]! + changed);
      inside[at] = Math.min(on, edit);
      outside[at] = Math.min(on, isEnd ? 0 : edit + begun);
    }
  }
  return costs;
}

/** What it costs to take one for the other and go on. */
function swapCost(costs: Costs, t: number, a: number): number {
  const { token, azure, tokenFamilies, azureFamilies } = costs.pair;
  if (t >= token.length || a >= azure.length) return never;
  const rest = costs.inside[placeOf(costs, t + 1, a + 1)]!;
  return rest + changed + (tokenFamilies[t] === azureFamilies[a] ? 0 : unrelated);
}

/** Reads the cheapest way off the costs: where two cost the same, on among equal characters. */
function walk(costs: Costs): Step[] {
  const { outside, inside, stride } = costs;
  const { token, azure } = costs.pair;
  const steps: Step[] = [];
  let [t, a, isInside] = [0, 0, false];
  while (t < token.length || a < azure.length) {
    const at = placeOf(costs, t, a);
    const edit = isInside ? inside[at]! : outside[at]! - begun;
    const isEqual = token[t] === azure[a] && outside[at + stride] === (isInside ? inside : outside)[at];
    const isSwap = isEqual || swapCost(costs, t, a) === edit;
    const takesToken = isSwap || inside[at + stride - 1]! + changed === edit;
    const takesAzure = isSwap || !takesToken;
    steps.push({ token: takesToken ? (token[t] ?? '') : '', azure: takesAzure ? (azure[a] ?? '') : '' });
    if (takesToken) t += 1;
    if (takesAzure) a += 1;
    isInside = !isEqual;
  }
  return steps;
}
