import type { CheckId } from '../checks/check-id.js';
import type { CheckDocument, ReportDocument } from '../report/documents.js';
import type { PartialConnection, Variables } from './connection.js';
import type { AbortSignalLike } from './wait.js';

/** How a check is made. */
export interface CheckOptions {
  /** Ends the check: the generator throws an `AbortError`. */
  signal?: AbortSignalLike | undefined;
  /** False spends no tokens of the model: everything before a completion is checked. */
  complete?: boolean | undefined;
  /** Warnings count as failures. */
  strict?: boolean | undefined;
  /**
   * What `az identity federated-credential list` or `show` prints, as text or parsed: all of them, in place of the one in the connection.
   */
  federatedCredentials?: string | object | undefined;
  /** The variables that name a proxy; those of the process unless given. */
  env?: Variables | undefined;
  /** The clock. */
  now?: (() => Date) | undefined;
}

/** What happens during a check, as it happens. */
export type Happening =
  | { type: 'started'; id: CheckId; title: string }
  /** A piece of the model's answer. */
  | { type: 'said'; text: string }
  /** A check with what it comes to so far: until Entra ID has judged the token, a later one can still explain it. The report has the last word. */
  | { type: 'finished'; check: CheckDocument }
  /** The last of them. */
  | { type: 'report'; report: ReportDocument };

/**
 * Every check, from the settings to a real completion, as events. The report comes twice: as the last event, since `for await` drops
 * what a generator returns, and as that, for whoever calls `next()`. It is what `keyless check --json` prints.
 *
 * Whatever is wrong with the connection is in the report, and nothing of it throws. Auth0 is asked for one token, the model for a sentence.
 * Who stops listening stops the check.
 */
export async function* check(
  connection: PartialConnection,
  options?: CheckOptions | null,
): AsyncGenerator<Happening, ReportDocument, void> {
  const { followCheck } = await import('./check.js');
  return yield* followCheck(connection, options ?? {});
}
