import { credentialFixes, listIdentities } from './azure-commands.js';
import { describeDifference } from './describe-difference.js';
import { readDifference } from './difference/read-difference.js';
import type { Confidence, Explanation, Fix, Known } from './explanation.js';
import type { Mismatch, Wanted } from './finding.js';
import { inStep, inWay, run, set } from './fix.js';
import { quote } from './quote.js';

/**
 * Entra ID compares exactly and accepted the token, so a credential in Azure holds its values: what differs is the copy we were given,
 * or it is the copy of another credential of the same identity.
 */
export function staleCopy(mismatch: Mismatch, known: Known): Explanation {
  const { field, token, azure, azureSource } = mismatch;
  const name = `AZURE_FEDERATED_${field.toUpperCase()}`;
  const isRead = azureSource === 'az';
  const holder = azureSource === 'settings' ? name : isRead ? 'The credential that az read' : 'The credential given here';
  const difference = describeDifference(readDifference(field, token, azure ?? ''), isRead ? 'that one' : 'the copy');
  return {
    title:
      azureSource === 'settings'
        ? `${name} is not what Azure holds`
        : isRead
          ? 'The credential that az read is not the one that let the token in'
          : `The ${field} in the credential given here is not what Azure holds`,
    why: `A credential in Azure holds the ${field} of the token, ${quote(token)}. ${holder} says ${quote(azure ?? '')}${difference ? `: ${difference}` : ''}. ${isRead ? 'So another credential of the identity let the token in.' : 'It is an old copy, or one of another credential.'}`,
    whyBeside: `Entra ID accepted the token, so a credential in Azure holds its ${field}. ${isRead ? 'It is another one of the identity than az read.' : `${holder} is an old copy, or one of another credential.`}`,
    fix: [
      ...(azureSource === 'settings' ? [set('local', 'likely', name, token)] : []),
      ...inStep('See what Azure holds', lookFixes(mismatch, known)),
    ],
    docs: [],
  };
}

/**
 * Entra ID says of the credential what cannot be true of the copy that was given here, so the copy proves nothing, and nobody is sent to
 * change in Azure what may not be there.
 */
export function contradictedCopy(mismatch: Mismatch, known: Known): Explanation {
  const { field, token, azure, azureSource } = mismatch;
  const name = `AZURE_FEDERATED_${field.toUpperCase()}`;
  const holder = azureSource === 'settings' ? name : 'the credential given here';
  const difference = describeDifference(readDifference(field, token, azure ?? ''), 'the copy');
  const says =
    known.contradicts === 'no-credential'
      ? 'Entra ID says that the identity has no federated credential at all.'
      : `Entra ID refuses the ${known.contradicts}, in which the copy and the token are identical.`;
  return {
    title: `${azureSource === 'settings' ? name : `The ${field} in the copy`} differs, and Entra ID contradicts that copy`,
    why: `The token says ${quote(token)}, and ${holder} says ${quote(azure ?? '')}${difference ? `: ${difference}` : ''}. ${says} So that copy is old, or is of another identity, and what Azure holds is not known here.`,
    whyBeside: `${says} So ${holder} is old, or is of another identity, and what Azure holds is not known here.`,
    fix: [
      ...inStep('See what Azure holds', [...lookFixes(mismatch, known), ...inWay('then let me compare', [readCredential(known, 'maybe')])]),
    ],
    docs: [],
  };
}

function lookFixes(mismatch: Mismatch, known: Known): Fix[] {
  return [...listIdentities(known, 'maybe'), ...credentialFixes('list', known, wantedFor(mismatch, known), 'maybe')];
}

/** Both sides at hand, the difference can be pointed at. It reads the file that the command before it writes. */
export function readCredential(known: Known, confidence: Confidence = known.identity === null ? 'maybe' : 'likely'): Fix {
  return run('local', confidence, known.compareBy ?? 'keyless check --federated-credential credential.json');
}

/** The three values of the token as far as they are known, that of the comparison among them. */
function wantedFor({ field, token }: Pick<Mismatch, 'field' | 'token'>, known: Known): Wanted {
  return { issuer: known.issuer, subject: known.subject, audience: known.audience, [field]: token || null };
}
