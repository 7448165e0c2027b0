import { explain } from '../findings/explain.js';
import type { Known } from '../findings/explanation.js';
import type { Fix } from '../findings/fix-kind.js';
import type { Finding } from '../findings/finding.js';
import type { Told } from '../findings/pasted/our-findings.js';
import { severityOf } from '../findings/severity.js';
import type { Severity } from '../findings/severity.js';
import type { Diagnosis } from './report.js';

/** A finding with its words: the same for a run, and for what is explained without one. */
export function diagnosisFor(found: Finding, severity: Severity, known: Known): Diagnosis {
  const { code, evidence, refusal } = found;
  return { code, severity, evidence, upstream: refusal, ...explain(found, known) };
}

/**
 * The same of what keyless itself has told somebody. Where its text says more than is known here, which its title shows, its words stay,
 * and what it advised stands in that text alone: nobody's text becomes a command of ours.
 */
export function diagnosisOfOurs(found: Finding, { title, why, severity, isWhole }: Told, known: Known): Diagnosis {
  const own = diagnosisFor(found, severity ?? severityOf(found), known);
  const isSame = title === '' || title.toLowerCase() === own.title.replace(/\.$/, '').toLowerCase();
  if (isSame && (isWhole || why === null)) return own;
  const told = { ...own, title: title === '' ? own.title : title, why: why ?? own.why };
  delete told.whyBeside;
  return isSame ? told : { ...told, fix: inTheText, docs: [] };
}

const inTheText: Fix[] = [
  {
    kind: 'do',
    where: 'local',
    confidence: 'certain',
    text: 'Do what the text advises there: it knew more of the case than what it says.',
  },
  { kind: 'command', where: 'local', confidence: 'likely', command: 'keyless check', title: 'or look again' },
];
