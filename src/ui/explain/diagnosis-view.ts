import { guideWord } from '../../findings/guide/guides.js';
import { printable } from '../../report/printable.js';
import { fold } from '../cells.js';
import type { Keys, Look, View } from '../look.js';
import { keyLines } from '../look.js';
import type { DiagnosisScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { thingOfCause } from '../setup/guide-places.js';
import { canWait } from './diagnosis-state.js';
import { offerKeys } from './paste-view.js';

/** What can be done below an explanation. */
export function diagnosisKeys(_state: State, screen: DiagnosisScreen, { isSandbox }: Ground, _look: Pick<Look, 'columns'>): Keys {
  const { diagnoses, index, shown, unsent, pasted } = screen;
  const thing = thingOfCause(screen);
  const left = (diagnoses[index]?.fix.length ?? 0) - shown;
  return [
    ...(unsent === null ? [] : [['enter', 'back to the prompt'] as const]),
    ...offerKeys(pasted?.offer ?? null),
    ...(isSandbox ? [['y', 'mend it'] as const] : []),
    ['r', 're-check'],
    ...(canWait({ diagnoses, pasted }) ? [['w', 'wait and re-check'] as const] : []),
    ['e', 'edit values'],
    ...(left > 0 ? [['m', left === 1 ? 'one more way' : `${left} more ways`] as const] : []),
    ...(diagnoses.length > 1 ? [['d', `next of ${diagnoses.length}`] as const] : []),
    ...(thing === null ? [] : [['g', `make the ${guideWord(thing)}`] as const]),
    ['x', 'another error'],
    ...(pasted === null ? [] : [['esc', 'back'] as const]),
    ['q', 'quit'],
  ];
}

/** What stands below an explanation. */
export function diagnosisView(state: State, screen: DiagnosisScreen, ground: Ground, look: Look): View {
  const { unsent, pasted } = screen;
  const hint = pasted?.hint ? fold(printable(pasted.hint), look.columns - 2).map((line) => ` ${look.paint('cyan', line)}`) : [];
  const kept =
    unsent === null ? [] : [`${look.paint('cyan', '❯')} ${look.paint('dim', fold(printable(unsent), look.columns - 4)[0] ?? '')}`];
  return { lines: ['', ...hint, ...kept, ...keyLines(diagnosisKeys(state, screen, ground, look), look)], cursor: null };
}
