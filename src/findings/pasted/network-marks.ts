import type { NetworkFailure, Party } from '../../chain/answer.js';
import { finding } from '../finding.js';
import { partyOfHost } from './hosts-of-parties.js';
import { refusalIn } from './mark.js';
import type { Mark } from './mark.js';
import type { Surroundings } from './surroundings.js';

interface Failure {
  kind: NetworkFailure['kind'];
  says: RegExp;
  /** The system's own code for it, where the words stand for one. */
  detail: string;
}

/** How a failed connection is told by curl, Node, Go, Python, Java, .NET and az; the more certain first. */
const failures: readonly Failure[] = [
  {
    kind: 'proxy',
    detail: '407',
    says: /407 Proxy Authentication Required|Tunnel connection failed: \d{3}|CONNECT tunnel failed, response \d{3}|Received HTTP code \d{3} from proxy|Cannot connect to proxy|\bProxyError\b|proxyconnect tcp|Could not resolve proxy|proxy authentication (?:is )?required|Proxy response \(\d{3}\)|The proxy tunnel request to proxy/gi,
  },
  {
    kind: 'tls-untrusted',
    detail: 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
    says: /CERTIFICATE_VERIFY_FAILED|unable to get (?:local )?issuer certificate|self[- ]signed certificate|UNABLE_TO_(?:VERIFY_LEAF_SIGNATURE|GET_ISSUER_CERT\w*)|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_HAS_EXPIRED|CERT_TRUST_IS_UNTRUSTED_ROOT|SSLCertVerificationError|SEC_E_UNTRUSTED_ROOT|certificate has expired|x509: certificate|PKIX path building failed|The remote certificate (?:is invalid|was rejected)|SSL certificate problem|could not establish trust relationship|The SSL connection could not be established|ERR_TLS_CERT_ALTNAME_INVALID/gi,
  },
  {
    kind: 'name-not-found',
    detail: 'ENOTFOUND',
    says: /getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|\bENOTFOUND\b|\blookup [\w.-]+(?: on [\d.:[\]a-f]+)?: |no such host|Could not resolve host|Name or service not known|nodename nor servname provided|No such host is known|UnknownHostException|The remote name could not be resolved|Temporary failure in name resolution|NameResolutionError|getaddrinfo failed|Failed to resolve|\[Errno -(?:2|3|5)\]|Name does not resolve/gi,
  },
  {
    kind: 'timeout',
    detail: 'ETIMEDOUT',
    says: /\bETIMEDOUT\b|i\/o timeout|Client\.Timeout exceeded|context deadline exceeded|UND_ERR_(?:CONNECT|HEADERS|BODY)_TIMEOUT|connect(?:ion)? timed out|Connection timeout|Read timed out|ConnectTimeout|ReadTimeout|APIConnectionTimeoutError|Request timed out|HttpClient\.Timeout of|SocketTimeoutException|did not properly respond after a period of time|Operation timed out|TLS handshake timeout/gi,
  },
  {
    kind: 'unreachable',
    detail: 'ECONNREFUSED',
    says: /\bECONN(?:REFUSED|RESET|ABORTED)\b|\bE(?:HOST|NET)UNREACH\b|connection refused|Connection reset|socket hang up|other side closed|No route to host|Network is unreachable|actively refused|forcibly closed|UND_ERR_SOCKET|Failed to connect to [\w.-]+ port|Failed to establish a new connection|Remote end closed connection|broken pipe|\bEPIPE\b|unexpected EOF/gi,
  },
];

/** Connections that failed on the way to one of the three parties. What failed on the way to anybody else is none of our business. */
export function networkMarks(text: string, around: Surroundings): Mark[] {
  const marks = failures.flatMap(({ kind, says, detail }) =>
    [...text.matchAll(says)].flatMap(({ 0: words, index }) => {
      const target = targetAround(text, index, around);
      if (!target) return [];
      const failure: NetworkFailure = { kind, host: target.host, detail: detailIn(text, index, kind) ?? detail };
      const refusal = {
        ...refusalIn(text, index, { party: target.party, code: failure.detail }),
        status: null,
        said: '',
        network: failure,
      };
      return [{ at: index, end: index + words.length, finding: finding(`network/${kind}`, { party: target.party, failure }, refusal) }];
    }),
  );
  return withoutRepeats(marks.toSorted((one, other) => one.at - other.at));
}

