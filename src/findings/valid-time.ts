import { auth0ClockFixes, wrongClock } from './clocks.js';
import type { Explanation, Known } from './explanation.js';
import type { Evidence } from './finding.js';
import { capital } from './first-letter.js';
import { auth0Page, run, toDo, wait } from './fix.js';
import { inYourProgram } from './own-request.js';
import { pages } from './pages.js';
import { auth0Places } from './places.js';
import { duration, utc } from './time.js';

/** Whose clock said what a time shows. */
export const clockNames = { auth0: "Auth0's clock", entra: "Entra ID's clock", local: 'the clock of this machine' } as const;

type ValidTime = Evidence['token/outside-valid-time'];

/** Words for a token that is used before or after its time. */
export function validTimeWords(times: ValidTime, known: Known): Explanation {
  const { now, notBefore, expires, clock } = times;
  const wrong = wrongClock(known);
  const isEarly = now !== null && notBefore !== null && Date.parse(now) < Date.parse(notBefore);
  const isLate = now !== null && expires !== null && !isDateless(expires) && Date.parse(now) >= Date.parse(expires);
  // A run asks for a new token every time; one that was shown here may be of last week.
  const isFresh = known.isOwn;
  // Both clocks stand in the text then.
  const byWhose = clock === 'entra' && known.validAt ? " by Entra ID's clock" : '';
  const title = isEarly
    ? `The token is not valid yet${byWhose}`
    : isLate
      ? `The token has expired${byWhose}`
      : 'The token is outside its valid time';
  return {
    title,
    why: `${spans(times, known)}${
      isEarly
        ? ' The clock of whoever wrote the token is ahead, or that of whoever judges it is behind.'
        : wrong === null
          ? ' A token can be exchanged until it expires; then Auth0 has to issue a new one.'
          : ''
    }${clock === 'local' && (isFresh || isEarly) ? ' The clock of this machine may be wrong.' : ''}${blame(known)}`,
    fix: [
      ...(isFresh || isEarly ? [] : [newToken]),
      ...(wrong === 'auth0' && !isEarly ? auth0ClockFixes : []),
      ...(wrong === null && clock !== 'local' && !isEarly ? [now !== null && (notBefore ?? expires) ? compareClocks : showTimes] : []),
      ...(wrong === 'entra' ? [wait('azure', 'likely', 'Try again in some minutes.')] : []),
      ...(clock === 'local'
        ? [
            toDo('local', isFresh || isEarly ? 'likely' : 'maybe', 'Let this machine set its clock from the network.'),
            run('local', 'maybe', 'date -u'),
          ]
        : []),
      ...(isEarly
        ? [
            wait(
              'azure',
              'likely',
              `Try again ${now && notBefore ? `in ${duration(Date.parse(notBefore) - Date.parse(now))}` : 'in a minute'}.`,
            ),
          ]
        : []),
      ...(isEarly ? [] : [auth0Page('maybe', auth0Places.lifetime), inYourProgram('ask Auth0 for a new token before each one expires.')]),
    ],
    docs: [isEarly || !known.audience ? pages.assertion : pages.auth0Lifetime],
  };
}

/** Which of three clocks is the wrong one, as a sentence. */
function blame(known: Known): string {
  const wrong = wrongClock(known);
  const by = duration(Math.abs((wrong === 'entra' ? known.entraAhead : known.auth0Ahead) ?? 0) * 1000);
  const isBehind = ((wrong === 'entra' ? known.entraAhead : known.auth0Ahead) ?? 0) < 0;
  switch (wrong) {
    case null:
      return '';
    case 'auth0':
      return ` The clock of this machine agrees with Entra ID's, so Auth0's is ${by} ${isBehind ? 'behind, and a new token is expired too when it is further behind than a token lives' : 'ahead'}.`;
    case 'entra':
      return ` The clock of this machine agrees with Auth0's, so Entra ID's is ${by} ${isBehind ? 'behind' : 'ahead'}.`;
    case 'local':
      return " Entra ID's clock agrees with Auth0's, and the one of this machine is wrong.";
  }
}

const compareClocks = toDo(
  'local',
  'likely',
  'Compare the times above: a token that was issued a moment ago is outside its time only where two clocks differ.',
);

const newToken = toDo('local', 'likely', 'Ask Auth0 for a new token, and use that one.');

const showTimes = toDo(
  'local',
  'likely',
  "Show me the whole text of the error: it has the token's times, and the one of Entra ID's clock.",
);

function spans({ now, notBefore, expires, clock }: ValidTime, { validAt }: Known): string {
  const whose = clockNames[clock];
  const from = notBefore && !isDateless(notBefore) ? ` from ${utc(notBefore)}` : '';
  const until = expires && !isDateless(expires) ? ` until ${utc(expires)}` : '';
  // Two clocks that disagree are worth a look, when the one of the party that refused is not the one that was seen here.
  const other = clock === 'entra' && validAt ? ` ${capital(clockNames[validAt.clock])} said ${utc(validAt.now)}.` : '';
  const valid =
    from || until
      ? `The token ${expires && now && Date.parse(now) >= Date.parse(expires) ? 'was' : 'is'} valid${from}${until}`
      : 'The token was used before or after its valid time';
  return `${valid}${now ? `, and ${whose} says ${utc(now)}` : ''}.${other}${expires && isDateless(expires) ? ' The token carries no expiry time at all.' : ''}`;
}

// Entra ID prints 1970 for a time that the token does not carry.
function isDateless(time: string): boolean {
  return time.startsWith('1970');
}
