import type { NetworkFailure, Party } from '../chain/answer.js';
import { absentHost } from './absent-host.js';
import type { Explanation, Fix, Words } from './explanation.js';
import { proxyHint, set, toDo, wait } from './fix.js';
import { certificateWords } from './certificate.js';
import { partyNames } from './party-names.js';
import { probe, proxyWords } from './proxy.js';
import { quote } from './quote.js';
import { duration } from './time.js';

/** Words for an answer that never arrived. They depend on whose it was and on the code of the system. */
export const networkWords = {
  'network/name-not-found': ({ party, failure }, known) => {
    if (isNameServerSilent(failure)) return nameServerSilent(party, failure);
    return absentHost[party](failure, known);
  },
  'network/unreachable': ({ party, failure }) =>
    failure.midAnswer || failure.sent
      ? (failure.sent ? noWord : brokeOff)(party, failure)
      : {
          title: `${partyNames[party]} cannot be reached`,
          why: `${unreachable(failure)} Nothing was asked, so nothing is known about the settings.`,
          fix: [probe(party, failure.host), ...otherWay(failure)],
          docs: [],
        },
  'network/timeout': ({ party, failure }) =>
    failure.midAnswer || isNameServerSilent(failure)
      ? (failure.midAnswer ? fellSilent : nameServerSilent)(party, failure)
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

/** Whether no name could be looked up: that is the one name server of this machine, whichever party was asked for. */
export function isNameServerSilent(failure: NetworkFailure | null | undefined): boolean {
  return failure !== null && failure !== undefined && /^(?:EAI_|LOOKUP_TIMEOUT$)/.test(failure.detail);
}

/** The request went out as a whole: the way there is right, and whether the request did anything is not known. */
function noWord(party: Party, { host, detail, proxy }: NetworkFailure): Explanation {
  const way = proxy ? `, on its way through the proxy ${quote(proxy)}` : '';
  const isNoHttp = detail.startsWith('HPE_');
  return {
    title: isNoHttp ? `What answers in the place of ${partyNames[party]} speaks no proper HTTP` : `${partyNames[party]} gave no answer`,
    why: isNoHttp
      ? `${quote(host)} took the request, and what came back${way} cannot be read as an answer of HTTP (${detail}). Nothing of it says anything about the settings.`
      : `${quote(host)} took the request, and then the connection was cut${way} before anything of an answer came (${detail}). The service, a gateway or a firewall can do that; nothing is known about the settings.`,
    fix: [
      wait('local', 'likely', 'Try again in a minute.'),
      probe(party, host),
      ...otherWay({ kind: 'unreachable', host, detail, ...(proxy && { proxy }) }),
    ],
    docs: [],
  };
}

/** What came before the break shows that the way there is right. */
function brokeOff(party: Party, { host, detail, proxy }: NetworkFailure): Explanation {
  const way = proxy ? `, on its way through the proxy ${quote(proxy)}` : '';
  return {
    title: `The answer of ${partyNames[party]} broke off`,
    why: `${quote(host)} ${inOrder[detail] ?? 'had begun to answer when the connection ended'} (${detail})${way}. The service, the network or something in between gave up; the settings had nothing to do with it.`,
    fix: [wait('local', 'likely', 'Try again in a minute.'), ...otherWay({ kind: 'unreachable', host, detail, ...(proxy && { proxy }) })],
    docs: [],
  };
}

/** Ends of a stream that are no end of an answer, though nothing was cut. */
const inOrder: Readonly<Record<string, string>> = {
  NO_CONTENT: 'opened its answer and closed it in order, and no text of the model was in it',
  EVENT_TOO_LARGE: 'sent one event without an end, which was not read any further',
  NO_FINISH_REASON: 'closed its answer in order, and the model had not said that it was done',
};

/** The connection was there to the end, which some keep up with signs of life although nothing comes any more. */
function fellSilent(party: Party, { host, detail, proxy, afterMs }: NetworkFailure): Explanation {
  const way = proxy ? `, on its way through the proxy ${quote(proxy)}` : '';
  return {
    title: `The answer of ${partyNames[party]} came to a standstill`,
    why: `${quote(host)} had begun to answer, and then nothing more of the answer came${afterMs === undefined ? '' : ` within ${duration(afterMs)}`} (${detail})${way}. The service, the network or something in between gave up; the settings had nothing to do with it.`,
    fix: [wait('local', 'likely', 'Try again in a minute.'), ...otherWay({ kind: 'timeout', host, detail, ...(proxy && { proxy }) })],
    docs: [],
  };
}

function nameServerSilent(party: Party, { host, detail, afterMs }: NetworkFailure): Explanation {
  return {
    title: 'The name server did not answer',
    why: `The name ${quote(host)} of ${partyNames[party]} could not be looked up${afterMs === undefined ? '' : ` within ${duration(afterMs)}`} (${detail}). That is the network of this machine, not the name: nobody said that it does not exist.`,
    fix: [
      wait('local', 'likely', 'Try again when the network is up.'),
      toDo('local', 'likely', 'Look at the connection, the VPN and the name server of this machine.'),
      ...proxyHint(),
    ],
    docs: [],
  };
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