/** Marks in their order; only the neighbours of each are looked at, since a log may have thousands. */
function withoutRepeats(marks: readonly Mark[]): Mark[] {
  const isRepeated = (mark: Mark, at: number, step: 1 | -1): boolean => {
    for (let near = at + step; ; near += step) {
      const other = marks[near];
      if (!other || Math.abs(other.at - mark.at) > oneFailure) return false;
      if (rankOf(other) < rankOf(mark)) return true;
    }
  };
  return marks.filter((mark, at) => !isRepeated(mark, at, -1) && !isRepeated(mark, at, 1));
}

/** One failure is told in several words, such as `ProxyError` with `Tunnel connection failed: 407`; the most certain kind stands for it. */
const oneFailure = 500;

function rankOf({ finding: { code } }: Mark): number {
  return failures.findIndex(({ kind }) => code === `network/${kind}`);
}

/** The party whose host stands nearest; where no host does, the SDK that failed tells whom it asks. */
function targetAround(text: string, at: number, { az, azureOpenAi, entra }: Surroundings): { party: Party; host: string } | null {
  const from = Math.max(0, at - hostReach);
  const near = [...text.slice(from, at + hostReach).matchAll(hostName)]
    .map(({ 0: host, index }) => ({ host, distance: Math.abs(from + index - at) }))
    .filter(({ host }) => !isCode(host))
    .toSorted((one, other) => one.distance - other.distance);
  const hosts = near.map(({ host }) => host.toLowerCase());
  for (const host of hosts) {
    const party = partyOfHost(host);
    if (party) return { party, host };
  }
  if (hosts.some((host) => !isAdvice(host))) return null;
  if (/\bAPI(?:Connection|Timeout|ConnectionTimeout)Error\b/.test(text)) return { party: 'azure-openai', host: 'NAME.openai.azure.com' };
  if (az || entra) return { party: 'entra', host: 'login.microsoftonline.com' };
  return azureOpenAi ? { party: 'azure-openai', host: 'NAME.openai.azure.com' } : null;
}

const hostReach = 700;
const hostName =
  /(?<![\w.@/-])(?:[a-z\d](?:[a-z\d-]{0,62})\.){1,6}[a-z]{2,24}(?![\w-]|\.\w)|(?<=:\/\/)(?:[a-z\d-]{1,63}\.){0,6}[a-z\d-]{1,63}/gi;

/** Names with dots that are parts of programs: modules, files, classes. */
function isCode(name: string): boolean {
  // The names of hosts are written in small letters, those of classes and methods are not.
  if (/[A-Z]/.test(name) && !/\.(?:com|net)$/i.test(name)) return true;
  return /\.(?:py|js|ts|go|java|cs|rb|json|ya?ml|exceptions?|error|tf|md|txt|log|http|net|util|lang|io|core|client|identity|connection|urllib3?|internal)$/i.test(
    name,
  ) && !/\.(?:azure|microsoft|auth0)/i.test(name)
    ? true
    : /^(?:java|javax|sun|com|org|system|microsoft|azure|requests|urllib3|openai|httpx|httpcore|http|socket|net|node|undici|msal|io)\./i.test(
        name,
      ) && !/\.(?:com|net|us|cn|de)$/i.test(name);
}

/** Pages that an error points to are not what was asked. */
function isAdvice(host: string): boolean {
  return /^(?:aka\.ms|(?:docs|learn|go|support)\.microsoft\.com|github\.com|.*readthedocs\.io|nodejs\.org|pypi\.org)$/.test(host);
}

function detailIn(text: string, at: number, kind: NetworkFailure['kind']): string | null {
  const near = text.slice(Math.max(0, at - 80), at + 300);
  if (kind === 'proxy') return /\b(?:failed:|code|response) ?[('"]?(\d{3})|\b(407)\b/.exec(near)?.slice(1).find(Boolean) ?? null;
  return (
    /\b(?:ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONN[A-Z]+|E(?:HOST|NET)UNREACH|EPIPE|UND_ERR_\w+|UNABLE_TO_\w+|SELF_SIGNED_CERT_IN_CHAIN|DEPTH_ZERO_SELF_SIGNED_CERT|CERT_HAS_EXPIRED|ERR_TLS_CERT_ALTNAME_INVALID)\b/.exec(
      near,
    )?.[0] ?? null
  );
}
