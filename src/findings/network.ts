import type { NetworkFailure, Party } from '../chain/answer.js';
import { listAccounts } from './azure-commands.js';
import type { Explanation, Fix, Known, Words } from './explanation.js';
import { auth0Page, run, set, toDo, wait } from './fix.js';
import { certificateWords } from './certificate.js';
import { pages } from './pages.js';
import { partyNames } from './party-names.js';
import { auth0Places } from './places.js';
import { kindOf } from '../settings/kinds.js';
import { probe, proxyWords } from './proxy.js';
import { quote } from './quote.js';
import { shellWord } from './shell-word.js';
import { duration } from './time.js';

/** Words for an answer that never arrived. They depend on whose it was and on the code of the system. */
export const networkWords = {
  'network/name-not-found': ({ party, failure }, known) => {
    if (failure.detail.startsWith('EAI_')) return nameServerSilent(party, failure);
    return absentHost[party](failure, known);
  },
  'network/unreachable': ({ party, failure }) =>
    failure.midAnswer
      ? brokeOff(party, failure)
      : {
          title: `${partyNames[party]} cannot be reached`,
          why: `${unreachable(failure)} Nothing was asked, so nothing is known about the settings.`,
          fix: [probe(party, failure.host), ...otherWay(failure)],
          docs: [],
        },
  'network/timeout': ({ party, failure }) =>
    failure.midAnswer
      ? brokeOff(party, failure)
      : {
          title: `${partyNames[party]} did not answer in time`,
          why: `${quote(failure.host)} gave no answer${failure.afterMs === undefined ? '' : ` within ${duration(failure.afterMs)}`}${
            failure.proxy
              ? `, asked through the proxy ${quote(failure.proxy)}. The proxy can be the silent one, or what is behind it.`
              : '. A firewall that drops traffic without a word looks like this, and so does a network that needs a proxy.'
          }`,
          fix: [
            probe(party, failure.host),
            wait('local', 'maybe', 'Try again in a minute, in case the network was busy.'),
            ...otherWay(failure),
          ],
          docs: [],
        },
  'network/tls-untrusted': ({ party, failure }) => certificateWords(party, failure),
  'network/proxy': ({ party, failure }) => proxyWords(party, failure),
} satisfies Words<'network'>;

/** What came before the break shows that the way there is right. */
function brokeOff(party: Party, { host, detail, proxy }: NetworkFailure): Explanation {
  const way = proxy ? `, on its way through the proxy ${quote(proxy)}` : '';
  return {
    title: `The answer of ${partyNames[party]} broke off`,
    why: `${quote(host)} had begun to answer when the connection ended (${detail})${way}. The service, the network or something in between gave up; the settings had nothing to do with it.`,
    fix: [wait('local', 'likely', 'Try again in a minute.'), ...otherWay({ kind: 'unreachable', host, detail, ...(proxy && { proxy }) })],
    docs: [],
  };
}

function nameServerSilent(party: Party, { host, detail }: NetworkFailure): Explanation {
  return {
    title: 'The name server did not answer',
    why: `The name ${quote(host)} of ${partyNames[party]} could not be looked up (${detail}). That is the network of this machine, not the name: nobody said that it does not exist.`,
    fix: [
      wait('local', 'likely', 'Try again when the network is up.'),
      toDo('local', 'likely', 'Look at the connection, the VPN and the name server of this machine.'),
      ...proxyHint(),
    ],
    docs: [],
  };
}

const absentHost: Record<Party, (failure: NetworkFailure, known: Known) => Explanation> = {
  auth0: ({ host, detail }) => ({
    title: 'The Auth0 domain does not exist',
    why: `No host is called ${quote(host)} (${detail}). The domain is likely mistyped, or its region is missing: the domain of a European tenant looks like acme.eu.auth0.com.`,
    fix: [
      auth0Page('likely', `${auth0Places.applicationSettings} › Domain`),
      run('auth0', 'likely', 'auth0 tenants list'),
      ...withRegion(host),
    ],
    docs: [],
  }),
  entra: ({ host, detail }) =>
    kindOf(host) === 'authority'
      ? {
          title: 'This machine does not find names of the internet',
          why: `${quote(host)} exists, and here it could not be looked up (${detail}). The machine is offline, or its name server knows one network only, as in a company that reaches the internet through a proxy. Nothing is known of the settings.`,
          fix: [run('local', 'likely', `nslookup ${shellWord(withoutPort(host))}`), ...proxyHint()],
          docs: [],
        }
      : {
          title: 'The address of Entra ID does not exist',
          why: `No host is called ${quote(host)} (${detail}). AZURE_AUTHORITY_HOST is likely mistyped; it names the cloud you use, and is not needed for the public one.`,
          fix: [
            set('local', 'likely', 'AZURE_AUTHORITY_HOST', 'https://login.microsoftonline.com'),
            run('local', 'likely', `nslookup ${shellWord(withoutPort(host))}`),
            ...proxyHint(),
          ],
          docs: [],
        },
  'azure-openai': ({ host, detail }) => ({
    title: 'The Azure OpenAI host does not exist',
    why: `No host is called ${quote(host)} (${detail}). Either the resource name in AZURE_AOAI_ENDPOINT is wrong, or the account has no custom subdomain, and then it has no host of its own.`,
    fix: [run('azure', 'likely', listAccounts), toDo('local', 'likely', 'Set AZURE_AOAI_ENDPOINT to the endpoint which that list shows.')],
    docs: [pages.subdomains],
  }),
};

/** A name is looked up without the port behind it. */
function withoutPort(host: string): string {
  return host.replace(/:\d+$/, '');
}

function withRegion(host: string): Fix[] {
  const tenant = /^([\w-]+)\.auth0\.com$/.exec(host)?.[1];
  return tenant
    ? [set('local', 'maybe', 'OIDC_ENDPOINT', `${tenant}.eu.auth0.com`), set('local', 'maybe', 'OIDC_ENDPOINT', `${tenant}.us.auth0.com`)]
    : [];
}

function unreachable({ host, detail, proxy }: NetworkFailure): string {
  if (/REFUSED/.test(detail))
    return `${quote(host)} refused the connection (${detail}): nothing listens there, or a firewall turns it away.`;
  if (/RESET|EPIPE|SOCKET/.test(detail))
    return proxy
      ? `The connection to ${quote(host)} was cut (${detail}) on its way through the proxy ${quote(proxy)}.`
      : `The connection to ${quote(host)} was cut (${detail}): a firewall in between can do that.`;
  if (/UNREACH|NETDOWN/.test(detail)) return `No route leads from this machine to ${quote(host)} (${detail}).`;
  return `No connection to ${quote(host)} came about (${detail}).`;
}

/** Another way than the one that failed: past the proxy, or through one. */
function otherWay({ host, proxy }: NetworkFailure): Fix[] {
  return proxy ? [set('local', 'maybe', 'NO_PROXY', host)] : proxyHint();
}

function proxyHint(): Fix[] {
  return [set('local', 'maybe', 'HTTPS_PROXY', 'http://PROXY_HOST:PORT')];
}
