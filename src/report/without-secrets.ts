import type { Read } from '../findings/pasted/read.js';
import type { Explained } from './explained.js';
import type { Diagnosis, Report } from './report.js';

/** The same value with every text in it stripped: whatever a party put into a claim, a name or an answer, no face shows a secret. */
export function withoutSecrets<
  T extends
    | Report
    | Explained
    | Read
    | { diagnoses: readonly Diagnosis[] }
    | { title: string }
    | { step: object }
    | { steps: readonly object[] },
>(value: T, strip: (text: string) => string): T {
  return stripped(value, strip);
}

/** What these hold is of our own making, and never a party's or a person's word: a secret that is a word like any other changes none. */
const ours: ReadonlySet<string> = new Set([
  'id',
  'group',
  'status',
  'because',
  'check',
  'party',
  'codes',
  'severity',
  'confidence',
  'where',
  'what',
  'outcome',
]);

function stripped<T>(value: T, strip: (text: string) => string): T {
  // Each branch gives back what it was given, with other texts in it; the compiler cannot follow that through a type parameter.
  if (typeof value === 'string') return strip(value) as T;
  if (Array.isArray(value)) return value.map((one: unknown) => stripped(one, strip)) as T;
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, ours.has(name) ? one : stripped<unknown>(one, strip)])) as T;
}
