import type { Explanation, Known } from './explanation.js';
import type { Mismatch } from './finding.js';
import { explainMismatch } from './mismatch.js';
import type { Particulars } from './mismatch.js';
import { pages } from './pages.js';

/** What stands at the end of one value only: on which side it is too much, and whether it stands there twice. */
type Ending = 'azure-lacks' | 'azure-extra' | 'azure-twice' | 'token-twice';

/** Words for an issuer that differs by a slash at its end. */
export function slashWords(mismatch: Mismatch, known: Known): Explanation {
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

const repeatIssuer = "Azure has to repeat the token's issuer exactly, so the value to change is the one in Azure.";

const slashes: Readonly<Record<Ending, Particulars>> = {
  'azure-lacks': {
    title: 'The issuer in Azure lacks its final slash',
    because:
      'Auth0 dictates the issuer and always ends it with a slash, so the value in Azure has to change. Many guides, and the instructions this connection is usually set up from, give the issuer without its final slash.',
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

const suffixes: Readonly<Record<Ending, Particulars>> = {
  'azure-lacks': {
    title: 'The subject in Azure lacks "@clients"',
    because:
      'Auth0 appends @clients to the client id of an application. That cannot be changed in Auth0, so Azure has to hold the whole value.',
    reason: 'Auth0 dictates it',
  },
  'azure-extra': {
    title: 'The subject in Azure has "@clients" too many',
    because: 'Auth0 leaves @clients out on an API with agent subject claims. Azure has to repeat the subject of the token.',
    reason: 'Auth0 dictates it',
  },
  'azure-twice': {
    title: 'The subject in Azure has "@clients" twice',
    because: 'Auth0 appends @clients once to the client id of an application. Azure has to repeat the subject of the token.',
    reason: 'Auth0 appends @clients once',
  },
  'token-twice': {
    title: 'The subject in Azure has "@clients" once, and the token twice',
    because: 'Azure has to repeat the subject of the token exactly, so the value to change is the one in Azure.',
    reason: 'Auth0 dictates it',
  },
};
