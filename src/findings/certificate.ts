import type { NetworkFailure, Party } from '../chain/answer.js';
import type { Explanation, Fix } from './explanation.js';
import { run, toDo } from './fix.js';
import { partyNames } from './party-names.js';
import { quote } from './quote.js';
import { shellWord } from '../settings/shell-word.js';

/** Words for a TLS connection that did not come about, by the code of Node or OpenSSL. */
export function certificateWords(party: Party, failure: NetworkFailure): Explanation {
  const { detail } = failure;
  if (isOtherTls(detail)) return otherTls(party, failure);
  if (/^(?:ERR_SSL|EPROTO)/.test(detail)) return noTls(party, failure);
  if (/EXPIRED|NOT_YET_VALID/.test(detail)) return outOfTime(party, failure);
  if (/ALTNAME|HOSTNAME/.test(detail)) return otherName(party, failure);
  return untrusted(party, failure);
}

/** OpenSSL's codes for two sides that both speak TLS, and have no version of it in common. */
function isOtherTls(detail: string): boolean {
  return /PROTOCOL_VERSION|UNSUPPORTED_PROTOCOL|NO_PROTOCOLS_AVAILABLE/.test(detail);
}

function otherTls(party: Party, { host, detail }: NetworkFailure): Explanation {
  return {
    title: `No version of TLS is common to this machine and ${partyNames[party]}`,
    why: `${quote(host)} speaks TLS, the encryption of https://, and none of the versions that this machine takes, 1.2 and 1.3 (${detail}). The services themselves speak those, so something old answers in their place: a gateway, a proxy or another server. Nothing was sent.`,
    fix: [showCertificate(host), toDo('local', 'likely', `Compare host and port with those in ${hostSetting[party]}.`)],
    docs: [],
  };
}

function noTls(party: Party, { host, detail }: NetworkFailure): Explanation {
  return {
    title: `What answers in the place of ${partyNames[party]} is not encrypted`,
    why: `At ${quote(host)} something answers that does not speak TLS, the encryption of https:// (${detail}): plain HTTP, another service on that port, or a network that wants a sign-in first. No certificate was shown, and nothing was sent.`,
    fix: [toDo('local', 'likely', `Compare host and port with those in ${hostSetting[party]}.`), showCertificate(host)],
    docs: [],
  };
}

/** A proxy that is spoken to with TLS shows a certificate of its own first. */
function shownBy({ host, proxy }: NetworkFailure): string {
  return proxy?.startsWith('https:') ? `${quote(host)}, or the proxy ${quote(proxy)} on the way there,` : quote(host);
}

function outOfTime(party: Party, failure: NetworkFailure): Explanation {
  const { host, detail } = failure;
  return {
    title: `The certificate of ${partyNames[party]} is outside its valid time`,
    why: `${shownBy(failure)} showed a certificate that this machine takes for ${/EXPIRED/.test(detail) ? 'expired' : 'not valid yet'} (${detail}). Large services renew theirs in time, so the clock of this machine is the first suspect.`,
    fix: [
      run('local', 'likely', 'date -u'),
      toDo('local', 'likely', 'Let this machine set its clock from the network.'),
      showCertificate(host),
    ],
    docs: [],
  };
}

function otherName(party: Party, { host, detail }: NetworkFailure): Explanation {
  return {
    title: `The certificate of ${partyNames[party]} is for another name`,
    why: `Whoever answers at ${quote(host)} shows a certificate for another name (${detail}). The host in the settings is likely wrong, or a network that wants a sign-in first stands in between.`,
    fix: [showCertificate(host), toDo('local', 'likely', `Compare the host with the one in ${hostSetting[party]}.`)],
    docs: [],
  };
}

function untrusted(party: Party, failure: NetworkFailure): Explanation {
  const { host, detail, issuer } = failure;
  return {
    title: `The certificate of ${partyNames[party]} is not trusted`,
    why: `${shownBy(failure)} showed a certificate ${
      issuer === undefined ? 'whose issuer Node.js does not know' : `issued by ${quote(issuer)}, which Node.js does not know`
    } (${detail}). A company proxy or a virus scanner that opens encrypted traffic signs it with its own authority, and only browsers are told about that. NODE_EXTRA_CA_CERTS adds the authority; it is read when the program starts.`,
    fix: [
      toDo(
        'local',
        'likely',
        issuer === undefined
          ? "Ask IT for your company's root certificate as a PEM file, name that file in NODE_EXTRA_CA_CERTS, and start again."
          : `If that is your company's, ask IT for the root certificate behind ${quote(issuer)} as a PEM file, name that file in NODE_EXTRA_CA_CERTS, and start again.`,
      ),
      run('local', 'likely', 'export NODE_EXTRA_CA_CERTS=/PATH/TO/COMPANY_CA.pem'),
      showCertificate(host),
    ],
    docs: [],
  };
}

const hostSetting: Record<Party, string> = { auth0: 'OIDC_ENDPOINT', entra: 'AZURE_AUTHORITY_HOST', 'azure-openai': 'AZURE_AOAI_ENDPOINT' };

function showCertificate(host: string): Fix {
  return run('local', 'maybe', `curl -sSvI -m 20 ${shellWord(`https://${host}/`)}`);
}
