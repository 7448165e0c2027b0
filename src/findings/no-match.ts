import { credentialFixes, findIdentityFixes } from './azure-commands.js';
import { changeSteps } from './credential-change.js';
import { difference } from './difference.js';
import type { Explanation, Fix, Known } from './explanation.js';
import type { Mismatch, Wanted } from './finding.js';
import { inStep, inWay } from './fix.js';
import { whatACredentialIs } from './mismatch.js';
import { readCredential } from './old-copy.js';
import { pages } from './pages.js';
import { repeatable, repeatToken } from './repeat-token.js';
import type { Suspicion } from './suspicions.js';
import { isAuth0s, issuerName, notOfAuth0 } from './who-issues.js';

/** Words for a refusal that does not say which of the three values differs. */
export function noMatchWords(evidence: Wanted, known: Known): Explanation {
  const issuer = issuerName(evidence, known);
  const parts = [
    whatACredentialIs,
    'It names an issuer (who issued the token), a subject (to whom) and an audience (what for). At least one of the three differs from the token; the answer does not say which.',
    ...(known.suspicions.length > 0 ? ['In the credential that was given here, this looks wrong:'] : []),
    ...known.suspicions.map(({ sentence }) => sentence),
    `${issuer.charAt(0).toUpperCase()}${issuer.slice(1)} decides what the token says, so the change belongs in Azure.`,
    notOfAuth0(evidence, known),
  ];
  return {
    title: `The credential in Azure does not match ${isAuth0s(evidence, known) ? "Auth0's token" : 'the token'}`,
    why: parts.filter(Boolean).join(' '),
    fix: known.copy === null ? lookFirst(evidence, known) : besideCopy(evidence, known),
    docs: [pages.federation, pages.considerations],
  };
}

function lookFirst(evidence: Wanted, known: Known): Fix[] {
  return [
    ...inStep('See what Azure has now', [
      ...findIdentityFixes(known),
      ...credentialFixes('list', known, { issuer: null, subject: null, audience: null }, 'likely'),
      ...(isAuth0s(evidence, known) === false ? [] : inWay('then let me compare', [readCredential(known)])),
    ]),
    ...repeatToken('update', repeatable(evidence, known), known, 'likely'),
  ];
}

/** What Azure has is here, so it is the rest of the token that is needed; where a value looks wrong, what was likely meant. */
function besideCopy(evidence: Wanted, known: Known): Fix[] {
  const compare = inStep('Let me compare all three values of the token', [readCredential(known, 'likely')]);
  const differing = known.suspicions.flatMap(mismatchMeant);
  if (differing.length === 0) return [...compare, ...repeatToken('update', repeatable(evidence, known), known, 'likely')];
  return [...changeSteps({ differing, confidence: 'likely', isOfOthers: false }, known), ...compare];
}

function mismatchMeant({ field, azure, meant }: Suspicion): Mismatch[] {
  return meant === null ? [] : [{ field, token: meant, azure, azureSource: 'pasted', diff: difference(meant, azure) }];
}
