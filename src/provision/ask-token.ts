import { setTimeout as sleep } from 'node:timers/promises';

import type { DecodedAssertion } from '../chain/assertion.js';
import { decodeAssertion } from '../chain/assertion.js';
import type { Assertions } from '../chain/assertions.js';
import type { Transport } from '../chain/transport.js';
import { judgeToken, unreadable } from '../checks/token-rules.js';
import type { Code } from '../findings/finding.js';
import { recogniseAuth0 } from '../findings/recognise/auth0.js';
import type { Profile } from '../settings/profile.js';
import { valueOf } from './choice.js';
import { chooseSecret } from './choose-secret.js';
import type { Facts, Seen } from './facts.js';
import { domainOf, picksOf } from './picks.js';
import { planAuth0 } from './plan-auth0.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** What a token is asked for with. */
export interface TokenParts {
  transport: Transport;
  assertions: Assertions;
  now(): Date;
  signal: AbortSignal;
}

/**
 * The token, read: what the federated credential has to repeat. `pauses` in seconds: what was made a moment ago is not always known
 * everywhere at Auth0.
 */
export async function askToken(
  auth0: Profile['auth0'],
  parts: TokenParts,
  pauses: readonly number[] = [],
): Promise<Seen<DecodedAssertion>> {
  const answer = await parts.assertions.of(auth0, parts.transport).get();
  const [pause, ...others] = pauses;
  if (!answer.ok) {
    const found = recogniseAuth0(answer.refusal, 'token', auth0);
    if (pause === undefined || !mayPass.has(found.code)) return { ok: false, finding: found };
    await sleep(pause * 1000, undefined, { signal: parts.signal });
    return askToken(auth0, parts, others);
  }
  const decoding = decodeAssertion(answer.value.token);
  if (!decoding.ok) return { ok: false, finding: unreadable(decoding) };
  // The clock of this machine is for the checks to judge.
  const judged = judgeToken(decoding.value, { now: parts.now(), clock: 'local' });
  const found = judged.find(({ code }) => code !== 'token/outside-valid-time');
  return found ? { ok: false, finding: found } : { ok: true, value: decoding.value };
}

const mayPass: ReadonlySet<Code> = new Set<Code>(['auth0/grant-missing', 'auth0/client-refused', 'auth0/api-missing']);

/** What a token can be asked with: once API, application and grant are right, or where nobody can look and the settings have all of it. */
export function askedWith(facts: Facts, wishes: Wishes): Profile['auth0'] | null {
  const picks = picksOf(facts, wishes);
  const states = planAuth0({ ...facts, token: null }, picks, wishes).map(({ state }) => state);
  const isRight = states.every((state) => state === 'right');
  const isUnseen =
    states.every((state) => state === 'unknown') && [picks.tenant, picks.api, picks.application].every(({ kind }) => kind === 'unseen');
  if (!isRight && !isUnseen) return null;
  const clientId = isRight ? (valueOf(picks.application)?.clientId ?? null) : textOf(wishes.settings, 'OIDC_CLIENT_ID');
  const clientSecret = clientId === null ? null : chooseSecret(facts.auth0, clientId, wishes);
  const domain = domainOf(picks, wishes);
  return clientId && clientSecret && domain ? { domain, clientId, clientSecret, audience: wishes.audience } : null;
}
