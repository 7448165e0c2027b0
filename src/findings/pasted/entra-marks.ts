import { finding } from '../finding.js';
import { findingOfNumber, recogniseEntra, knowsNumber } from '../recognise/entra.js';
import type { AskedEntra } from '../recognise/entra.js';
import { entraSentences } from '../recognise/entra-sentences.js';
import { refusalIn } from './mark.js';
import type { Mark } from './mark.js';
import { isNumberOfEntra, isOfExchange, aboutUsers } from './numbers.js';
import { phrase } from './phrase.js';
import type { Surroundings } from './surroundings.js';

/** What Entra ID says in a text, and the numbers in it that are about something else than the exchange. */
export interface EntraMarks {
  marks: Mark[];
  others: { number: number; about: string | null }[];
}

/** Finds what Entra ID says, by its numbers, and where there is none by its sentences. */
export function entraMarks(text: string, asked: AskedEntra, around: Surroundings): EntraMarks {
  const found: EntraMarks = { marks: [], others: [] };
  let covered = 0;
  const numbered: Pick<Mark, 'at' | 'end'>[] = [];
  for (const { digits, index } of numbersIn(text)) {
    if (index < covered) continue;
    const whole = refusalIn(text, index, { party: 'entra', code: `AADSTS${digits}` });
    const refusal = { ...whole, said: untilRepeated(whole.said, digits) };
    const end = index + Math.max(refusal.said.length, digits.length + 6);
    covered = end;
    numbered.push({ at: index, end });
    // Of several the last: an old answer wraps the sentence that says what is wrong in one that says that something is.
    const numbers = [...refusal.said.matchAll(aadsts)].map(([, inner]) => Number(inner));
    const number = numbers.findLast(isNumberOfEntra) ?? numbers.at(-1) ?? Number(digits);
    const expired = expiredSignIn(number, refusal.said, text.slice(Math.max(0, index - 600), index + adviceReach), around);
    if (expired) found.marks.push({ at: index, end, finding: expired });
    else if (ofBrowser.test(refusal.said)) found.others.push({ number, about: aboutUsers(9002326) });
    else if (isOurs(number, around))
      found.marks.push({ at: index, end, finding: recogniseEntra({ ...refusal, code: `AADSTS${number}` }, asked) });
    else found.others.push({ number, about: aboutUsers(number) });
  }
  for (const mark of spokenMarks(text, asked, around, numbered)) found.marks.push(mark);
  return found;
}

