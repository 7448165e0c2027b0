import type { ClaimName, Code } from '../findings/finding.js';
import { passes } from '../findings/passes.js';
import type { CheckDiagnosis, Report } from './report.js';

/**
 * What a try comes to. The first four are waited for: `identical`, both sides are known and the same, so Azure has only not noticed
 * yet; `unseen`, what Azure holds now is not known here; `passes`, nothing is compared and the fault is one that passes; `lost`, no
 * answer to learn anything from. The others end it: all well, both sides known and different, another cause, no time left.
 */
export type Standing = 'identical' | 'unseen' | 'passes' | 'lost' | 'green' | 'differs' | 'other' | 'late';

/** The copy of the credential in Azure that a try compared with. */
export interface Copy {
  /** Where it was read: the name of a file, `sandbox`, `az`. */
  from: string;
  at: Date;
  /** It is not what the try before compared with. */
  isNew: boolean;
  /** It is what Azure holds now, as far as can be known: one that was kept from another day proves nothing against a change. */
  isFresh: boolean;
  /** There is no credential in it. */
  isEmpty: boolean;
}

/** One try while Azure is being waited for. Times in seconds. */
export interface Tried {
  tries: number;
  elapsed: number;
  report: Report;
  standing: Standing;
  /** Null where nothing is known of Azure's side. */
  copy: Copy | null;
  /** Until the next try; null when this was the last. */
  pause: number | null;
}

/** What a report says of waiting. `isFirst`: nothing was learned before it, so no answer is no reason to wait for one. */
export function standingOf(report: Report, copy: Copy | null, isFirst: boolean): Exclude<Standing, 'late'> {
  const faults = report.diagnoses.filter(({ severity }) => severity !== 'warning');
  const [cause] = faults;
  if (!cause) return 'green';
  if (!isFirst && isLost(cause.code)) return 'lost';
  if (!passes.has(cause.code)) return 'other';
  if (copy?.isFresh && (faults.some(isCompared) || (copy.isEmpty && cause.code === 'trust/credential-missing'))) return 'differs';
  if (cause.code === 'trust/propagating' || cause.code === 'trust/credential-stale') return 'identical';
  return cause.code.startsWith('trust/') && cause.code !== 'trust/identity-missing' ? 'unseen' : 'passes';
}

/** Which of the three values differ, where Azure's are known. */
export function differing({ diagnoses }: Report): ClaimName[] {
  return diagnoses.filter(isCompared).flatMap(({ evidence }) => ('diff' in evidence ? [evidence.field] : []));
}

function isCompared({ severity, evidence }: CheckDiagnosis): boolean {
  return severity === 'error' && 'diff' in evidence && evidence.azure !== null;
}

function isLost(code: Code): boolean {
  return code.startsWith('network/') || code === 'entra/unreachable';
}
