import type { NetworkFailure, Party } from '../chain/answer.js';
import { messageFix } from './admin-message.js';
import type { Explanation, Fix } from './explanation.js';
import { run, set, toDo } from './fix.js';
import { partyNames } from './party-names.js';
import { listed, quote } from './quote.js';
import { shellWord } from '../settings/shell-word.js';

/** Words for a proxy that refused, that cannot be reached, or that cannot be used at all. */
export function proxyWords(party: Party, failure: NetworkFailure): Explanation {
  const { host, detail, proxy, variable } = failure;
  if (variable) return unusableProxy(variable, detail);
  const named = proxy ? `The proxy ${quote(proxy)}` : 'The proxy';
  const bypass = bypassOf(host);
  if (/\b407\b/.test(detail)) return wantsSignIn(party, failure);
  if (/^\d{3}$/.test(detail))
    return {
      title: `The proxy refused the way to ${partyNames[party]}`,
      why: `${named} answered ${detail} when it was asked to connect to ${quote(host)}. ${partyNames[party]} itself was not reached.${itsWords(failure)}`,
      fix: [
        messageFix('local', 'likely', {
          ask: detail.startsWith('4')
            ? 'Could you allow one host on our proxy, please?'
            : 'Could you see why our proxy does not reach one host, please?',
          lines: [['Host', host], ['Port', '443'], ...(proxy ? [['Proxy', proxy] as [string, string]] : []), ['Its answer', detail]],
          why: `our application signs in with Auth0 and Entra ID and calls Azure OpenAI, and this host is ${partyNames[party]}.`,
        }),
        bypass,
      ],
      docs: [],
    };
  if (/^(?:ERR_SSL|EPROTO)/.test(detail)) return noTls(party, failure);
  if (detail === 'ERR_PROXY_TUNNEL') return noProxy(named, failure);
  return {
    title: 'The proxy cannot be reached',
    why: `${named} did not take the connection (${detail}). HTTPS_PROXY or HTTP_PROXY names it, and the address is likely old or only known inside the company network.`,
    fix: [toDo('local', 'likely', 'Correct HTTPS_PROXY, or unset it where no proxy is needed.'), bypass],
    docs: [],
  };
}

/** By whether a name was sent, and by whether the proxy would take one at all. */
function wantsSignIn(party: Party, failure: NetworkFailure): Explanation {
  const { host, proxy, signedIn, offers = [] } = failure;
  const answered = `${proxy ? `The proxy ${quote(proxy)}` : 'The proxy'} answered 407 on the way to ${partyNames[party]}`;
  const setting = set('local', signedIn ? 'likely' : 'certain', 'HTTPS_PROXY', proxyWithPassword(proxy));
  if (offers.length > 0 && !offers.some((scheme) => /^basic$/i.test(scheme)))
    return {
      title: 'The proxy wants a sign-in that I do not know',
      why: `${answered}, and the only way to sign in that it offers is ${listed(offers.map(quote), 'or')}. HTTPS_PROXY carries a name and a password, which is another way (Basic).${itsWords(failure)}`,
      fix: [
        toDo(
          'local',
          'likely',
          'Start a small proxy on this machine that signs in for others, such as Px or CNTLM, and name that one in HTTPS_PROXY.',
        ),
        toDo('local', 'maybe', 'Ask IT whether this machine may use the proxy without a sign-in, or with a name and a password.'),
        bypassOf(host),
      ],
      docs: [],
    };
  if (signedIn)
    return {
      title: 'The proxy does not accept the name and the password',
      why: `${answered}, although HTTPS_PROXY carries a name and was used. Name or password are wrong, or may not be used here.${itsWords(failure)}`,
      fix: [
        setting,
        toDo(
          'local',
          'maybe',
          'Write a character such as @, : or / in the name or the password as its code: @ is %40, : is %3A and / is %2F.',
        ),
        bypassOf(host),
      ],
      docs: [],
    };
  return {
    title: 'The proxy wants a password',
    why: `${answered}: it lets nobody through without signing in. HTTPS_PROXY can carry the name and the password.${itsWords(failure)}`,
    fix: [setting, bypassOf(host)],
    docs: [],
  };
}

