import type { Explanation, Fix, Known } from './explanation.js';
import type { Code, Evidence, Finding } from './finding.js';
import { azurePage, run, toDo, wait } from './fix.js';
import { findTenant } from './identity-fixes.js';
import { pages } from './pages.js';
import { quote, quoteAll } from './quote.js';
import { utc } from './time.js';
import { isOfEntra } from './token-kind.js';
import { pageOfNumber } from './unknown-refusal.js';
import { clockNames } from './valid-time.js';

/** What was seen here where Entra ID says otherwise. */
interface Look {
  title: string;
  /** A whole sentence. */
  seen: string;
  /** What may explain both; most often something on the way. */
  perhaps?: string;
  fix?: Fix[];
}

/**
 * The words for a refusal of Entra ID that our own look at the same thing contradicts; null where it does not, or nobody looked. The
 * code stays, since Entra ID decides; but nothing is claimed of the token that was seen to be otherwise.
 */
export function contradicted(found: Finding, known: Known): Explanation | null {
  const { code, evidence, refusal } = found;
  if (refusal?.party !== 'entra' || refusal.network || known.isAccepted) return null;
  // A union does not keep code and evidence together for the compiler; `finding()` did when the finding was made.
  const look = (looks[code] as LookAt | undefined)?.(evidence, known);
  if (!look) return null;
  const { title, seen, perhaps = onTheWay, fix = [] } = look;
  const words = refusal.said ? ' Its own words follow.' : '';
  return {
    title,
    why: `That is what the answer of Entra ID says${refusal.code ? ` (${refusal.code})` : ''}, and what was seen here is otherwise. ${seen} ${perhaps}${words}`,
    fix: [...fix, askAnew, ...pageOfNumber(refusal), signIns],
    docs: [pages.errorCodes],
  };
}

const onTheWay = 'Perhaps something on the way changed the request, or Entra ID means something else.';
const askAnew = run('local', 'maybe', 'keyless check --verbose');
const signIns = azurePage('maybe', 'Microsoft Entra ID › Monitoring › Sign-in logs › Managed identity sign-ins');
const waitForKeys = wait('azure', 'maybe', 'After a new key in Auth0, wait 15 minutes and try again.');

type LookAt = (evidence: Evidence[Code], known: Known) => Look | null;

const looks: { readonly [C in Code]?: (evidence: Evidence[C], known: Known) => Look | null } = {
  'token/malformed': (_, known) =>
    known.token && {
      title: 'Entra ID cannot read the token, and here it can be read',
      seen: `${theToken(known)} is a signed JWT of three parts${known.token.issuer ? `, with the issuer ${quote(known.token.issuer)}` : ''}.`,
    },
  'token/algorithm-unsupported': ({ algorithm }, known) =>
    algorithm === 'RS256'
      ? {
          title: 'Entra ID refuses how the token is signed, and it is the right way',
          seen: `${theToken(known)} says in its header that it is signed with "RS256", which Entra ID takes.`,
        }
      : null,
  'token/key-id-missing': (_, known) =>
    typeof known.token?.header['kid'] === 'string'
      ? {
          title: 'Entra ID finds no key id in the token, and there is one',
          seen: `${theToken(known)} names the key ${quote(known.token.header['kid'])} in its header.`,
        }
      : null,
  'token/type-unsupported': ({ type }, known) =>
    type === 'JWT'
      ? {
          title: 'Entra ID refuses the type of the token, and it is the right one',
          seen: `${theToken(known)} has the type "JWT" in its header, which Entra ID takes.`,
        }
      : null,
  'token/header-unsupported': ({ parameters }, known) =>
    parameters.length === 0 && known.token && Object.keys(known.token.header).every((name) => usualHeader.has(name))
      ? {
          title: 'Entra ID refuses the header of the token, which is an ordinary one',
          seen: `${theToken(known)} holds ${quoteAll(Object.keys(known.token.header))} and nothing else in its header.`,
        }
      : null,
  'token/key-not-published': ({ keyId }, { isVerified }) =>
    isVerified
      ? {
          title: 'Entra ID does not find the key, and Auth0 publishes it',
          seen: `Auth0 publishes the key${keyId ? ` ${quote(keyId)}` : ''}, and the signature of the token was verified with it.`,
          perhaps: 'Entra ID may be late to see a new key; up to 15 minutes are reported.',
          fix: [waitForKeys],
        }
      : null,
  'token/signature-invalid': ({ keyId }, { isVerified }) =>
    isVerified
      ? {
          title: 'Entra ID refuses the signature, and here it was verified',
          seen: `The signature of the token that Auth0 gave was verified with the key${keyId ? ` ${quote(keyId)}` : ''} that Auth0 publishes.`,
          perhaps: 'Perhaps something on the way changed the token, or Entra ID has an older copy of the keys.',
          fix: [waitForKeys],
        }
      : null,
  'token/outside-valid-time': (evidence, known) => timeLook(evidence, known),
  'token/audience-multiple': ({ audiences }, known) =>
    audiences.length === 1
      ? {
          title: 'Entra ID says that the token has several audiences, and it has one',
          seen: `${theToken(known)} has one audience, ${quoteAll(audiences)}.`,
        }
      : null,
  'token/claim-missing': ({ claim }, known) => {
    const value = known.token && claim !== null ? valueOf(known.token, claim) : null;
    return value && claim !== null
      ? {
          title: 'Entra ID misses something in the token that is there',
          seen: `${theToken(known)} says that ${quote(claim)} is ${quote(value)}.`,
        }
      : null;
  },
  'entra/entra-token-as-assertion': (_, known) =>
    known.token?.issuer && !isOfEntra(known.token.issuer)
      ? {
          title: 'Entra ID takes the token for one of its own, and it is not',
          seen: `${theToken(known)} names the issuer ${quote(known.token.issuer)}.`,
        }
      : null,
  'entra/assertion-not-sent': (_, { token, isOwn }) =>
    isOwn && token
      ? {
          title: 'Entra ID says that no token of Auth0 came, and one was sent',
          seen: 'The request carried the token that Auth0 gave, and no client secret.',
        }
      : null,
  'entra/parameter-missing': ({ parameter }, { token, isOwn }) =>
    isOwn && token
      ? {
          title: 'Entra ID misses a part of the request, and all were sent',
          seen: `The SDK of Azure wrote the request${parameter ? `, and it sends ${quote(parameter)} by itself` : ', and it leaves none out'}.`,
        }
      : null,
  'entra/tenant-malformed': ({ tenant }) =>
    isTenant(tenant)
      ? {
          title: 'Entra ID refuses the form of the tenant id, and it is a right one',
          seen: `${quote(tenant)} has the form of ${tenant.includes('.') ? 'a domain name' : 'a GUID'}.`,
          fix: findTenant().map((one): Fix => ({ ...one, confidence: 'maybe' })),
        }
      : null,
};

