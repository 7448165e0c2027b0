import { createTransport } from '../chain/transport.js';
import type { Transport } from '../chain/transport.js';
import { createSession } from '../chain/session.js';
import type { CheckContext, CheckEvent } from '../checks/check.js';
import type { CheckId } from '../checks/check-id.js';
import { checkQuestion } from '../commands/question.js';
import { reportsOf } from '../commands/setting-reports.js';
import type { CheckDocument, ReportDocument } from '../report/documents.js';
import type { Followed, Run } from '../report/follow.js';
import { followRun } from '../report/follow.js';
import { checkJson, reportDocument } from '../report/json.js';
import { parseSettings } from '../settings/parse-settings.js';
import { secretsIn } from '../settings/secrecy.js';
import manifest from '../../package.json' with { type: 'json' };
import type { CheckOptions, Happening } from './checking.js';
import { settingsOf } from './connection.js';
import type { PartialConnection } from './connection.js';
import { environment } from './environment.js';
import { credentialsIn } from './held-credentials.js';
import { abortError } from './wait.js';

/** The run behind `check`, loaded with the first that is asked for. */
export async function* followCheck(connection: PartialConnection, options: CheckOptions): AsyncGenerator<Happening, ReportDocument, void> {
  const { signal, strict } = options;
  if (signal?.aborted) throw abortError(signal.reason);
  const ending = new AbortController();
  const { context, run } = opened(connection, options, ending.signal);
  const stop = (): void => ending.abort(abortError(signal?.reason));
  signal?.addEventListener('abort', stop);
  try {
    const report = yield* happenings(followRun(context, { ...run, strict: strict === true }));
    if (signal?.aborted) throw abortError(signal.reason);
    yield { type: 'report', report };
    return report;
  } finally {
    // Whoever stops listening in the middle has no use for the rest.
    ending.abort(abortError('nobody listens any more'));
    signal?.removeEventListener('abort', stop);
    context.transport.close();
  }
}

interface Opened {
  context: CheckContext & { transport: Transport };
  run: Omit<Run, 'strict'>;
}

function opened(connection: PartialConnection, options: CheckOptions, signal: AbortSignal): Opened {
  const { complete, federatedCredentials } = options;
  const now = options.now ?? (() => new Date());
  const texts = settingsOf(connection);
  const { profile, problems } = parseSettings(texts);
  const stored = profile?.credential ? [profile.credential] : null;
  const credentials = federatedCredentials == null ? stored : credentialsIn(federatedCredentials);
  const transport = createTransport({ env: options.env ?? environment(), secrets: secretsIn(texts), signal, now });
  const context = {
    settings: { profile, problems, unreadable: null, credentials, secretFile: null },
    session: profile && createSession(profile, transport, now),
    transport,
    now,
    messages: [checkQuestion],
    complete: complete ?? true,
    isBrief: true,
    signal,
  };
  return { context, run: { settings: reportsOf(texts, problems) } };
}

async function* happenings(run: ReturnType<typeof followRun>): AsyncGenerator<Happening, ReportDocument, void> {
  for (;;) {
    const { done, value } = await run.next();
    if (done) return reportDocument(value, { name: manifest.name, version: manifest.version });
    yield happeningOf(value);
  }
}

function happeningOf({ event, report }: Followed): Happening {
  switch (event.type) {
    case 'started':
    case 'said':
      return event;
    case 'finished':
      return { type: 'finished', check: lineOf(event, report) };
  }
}

function lineOf({ result: { id } }: Extract<CheckEvent, { type: 'finished' }>, report: Followed['report']): CheckDocument {
  const line = report().checks.find((check): check is typeof check & { id: CheckId } => check.id === id);
  if (!line) throw new TypeError(`${id} has finished and is not in the report`);
  return checkJson(line);
}
