import { decodeAssertion } from '../chain/assertion.js';
import type { Refusal } from '../chain/answer.js';
import { resolveTenant } from '../chain/entra.js';
import type { Known } from '../findings/explanation.js';
import type { Finding } from '../findings/finding.js';
import { finding } from '../findings/finding.js';
import { recogniseEntra } from '../findings/recognise/entra.js';
import { closestCredential } from '../findings/recognise/closest-credential.js';
import { wantedOf } from '../findings/recognise/trust.js';
import type { EntraToken } from '../chain/entra.js';
import { scopeFor } from '../settings/scope.js';
import { defineCheck } from './check.js';
import { inWords, secondsBetween } from './duration.js';

export const entraChecks = [
  defineCheck({
    id: 'entra.tenant',
    title: 'the tenant exists',
    needs: ['profile'],
    teaches: ['tenant'],
    async run({ profile }, { transport }) {
      const answer = await resolveTenant(profile.entra, transport);
      if (!answer.ok) {
        const asked = {
          entra: profile.entra,
          scope: scopeFor(profile.openai.endpoint, profile.entra.authorityHost),
          decoded: null,
          credential: null,
        };
        return { title: answer.refusal.network ? 'no answer' : 'no such tenant', findings: [recogniseEntra(answer.refusal, asked)] };
      }
      const { id, region } = answer.value;
      return { title: region ? `exists, region ${region}` : 'exists', learned: { tenant: answer.value }, known: { tenant: id } };
    },
  }),
  defineCheck({
    id: 'entra.exchange',
    title: 'Entra ID exchanges the token',
    needs: ['profile', 'assertion'],
    teaches: ['entraToken'],
    isOnTheWay: true,
    async ahead({ entra }, { transport, session }) {
      // With a token of Auth0 at hand there is nothing to wait for.
      if (!session || session.knownAssertion()) return;
      transport.openEarly(new URL(entra.authorityHost));
      await transport.quietAfter('auth0');
      (await import('../chain/entra-exchange.js')).makeReady();
    },
    async run({ profile, assertion }, { session, now, settings, scope: asked }) {
      if (!session) throw new TypeError('a profile without a session');
      const scope = asked ?? scopeFor(profile.openai.endpoint, profile.entra.authorityHost);
      const answer = await session.entraToken(scope);
      if (!answer.ok) {
        const decoding = decodeAssertion(assertion.token);
        const decoded = decoding.ok ? decoding.value : null;
        const credential = closestCredential(wantedOf(decoded), settings.credentials ?? [])?.credential ?? null;
        const found = recogniseEntra(answer.refusal, { entra: profile.entra, scope, decoded, credential });
        return {
          title: titleOf(answer.refusal),
          findings: [found],
          known: { contradicts: contradictionOf(found), entraAhead: aheadOf(answer.refusal, now()) },
        };
      }
      const left = secondsBetween(now(), answer.value.expiresAt);
      return { title: `exchange accepted, token expires in ${inWords(left)}`, learned: { entraToken: answer.value } };
    },
  }),
  defineCheck({
    id: 'entra.token',
    title: 'the new token is for what was asked',
    needs: ['profile', 'entraToken', 'tenant'],
    teaches: [],
    run({ profile, entraToken, tenant }) {
      const claims = claimsOf(entraToken);
      if (!claims) return { title: 'a token that only Azure can read' };
      const expected = { aud: entraToken.scope.replace(/\/\.default$/, ''), tid: tenant.id, appid: profile.entra.clientId };
      const name = nameOf(claims);
      const title = name ? `for the managed identity ${name}` : 'audience, tenant and client are as asked';
      return { title, findings: unexpected(claims, expected), known: identityOf(claims) };
    },
  }),
];

/** The SDK reads the document of an authority that it does not know before it asks for a token, and asks for none where it cannot. */
function titleOf({ network, code, asked }: Refusal): string {
  if (asked.startsWith('GET ')) return 'not asked: the document of the authority could not be read';
  if (network) return 'no answer';
  return `exchange refused${code ? `, ${code}` : ''}`;
}

/** By how many seconds Entra ID's clock is ahead of ours, where its refusal tells the time. */
function aheadOf({ network, said, timestamp }: Refusal, now: Date): number | null {
  const told = /Current time: (\d{4}-\d\d-\d\dT[\d:]+)/.exec(said)?.[1];
  const at = told ? `${told}Z` : timestamp?.replace(' ', 'T');
  if (network || !at) return null;
  const ahead = secondsBetween(now, new Date(at));
  return Number.isNaN(ahead) ? null : ahead;
}

/** What cannot be true of the copy of the credential that was given here; only a stored one can be that old. */
function contradictionOf({ code, evidence }: Finding): Known['contradicts'] {
  if (code === 'trust/credential-missing') return 'no-credential';
  return code === 'trust/credential-stale' && evidence.azureSource === 'settings' ? evidence.field : null;
}

/** The claims of Entra ID's token, or null when it is not for our eyes. */
export function claimsOf({ token }: EntraToken): Readonly<Record<string, unknown>> | null {
  const decoding = decodeAssertion(token);
  return decoding.ok ? decoding.value.claims : null;
}

/** Audience, tenant and client against what was asked for. An audience may be the resource's address or its application id. */
function unexpected(claims: Readonly<Record<string, unknown>>, expected: { aud: string; tid: string; appid: string }): Finding[] {
  const actual = { aud: text(claims['aud']), tid: text(claims['tid']), appid: text(claims['appid']) ?? text(claims['azp']) };
  return (['aud', 'tid', 'appid'] as const).flatMap((claim) => {
    const value = actual[claim];
    if (value === null || isSame(value, expected[claim]) || (claim === 'aud' && isGuid.test(value))) return [];
    return finding('entra/token-unexpected', { claim, expected: expected[claim], actual: value });
  });
}

function isSame(one: string, other: string): boolean {
  return one.toLowerCase().replace(/\/$/, '') === other.toLowerCase().replace(/\/$/, '');
}

/** `xms_mirid` is the managed identity's resource id; its last part is the name a person gave it. */
function nameOf(claims: Readonly<Record<string, unknown>>): string | null {
  return /\/userAssignedIdentities\/([^/]+)$/i.exec(text(claims['xms_mirid']) ?? '')?.[1] ?? null;
}

function identityOf(claims: Readonly<Record<string, unknown>>): Partial<Known> {
  const identityName = nameOf(claims);
  const identityGroup = /\/resourceGroups\/([^/]+)\//i.exec(text(claims['xms_mirid']) ?? '')?.[1] ?? null;
  const principalId = text(claims['oid']);
  return {
    ...(principalId !== null && isGuid.test(principalId) && { principalId }),
    ...(identityName && { identity: 'managed-identity' as const, identityName, identityGroup }),
  };
}

const isGuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function text(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
