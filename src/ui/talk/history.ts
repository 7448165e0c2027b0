import type { TalkScreen } from '../screens.js';
import type { State } from '../state.js';
import { editorOf } from '../text-editor.js';

/** The prompts of this session, oldest first, each once in a row. They are in memory only: what was asked is nobody else's business. */
function promptsOf({ past }: Pick<State, 'past'>, { cleared }: Pick<TalkScreen, 'cleared'>): string[] {
  const all = past.flatMap((one) => (one.kind === 'prompt' ? [one.text] : []));
  const prompts = cleared === null ? all : [...all, cleared];
  return prompts.filter((text, index) => text !== prompts[index - 1]);
}

/** The line before or behind this one. What stands in a line that is left is there again on the way back. */
export function recalled(state: State, screen: TalkScreen, by: -1 | 1): TalkScreen {
  const prompts = promptsOf(state, screen);
  const at = screen.recall?.at ?? prompts.length;
  const next = at + by;
  if (next < 0 || next > prompts.length) return screen;
  const lines = new Map(screen.recall?.lines).set(at, screen.editor.text);
  return { ...screen, editor: editorOf(lines.get(next) ?? prompts[next] ?? ''), recall: { at: next, lines } };
}
