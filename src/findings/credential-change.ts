import { identityLine, line, messageFix, needed } from './admin-message.js';
import { credentialFixes, findIdentityFixes, inTurn } from './azure-commands.js';
import { describeDifference } from './describe-difference.js';
import { readDifference } from './difference/read-difference.js';
import type { Confidence, Fix, Known } from './explanation.js';
import type { ClaimName, Mismatch, Wanted } from './finding.js';
import { capital } from './first-letter.js';
import { atMost, inStep, inWay, run, set, toDo, wait } from './fix.js';
import { readCredential } from './old-copy.js';
import { withoutMisasked } from './misasked.js';
import { credentialPage, credentialPlaceInWords } from './places.js';
import { listed } from './quote.js';
import { terraformCredential } from './terraform.js';
import { isAuth0s } from './who-issues.js';

/** What has to change in the credential: one value or several, how sure that is, and what to tell the person who does it. */
export interface Change {
  differing: readonly Mismatch[];
  confidence: Confidence;
  /** Whether the credential may be somebody else's, so that one more may be better than a change. */
  isOfOthers: boolean;
  /** Whether the other side may change in its place; then these are the ways to do that. */
  others?: Fix[];
  /** Half a sentence for an admin: why the value has to change. */
  reason?: string;
  /** Whether the two values look the same at first sight, so that an admin has to be told where to look. */
  isSubtle?: boolean;
}

/** The steps that make the credential repeat the token: look, where nobody has looked yet; change; and check again. */
export function changeSteps(change: Change, known: Known): Fix[] {
  const { differing, confidence } = change;
  const fields = differing.map(({ field }) => field);
  const isShown = differing.every(({ azure }) => azure !== null);
  const what = `the ${listed(fields)} in Azure${fields.length === 1 && differing[0]?.token ? ' to this value' : ''}${isShown ? '' : ', or add a credential'}`;
  const { before, among, after } = otherSide(change);
  const onThisSide = `ask for a token for the ${isShown ? 'audience that Azure has' : 'usual audience, if Azure has it'}, in OIDC_AUDIENCE`;
  return [
    ...(isShown ? [] : inStep(`See the ${listed(fields)} that Azure has now`, lookFixes(change, known))),
    ...inStep(capital(onThisSide), before),
    ...inStep(before.length > 0 ? `Or change ${what}` : `Change ${what}`, [
      ...differing.flatMap((one) => setFix(one, change)),
      credentialPage(confidence, known),
      // Most people may not change it themselves.
      askToChange(change, known),
      ...commandFixes(change, known, isShown),
      ...terraformCredential(fields, wantedOf(change, known), known),
      ...oneMore(change, known, isShown),
      ...among,
    ]),
    ...inStep(`Or ${onThisSide}`, after),
    checkAgain(wantedOf(change, known), known),
  ];
}

/** The other side as a step of its own, before this one where it is surer; what is only a possibility is one more way of this one. */
function otherSide({ differing, confidence, others = [] }: Change): Record<'before' | 'among' | 'after', Fix[]> {
  const [first] = differing.length > 1 ? [] : others;
  const isSurer = first && atMost(confidence, first.confidence) !== first.confidence;
  const place = first?.confidence === 'maybe' ? 'among' : isSurer ? 'before' : 'after';
  return { before: [], among: [], after: [], ...(first && { [place]: others }) };
}

/** A value that is changed together with another one of the same credential, whose explanation has the way. */
export function changedWith(first: ClaimName, { field, token }: Mismatch, confidence: Confidence): Fix[] {
  const step = `Change it together with the ${first} above, to this value`;
  return inStep(step, [set('azure', confidence, field, token)]);
}

/** Azure notices a change after some minutes (Microsoft Learn, workload identity federation considerations); this waits for it. */
export function checkAgain(wanted: Wanted, known: Known): Fix {
  const step = 'Check again; Azure takes minutes to notice a change';
  // A check asks Auth0 for the token.
  if (isAuth0s(wanted, known) === false)
    return { ...wait('local', 'certain', 'Wait some minutes, and run again what was refused. A keyless check asks Auth0 only.'), step };
  return { ...run('local', 'certain', 'keyless check --wait'), step };
}

