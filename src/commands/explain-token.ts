import type { ReadToken } from '../checks/given-token.js';
import type { Pasted } from '../findings/pasted/pasted.js';
import type { GivenToken } from '../settings/given-text.js';
import type { FederatedCredential } from '../settings/profile.js';
import type { Inputs } from './explain-inputs.js';

/** A text, and the token that it is about or that was given beside it. */
export interface WithToken {
  pasted: Pasted | null;
  /** The token as it was given; null where there is none, or none that anything is said about. */
  given: GivenToken | null;
  token: ReadToken | null;
  /** Whether that token is another one than the text is about. */
  isOther: boolean;
}

/** Reads the text beside what is known of both sides, and decides which token counts: the named one, or the one that stands in the text. */
export async function readWithToken(
  { text, token: named }: Inputs,
  credentials: readonly FederatedCredential[] | null,
  now: Date,
): Promise<WithToken> {
  const only = named ?? (text?.is.kind === 'token' ? text.is.token : null);
  if (text?.is.kind !== 'other') return { pasted: null, given: only, token: await readIn(only, now), isOther: false };
  const token = await readIn(only ?? text.is.within, now);
  const decoded = token?.decoded ?? null;
  const beside = only === null ? { decoded: null, mentioned: decoded } : { decoded, mentioned: null };
  const pasted = text.reader.end({ ...beside, credentials });
  const isError = pasted.findings.length > 0;
  // A text that says nothing else is about the token in it; an error may quote any.
  if (only === null && isError && pasted.token === null) return { pasted, given: null, token: null, isOther: false };
  const given = only ?? text.is.within;
  return isError && token !== null && decoded !== null && pasted.token === null
    ? { pasted, given, ...unlessRefused(token, pasted) }
    : { pasted, given, token, isOther: false };
}

/** A token beside an error that names other values. One of Entra ID is the fault itself, unless Entra ID has compared what it does not have. */
function unlessRefused(token: ReadToken, { findings }: Pasted): Pick<WithToken, 'token' | 'isOther'> {
  const marked = { ...token, remarks: [...token.remarks, otherToken] };
  if (token.kind?.issuer !== 'entra') return { token: marked, isOther: true };
  const isCompared = findings.some(({ code }) => code.startsWith('trust/'));
  return { token: isCompared ? { ...marked, findings: [] } : token, isOther: isCompared };
}

const otherToken = 'It is not the token that the text is about: Entra ID names another value there.';

/** The library that decodes is loaded for a token only. */
async function readIn(given: GivenToken | null, now: Date): Promise<ReadToken | null> {
  return given === null ? null : (await import('../checks/given-token.js')).readToken(given, now);
}
