import type { ExplainedDocument } from '../report/explained-document.js';

/** What an explanation may be told besides. */
export interface ExplainOptions {
  /**
   * What `az identity federated-credential list` or `show` prints, as text or parsed: the values of the error are compared with it. A
   * `KeylessError` is not: it was, with the `federatedCredential` of its connection.
   */
  federatedCredentials?: string | object | undefined;
  /** The clock by which a token has expired or not. */
  now?: (() => Date) | undefined;
}

/**
 * Explains an error as an SDK threw it, a text from a log, a token, settings, federated credentials, an AADSTS number or one of the codes
 * (docs/codes.md). Nobody is asked. It is what `keyless explain --json` prints; `recognised` is false where nobody here knows what it says.
 */
export async function explain(given: unknown, options?: ExplainOptions | null): Promise<ExplainedDocument> {
  const { explainGiven } = await import('./explain.js');
  return explainGiven(given, options ?? {});
}
