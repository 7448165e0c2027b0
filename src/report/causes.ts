import type { CheckId, CheckResult } from '../checks/check.js';
import { finding } from '../findings/finding.js';
import type { Finding } from '../findings/finding.js';
import { isForEntra, severityOf } from '../findings/severity.js';
import type { Severity } from '../findings/severity.js';
import { kindOf } from '../settings/kinds.js';
import { followsFrom, isRefusalOf, isSameParty, versionRefused } from './same-fault.js';

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
  const isOldCopy = contradictsCopy(results);
  const settled = settledProbes(results, isAccepted);
  const isVersionRefused = results.some((result) => result.kind === 'ran' && result.findings.some(({ code }) => versionRefused.has(code)));
  for (const result of results) {
    if (result.kind !== 'ran') continue;
    for (const seen of result.findings) {
      const found = seen.code === 'settings/retired-api-version' ? retired(seen, isVersionRefused ? false : wasAsked(results)) : seen;
      // The party is the authority: what Entra ID accepts is no fault, whatever we see; and a copy it contradicts proves nothing.
      const isOverruled =
        (isAccepted && isForEntra(found)) ||
        (isOldCopy && 'diff' in found.evidence && result.group === 'trust') ||
        (settled.has(result.id) && !found.code.startsWith('check/'));
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
    // Nothing follows from itself, also not by way of another.
    if (one.check === check || one.explainedBy === check || one.severity === 'warning') return false;
    if (one.found.code === found.code) return isSameParty(one.found, found);
    return followsFrom(one.found, found) || (check === 'entra.exchange' && isRefusalOf(one.found, found));
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

/**
 * Checks that only look ahead, once the real call they looked ahead to was answered: what they could not read has not mattered. A
 * document of Auth0 that we cannot get, Entra ID has got; a host that gave no answer to a stranger has answered the token.
 */
function settledProbes(results: readonly CheckResult[], isAccepted: boolean): ReadonlySet<CheckId> {
  const isLetIn = results.some((result) => result.id === 'azure-openai.access' && result.kind === 'ran' && result.findings.length === 0);
  return new Set<CheckId>([
    ...(isAccepted ? (['auth0.discovery', 'auth0.keys', 'entra.tenant'] as const) : []),
    ...(isLetIn ? (['azure-openai.host'] as const) : []),
  ]);
}

/**
 * Whether Entra ID compared the token with a credential: a list without any that was given here is older than that credential. The
 * number that names no value is no sign of one: it was the answer to an identity without any, too.
 */
function knowsCredential(results: readonly CheckResult[]): boolean {
  const exchange = results.find(({ id }) => id === 'entra.exchange');
  return exchange?.kind === 'ran' && exchange.findings.some(({ code }) => /^trust\/(?!credential-missing|no-match)/.test(code));
}

/**
 * Whether Entra ID says of the credential what cannot be true of the copy that was compared here: there is none, or the very value
 * is refused in which the stored copy and the token are identical. Then the other differences of that copy may be as old.
 */
function contradictsCopy(results: readonly CheckResult[]): boolean {
  const exchange = results.find(({ id }) => id === 'entra.exchange');
  if (exchange?.kind !== 'ran') return false;
  return exchange.findings.some(
    ({ code, evidence }) =>
      code === 'trust/credential-missing' || (code === 'trust/credential-stale' && evidence.azureSource === 'settings'),
  );
}

/** What a root cause lacks itself, the refusal has that follows from it: the party's words, and the numbers its support asks for. */
function withUpstream(cause: Cause, _: number, causes: readonly Cause[]): Cause {
  if (cause.explainedBy !== null || cause.found.refusal) return cause;
  const follower = causes.find(({ explainedBy, found }) => explainedBy === cause.check && found.refusal);
  return follower ? { ...cause, found: { ...cause.found, refusal: follower.found.refusal } } : cause;
}

/** True when Azure OpenAI has answered a token, whatever it said; null when it never came to that. */
function wasAsked(results: readonly CheckResult[]): true | null {
  const access = results.find(({ id }) => id === 'azure-openai.access');
  return access?.kind === 'ran' && access.findings.every(({ refusal }) => !refusal?.network) ? true : null;
}

/** A retired version warns as long as it answers; whether it does shows only at the end of the chain. */
function retired(found: Finding & { code: 'settings/retired-api-version' }, answers: boolean | null): Finding {
  return finding(found.code, { version: found.evidence.version, answers });
}
