import { identityLine, messageFix } from './admin-message.js';
import { credentialFixes, findIdentityFixes, inTurn, showClientId } from './azure-commands.js';
import type { Confidence, Explanation, Fix, Known, Words } from './explanation.js';
import type { AzureSource, ClaimName, Wanted } from './finding.js';
import { inStep, inWay, run, toDo } from './fix.js';
import { pages } from './pages.js';
import { whatEntraIdIs } from './party-names.js';
import { credentialPlaceInWords } from './places.js';
import { named, quote } from './quote.js';
import { propagation, repeatable, repeatToken, valueLines } from './repeat-token.js';

const rightIdentity = 'See whether the credential is on the identity that asks';
const waitAndCheck: Fix[] = inStep('Wait some minutes, and check again', [
  propagation('likely'),
  run('local', 'likely', 'keyless check --wait'),
]);
const nothingKnown: Wanted = { issuer: null, subject: null, audience: null };

/** Words for a credential that Entra ID does not find, though nothing in its values is known to differ. */
export const unseenCredentialWords = {
  'trust/credential-missing': (evidence, known) => credentialMissing(evidence, known),
  'trust/credential-stale': (evidence, known) => ({
    title: `The ${evidence.field} is identical, and Entra ID still refuses it`,
    why: `${holderOf(evidence)} the ${evidence.field} of the token, letter for letter, and Entra ID does not find it. ${
      evidence.azureSource === 'az' ? '' : 'That copy may be old, or of another identity than AZURE_CLIENT_ID names. '
    }A fresh change can take several minutes to arrive. When waiting does not help, deleting the credential and creating it again has helped others; that is reported, not documented.`,
    fix: [
      ...waitAndCheck,
      ...(evidence.azureSource === 'az'
        ? []
        : inStep(rightIdentity, known.identityName ? compareHolder(known) : [compareClientId('likely')])),
      ...inStep('If neither helps, delete the credential and create it again', [
        ...inWay('with the Azure CLI', [
          ...findIdentityFixes(known, 'maybe'),
          ...inTurn(
            known.credentialName ? ['delete', 'recreate'] : ['names', 'delete', 'recreate'],
            known,
            repeatable(evidence, known),
            'maybe',
          ),
        ]),
        messageFix('azure', 'maybe', {
          ask: 'Could you delete one federated credential in Entra ID and create it again with the same values, please?',
          lines: [...identityLine(known), ['Where', credentialPlaceInWords(known)], ...valueLines(repeatable(evidence, known))],
          why: 'The values are identical and Entra ID still refuses. Others have reported that a new credential helped where an edited one did not.',
        }),
      ]),
    ],
    docs: [pages.considerations],
  }),
  'trust/propagating': (_, known) => ({
    title: 'The values are right, and Entra ID does not find them',
    why: `The credential that was given here holds the values of the token, letter for letter, and Entra ID finds no such credential on ${named('the identity', known.azureClientId)}, which AZURE_CLIENT_ID names. Either it is only minutes old, and Azure needs several minutes to see a change; or it sits on another identity.${givenHolder(known)}`,
    fix: [
      ...inStep(rightIdentity, compareHolder(known)),
      ...waitAndCheck,
      ...(known.identityName ? [] : inStep(rightIdentity, [compareClientId('likely')])),
      ...inStep('If neither helps, see what the identity has', [
        ...findIdentityFixes(known, 'maybe'),
        ...credentialFixes('names', known, nothingKnown, 'maybe'),
      ]),
    ],
    docs: [pages.considerations],
  }),
} satisfies Partial<Words<'trust'>>;

function credentialMissing(evidence: Wanted, known: Known): Explanation {
  // What was given here shows one, so it was another identity's, or is gone.
  const confidence = known.copy || known.isListEmpty ? 'likely' : 'certain';
  const copy = known.copy === 'settings' ? 'AZURE_FEDERATED_ISSUER, _SUBJECT and _AUDIENCE show one' : 'The copy given here shows one';
  return {
    title: 'The identity in Azure has no federated credential',
    why: known.isListEmpty
      ? emptyList(known)
      : `${whatEntraIdIs} knows the identity (an account for an application)${known.azureClientId ? ` with the client id ${quote(known.azureClientId)}` : ''}, and finds no federated credential on it: the record of whose tokens Azure accepts. ${
          known.copy
            ? `${copy}: that copy is old, or belongs to another identity.`
            : 'It was never created, it is on another identity, or it is so new that Entra ID has not noticed it.'
        }`,
    fix: [
      ...(known.copy ? inStep(rightIdentity, [compareClientId('likely')]) : []),
      ...repeatToken('create', repeatable(evidence, known), known, confidence),
      ...(known.copy
        ? []
        : inStep('If it is still refused, look whether AZURE_CLIENT_ID is the right identity', [compareClientId('maybe')])),
    ],
    docs: [pages.federation],
  };
}

function emptyList({ azureClientId }: Known): string {
  return `The list that was given here is empty: if it is that of ${named('the identity', azureClientId)} which the application names, Azure accepts no token for it. A federated credential is the record of whose tokens it accepts.`;
}

function compareClientId(confidence: Confidence): Fix {
  return toDo('local', confidence, 'Compare AZURE_CLIENT_ID with the client id of the identity that has the credential.');
}

/** Whose credential was given here, where its own JSON tells. */
function givenHolder({ identityName, identityGroup }: Known): string {
  if (!identityName) return '';
  return ` It is a credential of ${quote(identityName)}${identityGroup ? ` in the resource group ${quote(identityGroup)}` : ''}.`;
}

/** Whether the identity that the given credential belongs to is the one that asks. */
function compareHolder(known: Known): Fix[] {
  if (!known.identityName) return [];
  const compare = `Compare the client id of ${quote(known.identityName)} with AZURE_CLIENT_ID: it has to be the same.`;
  return [run('azure', 'likely', showClientId(known)), toDo('local', 'likely', compare)];
}

/** Who says what Azure holds. */
function holderOf({ field, azureSource }: { field: ClaimName; azureSource: AzureSource }): string {
  if (azureSource === 'az') return 'The credential in Azure has';
  return azureSource === 'pasted' ? 'The pasted credential has' : `AZURE_FEDERATED_${field.toUpperCase()} has`;
}
