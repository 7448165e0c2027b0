import type { Code } from '../finding.js';
import { byNumber } from './entra.js';
import type { Make } from './entra.js';

/** Every AADSTS number with the code it leads to when nothing else is known, sorted as text: asked of the recogniser's table, and not copied. */
export function aadstsNumbers(): (readonly [number: string, code: Code])[] {
  const all = Object.entries(byNumber).map(([number, make]) => [number, make.suspect ?? suspectOf(number, make)] as const);
  return all.filter(([, code]) => code !== 'entra/refused').toSorted(([one], [other]) => (one < other ? -1 : 1));
}

/** What it makes of a refusal that says no more than its number. */
function suspectOf(number: string, make: Make): Code {
  const none = { correlationId: null, traceId: null, timestamp: null, retryAfterSeconds: null, network: null };
  const refusal = { party: 'entra', status: 400, code: `AADSTS${number}`, said: '', asked: '', ...none } as const;
  const entra = { authorityHost: 'https://login.microsoftonline.com', tenant: '', clientId: '' };
  return make(refusal, { entra, scope: '', decoded: null, credential: null }).code;
}
