import type { Plan } from '../provision/plan.js';
import { questionsJson, stepsJson } from '../provision/plan-json.js';
import { planSentences } from '../provision/plan-sentences.js';
import { planLines } from '../provision/plan-text.js';
import { eventLines, eventSentences } from '../provision/step-text.js';
import type { StepEvent } from '../provision/step.js';
import { causeSentences } from '../report/accessible.js';
import { causeLines } from '../report/cause-text.js';
import { diagnosisJson, documentText } from '../report/json.js';
import { printable } from '../report/printable.js';
import { sentence } from '../report/spoken-words.js';
import { decideAccessible, sayOn } from './accessible.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import { createReadingLine } from './reading-line.js';
import type { EndWords, Ended } from './provision-end.js';
import { paintFor } from './terminal.js';

/** What is told of a run, in one of three ways. */
export interface ProvisionFace {
  begin(): void;
  /** What is being read, and once it is over. */
  hear: (what: string, isOver?: boolean) => void;
  show(plan: Plan): void;
  watch: (event: StepEvent) => void;
  end(ended: Ended, words: EndWords): void;
}

export function createProvisionFace(args: Args, io: Io): ProvisionFace {
  if (args.flags.has('--json')) return jsonFace(args, io);
  return decideAccessible(args.flags, io.env) ? spokenFace(io) : textFace(args, io);
}

const beginning = 'Looking at Auth0 and Azure with your own auth0 and az. That changes nothing; Auth0 may be asked for one token.';

function textFace(args: Args, io: Io): ProvisionFace {
  const paint = paintFor(args, io, io.stdout);
  // A line that is written over needs a terminal that can.
  const isTerminal = io.stderr.isTTY && io.env['TERM'] !== 'dumb';
  const line = createReadingLine(isTerminal ? io.stderr : null, paintFor(args, io, io.stderr));
  const say = sayOn(io.stdout);
  const write = (lines: readonly string[]): void => (line.clear(), say(lines));
  return {
    begin: () => write([beginning, '']),
    hear: (what, isOver) => line.hear(what, isOver),
    show: (plan) => write([...planLines(plan, paint), '']),
    watch: (event) => write(eventLines(event, paint)),
    end({ outcomes }, { diagnoses, sentences, next }) {
      write([
        ...(outcomes.size > 0 ? [''] : []),
        ...causeLines(diagnoses, paint),
        ...sentences.map(printable),
        ...next.flatMap(({ command, when }) => [`  ${paint('cyan', 'run')} this ${when}:`, printable(command)]),
      ]);
    },
  };
}

function spokenFace(io: Io): ProvisionFace {
  const say = sayOn(io.stdout);
  return {
    begin: () => say([beginning]),
    hear: () => undefined,
    show: (plan) => say(planSentences(plan)),
    watch: (event) => say(eventSentences(event)),
    end: (_, { diagnoses, sentences, next }) =>
      say([
        ...causeSentences(diagnoses, false),
        ...sentences.map(sentence),
        ...next.flatMap(({ command, when }) => [`Type this ${when}:`, printable(command)]),
      ]),
  };
}

/** One document at the end, whatever happened. */
function jsonFace(args: Args, io: Io): ProvisionFace {
  const nothing = (): void => undefined;
  return {
    begin: nothing,
    hear: nothing,
    show: nothing,
    watch: nothing,
    end({ plan, outcomes, written }, { exitCode, diagnoses, next, error }) {
      const { name, version } = io.tool;
      const document = {
        schemaVersion: 1,
        tool: { name, version },
        ok: exitCode === 0,
        exitCode,
        dryRun: args.flags.has('--dry-run'),
        steps: stepsJson(plan, outcomes),
        questions: questionsJson(plan),
        diagnoses: diagnoses.map(diagnosisJson),
        written: written && { file: written.file, created: written.created, changes: written.changes },
        next,
        error,
      };
      io.stdout.write(documentText(document));
    },
  };
}
