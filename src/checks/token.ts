import { decodeAssertion, verifyAssertion } from '../chain/assertion.js';
import type { DecodedAssertion } from '../chain/assertion.js';
import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import { defineCheck } from './check.js';
import { inWords, secondsBetween } from './duration.js';

export const tokenChecks = [
  defineCheck({
    id: 'token.shape',
    title: 'the token can be read',
    needs: ['assertion'],
    teaches: ['decoded'],
    run({ assertion }) {
      const decoding = decodeAssertion(assertion.token);
      if (decoding.ok) {
        const { issuer, subject } = decoding.value;
        return { title: 'a signed JWT of three parts', learned: { decoded: decoding.value }, known: { issuer, subject } };
      }
      if (decoding.kind === 'opaque') return { title: 'no JWT', findings: [finding('token/opaque', { length: decoding.length })] };
      if (decoding.kind === 'encrypted') return { title: 'encrypted', findings: [finding('token/encrypted', {})] };
      return { title: 'unreadable', findings: [finding('token/malformed', { problem: decoding.problem })] };
    },
  }),
  defineCheck({
    id: 'token.header',
    title: 'Entra ID takes its header',
    needs: ['decoded'],
    teaches: [],
    run({ decoded }) {
      const { alg, kid } = decoded.header;
      return { title: `${String(alg)}, key ${String(kid)}`, findings: judgeHeader(decoded.header) };
    },
  }),
  defineCheck({
    id: 'token.signature',
    title: 'its signature verifies',
    needs: ['profile', 'assertion', 'decoded', 'keys'],
    teaches: [],
    async run({ profile: { auth0 }, assertion, decoded, keys }) {
      const keyId = textOf(decoded.header['kid']);
      switch (await verifyAssertion(assertion.token, keys)) {
        case 'verified':
          return { title: 'verifies against a key Auth0 publishes today' };
        case 'key-not-published':
          return { title: 'unknown key', findings: [finding('token/key-not-published', { keyId, published: keys.keyIds })] };
        case 'signature-invalid':
          return { title: 'does not verify', findings: [finding('token/signature-invalid', { keyId })] };
        case 'key-unusable': {
          const problem = `the key ${keyId ?? 'that signed'} is none that can verify a signature`;
          return {
            title: 'no usable key',
            findings: [finding('auth0/metadata-invalid', { domain: auth0.domain, document: 'keys', problem })],
          };
        }
        case 'not-verifiable':
          return { idle: `not verified: ${whyNotVerifiable(decoded)}`, because: 'token.header' };
      }
    },
  }),
  defineCheck({
    id: 'token.time',
    title: 'it is valid now',
    needs: ['assertion', 'decoded'],
    teaches: [],
    run({ assertion, decoded }, context) {
      // Auth0's clock where it showed one, moved on by the time that has passed here since.
      const elapsed = secondsBetween(assertion.receivedAt, context.now());
      const now = new Date((assertion.serverTime ?? assertion.receivedAt).getTime() + elapsed * 1000);
      const clock = assertion.serverTime ? ('auth0' as const) : ('local' as const);
      const evidence = { now: now.toISOString(), notBefore: iso(decoded.notBefore), expires: iso(decoded.expires), clock };
      if (!isValidAt(decoded, now)) return { title: 'not valid now', findings: [finding('token/outside-valid-time', evidence)] };
      const valid = decoded.expires === null ? 'no end given' : `valid for ${inWords(decoded.expires - now.getTime() / 1000)}`;
      if (!assertion.serverTime) return { title: valid };
      const ahead = secondsBetween(assertion.serverTime, assertion.receivedAt);
      const apart = Math.abs(ahead);
      // The Date header counts whole seconds, so less than two is agreement.
      const clocks = apart < 2 ? 'clocks agree' : `your clock differs from Auth0’s by ${inWords(apart)}`;
      const findings = apart > allowanceSeconds ? [finding('token/clock-skew', { seconds: Math.round(ahead) })] : [];
      return { title: `${valid}, ${clocks}`, findings };
    },
  }),
  defineCheck({
    id: 'token.audience',
    title: 'it has exactly one audience',
    needs: ['decoded'],
    teaches: [],
    run({ decoded: { audiences } }) {
      if (audiences.length > 1) return { title: 'several audiences', findings: [finding('token/audience-multiple', { audiences })] };
      return { title: audiences.length === 1 ? 'exactly one audience' : 'no audience' };
    },
  }),
  defineCheck({
    id: 'token.claims',
    title: 'the claims Entra ID compares are there',
    needs: ['profile', 'decoded'],
    teaches: [],
    run({ profile: { auth0 }, decoded }) {
      const missing = ['iss', 'sub', 'aud', 'exp'].filter((name) => decoded.claims[name] === undefined);
      const findings: Finding[] = missing.map((claim) => finding('token/claim-missing', { claim }));
      const issuedTo = textOf(decoded.claims['azp']) ?? textOf(decoded.claims['client_id']);
      if (issuedTo !== null && issuedTo !== auth0.clientId) {
        findings.push(finding('token/claim-mismatch', { claim: 'azp', expected: auth0.clientId, actual: issuedTo }));
      }
      const rows = [
        ['issuer', decoded.issuer ?? ''],
        ['subject', decoded.subject ?? ''],
        ['audience', decoded.audiences.join(' ')],
      ] as const;
      return { title: 'what Azure must hold, letter for letter', findings, rows: [...rows] };
    },
  }),
];

/** Clocks that differ by a minute or two are ordinary; Entra ID's own allowance is not documented. */
const allowanceSeconds = 120;

function isValidAt({ notBefore, expires }: DecodedAssertion, now: Date): boolean {
  const seconds = now.getTime() / 1000;
  return (expires === null || expires > seconds - allowanceSeconds) && (notBefore === null || notBefore < seconds + allowanceSeconds);
}

/** What Entra ID refuses in a header: AADSTS5002738, 5002730, 5002723, 5002727 and 5002726, in that order. */
function judgeHeader(header: Readonly<Record<string, unknown>>): Finding[] {
  const findings: Finding[] = [];
  const algorithm = textOf(header['alg']);
  if (!algorithm || !/^RS(256|384|512)$/.test(algorithm)) findings.push(finding('token/algorithm-unsupported', { algorithm }));
  if (!textOf(header['kid']) && !header['x5t'] && !header['x5t#S256']) findings.push(finding('token/key-id-missing', {}));
  const type = textOf(header['typ']);
  if (type !== null && !acceptedTypes.has(type)) findings.push(finding('token/type-unsupported', { type }));
  const parameters = Object.keys(header).filter((name) => !registeredParameters.has(name));
  if (parameters.length > 0) findings.push(finding('token/header-unsupported', { parameters }));
  return findings;
}

const acceptedTypes: ReadonlySet<string> = new Set(['JWT', 'http://openid.net/specs/jwt/1.0']);
/** The header parameters RFC 7515, 4.1 registers. Entra ID's own list is not published. */
const registeredParameters: ReadonlySet<string> = new Set([
  'alg',
  'jku',
  'jwk',
  'kid',
  'x5u',
  'x5c',
  'x5t',
  'x5t#S256',
  'typ',
  'cty',
  'crit',
]);

function whyNotVerifiable({ header }: DecodedAssertion): string {
  return textOf(header['kid']) ? `${String(header['alg'])} has no public key to verify with` : 'the token does not say which key signed it';
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function iso(seconds: number | null): string | null {
  return seconds === null ? null : new Date(seconds * 1000).toISOString();
}
