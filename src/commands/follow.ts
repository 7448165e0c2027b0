import type { Check, CheckContext, CheckEvent } from '../checks/check.js';
import { pipeline } from '../checks/pipeline.js';
import { runChecks } from '../checks/run.js';
import { judge } from '../report/judge.js';
import { noProgress, reduceReport } from '../report/report.js';
import type { Progress, Report } from '../report/report.js';
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
}

/** Runs the pipeline, folds its events, and tells the watcher. The report it returns is the last of them. */
export async function followChecks(
  place: Place,
  context: CheckContext,
  { args, io, watch, checks = pipeline }: Following,
): Promise<Report> {
  const startedAt = io.now();
  const since = performance.now();
  let progress: Progress = noProgress;
  const report = (): Report =>
    judge(progress, {
      startedAt,
      durationMs: Math.round(performance.now() - since),
      order: pipeline.map(({ id }) => id),
      settings: place.reports,
      strict: args.flags.has('--strict'),
    });
  for await (const event of runChecks(checks, context)) {
    progress = reduceReport(progress, event);
    watch?.(event, report);
  }
  return report();
}
