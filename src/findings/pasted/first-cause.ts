import type { Finding } from '../finding.js';
import { severityOf } from '../severity.js';
import type { Mark } from './mark.js';

/**
 * Every finding of a text once, the first cause first. What a log tells later follows from what it tells earlier, except where an
 * exception names its cause behind itself; what a tool of the person could not tell is the cause of nothing, and comes last.
 */
export function firstCauseFirst(text: string, marks: readonly Mark[]): Finding[] {
  const causes = [...text.matchAll(/\bCaused by: |--->/g)].map(({ index }) => index);
  const ordered = marks.toSorted((one, other) => rankOf(one) - rankOf(other) || one.at - other.at);
  const findings: Finding[] = [];
  for (const { finding } of innerFirst(ordered, causes)) {
    const same = findings.findIndex((earlier) => isSame(earlier, finding));
    if (same === -1) findings.push(finding);
    else if (findings[same] && saysMore(finding, findings[same])) findings[same] = finding;
  }
  return withoutShells(findings);
}

/** An error or what could not be found out before what a tool could not tell; a shell behind everything. */
function rankOf({ finding, isShell }: Mark): number {
  if (isShell) return 2;
  return finding.code.startsWith('tool/') || severityOf(finding) === 'warning' ? 1 : 0;
}

/** The cause that an exception names behind itself stands before it, where the two are of one chain and say different things. */
function innerFirst(marks: readonly Mark[], causes: readonly number[]): Mark[] {
  if (causes.length === 0) return [...marks];
  const depthOf = ({ at }: Mark): number => causes.filter((cause) => cause < at && at - cause < chainReach).length;
  return marks.toSorted(
    (one, other) =>
      rankOf(one) - rankOf(other) || (Math.abs(one.at - other.at) < chainReach ? depthOf(other) - depthOf(one) : 0) || one.at - other.at,
  );
}

const chainReach = 6000;

/** The same fault again; values that only one of them knows make no difference. */
function isSame(earlier: Finding, later: Finding): boolean {
  if (earlier.code !== later.code) return false;
  if ('field' in earlier.evidence && 'token' in earlier.evidence && 'token' in later.evidence)
    return !earlier.evidence.token || !later.evidence.token || earlier.evidence.token === later.evidence.token;
  return true;
}

function saysMore(one: Finding, other: Finding): boolean {
  const weight = ({ evidence, refusal }: Finding): number =>
    Object.values(evidence).filter((value) => value !== null && value !== '').length + (refusal?.correlationId ? 1 : 0);
  return weight(one) > weight(other);
}

/** What only hides another failure says nothing where that one is known; so does a refusal without a reason beside one with a reason. */
function withoutShells(findings: readonly Finding[]): Finding[] {
  const hasNetwork = findings.some(({ code }) => code.startsWith('network/'));
  const reasons = findings.filter(({ code }) => !code.endsWith('/refused') && code !== 'entra/unreachable');
  return findings.filter(({ code, refusal }) => {
    if (code === 'entra/unreachable') return !hasNetwork && !reasons.some((one) => one.refusal?.party === 'entra');
    if (code.endsWith('/refused')) return !reasons.some((one) => one.refusal?.party === refusal?.party);
    return true;
  });
}
