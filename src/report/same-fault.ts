import type { NetworkFailure } from '../chain/answer.js';
import type { Code, Finding } from '../findings/finding.js';

/** The same party said it; or the one proxy, whichever party was behind it. */
export function isSameParty(one: Finding, other: Finding): boolean {
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

/** Whether what Entra ID refused is what was found before the exchange: both are about the token, or both about the same value. */
export function isRefusalOf(local: Finding, refused: Finding): boolean {
  const [group, refusedGroup] = [groupOf(local), groupOf(refused)];
  // Entra ID reads the issuer's documents too; what is broken for us is broken for it.
  if (group === 'auth0') return refused.code === 'entra/issuer-metadata-invalid' || refused.code === 'entra/issuer-unreachable';
  if (group === 'token') return refusedGroup === 'token' && isSameDefect(local.code, refused.code);
  if (group !== 'trust') return false;
  // A refusal of one of the three values is explained by a difference in that value; one that names none, by any.
  const isRefused = 'field' in refused.evidence && 'field' in local.evidence && local.evidence.field === refused.evidence.field;
  return refused.code === 'trust/no-match' || (refusedGroup === 'trust' && isRefused);
}

/** Entra ID names a defect of the token by what it stumbles over, which may be less than we see: a JWE is only malformed to it. */
function isSameDefect(local: Code, refused: Code): boolean {
  return local === refused || [unreadable, unverifiable].some((family) => family.has(local) && family.has(refused));
}

const unreadable: ReadonlySet<Code> = new Set<Code>([
  'token/opaque',
  'token/encrypted',
  'token/malformed',
  'token/audience-multiple',
  'token/claim-missing',
]);
const unverifiable: ReadonlySet<Code> = new Set<Code>([
  'token/algorithm-unsupported',
  'token/key-id-missing',
  'token/key-not-published',
  'token/signature-invalid',
]);

function groupOf({ code }: Finding): string {
  return code.slice(0, code.indexOf('/'));
}
