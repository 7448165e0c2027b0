import type { Refusal } from '../chain/answer.js';
import type { Explanation } from './explanation.js';
import { run, wait } from './fix.js';
import { quote } from './quote.js';

/** Words for a fault of Entra ID that likely passes; that it says so itself is claimed only where it does. */
export function transientWords(refusal: Refusal | null): Explanation {
  const isSaid = refusal !== null && saysSo(refusal);
  return {
    ...(refusal === null
      ? {
          title: 'Entra ID had a passing fault',
          why: `Entra ID says itself that the fault passes, or it gives a server error and no reason. ${unknown}`,
        }
      : isSaid
        ? { title: 'Entra ID had a passing fault', why: `Entra ID says itself that the fault passes. ${unknown}` }
        : unexplained(refusal)),
    fix: [wait('azure', isSaid ? 'certain' : 'likely', 'Try again in a minute.'), run('local', 'likely', 'keyless check --wait')],
    docs: [],
  };
}

const unknown = 'Nothing is known about the settings.';

/** By its number, by `error` (RFC 6749, 4.1.2.1), or in so many words. */
function saysSo({ code, said }: Refusal): boolean {
  return /^(?:AADSTS(?:90033|50033|90025|90012)|temporarily_unavailable)$/.test(code ?? '') || /\btransient\b|\btry again\b/i.test(said);
}

function unexplained({ status, code }: Refusal): { title: string; why: string } {
  if (status === 200)
    return {
      title: 'Entra ID sent an empty answer',
      why: `It answered 200 and sent nothing. A second try has cured that before. ${unknown}`,
    };
  const error = code && code !== String(status) ? `, with the code ${quote(code)}` : '';
  return {
    title: 'Entra ID, or something before it, gave a server error',
    why: `It answered ${status ?? 'nothing'}${error}. Most such faults are over soon; nothing says whether this one is. ${unknown}`,
  };
}
