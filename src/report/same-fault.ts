import type { NetworkFailure } from '../chain/answer.js';
import { isNameServerSilent } from '../findings/network.js';
import type { Code, Finding } from '../findings/finding.js';

/** The same party said it; or the one proxy, whichever party was behind it. */
export function isSameParty(one: Finding, other: Finding): boolean {
  const [failure, otherFailure] = [one.refusal?.network, other.refusal?.network];
  if (failure?.kind === 'proxy' && otherFailure?.kind === 'proxy') return isSameProxyFault(failure, otherFailure);
  if (isNameServerSilent(failure) && isNameServerSilent(otherFailure)) return true;
  const [party, otherParty] = [one.refusal?.party, other.refusal?.party];
  return !party || !otherParty || party === otherParty;
}

/** A proxy that refuses does so host by host, and each has to be allowed; one that wants a password, or is not there, has one fault. */
function isSameProxyFault(one: NetworkFailure, other: NetworkFailure): boolean {
  if (one.proxy !== other.proxy || one.variable !== other.variable || one.detail !== other.detail) return false;
  const isRefusedHost = /^\d{3}$/.test(one.detail) && one.detail !== '407';
  return !isRefusedHost || one.host === other.host;
}

/** Whether a finding, at whatever party, is only what has to come of one before it. */
export function followsFrom(root: Finding, found: Finding): boolean {
  switch (root.code) {
    case 'settings/retired-api-version':
      return versionRefused.has(found.code);
    // Of another issuer's token nothing can be right: neither its keys, nor what Azure compares.
    case 'entra/entra-token-as-assertion':
      return /^(?:token|trust)$/.test(groupOf(found));
    // The subject is made of the application: that of another one differs from what Azure holds for this one.
    case 'token/claim-mismatch':
      return groupOf(found) === 'trust' && 'field' in found.evidence && found.evidence.field === 'subject';
    // What Azure OpenAI answers to a token that was issued for something else, or by another tenant.
    case 'entra/token-unexpected':
      return found.code === 'azure-openai/token-refused' || found.code === 'azure-openai/tenant-mismatch';
    default:
      return false;
  }
}

/** How Azure OpenAI answers to a version it does not take. */
export const versionRefused: ReadonlySet<Code> = new Set<Code>(['azure-openai/path-or-version-wrong', 'azure-openai/version-not-allowed']);

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
  if (refused === 'token/malformed') return unreadable.has(local) || ofHeader.has(local);
  return local === refused || [unreadable, unverifiable].some((family) => family.has(local) && family.has(refused));
}

const unreadable: ReadonlySet<Code> = new Set<Code>([
  'token/opaque',
  'token/encrypted',
  'token/malformed',
  'token/audience-multiple',
  'token/claim-missing',
]);
/** Of a header that it does not take Entra ID may say no more than that the token is malformed, too. */
const ofHeader: ReadonlySet<Code> = new Set<Code>([
  'token/algorithm-unsupported',
  'token/key-id-missing',
  'token/type-unsupported',
  'token/header-unsupported',
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
