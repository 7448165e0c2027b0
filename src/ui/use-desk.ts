import { useEffect } from 'react';

import type { CheckEvent } from '../checks/check.js';
import type { Report } from '../report/report.js';
import type { Desk } from './desk.js';
import type { Action, State, Work } from './state.js';
import { valuesOf } from './state.js';

type Dispatch = (action: Action) => void;

/** Gives the desk its work and brings back what becomes of it. */
export function useDesk(
  desk: Desk,
  { answers, work, isStopping }: Pick<State, 'answers' | 'work' | 'isStopping'>,
  dispatch: Dispatch,
): void {
  useEffect(() => desk.keep(valuesOf({ answers })), [desk, answers]);
  useEffect(() => {
    if (!work) return;
    const pieces = collectPieces((text) => dispatch({ type: 'said', id: work.id, text }));
    doWork(desk, work, { dispatch, pieces }).catch((error: unknown) => {
      dispatch({ type: 'crashed', error: error instanceof Error ? error : new Error(String(error)) });
    });
    return () => pieces.drop();
  }, [desk, dispatch, work]);
  useEffect(() => {
    if (isStopping) desk.stop();
  }, [desk, isStopping]);
}

async function doWork(desk: Desk, work: Work, { dispatch, pieces }: { dispatch: Dispatch; pieces: Pieces }): Promise<void> {
  const { id } = work;
  if (work.kind === 'write') return dispatch({ type: 'written', id, written: await desk.write(work.values) });
  if (work.kind === 'explain') return dispatch({ type: 'explained', id, explained: await desk.explain(work.text) });
  const watch = (event: CheckEvent, report: () => Report): void => {
    if (event.type === 'said') pieces.add(event.text);
    else dispatch({ type: 'event', id, event, report: report() });
  };
  const report = work.kind === 'check' ? await desk.check(work.values, watch) : await desk.ask(work.text, watch);
  pieces.flush();
  dispatch({ type: 'ended', id, report });
}

interface Pieces {
  add(text: string): void;
  flush(): void;
  drop(): void;
}

/** Faster than this nobody reads. A model says a hundred pieces in a second, and each would lay out the screen anew. */
const flushMs = 34;

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
