import type { Party, Refusal } from '../chain/answer.js';
import type { Fix } from './explanation.js';
import { partyNames } from './party-names.js';

/** A success without what was asked for is no refusal, and a redirect leads elsewhere; neither is called one. */
export function titleOfRefusal(party: Party, refusal: Refusal | null): string {
  const kind = Math.floor((refusal?.status ?? 0) / 100);
  if (kind === 2) return `${partyNames[party]} answered, and not with what was asked for`;
  return kind === 3 ? `${partyNames[party]} points to another address` : `${partyNames[party]} refused, for a reason I do not know`;
}

/**
 * What is said first about a refusal that no narrower code fits. The words of the party stand below it, so they are announced where
 * there are any; a redirect or an empty page has none, and a code that is explained by itself has no answer at all.
 */
export function whatItSaid(party: Party, refusal: Refusal | null): string {
  if (refusal === null) return `${partyNames[party]} answered with something that fits none of the causes I know.`;
  const { status, said } = refusal;
  const isAnswer = status !== null && status >= 200 && status < 300;
  if (isAnswer)
    return `It answered ${status}, which refuses nothing, but what came is no answer that can be used${said ? '; it follows, word for word' : ''}.`;
  if (said) return 'Its own words follow, word for word.';
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
