import type { Party, Refusal } from '../chain/answer.js';
import { messageFix } from './admin-message.js';
import type { Explanation, Fix, Known } from './explanation.js';
import type { Code, Finding } from './finding.js';
import { auth0Page, run, set, toDo, wait } from './fix.js';
import { listAccounts } from './azure-commands.js';
import { pages } from './pages.js';
import { partyNames } from './party-names.js';
import { auth0Places } from './places.js';
import { probe } from './proxy.js';
import { quote } from './quote.js';

/**
 * The words for a web page where a party answers in JSON, or for a proxy that wants a password: somebody else may have given it, and
 * nothing follows from it for the settings. Null where the party itself spoke.
 */
export function pageInstead(found: Finding, known: Known): Explanation | null {
  const { code, refusal } = found;
  const ofWhom = guesses[code];
  if (!ofWhom || !refusal || refusal.network || refusal.code?.startsWith('AADSTS')) return null;
  const isLocked = refusal.status === 407;
  if (!refusal.isPage && !isLocked) return null;
  const name = partyNames[refusal.party];
  return {
    title: isLocked ? `A proxy on the way to ${name} wants a password` : `A web page came back in the place of ${name}'s answer`,
    why: `${quote(hostOf(refusal))} was asked, and ${isLocked ? 'the answer has the status 407, which is that of a proxy' : `a web page came back, with status ${refusal.status}; ${name} answers in JSON`}. ${whose(refusal)} ${isLocked ? '' : (ofWhom.also?.(known) ?? '')}${refusal.said ? 'What it says follows.' : ''}`.trim(),
    fix: [...(isDown(refusal) ? [tryAgain] : []), ...networkFixes(refusal, isLocked), ...(ofWhom.fix?.(known) ?? [])],
    docs: refusal.party === 'auth0' && refusal.status === 403 ? [pages.auth0AccessList] : [],
  };
}

/** What else such a page may mean, by what it was told as: only codes that come of the status, never of a party's own words. */
const guesses: { readonly [C in Code]?: { also?: (known: Known) => string; fix?: (known: Known) => Fix[] } } = {
  'auth0/domain-wrong': {
    also: ({ isIssuer }) =>
      isIssuer
        ? 'The domain is right: it gave the discovery document of an issuer. '
        : "Or the domain is mistyped, and is somebody else's web site. ",
    fix: ({ isIssuer }) => (isIssuer ? [] : [auth0Page('likely', `${auth0Places.applicationSettings} › Domain`)]),
  },
  'auth0/metadata-invalid': {},
  'auth0/client-refused': {},
  'auth0/refused': {},
  'auth0/service-error': {},
  'entra/refused': {},
  'entra/transient': {},
  'azure-openai/refused': {},
  'azure-openai/path-or-version-wrong': {
    also: () => 'Or something else than an Azure OpenAI resource answers at the endpoint. ',
    fix: () => [run('azure', 'maybe', listAccounts)],
  },
  'azure-openai/service-error': {},
};

const tryAgain = wait('local', 'likely', 'Try again in a minute, in case it was an outage.');

/** Who may have given it. */
function whose({ party, status }: Refusal): string {
  const own: Record<Party, string> = {
    auth0: status === 403 ? ', or the access control list of the Auth0 tenant, which blocks with such a page' : '',
    entra: '',
    'azure-openai': ', or an API gateway in front of the resource',
  };
  return `Something on the way may have given it: a proxy, a filter or a gateway${own[party]}. It says nothing of the settings.`;
}

function networkFixes(refusal: Refusal, isLocked: boolean): Fix[] {
  const { party, status } = refusal;
  const host = hostOf(refusal);
  return [
    ...(isLocked ? [set('local', 'likely', 'HTTPS_PROXY', 'http://USER:PASSWORD@PROXY_HOST:PORT')] : []),
    probe(party, host),
    openInBrowser(host),
    ...(party === 'auth0' && status === 403 ? [toDo('auth0', 'likely', accessList)] : []),
    messageFix('local', 'maybe', {
      ask: 'Could you see whether our network lets one host through, please?',
      lines: [
        ['Host', host],
        ['What came back', `status ${status}${isLocked ? '' : ', a web page'}`],
      ],
      why: `our application calls ${partyNames[party]} there, and ${isLocked ? 'a proxy asks for a password' : 'a web page comes back'} in the place of its answer.`,
    }),
  ];
}

/** Where whoever answers in the place of a host shows itself. */
export function openInBrowser(host: string): Fix {
  return toDo(
    'local',
    'likely',
    `Open https://${host}/ in a browser on this machine: a filter, or a network that wants a sign-in, shows itself there.`,
  );
}

const accessList = 'Look whether the access control list of the tenant lets the address of this machine pass.';

function isDown({ status }: Refusal): boolean {
  return status !== null && status >= 500;
}

/** `asked` is the method and the address. */
function hostOf({ asked }: Refusal): string {
  return URL.parse(asked.slice(asked.indexOf(' ') + 1))?.host ?? 'HOST';
}
