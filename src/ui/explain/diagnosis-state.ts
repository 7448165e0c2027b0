import { passes } from '../../findings/passes.js';
import type { FieldName } from '../../settings/field-name.js';
import { openField, takenOver } from '../setup/openings.js';
import { openGuide } from '../setup/guide-state.js';
import { thingOfCause } from '../setup/guide-places.js';
import type { Key } from '../keys.js';
import { explained, pasting, startCheck, startWait, talking } from '../openings.js';
import { pressInPaste } from './paste-state.js';
import type { DiagnosisScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving, printed, sending } from '../state.js';

/** One key below an explanation. */
export function pressInDiagnosis(state: State, screen: DiagnosisScreen, key: Key, ground: Ground): State {
  if (key.kind === 'enter' && screen.unsent !== null) return { ...state, screen: talking(null, screen.unsent) };
  if (screen.pasted && key.kind === 'escape') return { ...state, screen: screen.pasted.back };
  if (screen.pasted?.offer && key.kind === 'enter') return takenOver(state, screen.pasted.offer, ground);
  if (key.kind === 'paste') return pressInPaste(state, pasting(screen), key, ground);
  if (key.kind === 'ctrl') return key.letter === 'd' ? leaving(state) : state;
  if (key.kind !== 'text') return state;
  switch (key.text) {
    case 'r':
      return startCheck(state);
    case 'y':
      return ground.isSandbox ? sending(state, { kind: 'mend' }) : state;
    case 'w':
      return canWait(screen) ? startWait(state) : state;
    case 'e':
      return openField(state, ground, placeOf(screen, ground));
    case 'd':
      return screen.diagnoses.length > 1
        ? explained(state, { ...screen, index: (screen.index + 1) % screen.diagnoses.length, shown: 0 })
        : state;
    case 'm':
      return more(state, screen);
    case 'g': {
      const thing = thingOfCause(screen);
      return thing === null ? state : openGuide(state, ground, thing, screen);
    }
    case 'x':
      return { ...state, screen: pasting(screen) };
    case 'q':
      return leaving(state);
    default:
      return state;
  }
}

/** Whether the cause is one that passes by itself. */
export function canWait({ diagnoses: [first], pasted }: Pick<DiagnosisScreen, 'diagnoses' | 'pasted'>): boolean {
  return pasted === null && first !== undefined && passes.has(first.code);
}

/** The fixes that did not fit into the window at once. */
function more(state: State, screen: DiagnosisScreen): State {
  const diagnosis = screen.diagnoses[screen.index];
  if (!diagnosis || screen.shown >= diagnosis.fix.length) return state;
  const { length } = diagnosis.fix;
  return { ...printed(state, { kind: 'diagnosis', diagnosis, from: screen.shown, to: length }), screen: { ...screen, shown: length } };
}

/** The field that the finding is about, or the review. */
function placeOf({ diagnoses, index }: DiagnosisScreen, ground: Ground): number {
  const evidence = diagnoses[index]?.evidence;
  const name = evidence && 'field' in evidence ? (evidence.field as FieldName) : null;
  const at = ground.fields.findIndex((field) => field.name === name);
  return at === -1 ? ground.fields.length : at;
}
