import type { Explanation, Known } from './explanation.js';
import type { Mismatch } from './finding.js';
import { explainMismatch, presentedBy } from './mismatch.js';
import type { Particulars } from './mismatch.js';
import { pages } from './pages.js';
import { isAuth0s } from './who-issues.js';

/** What stands at the end of one value only: on which side it is too much, and whether it stands there twice. */
type Ending = 'azure-lacks' | 'azure-extra' | 'azure-twice' | 'token-twice';

/** Words for an issuer that differs by a slash at its end. */
export function slashWords(mismatch: Mismatch, known: Known): Explanation {
  const slashes = isAuth0s(presentedBy(mismatch), known) ? slashesOfAuth0 : slashesOfAnybody;
  return explainMismatch(mismatch, known, { ...slashes[endingOf(mismatch, '/')], docs: [pages.federation] });
}

/** Words for a subject that differs by `@clients` at its end. */
export function suffixWords(mismatch: Mismatch, known: Known): Explanation {
  return explainMismatch(mismatch, known, { ...suffixes[endingOf(mismatch, '@clients')], docs: [pages.auth0Profiles] });
}

function endingOf({ token, azure }: Mismatch, ending: string): Ending {
  const isAzureLonger = azure !== null && azure.length > token.length;
  if (isAzureLonger) return azure.endsWith(ending + ending) ? 'azure-twice' : 'azure-extra';
  return token.endsWith(ending + ending) ? 'token-twice' : 'azure-lacks';
}

const repeatIssuer = 'Azure has to repeat the issuer of the token, so the value to change is the one in Azure.';

const slashesOfAuth0: Readonly<Record<Ending, Particulars>> = {
  'azure-lacks': {
    title: 'The issuer in Azure lacks its final slash',
    because:
      'Auth0, which issues the token, always ends it with a slash, so the value in Azure has to change. Many guides, and the instructions this connection is usually set up from, leave the final slash out.',
    reason: 'Auth0 ends it with a slash',
  },
  'azure-extra': {
    title: 'The issuer in Azure has a final slash too many',
    because: repeatIssuer,
    reason: "the token's issuer ends without a slash",
  },
  'azure-twice': {
    title: 'The issuer in Azure ends with two slashes, one too many',
    because: 'Auth0 ends its issuer with one slash, so the value to change is the one in Azure.',
    reason: 'Auth0 ends it with one slash',
  },
  'token-twice': {
    title: 'The issuer in Azure has one slash less than the token',
    because: `The token's issuer ends with two slashes. ${repeatIssuer}`,
    reason: "the token's issuer ends with two slashes",
  },
};

const slashesOfAnybody: Readonly<Record<Ending, Particulars>> = {
  ...slashesOfAuth0,
  'azure-lacks': {
    title: slashesOfAuth0['azure-lacks'].title,
    because: `The issuer of the token ends with a slash. ${repeatIssuer}`,
    reason: "the token's issuer ends with a slash",
  },
  'azure-twice': {
    title: slashesOfAuth0['azure-twice'].title,
    because: `The issuer of the token ends with one slash. ${repeatIssuer}`,
    reason: "the token's issuer ends with one slash",
  },
};

const suffixes: Readonly<Record<Ending, Particulars>> = {
  'azure-lacks': {
    title: 'The subject in Azure lacks "@clients"',
    because:
      'Auth0, which issues the token, writes the client id of the application and puts @clients behind it. That cannot be changed in Auth0, so Azure has to hold the whole value.',
    reason: 'Auth0 puts @clients behind every client id',
  },
  'azure-extra': {
    title: 'The subject in Azure has "@clients" too many',
    because:
      'The token has none: Auth0 leaves @clients out where the API is set to agent subject claims, and nobody else writes it. Azure has to repeat the subject of the token.',
    reason: "the token's subject ends without it",
  },
  'azure-twice': {
    title: 'The subject in Azure has "@clients" twice',
    because: 'Auth0 puts @clients behind the client id of the application once. Azure has to repeat the subject of the token.',
    reason: 'Auth0 writes @clients once',
  },
  'token-twice': {
    title: 'The subject in Azure has "@clients" once, and the token twice',
    because: 'Azure has to repeat the subject of the token, so the value to change is the one in Azure.',
    reason: "the token's subject ends with it twice",
  },
};
