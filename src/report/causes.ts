import type { NetworkFailure } from '../chain/answer.js';
import type { CheckId, CheckResult } from '../checks/check.js';
import { finding, isForEntra, severityOf } from '../findings/finding.js';
import type { Code, Finding, Severity } from '../findings/finding.js';
import { kindOf } from '../settings/kinds.js';

/** A finding with the check that made it, and the earlier check it only follows from. */
export interface Cause {
  check: CheckId;
  found: Finding;
  severity: Severity;
  explainedBy: CheckId | null;
}

/** Every finding of a run, in the order of the chain, with what it follows from; one that follows lends its words to its root. */
export function causesOf(results: readonly CheckResult[], isAccepted: boolean): Cause[] {
  return judged(results, isAccepted).map(withUpstream);
}

function judged(results: readonly CheckResult[], isAccepted: boolean): Cause[] {
  const causes: Cause[] = [];
  const blind = blindCheck(results);
  const isOldList = knowsCredential(results);
  const isVersionRefused = results.some((result) => result.kind === 'ran' && result.findings.some(({ code }) => versionRefused.has(code)));
  for (const result of results) {
    if (result.kind !== 'ran') continue;
    for (const seen of result.findings) {
      const found = seen.code === 'settings/retired-api-version' ? retired(seen, !isVersionRefused) : seen;
      // The party is the authority: what Entra ID accepts is no fault, whatever we see.
      const isOverruled = isAccepted && isForEntra(found);
      const severity = isOverruled ? 'warning' : severityOf(found);
      causes.push({
        check: result.id,
        found,
        severity,
        explainedBy: explanationOf(found, result.id, { earlier: causes, blind, isOldList }),
      });
    }
  }
  return causes;
}

/**
 * The earlier check whose finding says the same: the same code again (one wrong domain refuses three questions), or a refusal by
 * Entra ID of the very thing that was found before the exchange (both are about the token, or both about the credential).
 */
function explanationOf(
  found: Finding,
  check: CheckId,
  { earlier, blind, isOldList }: { earlier: readonly Cause[]; blind: CheckId | null; isOldList: boolean },
): CheckId | null {
  if (blind && blind !== check && found.code === 'network/name-not-found') return blind;
  if (isOldList && found.code === 'trust/credential-missing') return 'entra.exchange';
  const cause = earlier.find((one) => {
    if (one.check === check || one.severity === 'warning') return false;
    if (one.found.code === found.code) return isSameParty(one.found, found);
    if (one.found.code === 'settings/retired-api-version') return versionRefused.has(found.code);
    // Of another issuer's token nothing can be right: neither its keys, nor what Azure compares.
    if (one.found.code === 'entra/entra-token-as-assertion') return /^(?:token|trust)$/.test(groupOf(found));
    // The subject is made of the application: that of another one differs from what Azure holds for this one.
    if (one.found.code === 'token/claim-mismatch' && isAboutSubject(found)) return true;
    if (one.found.code === 'entra/token-unexpected') return refusesToken.has(found.code);
    return check === 'entra.exchange' && isSameSubject(one.found, found);
  });
  return cause ? (cause.explainedBy ?? cause.check) : null;
}

/**
 * The check that could not look up a name which surely exists, such as login.microsoftonline.com: then it is this machine that finds
 * no names, and nothing is known of the others that it did not find.
 */
function blindCheck(results: readonly CheckResult[]): CheckId | null {
  const isBlind = ({ code, refusal }: Finding): boolean =>
    code === 'network/name-not-found' && kindOf(refusal?.network?.host ?? '') === 'authority';
  return results.find((result) => result.kind === 'ran' && result.findings.some(isBlind))?.id ?? null;
}

/** Whether Entra ID compared the token with a credential: a list without any that was given here is older than that credential. */
function knowsCredential(results: readonly CheckResult[]): boolean {
  const exchange = results.find(({ id }) => id === 'entra.exchange');
  return exchange?.kind === 'ran' && exchange.findings.some(({ code }) => /^trust\/(?!credential-missing)/.test(code));
}

/** What a root cause lacks itself, the refusal has that follows from it: the party's words, and the numbers its support asks for. */
function withUpstream(cause: Cause, _: number, causes: readonly Cause[]): Cause {
  if (cause.explainedBy !== null || cause.found.refusal) return cause;
  const follower = causes.find(({ explainedBy, found }) => explainedBy === cause.check && found.refusal);
  return follower ? { ...cause, found: { ...cause.found, refusal: follower.found.refusal } } : cause;
}

/** The same party said it; or the one proxy, whichever party was behind it. */
function isSameParty(one: Finding, other: Finding): boolean {
  const [failure, otherFailure] = [one.refusal?.network, other.refusal?.network];
  if (failure?.kind === 'proxy' && otherFailure?.kind === 'proxy') return isSameProxyFault(failure, otherFailure);
  const [party, otherParty] = [one.refusal?.party, other.refusal?.party];
  return !party || !otherParty || party === otherParty;
}

/** A proxy that refuses does so host by host, and each has to be allowed; one that wants a password, or is not there, has one fault. */
function isSameProxyFault(one: NetworkFailure, other: NetworkFailure): boolean {
  if (one.proxy !== other.proxy || one.variable !== other.variable || one.detail !== other.detail) return false;
  const isRefusedHost = /^\d{3}$/.test(one.detail) && one.detail !== '407';
  return !isRefusedHost || one.host === other.host;
}

function isSameSubject(local: Finding, refused: Finding): boolean {
  const [group, refusedGroup] = [groupOf(local), groupOf(refused)];
  // Entra ID reads the issuer's documents too; what is broken for us is broken for it.
  if (group === 'auth0') return refused.code === 'entra/issuer-metadata-invalid' || refused.code === 'entra/issuer-unreachable';
  if (group === 'token') return refusedGroup === 'token';
  if (group !== 'trust' || refusedGroup !== 'trust') return false;
  // A refusal of one of the three values is explained by a difference in that value; one that names none, by any.
  return !('field' in refused.evidence) || ('field' in local.evidence && local.evidence.field === refused.evidence.field);
}

function isAboutSubject(found: Finding): boolean {
  return groupOf(found) === 'trust' && 'field' in found.evidence && found.evidence.field === 'subject';
}

/** A retired version warns as long as it answers; whether it does shows only at the end of the chain. */
function retired(found: Finding & { code: 'settings/retired-api-version' }, answers: boolean): Finding {
  return finding(found.code, { version: found.evidence.version, answers });
}

/** What Azure OpenAI answers to a token that was issued for something else, or by another tenant. */
const refusesToken: ReadonlySet<Code> = new Set<Code>(['azure-openai/token-refused', 'azure-openai/tenant-mismatch']);

const versionRefused: ReadonlySet<Code> = new Set<Code>(['azure-openai/path-or-version-wrong', 'azure-openai/version-not-allowed']);

function groupOf({ code }: Finding): string {
  return code.slice(0, code.indexOf('/'));
}
