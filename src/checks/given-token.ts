import { decodeAssertion, signatureBytesOf } from '../chain/assertion.js';
import type { DecodedAssertion } from '../chain/assertion.js';
import type { Known } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import { tokenKindOf } from '../findings/token-kind.js';
import type { TokenKind } from '../findings/token-kind.js';
import { remarksOn } from '../findings/token-remarks.js';
import { hostOf } from '../settings/address.js';
import type { GivenToken } from '../settings/given-text.js';
import { guid } from '../settings/kinds.js';
import { inWords } from './duration.js';
import { applicationOf, isValidAt, judgeToken, textOf, unreadable } from './token-rules.js';

/** A token that somebody gave to be read. Nobody is asked about it, so its signature is not verified. */
export interface ReadToken {
  /** Null where it cannot be read; then a finding says why. */
  decoded: DecodedAssertion | null;
  kind: TokenKind | null;
  /** When it was issued and how long it is valid, in words. */
  lifetime: string | null;
  /** What whoever it is for would refuse, first what stays so with the next token. */
  findings: Finding[];
  known: Partial<Known>;
  /** What is unusual about it and no fault. */
  remarks: string[];
}

/** Reads and judges a token by the rules of the checks, and by the clock of this machine. */
export function readToken({ token, parts, isJwtLike }: GivenToken, now: Date): ReadToken {
  // The header of every signed token begins with a bracket, which reads so (RFC 7519, 3.1): what begins otherwise is none, however many dots it has.
  if (!isJwtLike)
    return {
      decoded: null,
      kind: null,
      lifetime: null,
      findings: [finding('token/opaque', { length: token.length })],
      known: {},
      remarks: [],
    };
  const decoding = decodeAssertion(token);
  if (decoding.ok) return judged(decoding.value, signatureBytesOf(token), now);
  const problem = `it has ${parts} ${parts === 1 ? 'part' : 'parts'} between its dots, and a signed token has three, so some of it is missing`;
  // It begins as a signed token does, so what is missing was cut off.
  const found = decoding.kind === 'opaque' ? finding('token/malformed', { problem }) : unreadable(decoding);
  return { decoded: null, kind: null, lifetime: null, findings: [found], known: {}, remarks: [] };
}

/** Keys of RSA have at least 2048 bits (RFC 7518, 3.3), and signatures the length of the key: a shorter one lost its end. */
function isCutShort({ header }: DecodedAssertion, signatureBytes: number): boolean {
  return /^[RP]S\d+$/.test(textOf(header['alg']) ?? '') && (signatureBytes < 256 || signatureBytes % 64 !== 0);
}

function judged(decoded: DecodedAssertion, signatureBytes: number, now: Date): ReadToken {
  const kind = tokenKindOf(decoded);
  const cut = isCutShort(decoded, signatureBytes)
    ? [
        finding('token/malformed', {
          problem: `its signature has ${signatureBytes} bytes, which no signature of RSA has, so its end is missing`,
        }),
      ]
    : [];
  const own = kind.issuer === 'entra' ? ofEntra(decoded, now) : judgeToken(decoded, { now, clock: 'local' });
  return {
    decoded,
    kind,
    lifetime: lifetimeOf(decoded, now),
    findings: [...cut, ...own],
    known: knownOf(decoded, kind),
    remarks: remarksOn(decoded, kind),
  };
}

/** What Azure OpenAI takes, in each cloud (facts of the scopes: src/settings/scope.ts). */
const taken = /^https:\/\/(?:cognitiveservices\.azure|ai\.azure)\.(?:com|us|cn)\/?$/;

/** Azure OpenAI gives one answer for a wrong audience and for a token that has expired; Entra ID takes its own token from nobody. */
function ofEntra(decoded: DecodedAssertion, now: Date): Finding[] {
  const [audience = null] = decoded.audiences;
  if (audience !== null && audience.startsWith('api://AzureADTokenExchange')) return [finding('entra/entra-token-as-assertion', {})];
  // An audience may be the application id of the service, too.
  const isWrong = audience !== null && !taken.test(audience) && !guid.test(audience);
  if (isWrong)
    return [finding('azure-openai/token-refused', { audienceWanted: 'https://cognitiveservices.azure.com', audienceSent: audience })];
  return isValidAt(decoded, now) ? [] : [finding('azure-openai/token-refused', { audienceWanted: null, audienceSent: null })];
}

function lifetimeOf({ issuedAt, notBefore, expires }: DecodedAssertion, now: Date): string {
  const seconds = now.getTime() / 1000;
  const issued = issuedAt === null ? '' : `issued ${stamp(issuedAt)}, `;
  if (notBefore !== null && notBefore > seconds) return `${issued}valid in ${inWords(notBefore - seconds)}, from ${stamp(notBefore)}`;
  if (expires === null) return `${issued}without an end`;
  if (expires > seconds) return `${issued}valid for ${inWords(expires - seconds)} more, until ${stamp(expires)}`;
  return `${issued}expired ${inWords(seconds - expires)} ago, at ${stamp(expires)}`;
}

function stamp(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** What the claims give to the words. */
function knownOf(decoded: DecodedAssertion, { issuer: by }: TokenKind): Partial<Known> {
  const { issuer, subject, audiences, claims } = decoded;
  if (by === 'entra') return { tenant: textOf(claims['tid']), azureClientId: textOf(claims['appid']) ?? textOf(claims['azp']) };
  const audience = audiences.length === 1 ? (audiences[0] ?? null) : null;
  const own = { issuer, subject, audience, token: decoded };
  return by === 'auth0' ? { ...own, domain: hostOf(issuer ?? ''), oidcClientId: applicationOf(decoded)?.clientId ?? null } : own;
}
