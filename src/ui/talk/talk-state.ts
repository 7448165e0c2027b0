import type { Report } from '../../report/report.js';
import { modelName } from '../setup/answers.js';
import { fold } from '../cells.js';
import type { Key } from '../keys.js';
import { diagnose, openOutcome, talking } from '../openings.js';
import type { TalkScreen } from '../screens.js';
import type { Ground, Past, State } from '../state.js';
import { leaving, printed, starting } from '../state.js';
import { edit } from '../text-editor.js';

/** One key at the prompt. What is typed while an answer comes waits for it. */
export function pressInTalk(state: State, screen: TalkScreen, key: Key, ground: Ground): State {
  if (key.kind === 'ctrl' && key.letter === 'd') return leaving(state);
  if (key.kind !== 'enter') return { ...state, screen: { ...screen, editor: edit(screen.editor, key) } };
  const text = screen.editor.text.trim();
  if (text === '' || screen.asked !== null) return state;
  const asked = printed(state, { kind: 'prompt', text }, { kind: 'name', text: modelName(state, ground) });
  return starting({ ...asked, screen: talking(text) }, { kind: 'ask', text });
}

/**
 * A piece of the answer. Whole lines are printed; only the rest is drawn again with the next piece. Of a line that outgrows a few
 * rows the rows that cannot change any more are printed too, so a piece costs the same however long the answer is.
 */
export function heard(state: State, screen: TalkScreen, text: string): State {
  const lines = (screen.tail + text).replaceAll('\r\n', '\n').split('\n');
  const rest = lines.pop() ?? '';
  const { past, isCode } = readLines(lines, screen.isCode);
  const { settled, tail } = isCode ? { settled: [], tail: rest } : cutTail(rest, state.columns);
  const rows = settled.map((row) => ({ kind: 'answer' as const, text: row, isCode: false }));
  const spoken = past.length + rows.length > 0 ? printed(state, ...past, ...rows) : state;
  return { ...spoken, screen: { ...screen, tail, isCode } };
}

/** The answer is whole, was stopped, or broke off. */
export function afterAnswer(state: State, screen: TalkScreen, report: Report): State {
  const said = screen.tail === '' ? state : printed(state, { kind: 'answer', text: screen.tail, isCode: screen.isCode });
  const open: State = { ...said, work: null, screen: talking(null, screen.editor.text) };
  if (state.isStopping) return printed(open, { kind: 'note', text: 'stopped' });
  const isFirst = screen.asked === '';
  if (report.completion === null || !isFine(report)) return afterFailure({ ...open, report }, report, isFirst ? null : screen.asked);
  if (!isFirst) return printed({ ...open, report }, { kind: 'answered', report });
  return printed({ ...open, report }, ...warnings(report), { kind: 'works', report });
}

/** There is no answer. After a check its causes are listed. After a prompt what is wrong is explained and the prompt kept; what is merely remarkable leaves it open. */
export function afterFailure(state: State, report: Report, unsent: string | null): State {
  if (unsent === null) return openOutcome(printed(state, { kind: 'outcome', report }), report);
  if (!isFine(report)) return diagnose(state, report, unsent);
  const past = report.diagnoses.map((diagnosis): Past => ({ kind: 'diagnosis', diagnosis, from: 0, to: diagnosis.fix.length }));
  return { ...printed(state, ...past), screen: talking(null, unsent) };
}

function isFine({ diagnoses }: Report): boolean {
  return diagnoses.every(({ severity }) => severity === 'warning');
}

/** Warnings keep nobody from going on; their titles are said once. */
function warnings({ diagnoses }: Report): Past[] {
  return diagnoses.map(({ title, code }) => ({ kind: 'note', text: `! ${title} (${code})` }));
}

/** Lines between fences are code: they are neither folded nor joined, so that they can be copied. */
function readLines(lines: readonly string[], wasCode: boolean): { past: Past[]; isCode: boolean } {
  let isCode = wasCode;
  const past = lines.map((text): Past => {
    const isFence = text.trimStart().startsWith('```');
    const line: Past = { kind: 'answer', text, isCode: isCode || isFence };
    if (isFence) isCode = !isCode;
    return line;
  });
  return { past, isCode };
}

const rowsKept = 4;

/** Greedy folding never changes a row that is followed by another, so those rows are final at this width. */
function cutTail(text: string, columns: number): { settled: string[]; tail: string } {
  const rows = fold(text, Math.max(20, columns - 1));
  return rows.length <= rowsKept ? { settled: [], tail: text } : { settled: rows.slice(0, -1), tail: rows.at(-1) ?? '' };
}
