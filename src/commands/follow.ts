import type { Check, CheckContext, CheckEvent } from '../checks/check.js';
import { checkOrder, pipeline } from '../checks/pipeline.js';
import { runChecks } from '../checks/run.js';
import type { Again } from '../checks/run.js';
import type { Known } from '../findings/explanation.js';
import type { Exchange } from '../chain/exchange.js';
import { judge } from '../report/judge.js';
import { noProgress, reduceReport } from '../report/report.js';
import type { Progress, Report } from '../report/report.js';
import { requestOf } from '../report/requests.js';
import { withoutSecrets } from '../report/without-secrets.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import type { Place } from './open.js';

/** Told of everything as it happens; `report` is what the events come to so far. */
export type Watch = (event: CheckEvent, report: () => Report) => void;

export interface Following {
  args: Args;
  io: Io;
  watch?: Watch;
  checks?: readonly Check[];
  again?: Again;
  /** What is known besides, such as the names that somebody had looked up. */
  known?: Partial<Known>;
}

/** Runs the pipeline, folds its events, and tells the watcher. The report it returns is the last of them. */
export async function followChecks(
  place: Place,
  context: CheckContext,
  { args, io, watch, checks = pipeline, again, known = {} }: Following,
): Promise<Report> {
  const startedAt = io.now();
  const since = performance.now();
  let progress: Progress = { ...noProgress, known: { ...noProgress.known, ...known, envFile: namedFile(place, args) } };
  const { strip, stripStream } = place.transport.redactor;
  const frame = { startedAt, order: checkOrder, settings: place.reports, strict: args.flags.has('--strict') };
  const sent: Exchange[] = [];
  const report = (): Report => {
    const requests = sent.map((exchange) => requestOf(exchange, since));
    return withoutSecrets(judge(progress, { ...frame, requests, durationMs: Math.round(performance.now() - since) }), strip);
  };
  const deafen = place.transport.listen((exchange) => sent.push(exchange));
  try {
    for await (const event of withoutSecretsSaid(runChecks(checks, context, again), stripStream())) {
      progress = reduceReport(progress, event);
      watch?.(event, report);
    }
  } finally {
    deafen();
  }
  return report();
}

/** In a sandbox the values are not read from the file. */
function namedFile({ sandbox }: Place, { envFile }: Args): string | null {
  return sandbox !== null || envFile === null ? null : hideSecretsIn(envFile);
}

/** The model's words come in pieces, and a secret may be cut between two of them. */
async function* withoutSecretsSaid(
  events: AsyncIterable<CheckEvent>,
  stream: { push(piece: string): string; flush(): string },
): AsyncGenerator<CheckEvent> {
  for await (const event of events) {
    if (event.type === 'said') {
      const text = stream.push(event.text);
      if (text) yield { type: 'said', text };
    } else {
      const rest = event.type === 'finished' && event.result.id === 'azure-openai.completion' ? stream.flush() : '';
      if (rest) yield { type: 'said', text: rest };
      yield event;
    }
  }
}
