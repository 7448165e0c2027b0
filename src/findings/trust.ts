import { identityLine, line, messageFix, needed } from './admin-message.js';
import { audienceParticulars, useAudience } from './audience.js';
import { credentialWriteWords } from './credential-writes.js';
import { changedCharacters, isOneCharacter } from './difference.js';
import { slashWords, suffixWords } from './endings.js';
import type { Fix, Known, Words } from './explanation.js';
import type { Mismatch } from './finding.js';
import { capital } from './first-letter.js';
import { inWay, set } from './fix.js';
import { issuerParticulars } from './issuer.js';
import { explainMismatch, presentedBy } from './mismatch.js';
import { noMatchWords } from './no-match.js';
import { pages } from './pages.js';
import { isPlain, named } from './quote.js';
import { identityMissing } from './principal.js';
import { isOfAnother, isSlip, mistyped } from './slip.js';
import { unseenCredentialWords } from './unseen-credential.js';
import { isPersons } from './token-kind.js';
import { isAuth0s, issuerName } from './who-issues.js';

const someMistyped = 'A few characters were likely mistyped, exchanged or lost on their way into Azure.';

/** Words for what stands between the token and the federated credential. */
export const trustWords = {
  'trust/no-match': noMatchWords,
  'trust/issuer-slash': slashWords,
  'trust/issuer-mismatch': (mismatch, known) =>
    explainMismatch(mismatch, known, { title: differenceTitle(mismatch), ...issuerParticulars(mismatch, known) }),
  'trust/subject-suffix': suffixWords,
  'trust/subject-case': (mismatch, known) => {
    const letters = mismatch.diff.reduce((sum, { token }) => sum + Array.from(token).length, 0);
    return explainMismatch(mismatch, known, {
      title: caseTitle(letters),
      because: `Upper and lower case count. Azure used to ignore them here, so a credential that worked for years can fail today. ${capital(issuerName(presentedBy(mismatch), known))} dictates the subject, so the change belongs in Azure.`,
      suspect: 'Only upper and lower case differ. Entra ID used to ignore them, so a credential that worked for years can fail today.',
      reason: 'upper and lower case count',
      isSubtle: true,
      docs: [pages.caseSensitive],
    });
  },
  'trust/subject-mismatch': (mismatch, known) =>
    explainMismatch(mismatch, known, {
      title: isSlip(mismatch) ? slipTitle(mismatch) : differenceTitle(mismatch),
      because: isPersons(mismatch.token)
        ? 'The token was issued to a person who signed in. An application gets a token of its own, whose subject is its client id with @clients behind it.'
        : isAuth0s(presentedBy(mismatch), known)
          ? `Auth0 makes the subject of two parts: the client id of the application that asks, and @clients. ${whyOther(mismatch, known)}`.trim()
          : `Whoever issues the token dictates its subject. ${whyOther(mismatch, known)}`.trim(),
      ...(isPersons(mismatch.token) && {
        suspect: 'It is the subject of a person who signed in; that of an application is its client id with @clients behind it.',
      }),
      reason: `${issuerName(presentedBy(mismatch), known)} dictates it`,
      others: isOfAnother(mismatch, known) && isAuth0s(presentedBy(mismatch), known) ? useOtherApplication(mismatch) : [],
      docs: [pages.federation],
    }),
  'trust/audience-mismatch': (mismatch, known) =>
    explainMismatch(mismatch, known, {
      title: differenceTitle(mismatch),
      ...audienceParticulars(mismatch, known),
      docs: [pages.federation],
    }),
  'trust/hidden-character': (mismatch, known) =>
    explainMismatch(mismatch, known, {
      title: hiddenTitle(mismatch),
      suspect: 'A character that cannot be seen, or only looks like another, counts too.',
      because: `Such characters come along with text copied from web pages and chat; Azure removes none. ${
        isPlain(mismatch.token)
          ? 'The token has none, so the value in Azure has to change.'
          : `The token has it, so Azure has to have it too, or ${issuerName(presentedBy(mismatch), known)} has to drop it.`
      }`,
      reason: isLookalike(mismatch) ? 'a character that only looks the same is another one' : 'a character that cannot be seen counts too',
      isSubtle: true,
      others:
        mismatch.field === 'audience' && mismatch.azure && !isPlain(mismatch.token) ? useAudience(mismatch.azure, known, 'likely') : [],
    }),
  ...unseenCredentialWords,
  'trust/issuer-blocked': ({ issuer }, known) => ({
    title: 'A policy of the tenant forbids this issuer',
    why: `The tenant is the part of Azure that belongs to one organisation. Its administrators decide which issuers (who issues the token) may be trusted, and ${named('the issuer', issuer ?? known.issuer)} is not among them. No change to the credential helps; the policy has to allow it.`,
    fix: [
      messageFix('azure', 'certain', {
        ask: 'Could you allow one more issuer for workload identity federation in our tenant, please?',
        lines: [...line('Tenant', known.tenant), ...identityLine(known), ...needed('Issuer wanted', issuer ?? known.issuer, 'ISSUER')],
        why: `our application signs in with tokens of ${isAuth0s({ issuer }, known) ? 'Auth0' : 'this issuer'} in place of an Azure key, and a tenant policy refuses ${isAuth0s({ issuer }, known) ? 'this issuer' : 'it'}.`,
      }),
    ],
    docs: [pages.federation],
  }),
  'trust/identity-missing': ({ clientId }, known) => identityMissing(clientId, known),
  ...credentialWriteWords,
} satisfies Words<'trust'>;

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
  if (known.heldFor !== null || !isOfAnother(mismatch, known)) return '';
  if (!isAuth0s(presentedBy(mismatch), known)) return 'The credential is for something else, or the token is another one than was meant.';
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

function useOtherApplication({ azure }: Mismatch): Fix[] {
  const clientId = azure?.endsWith('@clients') ? azure.slice(0, -'@clients'.length) : '';
  if (!clientId || !isPlain(clientId)) return [];
  return inWay('or be the application that Azure has, with the client secret of that one: OIDC_CLIENT_ID', [
    set('local', 'maybe', 'OIDC_CLIENT_ID', clientId),
  ]);
}
