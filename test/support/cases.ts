/**
 * The large counts. `npm run test:long` tries all of them, with a seed of the moment; `npm test` a tenth, with the same seed each time.
 * docs/reliability.md has a row for each, held against this table.
 */
export const counts = {
  'answers of az and auth0': 100_000,
  'command lines': 100_000,
  ends: 150,
  'env files': 100_000,
  'hostile answers': 200,
  kills: 1000,
  'network faults': 240,
  pastes: 100_000,
  'prose in pieces': 20_000,
  'redactor: secrets in a stream': 5000,
  'redactor: secrets of a machine': 20_000,
  'redactor: secrets of a person': 10_000,
  'redactor: texts without a secret': 10_000,
  'screen soak: turns': 200,
  'soak: checks': 1000,
  'soak: credential': 1000,
  'soak: turns': 2000,
  'texts to explain': 100_000,
  tokens: 100_000,
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
