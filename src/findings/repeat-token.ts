import { identityLine, messageFix, needed } from './admin-message.js';
import { credentialFixes, findIdentityFixes } from './azure-commands.js';
import { checkAgain, orByCommand } from './credential-change.js';
import type { Confidence, Fix, Known } from './explanation.js';
import { claimNames } from './finding.js';
import type { Wanted } from './finding.js';
import { capital } from './first-letter.js';
import { azurePage, inStep, inWay, set, wait } from './fix.js';
import { withoutMisasked } from './misasked.js';
import { credentialPage, credentialPlaceInWords, newCredentialPlace } from './places.js';
import { terraformCredential } from './terraform.js';
import { isAuth0s } from './who-issues.js';

/** The three values Azure must repeat: those of the finding, else those the settings and the token gave. */
export function repeatable(wanted: Wanted, { issuer, subject, audience }: Known): Wanted {
  return withoutMisasked({ issuer: wanted.issuer ?? issuer, subject: wanted.subject ?? subject, audience: wanted.audience ?? audience });
}

/** The three values to set, each ready to copy. */
export function holdValues(wanted: Wanted, confidence: Confidence = 'certain'): Fix[] {
  return claimNames.flatMap((claim) => (wanted[claim] ? inWay(`the ${claim}`, [set('azure', confidence, claim, wanted[claim])]) : []));
}

/** Everything it takes to let Azure repeat the token: the values, the page, the command, the message, and a look whether it worked. */
export function repeatToken(action: 'create' | 'update', wanted: Wanted, known: Known, confidence: Confidence): Fix[] {
  const isNew = action === 'create';
  const find = isNew ? findIdentityFixes(known, known.identity === null ? 'maybe' : confidence) : [];
  const ask = isNew
    ? 'Could you add a federated credential to an identity in Entra ID, please?'
    : 'Could you compare three values in Entra ID with these, and correct what differs, please?';
  const message = messageFix('azure', confidence, {
    ask,
    lines: [...identityLine(known), ['Where', credentialPlaceInWords({ ...known, credentialName: null })], ...valueLines(wanted)],
    why: `Entra ID compares all three exactly with the token ${isAuth0s(wanted, known) ? 'that Auth0 issues to' : 'of'} our application.`,
  });
  return [
    ...inStep(isNew ? 'Add a federated credential with these values' : 'Let the federated credential have these values', [
      ...holdValues(wanted, confidence),
      isNew ? azurePage(confidence, newCredentialPlace(known)) : credentialPage(confidence, known),
      message,
      ...inWay(orByCommand(known, find, !isNew), [...find, ...credentialFixes(action, known, wanted, confidence)]),
      ...terraformCredential(claimNames, wanted, known),
    ]),
    checkAgain(wanted, known),
  ];
}

/** The three values as lines of a message; a name in capitals where the sender has to fill one in. */
export function valueLines(wanted: Wanted): [string, string][] {
  return claimNames.flatMap((claim) => needed(`${capital(claim)} wanted`, wanted[claim], claim.toUpperCase()));
}

/** Time for Azure to notice a change (Microsoft Learn, workload identity federation considerations: several minutes). */
export function propagation(confidence: Confidence): Fix {
  return wait('azure', confidence, 'A new or changed federated credential works after several minutes. Try again then.');
}