function unusableProxy(variable: string, detail: string): Explanation {
  const reason =
    detail === 'PROXY_SCHEME' ? 'another kind of proxy than http:// or https://, and I speak to no other' : 'something that is no address';
  return {
    title: `The proxy in ${variable} cannot be used`,
    why: `${variable} names ${reason}. Nothing was asked past it: whoever sets a proxy may not want that.`,
    fix: [
      set('local', 'certain', variable, 'http://PROXY_HOST:PORT'),
      run('local', 'maybe', `unset ${variable} ${variable.toLowerCase()}`),
      toDo('local', 'maybe', 'A SOCKS proxy needs a bridge in front of it that speaks HTTP.'),
    ],
    docs: [],
  };
}

/** Something took the connection, and is no HTTP proxy by what it said. */
function noProxy(named: string, failure: NetworkFailure): Explanation {
  const { host, detail, proxy = '' } = failure;
  const isPlain = proxy.startsWith('http://');
  return {
    title: 'The proxy does not answer as an HTTP proxy does',
    why: `${named} took the connection. Asked for the way to ${quote(host)}, it answered with something that is no HTTP proxy's answer, or hung up without a word (${detail}). Its port likely belongs to another service${
      isPlain ? ', or to a proxy that is spoken to with TLS: the address of such a one begins with https://' : ''
    }.${itsWords(failure)}`,
    fix: [
      toDo('local', 'likely', 'Correct the port in HTTPS_PROXY, or unset it where no proxy is needed.'),
      ...(isPlain ? [set('local', 'maybe', 'HTTPS_PROXY', proxy.replace(/^http:/, 'https:'))] : []),
      bypassOf(host),
    ],
    docs: [],
  };
}

function itsWords({ said }: NetworkFailure): string {
  return said ? ` Its words: ${quote(said)}.` : '';
}

function bypassOf(host: string): Fix {
  return toDo('local', 'maybe', `Add ${host} to NO_PROXY, if the way without the proxy is open.`);
}

/** The proxy was to lead to a service that speaks TLS, and something else came. */
function noTls(party: Party, { host, detail, proxy = '' }: NetworkFailure): Explanation {
  const plain = proxy.replace(/^https:/, 'http:');
  const isTls = proxy !== plain;
  return {
    title: 'What comes back through the proxy is not encrypted',
    why: `The way to ${quote(host)} leads through the proxy ${quote(proxy)}, and what came back is not TLS, the encryption of https:// (${detail}). ${
      isTls
        ? 'Most proxies are spoken to without TLS, so their address begins with http://, also for the way to https:// addresses.'
        : `Something answers there in the place of ${partyNames[party]}: a page to sign in at, or the wrong port.`
    }`,
    fix: [
      ...(isTls ? [set('local', 'likely', 'HTTPS_PROXY', plain)] : []),
      probe(party, host),
      toDo('local', isTls ? 'maybe' : 'likely', 'Correct HTTPS_PROXY, or unset it where no proxy is needed.'),
    ],
    docs: [],
  };
}

function proxyWithPassword(proxy: string | undefined): string {
  return proxy?.includes('://') ? proxy.replace('://', '://USER:PASSWORD@') : 'http://USER:PASSWORD@PROXY_HOST:PORT';
}

/** Asks the host for something harmless with another program; whatever it prints is a second opinion. */
export function probe(party: Party, host: string): Fix {
  const path: Record<Party, string> = {
    auth0: '/.well-known/openid-configuration',
    entra: '/common/v2.0/.well-known/openid-configuration',
    'azure-openai': '/',
  };
  return run('local', 'likely', `curl -sSI -m 20 ${shellWord(`https://${host}${path[party]}`)}`);
}
