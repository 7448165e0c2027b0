import { printable } from '../../report/printable.js';
import { fold } from '../cells.js';
import type { Keys, Look, View } from '../look.js';
import { keyLines, lowRows } from '../look.js';
import type { DiagnosisScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { diagnosisKeys } from './diagnosis-keys.js';

/** What stands below an explanation. */
export function diagnosisView(state: State, screen: DiagnosisScreen, ground: Pick<Ground, 'isSandbox'>, look: Look): View {
  const { unsent } = screen;
  const words = hintOf(screen);
  const hint = words ? fold(printable(words), look.columns - 2).map((line) => ` ${look.paint('cyan', line)}`) : [];
  const kept =
    unsent === null ? [] : [`${look.paint('cyan', '❯')} ${look.paint('dim', fold(printable(unsent), look.columns - 4)[0] ?? '')}`];
  const keys: Keys = diagnosisKeys(state, screen, ground, look);
  return { lines: [...(look.rows < lowRows ? [] : ['']), ...hint, ...kept, ...keyLines(keys, look)], cursor: null };
}

/** What there is to paste: what Azure has, where only its refusal tells that the two differ. */
export function hintOf({ diagnoses, index, pasted, unsent }: DiagnosisScreen): string | null {
  if (pasted !== null || unsent !== null) return pasted?.hint ?? null;
  const evidence = diagnoses[index]?.evidence;
  const isUnseen = evidence !== undefined && 'diff' in evidence && evidence.azure === null;
  return isUnseen ? 'Paste here what Azure has, and I will point at the character.' : null;
}