function setFix({ field, token }: Mismatch, { confidence, differing }: Change): Fix[] {
  if (token === '') return [];
  const value = set('azure', confidence, field, token);
  return differing.length > 1 ? inWay(`the ${field} to`, [value]) : [value];
}

function lookFixes(change: Change, known: Known): Fix[] {
  return [
    ...findIdentityFixes(known, 'likely'),
    ...credentialFixes('list', known, wantedOf(change, known), 'likely'),
    ...(isAuth0s(wantedOf(change, known), known) === false ? [] : inWay('then let me compare', [readCredential(known)])),
  ];
}

/** What is read first is as sure as what is written with it, so that it stands before it. */
function commandFixes(change: Change, known: Known, isShown: boolean): Fix[] {
  const confidence = isShown ? change.confidence : atMost('likely', change.confidence);
  const find = isShown ? findIdentityFixes(known, known.identity === null ? 'maybe' : confidence) : [];
  const actions = isShown && known.credentialName === null ? (['names', 'update'] as const) : (['update'] as const);
  const title = orByCommand(known, find, !isShown);
  return inWay(title, [...find, ...inTurn(actions, known, wantedOf(change, known), confidence)]);
}

function oneMore(change: Change, known: Known, isShown: boolean): Fix[] {
  if (isShown && !change.isOfOthers) return [];
  const title = isShown ? 'or leave it to whoever uses it, and add one' : 'or add one, where none is there or something else uses it';
  if (known.identity !== null) return inWay(title, credentialFixes('create', known, wantedOf(change, known), 'maybe'));
  const add = isShown
    ? 'If something else uses that credential, leave it as it is and add one more: an identity takes up to 20.'
    : 'If something else uses the one that is there, or none is there, add one with the issuer, subject and audience of the token.';
  return [toDo('azure', 'maybe', add)];
}

/** The three values as they have to be: those that differ, and what is known of the others. */
export function wantedOf({ differing }: Pick<Change, 'differing'>, { issuer, subject, audience }: Known): Wanted {
  const own = differing.filter(({ token }) => token !== '').map(({ field, token }) => [field, token] as const);
  return withoutMisasked({ issuer, subject, audience, ...Object.fromEntries(own) });
}

function askToChange({ differing, reason, isSubtle = false, confidence }: Change, known: Known): Fix {
  const several = differing.length > 1;
  const [first] = differing;
  const where = first && first.azure !== null ? describeDifference(readDifference(first.field, first.token, first.azure)) : '';
  const closely = isSubtle && !several && where ? ` Look closely: ${where}.` : '';
  return messageFix('azure', confidence, {
    ask: `Could you change ${several ? `${differing.length} values` : 'one value'} in Entra ID${first?.azure === null ? ', or add a federated credential that has it' : ''}, please?`,
    lines: [
      ...identityLine(known),
      ['Where', credentialPlaceInWords(known)],
      ...differing.flatMap(({ field, azure, token }) => [
        ...line(`${capital(field)} now`, azure),
        ...needed(`${capital(field)} wanted`, token, field.toUpperCase()),
      ]),
    ],
    why: `Entra ID compares ${several ? 'them' : 'it'} exactly with the token of our application${reason && !several ? `, and ${reason}` : ''}.${closely}`,
  });
}

/** How a way begins that has different commands for two kinds of identity. */
export function orByCommand({ identity, credentialName }: Known, find: readonly Fix[], isInFile = false): string {
  if (isInFile && credentialName === null) return 'or with the Azure CLI: CREDENTIAL_NAME is the "name" in credential.json';
  if (find.length === 0) return 'or with the Azure CLI';
  return identity === null
    ? 'or with the Azure CLI; the first shows which kind it is'
    : 'or with the Azure CLI: the first ones show what the CAPITALS stand for';
}
