import type { Check, CheckId, CheckResult, Facts } from './check.js';

/** What one check came to and taught. */
export interface Ran {
  result: CheckResult;
  learned: Partial<Facts>;
}

/** What the checks of a run came to, for a later run of the same values. It holds tokens, as `Secret`, and lives in memory only. */
export type Memory = Map<CheckId, Ran>;

/**
 * Facts that no later run may take over: a token of Entra ID says what was allowed when it was issued, and the reply of a model is
 * read once.
 */
const perishable: ReadonlySet<keyof Facts> = new Set<keyof Facts>(['entraToken', 'accepted', 'started']);

/**
 * What a run from the given check on takes over from the last one: the checks before it that ran, as long as all they stood on is
 * taken over too. Nothing of it took any time now, and each says that it is kept.
 */
export function keptFrom(from: CheckId, checks: readonly Check[], last: Memory): Memory {
  const kept: Memory = new Map();
  // What the settings teach is the same for the same values, also where they are looked at again.
  const known = new Set([...last.values()].flatMap(({ result, learned }) => (result.group === 'settings' ? factsIn(learned) : [])));
  const before = checks.slice(
    0,
    Math.max(
      0,
      checks.findIndex(({ id }) => id === from),
    ),
  );
  for (let grown = true; grown;) {
    grown = false;
    for (const check of before) {
      const ran = last.get(check.id);
      if (!ran || kept.has(check.id) || !isKeepable(check, ran, known)) continue;
      kept.set(check.id, { ...ran, result: { ...ran.result, durationMs: 0, isKept: true } });
      for (const fact of factsIn(ran.learned)) known.add(fact);
      grown = true;
    }
  }
  return kept;
}

function factsIn(learned: Partial<Facts>): (keyof Facts)[] {
  return Object.keys(learned) as (keyof Facts)[];
}

/** Where something was found it is looked for again, though it may only be a warning. */
function isKeepable({ needs, teaches }: Check, { result }: Ran, known: ReadonlySet<keyof Facts>): boolean {
  const isClear = result.kind === 'ran' && result.findings.length === 0;
  return isClear && !teaches.some((fact) => perishable.has(fact)) && needs.every((fact) => known.has(fact));
}
