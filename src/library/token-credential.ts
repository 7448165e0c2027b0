import type { AbortSignalLike } from './wait.js';

/** A token for a service of Azure. Times in milliseconds since 1970, by the clock of the credential: that of the machine, unless `now` was given. */
export interface AccessToken {
  token: string;
  expiresOnTimestamp: number;
  /** From when on asking again is worth it: a new one is fetched then, behind whoever asks. */
  refreshAfterTimestamp: number;
  tokenType: 'Bearer';
}

/** What an SDK of Azure hands in with a question. */
export interface GetTokenOptions {
  /** Ends the wait of this one caller, with an `AbortError`. */
  abortSignal?: AbortSignalLike | undefined;
  requestOptions?:
    | {
        /** Milliseconds after which this one caller does not wait any longer. */
        timeout?: number | undefined;
      }
    | undefined;
  /** Not used: the request that comes of it may be that of many callers. */
  tracingOptions?: object | undefined;
  /** The claims of a challenge, as JSON: the kept token is passed over, since a resource has refused it. */
  claims?: string | undefined;
  /** Whether the caller can answer such a challenge. */
  enableCae?: boolean | undefined;
  /** Another tenant than the one of the credential is refused, as `@azure/identity` does it, where both are given by their ids. */
  tenantId?: string | undefined;
}

/**
 * The interface by which every SDK of Azure takes a credential (`TokenCredential` of `@azure/core-auth`), written out here, so that
 * nothing has to be installed with it.
 */
export interface KeylessCredential {
  /**
   * The token that is kept, or a new one. Throws `KeylessError` where there is none to be had, and `AbortError` where the caller gave up.
   * `scopes` is that of one resource, such as `https://cognitiveservices.azure.com/.default`; anything else throws a `TypeError`.
   */
  getToken(scopes: string | string[], options?: GetTokenOptions | null): Promise<AccessToken>;
}
