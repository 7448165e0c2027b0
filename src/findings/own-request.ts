import type { Party } from '../chain/answer.js';
import type { Confidence, Fix } from './explanation.js';
import { run, toDo } from './fix.js';
import { partyNames } from './party-names.js';

/** What may explain a refusal of a request that was made here and made right; a half sentence to follow one. */
export const changedOnTheWay = 'perhaps something on the way, a gateway or proxy, changed the request';

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
