import type { ReadToken } from '../checks/given-token.js';
import { copyOf } from '../checks/settings.js';
import { suspicionsOf } from '../findings/suspicions.js';
import { compareValues } from '../findings/compare-values.js';
import type { Comparison } from '../findings/compare-values.js';
import { nothingKnown } from '../findings/explanation.js';
import type { Known } from '../findings/explanation.js';
import { claimNames } from '../findings/finding.js';
import type { ClaimName, Wanted } from '../findings/finding.js';
import type { Pasted } from '../findings/pasted/pasted.js';
import { isOfAnother } from '../findings/slip.js';
import { isMisasked } from '../findings/misasked.js';
import { otherIssuerOf } from '../findings/token-kind.js';
import { isHiddenAway } from '../findings/recognise/match.js';
import { wantedOf } from '../findings/recognise/trust.js';
import type { What } from '../report/explained.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { ReadEnv } from './explain-env.js';
import { readEnvText } from './explain-env.js';
import type { Inputs } from './explain-inputs.js';
import { readWithToken } from './explain-token.js';

/** Everything that the inputs tell, each of them read as what it is; null where there is no such thing. */
export interface Case {
  what: What;
  /** The token as it was given. */
  given: Inputs['token'];
  env: ReadEnv | null;
  token: ReadToken | null;
  /** Whether that token is another one than the text is about. */
  isOther: boolean;
  pasted: Pasted | null;
  credentials: FederatedCredential[] | null;
  comparison: Comparison | null;
  /** The three values of the token, or those that the text quotes. */
  wanted: Wanted;
}

/** Reads what was given, and compares the two sides where both are there. */
export async function readCase(inputs: Inputs, now: Date): Promise<Case> {
  const { origin, text } = inputs;
  const env = text?.is.kind === 'env' ? readEnvText(text, origin) : null;
  const own = inputs.credentials ?? (text?.is.kind === 'credentials' ? text.is.credentials : inSettings(env));
  const { pasted, given, token, isOther } = await readWithToken(inputs, own, now);
  const credentials = own ?? (pasted && pasted.credentials.length > 0 ? pasted.credentials : null);
  const what = whatIs(inputs, { pasted, given });
  const wanted = wantedFrom(isOther ? null : token, pasted);
  const comparison = credentials === null ? null : compare(wanted, credentials, inputs.credentials !== null);
  return { what, given, env, token, isOther, pasted, credentials, comparison, wanted };
}

function inSettings(env: ReadEnv | null): FederatedCredential[] | null {
  return env === null || env.credential === null ? null : [env.credential];
}

/** Text in which only a token or credentials stand is no log, whatever is around them. */
function whatIs({ text, token }: Inputs, { pasted, given }: Pick<Case, 'pasted' | 'given'>): What {
  if (text === null) return token === null ? 'credentials' : 'token';
  if (text.is.kind !== 'other') return text.is.kind;
  if (pasted === null || pasted.findings.length > 0) return 'log';
  if (token === null && given !== null) return 'token';
  return pasted.credentials.length > 0 ? 'credentials' : 'log';
}

/** A token tells all three; an error text those that it quotes. */
function wantedFrom(token: ReadToken | null, pasted: Pasted | null): Wanted {
  const decoded = wantedOf(token?.kind?.issuer === 'entra' ? null : (token?.decoded ?? null));
  // What somebody made unreadable before he showed it cannot be compared.
  const quoted = (name: keyof Wanted): string | null => {
    const value = pasted?.read[name] ?? null;
    return value === null || isHiddenAway(value) ? null : value;
  };
  return {
    issuer: decoded.issuer ?? quoted('issuer'),
    subject: decoded.subject ?? quoted('subject'),
    audience: decoded.audience ?? quoted('audience'),
  };
}

/** Nothing is compared with nothing, but an empty list is a finding by itself, where it was said to be one of credentials. */
function compare(wanted: Wanted, credentials: readonly FederatedCredential[], isNamed: boolean): Comparison | null {
  const isKnown = Object.values(wanted).some((value) => value !== null);
  return isKnown || (credentials.length === 0 && isNamed) ? compareValues(wanted, credentials) : null;
}

/** What fills the words: of several sources for one thing the later one wins, as far as it knows anything. */
export function knownOf({ env, token, isOther, pasted, credentials, comparison }: Case): Known {
  // Where nothing can be compared, the only one there is was meant.
  const only = credentials?.length === 1 ? credentials[0] : undefined;
  const meant = comparison?.choice?.credential ?? only ?? null;
  const ofCredentials = { ...copyOf(credentials ?? []), credentialName: meant?.name ?? null };
  // What Azure has for a value that no side contradicts goes into a command as it is.
  const held = meant ? heldBeside(meant, comparison) : {};
  const parts: Partial<Known>[] = [
    held,
    env?.known ?? {},
    pasted?.known ?? {},
    isOther ? {} : (token?.known ?? {}),
    credentials === null ? {} : ofCredentials,
  ];
  const told = parts.flatMap((part) => Object.entries(part).filter(([, value]) => value !== null && value !== undefined));
  const known: Known = { ...nothingKnown, ...(Object.fromEntries(told) as Partial<Known>) };
  if (credentials?.length === 0) known.isListEmpty = true;
  // Nothing of a token that was asked for in a wrong way is what Azure should have.
  const kept = held.suspicions === undefined ? null : meant;
  const repaired = kept && suspicionsOf(kept).find(({ field }) => field === 'subject')?.meant;
  return {
    ...known,
    ...(isMisasked('subject', known.subject ?? '') && { subject: repaired ?? kept?.subject ?? null }),
    ...(isMisasked('audience', known.audience ?? '') && { audience: kept?.audience ?? null }),
  };
}

/**
 * The values of the credential that could not be compared: what looks in order, a change of another one leaves as it is. A credential of
 * somebody else tells nothing.
 */
function heldBeside(credential: FederatedCredential, comparison: Comparison | null): Partial<Known> {
  const heldFor = otherIssuerOf(credential.issuer, credential.subject);
  const isForAnother = comparison?.findings.some(
    ({ evidence }) => 'diff' in evidence && !isMisasked(evidence.field, evidence.token) && isOfAnother(evidence, nothingKnown),
  );
  if (heldFor !== null || isForAnother) return { heldFor };
  const isOpen = (field: ClaimName): boolean =>
    comparison === null || comparison.values.some((one) => one.field === field && one.outcome === 'unknown');
  const suspicions = suspicionsOf(credential).filter(({ field }) => isOpen(field));
  const inOrder = claimNames.filter((field) => isOpen(field) && !suspicions.some((one) => one.field === field));
  return { ...Object.fromEntries(inOrder.map((field) => [field, credential[field]])), suspicions };
}
