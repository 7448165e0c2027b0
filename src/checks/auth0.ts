import { fetchKeys } from '../chain/assertion.js';
import { discoverIssuer } from '../chain/auth0.js';
import type { Discovery } from '../chain/auth0.js';
import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import { quote } from '../findings/quote.js';
import { recogniseAuth0 } from '../findings/recognise/auth0.js';
import { defineCheck } from './check.js';
import { inWords, secondsBetween } from './duration.js';

export const auth0Checks = [
  defineCheck({
    id: 'auth0.discovery',
    title: 'the domain answers as an issuer',
    needs: ['profile'],
    teaches: ['discovery'],
    async run({ profile: { auth0 } }, { transport }) {
      const answer = await discoverIssuer(auth0.domain, transport);
      if (!answer.ok) return { title: 'no issuer found', findings: [recogniseAuth0(answer.refusal, 'discovery', auth0)] };
      const { issuer } = answer.value;
      const expected = `https://${auth0.domain}/`;
      const differs =
        hostOf(issuer) === hostOf(expected) ? [] : [finding('auth0/issuer-differs', { domain: auth0.domain, expected, issuer })];
      const strays = straying(answer.value, auth0.domain);
      return {
        title: `answers as ${issuer}`,
        findings: [...differs, ...strays],
        learned: { discovery: answer.value },
        known: { isIssuer: true },
      };
    },
  }),
  defineCheck({
    id: 'auth0.keys',
    title: 'its signing keys are published',
    needs: ['profile', 'discovery'],
    teaches: ['keys'],
    async run({ profile: { auth0 }, discovery }, { transport }) {
      const answer = isOfWeb(discovery.jwksUri) ? await fetchKeys(discovery.jwksUri, transport) : null;
      if (!answer) {
        const problem = 'its jwks_uri is no address of https';
        return {
          title: 'no keys',
          findings: [finding('auth0/metadata-invalid', { domain: auth0.domain, document: 'discovery', problem })],
        };
      }
      if (!answer.ok) return { title: 'no keys', findings: [recogniseAuth0(answer.refusal, 'keys', auth0)] };
      const count = answer.value.keyIds.length;
      return { title: `publishes ${count} signing ${count === 1 ? 'key' : 'keys'}`, learned: { keys: answer.value } };
    },
  }),
  defineCheck({
    id: 'auth0.token',
    title: 'Auth0 issues a token',
    needs: ['profile'],
    teaches: ['assertion'],
    isOnTheWay: true,
    async run({ profile: { auth0 } }, { session, now }) {
      if (!session) throw new TypeError('a profile without a session');
      const answer = await session.assertion();
      if (!answer.ok) return { title: 'no token', findings: [recogniseAuth0(answer.refusal, 'token', auth0)] };
      const { expiresInSeconds, receivedAt, quota } = answer.value;
      const left = expiresInSeconds === null ? null : expiresInSeconds - secondsBetween(receivedAt, now());
      const title = left === null ? 'client credentials accepted, token received' : `token received, expires in ${inWords(left)}`;
      const low = quota ? quotaLow(quota) : null;
      return { title, learned: { assertion: answer.value }, findings: low ? [low] : [] };
    },
  }),
];

/** Another one would lead into the network of this machine, or take a name and a password along. */
function isOfWeb(address: string): boolean {
  const url = URL.parse(address);
  return url?.protocol === 'https:' && url.username === '' && url.password === '';
}

/** Auth0 publishes its keys where it answers. Somebody else's keys would verify somebody else's tokens. */
function straying({ issuer, jwksUri }: Discovery, domain: string): Finding[] {
  const keysAt = URL.parse(jwksUri)?.origin;
  if (keysAt === undefined || keysAt === URL.parse(`https://${domain}`)?.origin || keysAt === URL.parse(issuer)?.origin) return [];
  const problem = `its jwks_uri leads to ${quote(keysAt)}, which is another host than that of its issuer`;
  return [finding('auth0/metadata-invalid', { domain, document: 'discovery', problem })];
}

/** `b=per_hour;q=10;r=7;t=3540,b=per_day;…`: bucket, quota, rest and seconds to the reset (Auth0, fine-grained M2M token quotas). */
function quotaLow(header: string): Finding | null {
  for (const bucket of header.split(',')) {
    const parts = new Map(bucket.split(';').map((part) => [part.split('=')[0]?.trim(), part.split('=')[1] ?? '']));
    const [left, of] = [Number(parts.get('r') ?? Number.NaN), Number(parts.get('q') ?? Number.NaN)];
    if (left <= of / 10) return finding('auth0/quota-low', { left, of, period: parts.get('b') ?? '' });
  }
  return null;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
