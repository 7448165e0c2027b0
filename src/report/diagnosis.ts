import { explain } from '../findings/explain.js';
import type { Known } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import type { Severity } from '../findings/severity.js';
import type { Diagnosis } from './report.js';

/** A finding with its words: the same for a run, and for what is explained without one. */
export function diagnosisFor(found: Finding, severity: Severity, known: Known): Diagnosis {
  const { code, evidence, refusal } = found;
  return { code, severity, evidence, upstream: refusal, ...explain(found, known) };
}
