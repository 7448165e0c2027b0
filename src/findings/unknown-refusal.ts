import type { Party, Refusal } from '../chain/answer.js';
import type { Fix } from './explanation.js';
import { partyNames } from './party-names.js';

/**
 * What is said first about a refusal that no narrower code fits. The words of the party stand below it, so they are announced where
 * there are any; a redirect or an empty page has none, and a code that is explained by itself has no answer at all.
 */
export function whatItSaid(party: Party, refusal: Refusal | null): string {
  if (refusal === null) return `${partyNames[party]} answered with something that fits none of the causes I know.`;
  if (refusal.said) return 'Its own words follow, word for word.';
  const { status } = refusal;
  if (status === null) return 'It gave no reason.';
  const isRedirect = status >= 300 && status < 400;
  return `It answered ${status} and gave no reason.${
    isRedirect ? ' That is a redirect: something else than the service may answer at this address.' : ''
  }`;
}

/** Microsoft has a page for every number; its address is the `error_uri` of the answers that carry one. */
export function pageOfNumber(refusal: Refusal | null): Fix[] {
  const number = /^AADSTS(\d+)$/.exec(refusal?.code ?? '')?.[1];
  if (!number) return [];
  const url = `https://login.microsoftonline.com/error?code=${number}`;
  return [{ kind: 'portal', where: 'azure', confidence: 'maybe', path: `What Microsoft says about AADSTS${number}`, url }];
}
