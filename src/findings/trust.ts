import { identityLine, line, messageFix, needed } from './admin-message.js';
import { audienceParticulars, useAudience } from './audience.js';
import { credentialFixes, findIdentityFixes, inTurn, showClientId } from './azure-commands.js';
import { credentialWriteWords } from './credential-writes.js';
import { changedCharacters, isOneCharacter } from './describe-difference.js';
import { slashWords, suffixWords } from './endings.js';
import type { Confidence, Explanation, Fix, Known, Words } from './explanation.js';
import type { AzureSource, ClaimName, Mismatch, Wanted } from './finding.js';
import { inStep, inWay, run, set, toDo } from './fix.js';
import { explainMismatch, whatACredentialIs } from './mismatch.js';
import { readCredential } from './old-copy.js';
import { pages } from './pages.js';
import { whatEntraIdIs } from './party-names.js';
import { credentialPlaceInWords } from './places.js';
import { isPlain, named, quote } from './quote.js';
import { identityMissing } from './principal.js';
import { isOfAnother, isSlip } from './slip.js';
import { propagation, repeatable, repeatToken, valueLines } from './repeat-token.js';

const mistyped = 'The character was likely mistyped or lost on its way into Azure.';
const someMistyped = 'A few characters were likely mistyped, exchanged or lost on their way into Azure.';
const rightIdentity = 'See whether the credential is on the identity that asks';
const waitAndCheck: Fix[] = inStep('Wait some minutes, and check again', [
  propagation('likely'),
  run('local', 'likely', 'keyless check --wait'),
]);
const nothingKnown: Wanted = { issuer: null, subject: null, audience: null };

