/** The three parties of the chain, in the order in which a token meets them. */
export type Party = 'auth0' | 'entra' | 'azure-openai';

/** Why no HTTP answer arrived. `host` is the host that was asked, `detail` the system's own code (ENOTFOUND, CERT_HAS_EXPIRED, …). */
export interface NetworkFailure {
  kind: 'name-not-found' | 'unreachable' | 'timeout' | 'tls-untrusted' | 'proxy';
  host: string;
  detail: string;
  /** Milliseconds waited, for a timeout. */
  afterMs?: number;
  /** The proxy on the way, without credentials. */
  proxy?: string;
  /** An answer had begun, and broke off. */
  midAnswer?: true;
  /** The request had gone out as a whole, and nothing of an answer came. */
  sent?: true;
  /** The words with which a proxy refused, redacted. */
  said?: string;
  /** The address of the proxy that asked for a sign-in carries a name, and it was sent. */
  signedIn?: true;
  /** The ways to sign in that the proxy offers. */
  offers?: string[];
  /** The authority at the end of a chain that is not trusted, as its certificate names it: `O=Acme, CN=Acme Proxy CA`. */
  issuer?: string;
  /** The variable that names a proxy which cannot be used. */
  variable?: string;
}

/**
 * What a party said when it did not give what was asked: read once, off the wire, already redacted.
 * Sources: Entra's body is described in reference-error-codes (Microsoft Learn), Auth0's in its Authentication API,
 * Azure OpenAI's is `{error:{code,message}}` or, from a gateway in front, `{statusCode,message}`.
 */
export interface Refusal {
  party: Party;
  /** HTTP status; null when no answer arrived. */
  status: number | null;
  /** The party's own code, such as `AADSTS700213`, `access_denied`, `DeploymentNotFound`; what a header says, where that says more. */
  code: string | null;
  /** Its own words, without trailing trace data. */
  said: string;
  /** What was asked: method, origin and path. */
  asked: string;
  correlationId: string | null;
  traceId: string | null;
  /** The party's own clock at that moment, as it printed it. */
  timestamp: string | null;
  retryAfterSeconds: number | null;
  network: NetworkFailure | null;
  /** Of a document that could be read: the fields that it has to have, and has not. */
  lacks?: string[];
  /** The body was a web page, which no party gives to a program of its own accord. */
  isPage?: true;
}

/** What a party replied. Both outcomes are expected; bugs throw instead. */
export type Answer<T> = { ok: true; value: T } | { ok: false; refusal: Refusal };
