import type { Refusal } from '../chain/answer.js';
import type { Explanation } from './explanation.js';

/** Announces the words of a party, which stand below. */
export const ownWords = 'Its own words follow, word for word.';

/** Where a party gave no words, such as in a redirect, none are announced, and nobody is sent to look for them. */
export function withoutAnnouncement(explanation: Explanation, refusal: Refusal | null): Explanation {
  if (refusal?.said) return explanation;
  const status = refusal?.status ?? null;
  const silent = status === null ? 'It gave no reason.' : `It answered ${status} and gave no reason.`;
  const redirected = ' That is a redirect: something else than the service may answer at this address.';
  const why = explanation.why.replace(ownWords, isRedirect(status) ? silent + redirected : silent);
  return { ...explanation, why };
}

function isRedirect(status: number | null): boolean {
  return status !== null && status >= 300 && status < 400;
}
