import { kindOf } from '../settings/kinds.js';
import { isOneCharacter } from './difference.js';
import { readDifference } from './difference/read-difference.js';
import type { Fix, Known } from './explanation.js';
import type { Mismatch } from './finding.js';
import { capital } from './first-letter.js';
import { inWay, set } from './fix.js';
import type { Particulars } from './mismatch.js';
import { presentedBy } from './mismatch.js';
import { pages } from './pages.js';
import { isPlain } from './quote.js';
import { isOfAnother, mistyped } from './slip.js';
import { otherIssuerOf } from './token-kind.js';
import { isAuth0s, issuerName } from './who-issues.js';

/** The issuer is dictated by whoever issues the token; why it differs, the way in which it does tells. */
export function issuerParticulars(mismatch: Mismatch, known: Known): Partial<Particulars> & Pick<Particulars, 'because'> {
  const issuer = issuerName(presentedBy(mismatch), known);
  const isOfAuth0 = isAuth0s(presentedBy(mismatch), known) ?? false;
  const written = writtenOtherwise(mismatch);
  const dictated = `${capital(issuer)} dictates the issuer, so Azure has to repeat it.`;
  return {
    ...(written && { title: written.title }),
    because: written ? `${dictated} ${written.because}` : why(mismatch, known, dictated),
    reason: `${issuer} dictates it`,
    others: isOfAuth0 && isOfAnother(mismatch, known) && isCustomDomain(mismatch) ? askOtherDomain(mismatch) : [],
    docs: [isOfAuth0 && !written ? pages.auth0Domains : pages.federation],
  };
}

/** The same address, to a browser, which Entra ID compares letter by letter; null where it is another one. */
function writtenOtherwise({ token, azure, diff }: Mismatch): Pick<Particulars, 'title' | 'because'> | null {
  if (azure === null) return null;
  if (diff.every(({ kind }) => kind === 'case'))
    return {
      title: 'The issuer differs in upper and lower case only',
      because: 'Upper and lower case count here, also in the name of a host, where a browser ignores them.',
    };
  const reading = readDifference('issuer', token, azure);
  if (reading.kind === 'percent-encoding')
    return {
      title: 'The issuer is percent-encoded on one side only',
      because: 'The two are compared as they stand, and nothing is decoded: %2F and a slash are not the same.',
    };
  if (reading.kind === 'scheme')
    return {
      title: `The issuer in Azure begins with ${reading.azure ? `${reading.azure}://` : 'no scheme'}`,
      because: `The scheme is a part of the issuer, and the token's is ${reading.token ? `${reading.token}://` : 'left out'}.`,
    };
  return null;
}

function why(mismatch: Mismatch, known: Known, dictated: string): string {
  if (isOneCharacter(mismatch.diff)) return `${dictated} ${mistyped}`;
  if (!isAuth0s(presentedBy(mismatch), known)) return `${dictated} The credential may also be for another issuer, which then keeps it.`;
  const two =
    isOfAnother(mismatch, known) && (mismatch.azure === null || isCustomDomain(mismatch))
      ? ' A tenant of Auth0 that also has a custom domain has two issuers.'
      : '';
  return `Auth0 makes the issuer of the domain at which the token was asked for, so Azure has to repeat it.${two}`;
}

/** The client secret goes where the token is asked for: to no other tenant, and to nobody who is known to be somebody else. */
function isCustomDomain({ azure }: Mismatch): boolean {
  return azure !== null && kindOf(azure) !== 'auth0-domain' && otherIssuerOf(azure, null) === null;
}

function askOtherDomain({ azure }: Mismatch): Fix[] {
  const host = azure !== null && isPlain(azure) && URL.canParse(azure) ? new URL(azure).host : '';
  return host
    ? inWay('or ask for the token at the domain that Azure has, in OIDC_ENDPOINT', [set('local', 'maybe', 'OIDC_ENDPOINT', host)])
    : [];
}
