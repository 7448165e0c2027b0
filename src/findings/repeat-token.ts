import { identityLine, messageFix, needed } from './admin-message.js';
import { credentialFixes } from './azure-commands.js';
import type { Confidence, Fix, Known } from './explanation.js';
import type { Wanted } from './finding.js';
import { set, wait } from './fix.js';
import { capital } from './mismatch.js';
import { credentialPage, credentialPlace, credentialPlaceInWords } from './places.js';

const claims = ['issuer', 'subject', 'audience'] as const;

/** The three values Azure must repeat: those of the finding, else those the settings and the token gave. */
export function repeatable(wanted: Wanted, { issuer, subject, audience }: Known): Wanted {
  return { issuer: wanted.issuer ?? issuer, subject: wanted.subject ?? subject, audience: wanted.audience ?? audience };
}

/** The three values to set, each ready to copy. */
export function holdValues(wanted: Wanted): Fix[] {
  return claims.flatMap((claim) => (wanted[claim] ? [set('azure', 'certain', claim, wanted[claim])] : []));
}

/** Everything it takes to let Azure repeat the token: the command, the page, the message. */
export function repeatToken(action: 'create' | 'update', wanted: Wanted, known: Known, confidence: Confidence): Fix[] {
  const place = action === 'create' ? `${credentialPlace({ ...known, credentialName: null })} › Add Credential` : credentialPlace(known);
  const ask =
    action === 'create'
      ? 'Could you add a federated credential to an identity in Entra ID, please?'
      : 'Could you compare three values in Entra ID with these, and correct what differs, please?';
  return [
    ...credentialFixes(action, known, wanted, confidence),
    credentialPage(confidence, known, place),
    messageFix('azure', confidence, {
      ask,
      lines: [...identityLine(known), ['Where', credentialPlaceInWords({ ...known, credentialName: null })], ...valueLines(wanted)],
      why: 'Entra ID compares all three exactly with the token that Auth0 issues to our application.',
    }),
  ];
}

/** The three values as lines of a message; a name in capitals where the sender has to fill one in. */
export function valueLines(wanted: Wanted): [string, string][] {
  return claims.flatMap((claim) => needed(`${capital(claim)} wanted`, wanted[claim], claim.toUpperCase()));
}

/** Time for Azure to notice a change (Microsoft Learn, workload identity federation considerations: several minutes). */
export function propagation(confidence: Confidence): Fix {
  return wait('azure', confidence, 'A new or changed federated credential works after several minutes. Try again then.');
}
