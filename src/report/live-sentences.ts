import type { CheckId } from '../checks/check.js';
import { answerEnd, answerSentences, endSentences, nameSentence } from './accessible.js';
import type { LiveText } from './live-text.js';
import { createPrintableStream } from './printable.js';
import type { CheckReport, Report } from './report.js';
import { createSentenceStream } from './sentence-stream.js';
import { settled } from './settled.js';
import { checkSentences } from './spoken-checks.js';

const answerId = 'azure-openai.completion';

export interface LiveSentences extends LiveText {
  /** The end of a run whose causes somebody else tells. */
  finish(report: Report): void;
  /** These checks, as far as they were not told yet. */
  rest(checks: readonly CheckReport[]): void;
  /** Whether an answer was told. */
  hasAnswered(): boolean;
}

/** The accessible face while it happens: each sentence is written once, when nothing can change it any more. No line is drawn again. */
export function createLiveSentences({ say, order }: { say: (lines: readonly string[]) => void; order: readonly CheckId[] }): LiveSentences {
  const running = new Set<CheckId>();
  const heard = new Set<CheckId>();
  const printing = createPrintableStream();
  let held = '';
  let stream: ReturnType<typeof createSentenceStream> | null = null;

  /** What is not run waits for its neighbours, which are told together with it. */
  function tell(checks: readonly CheckReport[], { diagnoses }: Pick<Report, 'diagnoses'>, isLast = true): void {
    const all = checks.filter(({ id }) => !heard.has(id));
    const fresh = isLast ? all : all.slice(0, all.findLastIndex(({ status }) => status !== 'notRun') + 1);
    for (const { id } of fresh) heard.add(id);
    if (fresh.length > 0) say(checkSentences(fresh, { order, diagnoses }));
  }

  function answer(text: string): void {
    say(linesIn(stream?.push(printing.push(text)) ?? []));
  }

  function endAnswer(): void {
    if (stream) say([...linesIn(stream.push(printing.flush())), ...linesIn(stream.flush()), answerEnd]);
  }

  function finish(report: Report): void {
    endAnswer();
    tell(report.checks, report);
  }

  return {
    take(event, report) {
      if (event.type === 'started') running.add(event.id);
      if (event.type === 'finished') running.delete(event.result.id);
      if (event.type === 'said' && stream) return answer(event.text);
      if (event.type === 'said') held += event.text;
      if (stream) return;
      if (event.type === 'finished') tell(settled(report().checks, order), report(), false);
      if (running.size !== 1 || !running.has(answerId) || held === '') return;
      // Nothing above the answer can change now.
      tell(report().checks, report());
      stream = createSentenceStream();
      say([nameSentence(modelIn(report()))]);
      answer(held);
    },
    finish,
    rest: (checks) => tell(checks, { diagnoses: [] }),
    hasAnswered: () => stream !== null,
    end(report) {
      finish(report);
      say([...(stream ? [] : answerSentences(report)), ...endSentences(report, true)]);
    },
    cancel(report) {
      endAnswer();
      tell(
        report.checks.filter(({ status }) => status !== 'notRun'),
        report,
      );
    },
  };
}

/** Sentences as lines of their own. */
export function linesIn(pieces: readonly string[]): string[] {
  return pieces.map((piece) => piece.trimEnd()).filter((line) => line !== '');
}

/** What the model is called here: by its deployment. */
function modelIn({ settings }: Report): string {
  return settings.find(({ name }) => name === 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME')?.value ?? 'The model';
}