/** Words for what stands between the token and the federated credential. */
export const trustWords = {
  'trust/no-match': (evidence, known) => ({
    title: "The credential in Azure does not match Auth0's token",
    why: `${whatACredentialIs} Entra ID compares its issuer, subject and audience exactly with those of the token, and at least one of them differs; the answer does not say which. Auth0 puts them into the token, so the credential has to repeat them.`,
    fix: [
      ...inStep('See what Azure has now', [
        ...findIdentityFixes(known),
        ...credentialFixes('list', known, nothingKnown, 'likely'),
        ...inWay('then let me compare', [readCredential(known)]),
      ]),
      ...repeatToken('update', repeatable(evidence, known), known, 'likely'),
    ],
    docs: [pages.federation, pages.considerations],
  }),
  'trust/issuer-slash': slashWords,
  'trust/issuer-mismatch': (mismatch, known) =>
    explainMismatch(mismatch, known, {
      title: differenceTitle(mismatch),
      because: isOneCharacter(mismatch.diff)
        ? `Auth0 dictates the issuer, so Azure has to repeat it. ${mistyped}`
        : `Auth0 makes the issuer of the domain that was asked for the token, so Azure has to repeat it.${isOfAnother(mismatch, known) ? ' A custom domain and the own domain of the Auth0 tenant give two issuers.' : ''}`,
      reason: 'Auth0 dictates it',
      others: isOfAnother(mismatch, known) ? askOtherDomain(mismatch) : [],
      docs: [pages.auth0Domains],
    }),
  'trust/subject-suffix': suffixWords,
  'trust/subject-case': (mismatch, known) => {
    const letters = mismatch.diff.reduce((sum, { token }) => sum + Array.from(token).length, 0);
    return explainMismatch(mismatch, known, {
      title: caseTitle(letters),
      because:
        'Upper and lower case count. Azure used to ignore them here, so a credential that worked for years can fail today. Auth0 dictates the subject, so the change belongs in Azure.',
      suspect:
        'Entra ID says that upper and lower case are all that differs. It used to ignore them and no longer does, so a credential that worked for years can fail today.',
      reason: 'upper and lower case count',
      isSubtle: true,
      docs: [pages.caseSensitive],
    });
  },
  'trust/subject-mismatch': (mismatch, known) =>
    explainMismatch(mismatch, known, {
      title: isSlip(mismatch) ? slipTitle(mismatch) : differenceTitle(mismatch),
      because:
        `Auth0 makes the subject of the client id of the application that asks, with @clients behind it. ${whyOther(mismatch, known)}`.trim(),
      reason: 'Auth0 dictates it',
      others: isOfAnother(mismatch, known) ? useOtherApplication(mismatch) : [],
      docs: [pages.federation],
    }),
  'trust/audience-mismatch': (mismatch, known) => {
    const particulars = audienceParticulars(mismatch, known);
    return explainMismatch(mismatch, known, {
      title: differenceTitle(mismatch),
      ...particulars,
      suspect: particulars.because,
      docs: [pages.federation],
    });
  },
  'trust/hidden-character': (mismatch, known) =>
    explainMismatch(mismatch, known, {
      title: hiddenTitle(mismatch),
      suspect: 'A character that cannot be seen, or only looks like another, counts too.',
      because: `Such characters arrive by copying from web pages and chat, and Azure removes none of them. ${
        isPlain(mismatch.token)
          ? 'The value in the token is clean, so Azure changes.'
          : 'The token carries it, so Azure has to hold it too, or Auth0 has to drop it.'
      }`,
      reason: isLookalike(mismatch) ? 'a character that only looks the same is another one' : 'a character that cannot be seen counts too',
      isSubtle: true,
      others:
        mismatch.field === 'audience' && mismatch.azure && !isPlain(mismatch.token) ? useAudience(mismatch.azure, known, 'likely') : [],
    }),
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
        ...inWay('by command', [
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
  'trust/issuer-blocked': ({ issuer }, known) => ({
    title: 'A policy of the tenant forbids this issuer',
    why: `The administrators of the tenant decide whether and which issuers outside it may be trusted, and ${named('the issuer', issuer ?? known.issuer)} is not allowed. No change to the credential helps; the policy has to allow it.`,
    fix: [
      messageFix('azure', 'certain', {
        ask: 'Could you allow one more issuer for workload identity federation in our tenant, please?',
        lines: [...line('Tenant', known.tenant), ...identityLine(known), ...needed('Issuer wanted', issuer ?? known.issuer, 'ISSUER')],
        why: 'our application signs in with tokens of Auth0 in place of an Azure key, and a tenant policy refuses this issuer.',
      }),
    ],
    docs: [pages.federation],
  }),
  'trust/identity-missing': ({ clientId }, known) => identityMissing(clientId, known),
  ...credentialWriteWords,
} satisfies Words<'trust'>;

function credentialMissing(evidence: Wanted, known: Known): Explanation {
  // What was given here shows one, so it was another identity's, or is gone.
  const confidence = known.copy ? 'likely' : 'certain';
  const copy = known.copy === 'settings' ? 'AZURE_FEDERATED_ISSUER, _SUBJECT and _AUDIENCE show one' : 'The copy given here shows one';
  return {
    title: 'The identity in Azure has no federated credential',
    why: `${whatEntraIdIs} knows ${named('the client id', known.azureClientId)}, and no federated credential belongs to it. ${whatACredentialIs} ${
      known.copy
        ? `${copy}: that copy is old, or belongs to another identity.`
        : 'It was never created, it sits on another identity, or it is so new that Entra ID has not noticed it.'
    }`,
    fix: [
      ...(known.copy ? inStep(rightIdentity, [compareClientId('likely')]) : []),
      ...repeatToken('create', repeatable(evidence, known), known, confidence),
      ...(known.copy ? [] : inStep('If it is refused all the same, look whether AZURE_CLIENT_ID is right', [compareClientId('maybe')])),
    ],
    docs: [pages.federation],
  };
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

function caseTitle(letters: number): string {
  if (letters === 0) return 'The subject differs in upper and lower case only';
  return letters > 1 ? `The subject differs by the case of ${letters} letters` : "The subject differs by one letter's case";
}

function differenceTitle({ field, azure, diff }: Mismatch): string {
  if (azure === null) return `Azure has no credential with this ${field}`;
  const [first] = diff;
  const what = isOneCharacter(diff) ? 'one character' : 'a part';
  if (diff.length === 1 && first?.kind === 'missing') return `The ${field} in Azure lacks ${what}`;
  if (diff.length === 1 && first?.kind === 'extra') return `The ${field} in Azure has ${what} too many`;
  return isOneCharacter(diff) ? `The ${field} in Azure differs by one character` : `The ${field} in Azure is not the one in the token`;
}

function whyOther(mismatch: Mismatch, known: Known): string {
  if (isSlip(mismatch)) return isOneCharacter(mismatch.diff) ? mistyped : someMistyped;
  if (!isOfAnother(mismatch, known)) return '';
  return 'The credential is for another application, or OIDC_CLIENT_ID names another one than was meant.';
}

function slipTitle(mismatch: Mismatch): string {
  const { diff } = mismatch;
  return diff.length === 1 && isOneCharacter(diff)
    ? differenceTitle(mismatch)
    : `The subject in Azure differs by ${changedCharacters(diff)} characters`;
}

function hiddenTitle({ field, token, azure, diff }: Mismatch): string {
  const kinds = new Set(diff.map(({ kind }) => kind));
  const what = kinds.has('invisible') ? 'an invisible character' : kinds.has('whitespace') ? 'white space' : 'a look-alike character';
  if (azure === null) return `The ${field} differs by a character that is hard to see`;
  return isPlain(token) ? `The ${field} in Azure has ${what}` : `The ${field} in the token has ${what}`;
}

function isLookalike({ diff }: Mismatch): boolean {
  return diff.length > 0 && diff.every(({ kind }) => kind === 'lookalike');
}

function askOtherDomain({ azure }: Mismatch): Fix[] {
  const host = azure !== null && isPlain(azure) && URL.canParse(azure) ? new URL(azure).host : '';
  return host
    ? inWay('or ask for the token at the domain that Azure has, in OIDC_ENDPOINT', [set('local', 'maybe', 'OIDC_ENDPOINT', host)])
    : [];
}

function useOtherApplication({ azure }: Mismatch): Fix[] {
  const clientId = azure?.endsWith('@clients') ? azure.slice(0, -'@clients'.length) : '';
  if (!clientId || !isPlain(clientId)) return [];
  return inWay('or be the application that Azure has, with the client secret of that one: OIDC_CLIENT_ID', [
    set('local', 'maybe', 'OIDC_CLIENT_ID', clientId),
  ]);
}
