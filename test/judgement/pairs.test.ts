import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Code } from '../../src/findings/finding.js';
import { contradiction } from '../../src/sandbox/start.js';
import type { Ground } from './situation.js';
import { checkOf, openGround } from './situation.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

describe('issuer, subject and audience wrong at once', () => {
  const three = ['trust/issuer-slash', 'trust/subject-suffix', 'trust/audience-mismatch'] as const;

  test('with both sides known, all are named at once', async () => {
    expect((await ground.judge({ faults: three })).codes).toEqual(three);
  });

  test('with one side known, one by one, as Entra ID reveals them', async () => {
    const left: Code[] = [...three];
    const revealed: (string | undefined)[] = [];
    for (const mended of ['trust/issuer-slash', 'trust/audience-mismatch', 'trust/subject-suffix'] as const) {
      revealed.push((await ground.judge({ faults: left, credential: 'unknown' })).codes.join(' '));
      left.splice(left.indexOf(mended), 1);
    }
    expect(revealed).toEqual(['trust/issuer-mismatch', 'trust/audience-mismatch', 'trust/subject-mismatch']);
    expect((await ground.judge({ faults: left, credential: 'unknown' })).codes).toEqual([]);
  });
});

/** A fault of every check, in the order of the chain: enough for every pair of places. */
const places: [check: string, fault: Code][] = [
  ['settings.required', 'settings/missing'],
  ['settings.values', 'settings/malformed'],
  ['auth0.discovery', 'auth0/domain-wrong'],
  ['auth0.token', 'auth0/client-refused'],
  ['token.shape', 'token/opaque'],
  ['token.header', 'token/type-unsupported'],
  ['token.signature', 'token/signature-invalid'],
  ['token.audience', 'token/audience-multiple'],
  ['token.claims', 'token/claim-mismatch'],
  ['trust.issuer', 'trust/issuer-slash'],
  ['trust.subject', 'trust/subject-case'],
  ['trust.audience', 'trust/audience-mismatch'],
  ['entra.tenant', 'entra/tenant-not-found'],
  ['entra.exchange', 'trust/issuer-blocked'],
  ['entra.token', 'entra/token-unexpected'],
  ['azure-openai.host', 'azure-openai/public-access-disabled'],
  ['azure-openai.access', 'azure-openai/role-missing'],
  ['azure-openai.deployment', 'azure-openai/deployment-missing'],
  ['azure-openai.completion', 'azure-openai/rate-limited'],
];

/**
 * Worlds that undo each other: a gateway that signs in for the client hides the client's own secret, and brings the very subject that
 * the credential of `trust/no-match` names; and that fault is one in which nobody knows what Azure holds.
 */
function undoes(one: Code, other: Code): boolean {
  const pair = new Set([one, other]);
  if (pair.has('token/claim-mismatch')) return pair.has('auth0/client-refused') || pair.has('trust/no-match');
  return pair.has('trust/no-match') && one.startsWith('trust/') && other.startsWith('trust/');
}

describe('two faults at once', () => {
  test.each(places)('%s is where %s is found', async (check, fault) => {
    expect(checkOf(await ground.judge({ faults: [fault] }), fault)).toBe(check);
  });

  const pairs = places.flatMap((one, at) => places.slice(at + 1).map((other) => [one[1], other] as const));
  test.each(pairs.filter(([one, [, other]]) => !contradiction([one, other]) && !undoes(one, other)))(
    '%s is the root, and the line of %s says its own or what it waits for',
    async (one, [check, other]) => {
      const { codes, report } = await ground.judge({ faults: [one, other] });
      const second = report.checks.find(({ id }) => id === check);
      expect(codes[0]).toBe(one);
      expect(codes.includes(other) || second?.status !== 'pass', `${check} ${second?.status}`).toBe(true);
    },
  );
});