const aadsts = /AADSTS[ :-]?(\d{4,8})(?!\d)/gi;
/** Where a program left the letters away: a field of the SDK, the list in the body, the page of the number, the log of sign-ins. */
const bare = /\b(?:errorNo|error_codes)["']?\s*:\s*\[?\s*(\d{5,8})\b|\/error\?code=(\d{5,8})\b|\bsign-in error code\W{1,4}(\d{5,8})\b/gi;

/** The numbers that stand for an answer. A list of numbers without a word of any answer is told by nobody who met them. */
function numbersIn(text: string): { digits: string; index: number }[] {
  const alone = /^\s*(\d{5,7})\s*$/.exec(text)?.[1];
  // Whoever asks of a number that is no number of Entra ID asked of something else.
  if (alone !== undefined) return isNumberOfEntra(Number(alone)) ? [{ digits: alone, index: text.indexOf(alone) }] : [];
  const named = [...text.matchAll(aadsts)].map(({ 1: digits = '', 0: whole, index }) => ({ digits, index, end: index + whole.length }));
  if (named.length === 0)
    return [...text.matchAll(bare)].map((match) => ({
      digits: match.slice(1).find((group) => group !== undefined) ?? '',
      index: match.index,
    }));
  const isList = new Set(named.map(({ digits }) => digits)).size > 1 && named.every(({ end }) => !isSpoken(text, end));
  return isList && !told.test(text) ? [] : named;
}

/** How people tell what they met. */
const told = /\b(?:got|gets?|getting|saw|see|seeing|says|fails?|failing|stopped|first|then)\b/i;

/** Whether words of an answer follow the number: behind a colon, a bracket or a dash, or between quotes. */
function isSpoken(text: string, end: number): boolean {
  return /^["')\]]{0,2}\s?(?:[:–—-]\s{0,2}["'(]?[A-Z']|["“(]\s?[A-Z]|\s[A-Z][a-z]+ )/.test(text.slice(end, end + 12).padEnd(12));
}
const adviceReach = 1500;

/** The same number again is another answer: that of the next job, or of the next try. */
function untilRepeated(said: string, digits: string): string {
  const again = said.indexOf(`AADSTS${digits}`, 6);
  return again === -1 ? said : said.slice(0, again).trimEnd();
}

/** A number without an explanation is told only where the text shows that it is about an application. */
function isOurs(number: number, { application }: Surroundings): boolean {
  if (knowsNumber(number) || isOfExchange(number)) return true;
  return aboutUsers(number) === null && application;
}

/** Numbers with which Entra ID ends a session of `az`; those that any sign-in can meet count only where az says what to do about it. */
function expiredSignIn(number: number, said: string, near: string, { az }: Surroundings): Mark['finding'] | null {
  const isAz =
    az &&
    /Interactive authentication is needed|To re-authenticate, please run|explicitly log in with|Please run:?\s{1,3}az login|az login --claims-challenge/i.test(
      near,
    );
  if (!(alwaysExpired.has(number) && (az || !otherProduct.test(near))) && !(isAz && mayBeExpired.has(number))) return null;
  const tenant = /\baz login\b[^\n]*--tenant "?([\w.-]+)/.exec(near)?.[1] ?? null;
  return finding(
    'tool/az-login-expired',
    { number: `AADSTS${number}`, tenant },
    {
      ...refusalIn(said, 0, { party: 'entra', code: `AADSTS${number}` }),
    },
  );
}

/** A general number (90023) with the sentence of 9002326: a page in a browser asked. */
const ofBrowser = /Cross-origin token redemption/i;

/** Others keep refresh tokens as well. */
const otherProduct =
  /Microsoft\.Identity|Msal\w*Exception|Data Studio|onedrive|sharepoint|spfx|\bteams\b|outlook|odata|\bpac\b|rclone|powershell|Connect-\w|\bflow\b|power ?apps|dynamics/i;

const alwaysExpired: ReadonlySet<number> = new Set([700082, 70043]);
const mayBeExpired: ReadonlySet<number> = new Set([50076, 50078, 50079, 50089, 50132, 50133, 50173, 700081, 70044, 5013, 50005]);

interface Spoken {
  says: RegExp;
  number: number;
}

/** A sentence whose beginning was cut off still says what it is about. */
const beheaded: readonly (readonly [RegExp, number])[] = [
  [/record found for presented assertion subject/, 700213],
  [/record found for presented assertion audience/, 700212],
  [/record found for presented assertion issuer/, 700211],
  [/No matching federated identity record(?! found)/, 70021],
  [/matches with case-insensitive comparison/, 7002138],
  [/no federated identity credential expression matched/, 7002131],
  [/has no configured federated identity credentials/, 70025],
  [/must contain the enterprise claim/, 7002381],
  [/could not be found in the metadata of identity provider/, 7000272],
  [/Tenant identifiers may not be an empty GUID/, 900021],
];

const spoken: readonly Spoken[] = [...entraSentences, ...beheaded].map(([words, number]) => ({ says: phrase(words), number }));

/** Sentences that other programs say in the same words, so that Entra ID has to be named somewhere. */
const common: ReadonlySet<number> = new Set([
  90002, 7000112, 7000117, 90012, 90055, 90033, 50049, 50027, 700027, 900144, 70011, 7000215, 5002738, 700222,
]);

function spokenMarks(text: string, asked: AskedEntra, around: Surroundings, numbered: readonly Pick<Mark, 'at' | 'end'>[]): Mark[] {
  const taken = new Set<number>();
  const isNumbered = isWithin(numbered);
  return spoken.flatMap(({ says, number }) => {
    if (common.has(number) && !around.entra) return [];
    return [...text.matchAll(says)].flatMap(({ 0: words, index }) => {
      if (isNumbered(index) || taken.has(index + words.length)) return [];
      taken.add(index + words.length);
      const before = text.slice(Math.max(0, index - 200), index);
      const refusal = refusalIn(text, index, { party: 'entra', code: /\b(invalid_\w+|unauthorized_client)\b/.exec(before)?.[1] ?? null });
      return [{ at: index, end: index + words.length, finding: findingOfNumber(number, refusal, asked) }];
    });
  });
}

/** Whether a place is in one of these, which stand in order and apart; a log may have thousands of them, so half of them are passed over at a time. */
function isWithin(parts: readonly Pick<Mark, 'at' | 'end'>[]): (place: number) => boolean {
  return (place) => {
    let [from, to] = [0, parts.length];
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((parts[middle]?.end ?? 0) <= place) from = middle + 1;
      else to = middle;
    }
    return (parts[from]?.at ?? Infinity) <= place;
  };
}
