import { kindOf } from '../settings/kinds.js';
import { defaultAudience, isManagementApi, useAudience } from './audience.js';
import { besideCopy, suspected } from './beside-copy.js';
import { changedWith, changeSteps, wantedOf } from './credential-change.js';
import type { Change } from './credential-change.js';
import { describeDifference } from './describe-difference.js';
import { readDifference } from './difference/read-difference.js';
import type { Confidence, Explanation, Fix, Known } from './explanation.js';
import type { ClaimName, Mismatch } from './finding.js';
import { inStep, inWay, run, set, toDo } from './fix.js';
import { homeOf } from './known-value.js';
import { contradictedCopy, staleCopy } from './old-copy.js';
import { pages } from './pages.js';
import { whatEntraIdIs } from './party-names.js';
import { named, quote } from './quote.js';
import { repeatToken } from './repeat-token.js';
import { isOfAnother } from './slip.js';
import { isPersons } from './token-kind.js';
import { isAuth0s, notOfAuth0 } from './who-issues.js';

/** What one kind of mismatch says of its own; the values, the difference and the fixes in Azure are common to all. */
export interface Particulars {
  title: string;
  /** Why it is so, and which side has to change. */
  because: string;
  /** What stands in the place of `because` where Azure's side was not shown; else what is different most often in such a field. */
  suspect?: string;
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
  // A pasted refusal does not always carry the token's value; what is known otherwise stands in.
  // What is known of the copy alone, nobody presented.
  const isPresented = known.copy === null || known.token !== null;
  const mismatch = { ...found, token: found.token || (isPresented && known[found.field]) || '' };
  const { title, because, suspect = usualSuspect(mismatch, known), docs = [] } = particulars;
  if (known.isAccepted && mismatch.azure !== null) return staleCopy(mismatch, known);
  if (known.contradicts !== null && mismatch.azure !== null) return contradictedCopy(mismatch, known);
  const home = homeOf(mismatch, known);
  const reasons = [
    home ? `What Azure has there is ${home}.` : '',
    known.heldFor === null ? '' : `That credential is one for ${known.heldFor}.`,
    mismatch.azure === null ? suspect : because,
    origin(mismatch),
    notOfAuth0(presentedBy(mismatch), known),
  ];
  const why = [sides(mismatch, known), ...reasons];
  return {
    title,
    why: sentences(why),
    ...(mismatch.azure !== null && { whyBeside: sentences([whatIsCompared(mismatch.field, known), ...reasons]) }),
    fix: changeInAzure(mismatch, known, particulars),
    docs: docs.length > 0 ? docs : [pages.considerations],
  };
}

function sentences(parts: string[]): string {
  return parts.filter(Boolean).join(' ');
}

function sides({ field, token, azure }: Mismatch, known: Known): string {
  if (azure === null)
    return `${whatEntraIdIs} found no federated credential (a record of whose tokens to accept) with the ${field} of the token (${whatItSays[field]})${token ? `, ${quote(token)}` : ''}. The answer does not show what Azure has instead.`;
  const difference = describeDifference(readDifference(field, token, azure));
  const credential = named('federated credential', known.credentialName);
  return `The token says ${quote(token)}, and the ${credential} in Azure says ${quote(azure)}${difference ? `: ${difference}` : ''}.`;
}

/** For whoever meets the word for the first time. */
export const whatACredentialIs =
  'A federated credential says whose tokens Azure accepts for an identity, which is an account for an application.';

/** The same beside both values, for whoever meets the words for the first time; not again with the second value of one credential. */
function whatIsCompared(field: ClaimName, known: Known): string {
  const [first] = known.differences;
  const what = `A token says ${whatItSays[field]}: its ${field}.`;
  if (first && first.field !== field) return what;
  const name = known.credentialName ? ` ${quote(known.credentialName)}` : '';
  return `${what} Azure accepts it only if the federated credential${name}, its record of whom to trust, has exactly the same ${field}.`;
}

const whatItSays: Record<ClaimName, string> = {
  issuer: 'who issued it',
  subject: 'to whom it was issued',
  audience: 'what it is for',
};

/** What is different most often, when only one side can be seen. */
function usualSuspect(mismatch: Mismatch, known: Known): string {
  const suspects = isAuth0s(presentedBy(mismatch), known) ? ofAuth0 : ofAnybody;
  return suspects[mismatch.field];
}

const ofAuth0: Record<ClaimName, string> = {
  issuer: 'Most often the one in Azure lacks the final slash, which Auth0 always writes, or names another domain of the same tenant.',
  subject:
    'Most often the one in Azure lacks the @clients at the end, or the case of a letter differs; or it is for another application, or on another identity.',
  audience: 'Most often one side has a name of its own and the other the usual one.',
};

