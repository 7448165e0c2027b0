import { identityLine, line, messageFix } from './admin-message.js';
import { credentialFixes, findIdentityFixes } from './azure-commands.js';
import { describeDifferences } from './describe-difference.js';
import type { Confidence, Explanation, Fix, Known } from './explanation.js';
import type { ClaimName, Mismatch, Wanted } from './finding.js';
import { atMost, run, set } from './fix.js';
import { pages } from './pages.js';
import { credentialPage, credentialPlace } from './places.js';
import { quote } from './quote.js';

/** What one kind of mismatch says of its own; the values, the difference and the fixes in Azure are common to all. */
export interface Particulars {
  title: string;
  /** Why it is so, and which side has to change. */
  because: string;
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
  const { title, because, others = [], docs = [] } = particulars;
  // A pasted refusal does not always carry the token's value; what is known otherwise stands in.
  const mismatch = { ...found, token: found.token || (known[found.field] ?? '') };
  if (known.isAccepted && mismatch.azure !== null) return staleCopy(mismatch, known);
  const why = [sides(mismatch), because, origin(mismatch)];
  return {
    title,
    why: why.filter(Boolean).join(' '),
    fix: [...changeInAzure(mismatch, known, particulars), ...others],
    docs: [...docs, pages.considerations],
  };
}

/**
 * Entra ID compares exactly and accepted the token, so a credential in Azure holds its values: what differs is the copy we were given,
 * or it is the copy of another credential of the same identity.
 */
function staleCopy(mismatch: Mismatch, known: Known): Explanation {
  const { field, token, azure, azureSource, diff } = mismatch;
  const name = `AZURE_FEDERATED_${field.toUpperCase()}`;
  const holder = azureSource === 'settings' ? name : 'The credential given here';
  const difference = describeDifferences(diff, 'the copy');
  return {
    title:
      azureSource === 'settings' ? `${name} is not what Azure holds` : `The ${field} in the credential given here is not what Azure holds`,
    why: `A credential in Azure holds the ${field} of the token, ${quote(token)}. ${holder} says ${quote(azure ?? '')}${difference ? `: ${difference}` : ''}. It is an old copy, or one of another credential.`,
    fix: [
      ...(azureSource === 'settings' ? [set('local', 'likely', name, token)] : []),
      ...credentialFixes('list', known, wantedFor(mismatch, known), 'maybe'),
    ],
    docs: [],
  };
}

function wantedFor({ field, token }: Pick<Mismatch, 'field' | 'token'>, known: Known): Wanted {
  return { issuer: known.issuer, subject: known.subject, audience: known.audience, [field]: token || null };
}

/** How a claim is called at the beginning of a title or a line. */
export function capital(field: ClaimName): string {
  return field.charAt(0).toUpperCase() + field.slice(1);
}

function sides({ field, token, azure, diff }: Mismatch): string {
  const unseen = 'which its answer does not show; the command that lists the credentials does';
  if (azure === null && !token) return `Azure holds another ${field} than the token, ${unseen}.`;
  if (azure === null) return `The token's ${field} is ${quote(token)}. Azure holds something else, ${unseen}. ${usualSuspects[field]}`;
  const difference = describeDifferences(diff);
  return `The token says ${quote(token)} and Azure holds ${quote(azure)}${difference ? `: ${difference}` : ''}.`;
}

/** What is different most often, when only one side can be seen. */
const usualSuspects: Record<ClaimName, string> = {
  issuer:
    'Most often it is the final slash, which Auth0 always writes and many guides leave out; then the domain, or a character that cannot be seen.',
  subject: 'Most often it is the @clients at the end, the case of a letter, or a character that cannot be seen.',
  audience: 'Most often it is a custom identifier on one side and the default on the other.',
};

function origin({ field, azure, azureSource }: Mismatch): string {
  if (azure === null || azureSource === 'az' || azureSource === null) return '';
  const holder = azureSource === 'pasted' ? 'The pasted credential' : `AZURE_FEDERATED_${field.toUpperCase()}`;
  return `${holder} tells what Azure held when it was copied.`;
}

/** Both sides at hand, the difference can be pointed at. */
const readCredential = run('local', 'likely', 'keyless check --federated-credential credential.json');

function changeInAzure(mismatch: Mismatch, known: Known, { reason, isSubtle = false, confidence = 'certain' }: Particulars): Fix[] {
  const wanted = wantedFor(mismatch, known);
  const isShown = mismatch.azure !== null;
  const label = capital(mismatch.field);
  return [
    ...(mismatch.token ? [set('azure', confidence, mismatch.field, mismatch.token)] : []),
    ...findIdentityFixes(known, atMost('likely', confidence)),
    ...(isShown && known.credentialName ? [] : credentialFixes('list', known, wanted, atMost('likely', confidence))),
    ...(isShown ? [] : [readCredential]),
    ...credentialFixes('update', known, wanted, isShown ? confidence : atMost('likely', confidence)),
    credentialPage(confidence, known),
    messageFix('azure', confidence, {
      ask: 'Could you change one value in Entra ID, please?',
      lines: [
        ...identityLine(known),
        ['Where', credentialPlace(known)],
        ...line(`${label} now`, mismatch.azure),
        ...line(`${label} wanted`, mismatch.token),
      ],
      why: `Entra ID compares it exactly${reason ? `, and ${reason}` : ''}.${isSubtle && isShown ? ` Look closely: ${describeDifferences(mismatch.diff)}.` : ''}`,
    }),
    ...(isShown ? [] : credentialFixes('create', known, wanted, 'maybe')),
  ];
}
