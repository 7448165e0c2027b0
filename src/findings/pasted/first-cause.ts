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
    if (same === -1 && findings.length === mostFindings) continue;
    if (same === -1) findings.push(finding);
    else if (findings[same] && saysMore(finding, findings[same])) findings[same] = finding;
  }
  return withoutShells(findings);
}

/** Nobody reads more, and a log that has a thousand different ones is no log of one connection. */
const mostFindings = 40;

/** An error or what could not be found out before what a tool could not tell; a shell behind everything. */
function rankOf({ finding, isShell }: Mark): number {
  if (isShell) return 2;
  return finding.code.startsWith('tool/') || severityOf(finding) === 'warning' ? 1 : 0;
}

/** The cause that an exception names behind itself stands before it, where the two are of one chain and say different things. */
function innerFirst(marks: readonly Mark[], causes: readonly number[]): Mark[] {
  if (causes.length === 0) return [...marks];
  const depths = depthsOf(marks, causes);
  const depthOf = (mark: Mark): number => depths.get(mark) ?? 0;
  return marks.toSorted(
    (one, other) =>
      rankOf(one) - rankOf(other) || (Math.abs(one.at - other.at) < chainReach ? depthOf(other) - depthOf(one) : 0) || one.at - other.at,
  );
}

const chainReach = 6000;
/** Nobody nests deeper, and whoever repeats it for a whole log has one chain after the other. */
const deepest = 50;

/** How many causes are named between the beginning of its chain and each mark; one walk over both, since a log may have thousands. */
function depthsOf(marks: readonly Mark[], causes: readonly number[]): Map<Mark, number> {
  let behind = 0;
  return new Map(
    marks
      .toSorted((one, other) => one.at - other.at)
      .map((mark) => {
        while ((causes[behind] ?? mark.at) < mark.at) behind += 1;
        const near = causes.slice(Math.max(0, behind - deepest), behind).filter((cause) => mark.at - cause < chainReach);
        return [mark, near.length];
      }),
  );
}

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
