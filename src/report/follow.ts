import type { Exchange } from '../chain/exchange.js';
import type { Check, CheckContext, CheckEvent } from '../checks/check.js';
import { checkOrder, pipeline } from '../checks/pipeline.js';
import { runChecks } from '../checks/run.js';
import type { Again } from '../checks/run.js';
import type { Known } from '../findings/explanation.js';
import { judge } from './judge.js';
import { noProgress, reduceReport } from './report.js';
import type { Progress, Report, SettingReport } from './report.js';
import { requestOf } from './requests.js';
import { withoutSecrets } from './without-secrets.js';

/** What a run is told besides what its checks need. */
export interface Run {
  settings: SettingReport[];
  /** Warnings count as failures. */
  strict: boolean;
  checks?: readonly Check[];
  again?: Again;
  /** What is known already, such as the names that somebody had looked up. */
  known?: Partial<Known>;
}

/** What has just happened; `report` is what everything comes to so far. */
export interface Followed {
  event: CheckEvent;
  report: () => Report;
}

/** Runs the checks and folds their events. The report it returns is the last of them, and no secret is in anything that it gives. */
export async function* followRun(context: CheckContext, run: Run): AsyncGenerator<Followed, Report> {
  const { settings, strict, checks = pipeline, again, known = {} } = run;
  const { transport } = context;
  const { redactor } = transport;
  const startedAt = context.now();
  const since = performance.now();
  let progress: Progress = { ...noProgress, known: { ...noProgress.known, ...known } };
  const frame = { startedAt, order: checkOrder, settings, strict };
  const sent: Exchange[] = [];
  const report = (): Report => {
    const requests = sent.map((exchange) => requestOf(exchange, since));
    return withoutSecrets(judge(progress, { ...frame, requests, durationMs: Math.round(performance.now() - since) }), redactor.strip);
  };
  const deafen = transport.listen((exchange) => sent.push(exchange));
  try {
    for await (const event of withoutSecretsSaid(runChecks(checks, context, again), redactor.stripStream())) {
      progress = reduceReport(progress, event);
      yield { event, report };
    }
  } finally {
    deafen();
  }
  return report();
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
