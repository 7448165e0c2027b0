import { Box, Text, useApp, useCursor, useInput, usePaste } from 'ink';
import { useCallback, useEffect, useInsertionEffect, useMemo, useReducer } from 'react';

import type { Paint } from '../report/marks.js';
import type { Desk, Left } from './desk.js';
import type { Window } from './glass.js';
import type { Key } from './keys.js';
import { keysIn } from './keys.js';
import { PastList } from './past-list.js';
import { beginning, reducerOf } from './reduce.js';
import type { Action } from './state.js';
import { useDesk } from './use-desk.js';
import { useBell } from './use-bell.js';
import { useSpinner } from './use-spinner.js';
import { useTicks } from './use-ticks.js';
import { isUnmarkedPaste } from './unmarked-paste.js';
import { isBusy, viewOf } from './view.js';

/** Joins the parts: the state, the keys that change it, the desk that works for it, and the lines that show it. */
export function App({ desk, paint, link, size, isNarrowing, onFrame, suspend }: { desk: Desk; paint: Paint; link: boolean } & Window) {
  const { columns, rows } = size;
  const reducer = useMemo(() => reducerOf(desk), [desk]);
  const [state, dispatch] = useReducer(reducer, desk, (ground) => beginning(ground, size));
  const { spinner, turn } = useSpinner(isBusy(state));
  const hear = useCallback(
    (action: Action): void => {
      turn();
      dispatch(action);
    },
    [turn],
  );
  const { setCursorPosition } = useCursor();
  const { exit, suspendTerminal } = useApp();
  const press = (key: Key): void => {
    if (suspend && key.kind === 'ctrl' && key.letter === 'z') void suspendTerminal(suspend);
    else dispatch({ type: 'key', key });
  };
  useInput((input, key) => keysIn(input, key, (text) => isUnmarkedPaste(text, state, desk)).forEach(press));
  usePaste((text) => press({ kind: 'paste', text }));
  useDesk(desk, state, hear);
  useTicks(state, dispatch);
  useBell(state);
  useEffect(() => dispatch({ type: 'resized', columns, rows }), [columns, rows]);
  useEffect(() => {
    if (state.exit !== null) exit({ code: state.exit, next: state.next, report: state.report } satisfies Left);
  }, [exit, state.exit, state.next, state.report]);
  // Ink tells of an error only when it is thrown here.
  if (state.crash) throw state.crash;

  const look = { ...size, paint, link, spinner };
  const { lines, cursor } = isNarrowing ? { lines: [], cursor: null } : viewOf(state, desk, look);
  setCursorPosition(cursor ?? undefined);
  useInsertionEffect(() => onFrame({ lines, cursor }));
  return (
    <Box flexDirection="column">
      <PastList past={state.past} columns={columns} rows={rows} paint={paint} link={link} />
      {lines.length > 0 && <Text wrap="truncate">{lines.map((line) => (line === '' ? ' ' : line)).join('\n')}</Text>}
    </Box>
  );
}
