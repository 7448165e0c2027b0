import { expect, test } from 'vitest';

import { wrongClock } from '../../src/findings/clocks.js';
import { explain } from '../../src/findings/explain.js';
import { finding } from '../../src/findings/finding.js';
import { acme, unknown } from './words-samples.js';

const day = 86_400;

test.each([
  [-day, 2, 'auth0'],
  [day, -2, 'auth0'],
  [2, day, 'entra'],
  [day, day + 5, 'local'],
  [2, -2, null],
  [day, -day, null],
  [null, 0, null],
  [day, null, null],
] as const)('Auth0 %s s ahead of this machine, Entra ID %s s: %s is wrong', (auth0Ahead, entraAhead, wrong) => {
  expect(wrongClock({ auth0Ahead, entraAhead })).toBe(wrong);
});

test('a clock is blamed by two others, and by nobody where no third is known', () => {
  const skew = (entraAhead: number | null) => explain(finding('token/clock-skew', { seconds: day }), { ...unknown, entraAhead });
  expect(skew(0).why).toContain("Entra ID's clock agrees with the one here, so Auth0's is behind");
  expect(JSON.stringify(skew(0).fix)).not.toContain('Let this machine set its clock');
  expect(skew(-day).why).toContain('so the one here is wrong');
  expect(skew(-day).fix[0]).toMatchObject({ confidence: 'certain', text: 'Let this machine set its clock from the network.' });
  expect(skew(null).why).toContain('cannot be told without a third clock');
  expect(skew(5 * day).why).toContain('agrees with neither');
});

test('a new token is no way out where the clock of Auth0 is behind', () => {
  const times = { now: '2026-11-23T16:53:02Z', notBefore: null, expires: '2026-11-23T15:53:02Z', clock: 'entra' as const };
  const known = {
    ...acme,
    auth0Ahead: -(day + 3600),
    entraAhead: 0,
    validAt: { now: '2026-11-22T15:53:02.000Z', clock: 'auth0' as const },
  };
  const { why, fix } = explain(finding('token/outside-valid-time', times), known);
  expect(why).toContain("agrees with Entra ID's, so Auth0's is 1 d 1 h behind, and a new token is expired too");
  expect(fix[0]).toMatchObject({ text: expect.stringContaining('OIDC_ENDPOINT leads to Auth0 itself') });
  for (const surroundings of [known, acme])
    expect(explain(finding('token/outside-valid-time', times), surroundings).fix[0]).toMatchObject({
      text: expect.not.stringMatching(/new token/),
    });
});
