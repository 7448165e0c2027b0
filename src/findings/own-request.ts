import type { Party } from '../chain/answer.js';
import type { Confidence, Fix, Known } from './explanation.js';
import { run, toDo } from './fix.js';
import { partyNames } from './party-names.js';

/** What may explain a refusal of a request that was made here and made right; a half sentence to follow one. */
export const changedOnTheWay = 'perhaps something on the way, a gateway or proxy, changed the request';

/** What a run knows of its own request; of a request that another program made, what may be wrong with that. */
export function aboutRequest(known: Known, own: string, theirs: string): string {
  return isOwn(known) ? own : theirs;
}

/** The fixes for a request: of one that was made here the way is looked at first, of another one the program that made it. */
export function requestFixes(known: Known, { onTheWay, program }: { onTheWay: Fix[]; program: Fix[] }): Fix[] {
  if (isOwn(known)) return [...onTheWay, ...program];
  return [...program.map((fix): Fix => ({ ...fix, confidence: 'likely' })), check];
}

/** Entra ID can have accepted only what was sent here. */
function isOwn(known: Known): boolean {
  return known.isOwn || known.isAccepted;
}

const check: Fix = { ...run('local', 'maybe', 'keyless check'), title: 'to see whether it works when keyless sends it' };

/** Who may know of a change on the way, and how to see what was sent and what came. */
export function askOnTheWay(party: Party, confidence: Confidence = 'likely'): Fix[] {
  return [
    toDo('local', confidence, `Ask whoever runs the network whether a proxy or gateway changes what goes to ${partyNames[party]}.`),
    run('local', 'maybe', 'keyless check --verbose'),
  ];
}

/** What helps the program that the reader writes, and would not have changed the request that was made here. */
export function inYourProgram(text: string, confidence: Confidence = 'maybe'): Fix {
  return toDo('local', confidence, `In your own program: ${text}`);
}
