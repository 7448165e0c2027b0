import type { Explanation, Fix, Known } from './explanation.js';
import { run, toDo, wait } from './fix.js';
import { duration } from './time.js';

/** The clock that the two others contradict; null where fewer than three are known, or no two of them agree. */
export function wrongClock({ auth0Ahead, entraAhead }: Pick<Known, 'auth0Ahead' | 'entraAhead'>): 'auth0' | 'entra' | 'local' | null {
  if (auth0Ahead === null || entraAhead === null) return null;
  const [hereAndAuth0, hereAndEntra, others] = [auth0Ahead, entraAhead, auth0Ahead - entraAhead].map(
    (apart) => Math.abs(apart) < allowance,
  );
  if ([hereAndAuth0, hereAndEntra, others].filter(Boolean).length !== 1) return null;
  return hereAndEntra ? 'auth0' : hereAndAuth0 ? 'entra' : 'local';
}

/** Seconds that two clocks may be apart and still agree: the answer itself takes some. */
const allowance = 60;

/** Words for a machine whose clock is so many seconds ahead of Auth0's; behind, when negative. */
export function clockSkew(seconds: number, known: Known): Explanation {
  const apart = duration(Math.abs(seconds) * 1000);
  const wrong = wrongClock({ auth0Ahead: -seconds, entraAhead: known.entraAhead });
  const blamed = {
    auth0: `Entra ID's clock agrees with the one here, so Auth0's is ${seconds > 0 ? 'behind' : 'ahead'}, and a new token carries its time too.`,
    local: "Entra ID's clock agrees with Auth0's, so the one here is wrong.",
    entra: null,
  };
  const blame =
    (wrong && blamed[wrong]) ??
    (known.entraAhead === null
      ? 'Which of the two is wrong cannot be told without a third clock.'
      : "Entra ID's clock agrees with neither, so which one is wrong cannot be told.");
  return {
    title: `The clocks here and at Auth0 are ${apart} apart`,
    why: `This machine is ${apart} ${seconds > 0 ? 'ahead of' : 'behind'} Auth0. ${blame} A token is valid by the clock of whoever judges it, and is refused as expired or as not yet valid when the difference grows.`,
    fix:
      wrong === 'auth0'
        ? auth0ClockFixes
        : [
            toDo('local', wrong === 'local' ? 'certain' : 'likely', 'Let this machine set its clock from the network.'),
            run('local', 'maybe', 'sudo timedatectl set-ntp true'),
            run('local', 'maybe', 'date -u'),
          ],
    docs: [],
  };
}

/** Auth0 itself keeps its clock right, so somebody else may answer in its name. */
export const auth0ClockFixes: Fix[] = [
  toDo(
    'local',
    'likely',
    'Check that OIDC_ENDPOINT leads to Auth0 itself, and to no gateway, proxy or test server with a clock of its own.',
  ),
  wait('auth0', 'maybe', 'Try again in some minutes. Outages are announced at https://status.auth0.com.'),
  run('local', 'maybe', 'date -u'),
];