const ofAnybody: Record<ClaimName, string> = {
  issuer: 'It may lack or have a final slash, be for another issuer, or be on another identity.',
  subject: 'It may differ by a letter or its case, be for something else, or be on another identity.',
  audience: ofAuth0.audience,
};

/** What the token presents in the field that differs, whose token it is being told by that. */
export function presentedBy({ field, token }: Pick<Mismatch, 'field' | 'token'>): Partial<Record<ClaimName, string>> {
  return { [field]: token };
}

function origin({ field, azure, azureSource }: Mismatch): string {
  if (azure === null || azureSource === 'az' || azureSource === null) return '';
  if (azureSource === 'pasted') return 'The pasted credential tells what Azure held when it was copied.';
  return `Compared with your copy in AZURE_FEDERATED_${field.toUpperCase()}, which may be old.`;
}

/** The whole of the change with the first value that differs; with the others, where to find it. */
function changeInAzure(mismatch: Mismatch, known: Known, particulars: Particulars): Fix[] {
  if (mismatch.field === 'subject' && isPersons(mismatch.token)) return askAsApplication;
  if (mismatch.field === 'audience' && isManagementApi(mismatch.token)) return askForUsual(known);
  if (mismatch.azure === null && known.copy !== null) return besideCopy(known);
  const differing = known.differences.some(({ field }) => field === mismatch.field) ? known.differences : [mismatch];
  const [first = mismatch] = differing;
  const isOfOthers = isHeldByOthers(differing, known);
  // What Azure has there nobody has seen: it may be right, or somebody else's.
  const usual = isOfOthers || mismatch.azure === null ? 'likely' : 'certain';
  // With another value that has to change there, the audience changes there too: both sides only have to agree.
  const { confidence = usual } = differing.length > 1 ? {} : particulars;
  if (first.field !== mismatch.field) return changedWith(first.field, mismatch, confidence);
  if (isForAnother(differing, known)) return addToIt({ ...particulars, differing }, known);
  // What could not be compared and looks wrong is changed along, or the next refusal is about that.
  const odd = suspected(known);
  if (odd.length === 0) return changeSteps({ ...particulars, differing, confidence, isOfOthers }, known);
  return changeSteps({ differing: [...differing, ...odd], confidence: 'likely', isOfOthers }, known);
}

/** Nobody adds to Azure the person who happened to sign in. */
const askAsApplication = inStep('Ask Auth0 for a token of the application, not of a person', [
  toDo('local', 'likely', 'Ask with the grant type client_credentials: then the subject is the client id with @clients behind it.'),
  { ...run('local', 'likely', 'keyless check'), title: 'this asks so' },
]);

function askForUsual(known: Known): Fix[] {
  const ask = inStep('Ask for a token for an API of its own, in OIDC_AUDIENCE', useAudience(defaultAudience(known), known, 'certain'));
  return [...ask, ...inStep('Check again', [run('local', 'certain', 'keyless check')])];
}

function isHeldByOthers(differing: readonly Mismatch[], known: Known): boolean {
  return known.heldFor !== null || differing.some((one) => isOfAnother(one, known));
}

/** Whether whoever the credential is for would lose it with the change: another application, or somebody else than Auth0. */
function isForAnother(differing: readonly Mismatch[], known: Known): boolean {
  if (known.heldFor !== null) return true;
  return differing.some((one) => isOfAnother(one, known) && (one.field === 'subject' || isOfOtherTenant(one, known)));
}

/** Another tenant of Auth0 has other applications; where the subject is the same, the credential is meant for this one. */
function isOfOtherTenant({ field, token, azure }: Mismatch, { subject }: Known): boolean {
  return field === 'issuer' && subject === null && kindOf(token) === 'auth0-domain' && kindOf(azure ?? '') === 'auth0-domain';
}

/** Whoever the credential is for needs it: one more is added beside it, and it is changed only where nobody does. */
function addToIt({ differing, others = [] }: Pick<Change, 'differing' | 'others'>, known: Known): Fix[] {
  const add = repeatToken('create', wantedOf({ differing }, known), known, 'likely');
  const [first, check] = [add.slice(0, -1), add.slice(-1)];
  const [one] = differing;
  const change = differing.length === 1 && known.heldFor === null ? differing.filter(({ token }) => token !== '') : [];
  const ways = change.flatMap(({ field, token }) =>
    inWay(`or change the one that is there, if nothing else uses it: the ${field}`, [set('azure', 'maybe', field, token)]),
  );
  return [...first, ...inStep(first[0]?.step ?? '', [...ways, ...(one?.field === 'audience' ? [] : others)]), ...check];
}
