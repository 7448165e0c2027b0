import { decodeAssertion, verifyAssertion } from '../chain/assertion.js';
import { finding } from '../findings/finding.js';
import { isOfEntra } from '../findings/token-kind.js';
import { defineCheck } from './check.js';
import { inWords, secondsBetween } from './duration.js';
import { allowanceSeconds, judgeAudience, judgeClaims, judgeHeader, judgeTime, notVerified, textOf, unreadable } from './token-rules.js';

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
        const read = { learned: { decoded: decoding.value }, known: { issuer, subject, token: decoding.value } };
        if (isOfEntra(issuer)) return { ...read, title: 'a token of Entra ID', findings: [finding('entra/entra-token-as-assertion', {})] };
        return { ...read, title: 'a signed JWT of three parts' };
      }
      return { title: unreadableTitles[decoding.kind], findings: [unreadable(decoding)] };
    },
  }),
  defineCheck({
    id: 'token.header',
    title: 'Entra ID takes its header',
    needs: ['decoded'],
    teaches: [],
    run({ decoded }) {
      const { alg, kid } = decoded.header;
      return { title: `${textOf(alg) ?? 'no algorithm'}, key ${textOf(kid) ?? 'unknown'}`, findings: judgeHeader(decoded.header) };
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
          return { title: 'verifies against a key Auth0 publishes today', known: { isVerified: true } };
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
          return notVerified(decoded);
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
      const outside = judgeTime(decoded, { now, clock });
      if (outside.length > 0) return { title: 'not valid now', findings: outside };
      const valid = decoded.expires === null ? 'no end given' : `valid for ${inWords(decoded.expires - now.getTime() / 1000)}`;
      const validAt = { now: now.toISOString(), clock };
      if (!assertion.serverTime) return { title: valid, known: { validAt } };
      const ahead = secondsBetween(assertion.serverTime, assertion.receivedAt);
      const known = { validAt, auth0Ahead: -ahead };
      const apart = Math.abs(ahead);
      // The Date header counts whole seconds, so less than two is agreement.
      const clocks = apart < 2 ? 'clocks agree' : `your clock differs from Auth0’s by ${inWords(apart)}`;
      const findings = apart > allowanceSeconds ? [finding('token/clock-skew', { seconds: Math.round(ahead) })] : [];
      return { title: `${valid}, ${clocks}`, findings, known };
    },
  }),
  defineCheck({
    id: 'token.audience',
    title: 'it has exactly one audience',
    needs: ['decoded'],
    teaches: [],
    run({ decoded }) {
      const [found] = judgeAudience(decoded);
      if (!found) return { title: 'exactly one audience' };
      return { title: decoded.audiences.length > 1 ? 'several audiences' : 'no audience', findings: [found] };
    },
  }),
  defineCheck({
    id: 'token.claims',
    title: 'the claims Entra ID compares are there',
    needs: ['profile', 'decoded'],
    teaches: [],
    run({ profile: { auth0 }, decoded }) {
      const findings = judgeClaims(decoded, auth0.clientId);
      const rows = [
        ['issuer', decoded.issuer ?? ''],
        ['subject', decoded.subject ?? ''],
        ['audience', decoded.audiences.join(' ')],
      ] as const;
      return { title: 'what Azure must hold, letter for letter', findings, rows: [...rows] };
    },
  }),
];

const unreadableTitles = { opaque: 'no JWT', encrypted: 'encrypted', malformed: 'unreadable' } as const;