/** The token that was looked at: the one of this run, or one that was shown beside a text. */
function theToken({ isOwn }: Known): string {
  return isOwn ? 'The token that Auth0 gave' : 'The token given here';
}

/** What Auth0 writes into a header. */
const usualHeader: ReadonlySet<string> = new Set(['alg', 'typ', 'kid']);

/** Entra ID's own clock, where it says what that showed, else the one by which the token was looked at here. */
function timeLook({ now, notBefore, expires, clock }: Evidence['token/outside-valid-time'], known: Known): Look | null {
  const { validAt } = known;
  const at = now ?? validAt?.now;
  if (clock !== 'entra' || !at || (!notBefore && !expires)) return null;
  const [moment, from, until] = [at, notBefore ?? '', expires ?? ''].map((time) => Date.parse(time));
  if ((notBefore && from! > moment!) || (expires && until! <= moment!)) return null;
  const span = [notBefore && `from ${utc(notBefore)}`, expires && `until ${utc(expires)}`].filter(Boolean).join(' ');
  const clocks = [now && `Entra ID's clock said ${utc(now)}`, validAt && `${clockNames[validAt.clock]} said ${utc(validAt.now)}`];
  return {
    title: 'Entra ID finds the token outside its valid time, and it is inside',
    seen: `${theToken(known)} is valid ${span}; ${clocks.filter(Boolean).join(', and ')}.`,
    perhaps: 'Perhaps the clock that judged it was wrong, or an older token, kept somewhere on the way, was judged.',
    fix: [
      wait('azure', 'maybe', 'Try again in some minutes.'),
      toDo('local', 'maybe', 'If a gateway or proxy keeps tokens, ask whoever runs it to let it forget them.'),
    ],
  };
}

function valueOf(token: NonNullable<Known['token']>, claim: string): string | null {
  if (claim === 'aud') return token.audiences.length === 1 ? (token.audiences[0] ?? null) : null;
  if (claim === 'exp') return token.expires === null ? null : String(token.expires);
  return { iss: token.issuer, sub: token.subject }[claim] ?? null;
}

/** A GUID, or a name of DNS with a dot in it: no part of one begins or ends in a hyphen, or is longer than 63 characters. */
function isTenant(tenant: string): boolean {
  return /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i.test(tenant) || isDnsName(tenant);
}

function isDnsName(name: string): boolean {
  const labels = name.split('.');
  return name.length <= 253 && labels.length > 1 && labels.every((label) => /^[a-z\d](?:[a-z\d-]{0,61}[a-z\d])?$/i.test(label));
}
