import { identityLine, line, messageFix, needed } from './admin-message.js';
import { credentialFixes, findIdentityFixes } from './azure-commands.js';
import { describeDifference } from './describe-difference.js';
import { readDifference } from './difference/read-difference.js';
import type { Confidence, Explanation, Fix, Known } from './explanation.js';
import type { ClaimName, Mismatch } from './finding.js';
import { atMost, set, toDo } from './fix.js';
import { contradictedCopy, readCredential, staleCopy, wantedFor } from './old-copy.js';
import { pages } from './pages.js';
import { credentialPage, credentialPlaceInWords } from './places.js';
import { named, quote } from './quote.js';

/** What one kind of mismatch says of its own; the values, the difference and the fixes in Azure are common to all. */
export interface Particulars {
  title: string;
  /** Why it is so, and which side has to change. */
  because: string;
  /** What stands in the place of `because` where Azure's side was not shown; else what is different most often in such a field. */
  suspect?: string;
  /** Whether the credential may be somebody else's, so that one more may be better than a change. */
  mayBeOthers?: boolean;
  /** Half a sentence for an admin: why the value has to change. */
  reason?: string;
  /** Whether the two values look the same at first sight, so that an admin has to be told where to look. */
  isSubtle?: boolean;
  /** How sure it is that Azure's side is the one to change. */
  confidence?: Confidence;
  /** Ways to settle it on another side. */
  others?: Fix[];
  docs?: string[];
}

/** The words for one of the three strings that differs between the token and Azure. */
export function explainMismatch(found: Mismatch, known: Known, particulars: Particulars): Explanation {
  const { title, because, suspect = usualSuspects[found.field], others = [], docs = [] } = particulars;
  // A pasted refusal does not always carry the token's value; what is known otherwise stands in.
  const mismatch = { ...found, token: found.token || (known[found.field] ?? '') };
  if (known.isAccepted && mismatch.azure !== null) return staleCopy(mismatch, known);
  if (known.contradicts !== null && mismatch.azure !== null) return contradictedCopy(mismatch, known);
  const why = [sides(mismatch, known), mismatch.azure === null ? suspect : because, origin(mismatch)];
  return {
    title,
    why: why.filter(Boolean).join(' '),
    fix: [...changeInAzure(mismatch, known, particulars), ...others],
    docs: [...docs, pages.considerations],
  };
}

/** How a claim is called at the beginning of a title or a line. */
export function capital(field: ClaimName): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}

function sides({ field, token, azure }: Mismatch, known: Known): string {
  if (azure === null)
    return `Entra ID found no federated credential with the ${field} of the token${token ? `, ${quote(token)}` : ''}. ${whatACredentialIs} What it says instead, the answer does not show; the command that lists it does.`;
  const difference = describeDifference(readDifference(field, token, azure));
  const credential = named('federated credential', known.credentialName);
  return `The token says ${quote(token)}, and the ${credential} in Azure says ${quote(azure)}${difference ? `: ${difference}` : ''}.`;
}

/** For whoever meets the word for the first time. */
export const whatACredentialIs = 'A federated credential is the entry on the identity in Azure that says whose tokens to accept.';

/** What is different most often, when only one side can be seen. */
const usualSuspects: Record<ClaimName, string> = {
  issuer: 'Most often it lacks the final slash, which Auth0 always writes; or it names another domain, such as the custom one.',
  subject:
    'Most often it lacks the @clients at the end, or the case of a letter differs; or it is for another application, or on another identity.',
  audience: 'Most often one side has a name of its own and the other the usual one.',
};

function origin({ field, azure, azureSource }: Mismatch): string {
  if (azure === null || azureSource === 'az' || azureSource === null) return '';
  if (azureSource === 'pasted') return 'The pasted credential tells what Azure held when it was copied.';
  return `Compared with your copy in AZURE_FEDERATED_${field.toUpperCase()}, which may be old.`;
}

function changeInAzure(mismatch: Mismatch, known: Known, particulars: Particulars): Fix[] {
  const isShown = mismatch.azure !== null;
  const isOfOthers = isShown && particulars.mayBeOthers === true;
  const { confidence = isOfOthers ? 'likely' : 'certain' } = particulars;
  const wanted = wantedFor(mismatch, known);
  // What is read first is as sure as what is written with it, so that it stands before it.
  const commands = isShown ? confidence : atMost('likely', confidence);
  return [
    ...(mismatch.token ? [set('azure', confidence, mismatch.field, mismatch.token)] : []),
    ...findIdentityFixes(known, commands),
    ...(isShown && known.credentialName ? [] : credentialFixes('list', known, wanted, commands)),
    ...(isShown ? [] : [readCredential(known)]),
    ...credentialFixes('update', known, wanted, commands),
    credentialPage(confidence, known),
    askToChange(mismatch, known, { ...particulars, confidence }),
    ...(isOfOthers ? [oneMore] : []),
    ...(isShown && !isOfOthers ? [] : credentialFixes('create', known, wanted, 'maybe')),
  ];
}

const oneMore = toDo(
  'azure',
  'maybe',
  'If something else uses that credential, leave it as it is and create one more: an identity takes up to 20.',
);

function askToChange(mismatch: Mismatch, known: Known, { reason, isSubtle = false, confidence = 'certain' }: Particulars): Fix {
  const { field, token, azure } = mismatch;
  const closely = isSubtle && azure !== null ? ` Look closely: ${describeDifference(readDifference(field, token, azure))}.` : '';
  return messageFix('azure', confidence, {
    ask: 'Could you change one value in Entra ID, please?',
    lines: [
      ...identityLine(known),
      ['Where', credentialPlaceInWords(known)],
      ...line(`${capital(field)} now`, azure),
      ...needed(`${capital(field)} wanted`, token, field.toUpperCase()),
    ],
    why: `Entra ID compares it exactly with the token of our application${reason ? `, and ${reason}` : ''}.${closely}`,
  });
}
