import { besideCopy } from './beside-copy.js';
import { credentialFixes, findIdentityFixes } from './azure-commands.js';
import type { Explanation, Fix, Known } from './explanation.js';
import { claimNames } from './finding.js';
import type { Wanted } from './finding.js';
import { capital } from './first-letter.js';
import { inStep, inWay } from './fix.js';
import { whatACredentialIs } from './mismatch.js';
import { readCredential } from './old-copy.js';
import { pages } from './pages.js';
import { repeatable, repeatToken } from './repeat-token.js';
import { isAuth0s, issuerName, notOfAuth0 } from './who-issues.js';

/** Words for a refusal that does not say which of the three values differs. */
export function noMatchWords(evidence: Wanted, known: Known): Explanation {
  const issuer = issuerName(evidence, known);
  const parts = [
    whatACredentialIs,
    'It names an issuer (who issued the token), a subject (to whom) and an audience (what for). At least one of the three differs from the token; the answer does not say which.',
    ...(known.copy === null ? [] : [whatIsIdentical(evidence, known)]),
    ...(known.suspicions.length > 0 ? ['In the credential that was given here, this looks wrong:'] : []),
    ...known.suspicions.map(({ sentence }) => sentence),
    `${capital(issuer)} decides what the token says, so the change belongs in Azure.`,
    notOfAuth0(evidence, known),
  ];
  return {
    title: `The credential in Azure does not match ${isAuth0s(evidence, known) ? "Auth0's token" : 'the token'}`,
    why: parts.filter(Boolean).join(' '),
    fix: known.copy === null ? lookFirst(evidence, known) : besideCopy(known),
    docs: [pages.federation, pages.considerations],
  };
}

/** What Entra ID names is in the copy, letter for letter, so that the fault is elsewhere. */
function whatIsIdentical(evidence: Wanted, { heldFor }: Known): string {
  if (heldFor !== null) return `The credential that was given here is one for ${heldFor}.`;
  const fields = claimNames.filter((field) => evidence[field] !== null);
  if (fields.length !== 1) return '';
  return `The ${fields[0]} that Entra ID names is in the credential that was given here, letter for letter. So another value differs, or the credential is on another identity or newer than the refusal.`;
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
