import { createApi } from './auth0-commands.js';
import { changedCharacters, difference } from './difference.js';
import type { Confidence, Fix, Known } from './explanation.js';
import type { Mismatch } from './finding.js';
import { inWay, run, set } from './fix.js';
import type { Particulars } from './mismatch.js';
import { isPlain } from './quote.js';
import { hclText, terraformLine } from './terraform.js';
import { isAuth0s } from './who-issues.js';

const anyDoes = 'Any value will do, as long as both sides have the same, so either one can change.';
const eitherWay = 'Any other value will do too, as long as both sides have the same.';

/** Unlike issuer and subject, the audience may change on either side; the default of the cloud decides which one comes first. */
export function audienceParticulars({ token, azure }: Mismatch, known: Known): Omit<Particulars, 'title'> {
  const usual = defaultAudience(known);
  // Another cloud has another one, and the text does not tell which cloud was meant.
  const cloud =
    azure !== null && azure !== usual && [`${publicAudience}USGov`, `${publicAudience}China`].includes(azure)
      ? ` What Azure has is the usual one of another cloud, ${azure.endsWith('China') ? 'the one in China' : 'that of the US government'}.`
      : '';
  const either = azure === null ? '' : ` ${eitherWay}`;
  if (isManagementApi(token))
    return both("The token is for Auth0's own Management API: who holds such a token administers the tenant, and it goes nowhere else.");
  // What else has to change there is changed with it.
  if (known.differences.length > 1) return both(anyDoes);
  if (token === usual)
    return {
      ...both(`The usual one is ${usual}, and the token has it, so the value to change is the one in Azure.${cloud}${either}`),
      ...(cloud && { confidence: 'likely' as const }),
      reason: `${usual} is the usual value`,
      others: azure === null ? [] : useAudience(azure, known, 'maybe'),
    };
  if (azure === null) return besideNothing(token, known);
  if (azure === usual)
    return {
      because: `The usual one is ${usual}, so the token should be asked for with that.${either}`,
      reason: 'both sides have to agree',
      confidence: 'likely',
      others: useAudience(usual, known, 'certain'),
    };
  return {
    because: anyDoes,
    reason: 'both sides have to agree',
    others: useAudience(azure, known, 'likely'),
  };
}

/** The same, whether or not Azure's side was shown. */
function both(because: string): Pick<Particulars, 'because' | 'suspect'> {
  return { because, suspect: because };
}

/** What Azure has nobody has seen: a token that is nearly for the usual audience was likely asked for with a slip, else either may change. */
function besideNothing(token: string, known: Known): Omit<Particulars, 'title'> {
  const meant = mistypedAudience(token, known);
  const usual = meant ?? defaultAudience(known);
  return {
    ...(meant
      ? both(`The usual one is ${usual}. The token has nearly that, likely by a slip where it was asked for.`)
      : { because: anyDoes }),
    reason: 'both sides have to agree',
    confidence: meant ? 'maybe' : 'likely',
    others: useAudience(usual, known, 'likely'),
  };
}

/** Every tenant has this API from the start (Auth0: "Management API access tokens"), and the test token of the dashboard is for it. */
export function isManagementApi(audience: string): boolean {
  return /^https:\/\/[^/]+\.auth0\.com\/api\/v2\/?$/i.test(audience);
}

/** Lets Auth0 issue tokens for another audience, which needs an API with that identifier. */
export function useAudience(audience: string, known: Known, confidence: Confidence): Fix[] {
  // Elsewhere than in Auth0 it is asked for in another way.
  if (!isPlain(audience) || isAuth0s({}, known) === false) return [];
  const here = set('local', confidence, 'OIDC_AUDIENCE', audience);
  // Where that is not the way to go, it is enough to name it.
  if (confidence === 'maybe') return inWay('or leave Azure as it is, and set OIDC_AUDIENCE to what it has', [here]);
  return [
    here,
    ...inWay('Auth0 needs an API with that identifier', [run('auth0', 'maybe', createApi(known, audience))]),
    terraformLine('auth0', 'auth0_resource_server', `identifier = ${hclText(audience)}`),
  ];
}

/** The audience each cloud suggests. */
export function defaultAudience({ authorityHost }: Pick<Known, 'authorityHost'>): string {
  const suffix = authorityHost?.endsWith('.us') ? 'USGov' : authorityHost?.endsWith('.cn') ? 'China' : '';
  return `${publicAudience}${suffix}`;
}

const publicAudience = 'api://AzureADTokenExchange';

/** The usual audience that was meant, where the one that was asked for differs from it by a final slash, case or a character; else null. */
export function mistypedAudience(asked: string, known: Known): string | null {
  const usual = [defaultAudience(known), publicAudience, `${publicAudience}USGov`, `${publicAudience}China`];
  return usual.includes(asked) ? null : (usual.find((one) => isNearly(asked, one)) ?? null);
}

function isNearly(asked: string, usual: string): boolean {
  const [one, other] = [asked, usual].map((value) => value.toLowerCase().replace(/\/+$/, '')) as [string, string];
  // Two characters that were exchanged count as two.
  return one === other || (Math.abs(one.length - other.length) <= 1 && changedCharacters(difference(one, other)) <= 2);
}
