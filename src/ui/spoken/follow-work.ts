import type { CheckId } from '../../checks/check.js';
import { answerEnd } from '../../report/accessible.js';
import type { LiveSentences } from '../../report/live-sentences.js';
import { createLiveSentences, linesIn } from '../../report/live-sentences.js';
import { createPrintableStream } from '../../report/printable.js';
import type { Report } from '../../report/report.js';
import type { SentenceStream } from '../../report/sentence-stream.js';
import { createSentenceStream } from '../../report/sentence-stream.js';
import { sentence } from '../../report/spoken-words.js';
import { triedWords, waitingWords } from '../../report/waiting-text.js';
import type { Tried } from '../desk.js';
import type { Applying } from '../provision/planning.js';
import { doingOf } from '../provision/standing.js';
import type { Action, Past, State } from '../state.js';
import { probeSentences } from './probe-sentences.js';
import { pastSentences } from './spoken-past.js';

/** Makes sentences of what happens while something is under way. */
export interface WorkListener {
  /** What an action tells before the state takes it. */
  hear(action: Action, state: State): string[];
  /** What was said and done since, without what was heard already. */
  past(items: readonly Past[]): string[];
}

export function listenToWork(order: readonly CheckId[]): WorkListener {
  let said: string[] = [];
  let work = 0;
  let live: LiveSentences = createLiveSentences({ say: tell, order });
  let answer: SentenceStream | null = null;
  let printing = createPrintableStream();
  let last: Report | null = null;

  /** A server decides how many lines a piece of an answer has, and arguments have a limit. */
  function tell(lines: readonly string[]): void {
    said = said.concat(lines);
  }

  function begin(id: number): void {
    work = id;
    live = createLiveSentences({ say: tell, order });
    answer = null;
    printing = createPrintableStream();
    last = null;
  }

  function hearCheck(action: Action): void {
    if (action.type === 'event') {
      last = action.report;
      live.take(action.event, () => action.report);
    } else if (action.type === 'said') {
      const report = last;
      if (report) live.take({ type: 'said', text: action.text }, () => report);
    } else if (action.type === 'ended') live.finish(action.report);
  }

  function hearAnswer(action: Action, isStopping: boolean): void {
    if (action.type === 'said' && !isStopping) {
      answer ??= createSentenceStream();
      tell(linesIn(answer.push(printing.push(action.text))));
    } else if (action.type === 'ended' && answer) {
      tell([...linesIn(isStopping ? [] : [...answer.push(printing.flush()), ...answer.flush()]), answerEnd]);
    }
  }

  function taken(): string[] {
    const lines = said;
    said = [];
    return lines;
  }

  return {
    hear(action, state) {
      if (action.type === 'probed')
        return state.probes.get(action.probe)?.id === action.id ? probeSentences(action.probe, action.probed) : [];
      if (!('id' in action) || state.work === null || action.id !== state.work.id) return [];
      if (action.id !== work) begin(action.id);
      if (action.type === 'tried') return triedSentences(action.tried);
      if (action.type === 'heard') return action.isOver ? [] : [sentence(`Reading ${action.what}`)];
      if (action.type === 'step') return stepBegun(action.event, state);
      if (state.work.kind === 'check') hearCheck(action);
      if (state.work.kind === 'ask') hearAnswer(action, state.isStopping);
      return taken();
    },
    past(items) {
      return items.flatMap((item) => {
        // What was heard before belongs to an earlier answer.
        if (item.kind === 'prompt') begin(0);
        const hasAnswered = live.hasAnswered() || answer !== null;
        if (item.kind === 'checks') {
          live.rest(item.checks);
          return taken();
        }
        if (hasAnswered && item.kind === 'answer') return [];
        if (live.hasAnswered() && item.kind === 'name') return [];
        return pastSentences(item);
      });
    },
  };
}

/** Which step it is at; what becomes of it is told by what is printed. */
function stepBegun(event: Applying, { screen }: State): string[] {
  if (event.type !== 'started' || screen.at !== 'apply') return [];
  return [sentence(`Step ${screen.settled.length + 1} of ${doingOf(screen.looked.plan).length}: ${event.step.title}`)];
}

/** One try, and before the first what is waited for. Seconds that pass are not counted aloud. */
function triedSentences(tried: Tried): string[] {
  const before = tried.tries === 1 ? waitingWords(tried).map(sentence) : [];
  const next = tried.pause === null ? '' : ' The next try follows by itself.';
  return [...before, `Try ${tried.tries}. ${sentence(triedWords(tried))}${next}`];
}
