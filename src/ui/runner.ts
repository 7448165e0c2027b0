import type { CheckEvent } from '../checks/check.js';
import type { Report } from '../report/report.js';
import { noticeSlow } from './check/slow.js';
import type { Desk } from './desk.js';
import type { ProbeName } from './probes.js';
import type { Action, State, Work } from './state.js';
import { valuesOf } from './state.js';

type Dispatch = (action: Action) => void;

/** Gives the desk what the state asks for, once each, and brings back what becomes of it. Every face that draws the state has one. */
export interface Runner {
  /** Told of every state, in order. */
  follow(state: State): void;
  /** Nothing of what is under way is told any more. */
  end(): void;
}

export function createRunner(desk: Desk, dispatch: Dispatch): Runner {
  /** The work that the desk is at; null between two. */
  let underway: number | null = null;
  const done = { answers: null as State['answers'] | null, work: 0, errand: 0, probes: new Set<number>(), isStopping: false, hurries: 0 };
  let pieces: Pieces | null = null;
  let hiding: NodeJS.Timeout | null = null;
  const failed = (error: unknown): void => dispatch({ type: 'crashed', error: error instanceof Error ? error : new Error(String(error)) });

  function begin(work: Work): void {
    pieces?.drop();
    const own = collectPieces((text) => dispatch({ type: 'said', id: work.id, text }));
    pieces = own;
    underway = work.id;
    const over = (action: Action): void => {
      if (underway === work.id) underway = null;
      dispatch(action);
    };
    doWork(desk, work, { dispatch, over, pieces: own }).catch(failed);
  }

  function probe(name: ProbeName, id: number, state: State): void {
    done.probes.add(id);
    desk
      .probe(name, valuesOf(state))
      .then((probed) => dispatch({ type: 'probed', id, probe: name, probed }))
      .catch(failed);
  }

  return {
    follow(state) {
      const { answers, work, errand, probes, isStopping } = state;
      if (answers !== done.answers) desk.keep(valuesOf(state));
      done.answers = answers;
      for (const [name, { id }] of probes) if (!done.probes.has(id)) probe(name, id, state);
      // What was given up is stopped, also where the next work was begun in the same frame and nothing was seen in between.
      const isGivenUp = underway !== null && work?.id !== underway;
      if (isGivenUp || (isStopping && !done.isStopping)) desk.stop();
      if (isGivenUp) underway = null;
      done.isStopping = isStopping;
      // A small job first: the work may depend on what it settles.
      if (errand && errand.id > done.errand) {
        done.errand = errand.id;
        desk
          .errand(errand)
          .then((told) =>
            dispatch({ type: 'told', errand, ...(typeof told === 'string' ? { sentence: told } : { sentence: '', facts: told }) }),
          )
          .catch(failed);
      }
      if (work && work.id > done.work) {
        done.work = work.id;
        begin(work);
      } else if (!work) pieces?.drop();
      const hurries = state.screen.at === 'wait' ? state.screen.hurries : 0;
      if (hurries > done.hurries) desk.hurry();
      done.hurries = hurries;
      const isRevealed = state.screen.at === 'fields' && state.screen.isRevealed;
      if (isRevealed) hiding ??= setTimeout(() => dispatch({ type: 'hidden' }), revealedMs);
      else if (hiding) hiding = clearedTimer(hiding);
    },
    end() {
      pieces?.drop();
      if (hiding) hiding = clearedTimer(hiding);
    },
  };
}

/** A secret that is shown is hidden again by itself. */
const revealedMs = 10_000;

function clearedTimer(timer: NodeJS.Timeout): null {
  clearTimeout(timer);
  return null;
}

interface Ways {
  dispatch: Dispatch;
  /** Told of the last action of the work. */
  over: Dispatch;
  pieces: Pieces;
}

async function doWork(desk: Desk, work: Work, { dispatch, over, pieces }: Ways): Promise<void> {
  const { id } = work;
  const slow = noticeSlow((check) => dispatch({ type: 'slow', id, check }));
  const watch = (event: CheckEvent, report: () => Report): void => {
    slow.follow(event);
    if (event.type === 'said') pieces.add(event.text);
    else dispatch({ type: 'event', id, event, report: report() });
  };
  const ended = (report: Report): void => {
    pieces.flush();
    slow.end();
    over({ type: 'ended', id, report });
  };
  switch (work.kind) {
    case 'write':
      return over({ type: 'written', id, written: await desk.write(work.values) });
    case 'explain':
      return over({ type: 'explained', id, explained: await desk.explain(work.text) });
    case 'wait':
      return ended(await desk.wait(work.values, (tried) => dispatch({ type: 'tried', id, tried })));
    case 'check':
      return ended(await desk.check(work.values, watch, work.from));
    case 'look':
      return over({
        type: 'looked',
        id,
        looked: await desk.look(work, (what, isOver = false) => dispatch({ type: 'heard', id, what, isOver })),
      });
    case 'apply':
      return over({ type: 'applied', id, followed: await desk.apply((event) => dispatch({ type: 'step', id, event })) });
    case 'prepare':
      return over({ type: 'prepared', id, prepared: await desk.prepareRepair(work.values, work.wished) });
    case 'repair':
      return over({ type: 'repaired', id, repaired: await desk.repair((ran) => dispatch({ type: 'ran', id, ran })) });
    case 'export':
      return over({ type: 'exported', id, offers: await desk.exports(work.values, work.report) });
    case 'save':
      return over({ type: 'saved', id, saved: await desk.save(work.exported) });
    case 'credential':
      return over({ type: 'read', id, read: await desk.readCredential(work.values) });
    case 'ask':
      return ended(await desk.ask(work.text, watch));
  }
}

interface Pieces {
  add(text: string): void;
  flush(): void;
  drop(): void;
}

/**
 * Faster than this nobody reads. A model says a hundred pieces in a second, and each would lay out the screen anew. Less than the
 * spinner waits before it turns by itself, so that it turns with the pieces.
 */
const flushMs = 80;

function collectPieces(say: (text: string) => void): Pieces {
  let text = '';
  let timer: NodeJS.Timeout | null = null;
  const drop = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
  };
  const flush = (): void => {
    drop();
    if (text !== '') say(text);
    text = '';
  };
  const add = (piece: string): void => {
    text += piece;
    timer ??= setTimeout(flush, flushMs);
  };
  return { add, flush, drop };
}
