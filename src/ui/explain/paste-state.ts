import type { Explained } from '../../report/explained.js';
import { readBlock } from '../../settings/paste.js';
import { Secret } from '../../settings/secret.js';
import { answersIn, takenOver } from '../setup/openings.js';
import type { Key } from '../keys.js';
import { explained } from '../openings.js';
import type { Back, PasteScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving, printed, starting } from '../state.js';
import { edit, emptyEditor } from '../text-editor.js';

/** One key where an error is pasted. A paste is whole as it comes; what is typed ends with Enter. */
export function pressInPaste(state: State, screen: PasteScreen, key: Key, ground: Ground): State {
  // What is still being read belongs to nobody then.
  if (key.kind === 'escape') return { ...state, work: null, screen: screen.back };
  if (key.kind === 'ctrl' && key.letter === 'd') return leaving(state);
  if (screen.reading !== null) return state;
  if (key.kind === 'enter' && screen.editor.text === '' && screen.offer) return takenOver(state, screen.offer, ground);
  if (key.kind !== 'enter' && key.kind !== 'paste') return { ...state, screen: { ...screen, editor: edit(screen.editor, key) } };
  const { text } = key.kind === 'paste' ? edit(screen.editor, key) : screen.editor;
  return text.trim() === '' ? state : reading(state, screen, text.replaceAll(/\r\n?/g, '\n'));
}

/** Where there is something to do about it the causes follow, as after a check; otherwise the line stays open for the next text. */
export function afterExplaining(state: State, screen: PasteScreen, what: Explained): State {
  const { about, diagnoses, settings, credentials, lead } = what;
  const hasCauses = about === null && diagnoses.length > 0;
  const offer = settings.length + credentials.length > 0 ? screen.offer : null;
  const told = printed({ ...state, work: null }, { kind: 'explained', size: screen.reading ?? '', explained: what, isWhole: !hasCauses });
  if (!hasCauses) return { ...told, screen: { ...screen, reading: null, offer } };
  const pasted = { back: behind(screen.back), offer, hint: lead };
  return explained(told, { at: 'diagnosis', diagnoses, index: 0, shown: 0, unsent: null, pasted });
}

/** The text goes to the desk, where nobody sees it; the screen keeps its size and the settings in it. */
function reading(state: State, before: PasteScreen, text: string): State {
  const block = readBlock(text, null);
  const answers = block && answersIn(block);
  const offer = answers && answers.size > 0 ? answers : null;
  const screen: PasteScreen = { ...before, editor: emptyEditor, reading: sizeWords(text), offer };
  return starting({ ...state, screen }, { kind: 'explain', text: new Secret(text) });
}

/** One way back, however many texts were explained on top of each other. */
function behind(back: Back): Back {
  return back.at === 'diagnosis' && back.pasted ? back.pasted.back : back;
}

function sizeWords(text: string): string {
  const lines = text.trimEnd().split('\n').length;
  const bytes = Buffer.byteLength(text);
  return `${lines === 1 ? '1 line' : `${lines} lines`}, ${bytesWords(bytes)}`;
}

function bytesWords(bytes: number): string {
  if (bytes < 1000) return bytes === 1 ? '1 byte' : `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1000).toFixed(1)} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
