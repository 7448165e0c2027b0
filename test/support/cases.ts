/**
 * The large counts. `npm run test:long` tries all of them, with a seed of the moment; `npm test` a tenth, with the same seed each time.
 * docs/reliability.md has a row for each, held against this table.
 */
export const counts = {
  'network faults': 240,
  'screen soak: turns': 200,
  'soak: checks': 1000,
  'soak: credential': 1000,
  'soak: turns': 2000,
} as const satisfies Record<string, number>;

/** Whether this is `npm run test:long`. */
export const isLong = Boolean(process.env['KEYLESS_LONG']);

/** How many cases of this kind this run tries. */
export function cases(kind: keyof typeof counts): number {
  return isLong ? counts[kind] : counts[kind] / 10;
}

/** Where chance begins in this run. A property that fails names it; `KEYLESS_SEED` makes it fail again. */
export const seed = Number(process.env['KEYLESS_SEED'] ?? (isLong ? Date.now() % 2 ** 31 : 2026));

/** For `fc.assert`. */
export const tries = (kind: keyof typeof counts): { numRuns: number; seed: number } => ({ numRuns: cases(kind), seed });
