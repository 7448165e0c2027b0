import type { Code } from '../../findings/finding.js';
import type { Report } from '../../report/report.js';
import { inputColumns, rowAway } from '../input-rows.js';
import { modelName } from '../setup/answers.js';
import { notWritten } from '../explain/trial.js';
import type { Key } from '../keys.js';
import { diagnose, openOutcome, talking } from '../openings.js';
import type { TalkScreen } from '../screens.js';
import type { Ground, Past, State } from '../state.js';
import { leaving, printed, printedAll, starting } from '../state.js';
import { edit, emptyEditor } from '../text-editor.js';
import { nothingRead, readEnd, readPiece } from './answer-reader.js';
import { completed, readLine, unknownCommand } from './commands.js';
import { recalled } from './history.js';

/** One key at the prompt. What is typed while an answer comes waits for it. */
export function pressInTalk(state: State, before: TalkScreen, key: Key, ground: Ground): State {
  const screen = before.isWarned || before.isFresh ? { ...before, isWarned: false, isFresh: false } : before;
  if (key.kind === 'ctrl' && key.letter === 'd') return leaving(state);
  if (key.kind === 'enter') return enter(state, screen, ground);
  return { ...state, screen: typed(state, screen, key) };
}

function typed(state: State, screen: TalkScreen, key: Key): TalkScreen {
  const { editor } = screen;
  switch (key.kind) {
    case 'up':
    case 'down': {
      const by = key.kind === 'up' ? -1 : 1;
      const cursor = rowAway(editor, by, inputColumns(state.columns));
      return cursor === null ? recalled(state, screen, by) : { ...screen, editor: { ...editor, cursor } };
    }
    case 'tab':
      return completed(screen, state);
    case 'lineBreak':
      return { ...screen, editor: edit(editor, { kind: 'text', text: '\n' }) };
    case 'paste':
      return { ...screen, editor: edit(editor, { kind: 'paste', text: key.text.replaceAll(/\r\n?/g, '\n') }) };
    default:
      return { ...screen, editor: edit(editor, key) };
  }
}

/** Sends, unless a backslash before the cursor makes it a line break, as in a shell. */
function enter(state: State, screen: TalkScreen, ground: Ground): State {
  const { text, cursor } = screen.editor;
  if (text[cursor - 1] === '\\') {
    const editor = edit(edit(screen.editor, { kind: 'backspace' }), { kind: 'text', text: '\n' });
    return { ...state, screen: { ...screen, editor } };
  }
  if (text.trim() === '' || screen.asked !== null) return { ...state, screen };
  const line = readLine(text, state);
  switch (line.kind) {
    case 'unknown':
      return unknownCommand({ ...state, screen }, line.word);
    case 'command':
      return line.command.run(printed({ ...state, screen: talking(null) }, { kind: 'prompt', text: text.trim() }), line.argument, ground);
    case 'text': {
      const asked = printed(state, { kind: 'prompt', text: line.text }, { kind: 'name', text: modelName(state, ground) });
      return starting({ ...asked, screen: talking(line.text) }, { kind: 'ask', text: line.text });
    }
  }
}

/**
 * The first Ctrl-C stops an answer, or takes away what is typed, and just behind an answer it comes too late to stop it. Null where it
 * leaves, and the conversation is over: with nothing to stop, and the second time in a row.
 */
export function interruptTalk(state: State, screen: TalkScreen): State | null {
  if (screen.isWarned) return null;
  const { asked, editor } = screen;
  if (asked !== null && state.work && !state.isStopping) return { ...state, isStopping: true, screen: { ...screen, isWarned: true } };
  if (asked !== null || (editor.text === '' && !screen.isFresh)) return null;
  const cleared = editor.text === '' ? screen.cleared : editor.text;
  return { ...state, screen: { ...screen, editor: emptyEditor, recall: null, cleared, isWarned: true, isFresh: false } };
}

/** A piece of the answer: what is finished of it is printed, and only the rest is drawn again with the next piece. */
export function heard(state: State, screen: TalkScreen, text: string): State {
  const { done, reading } = readPiece(screen, text, state.columns);
  return { ...(done.length > 0 ? printedAll(state, done) : state), screen: { ...screen, ...reading } };
}

/** The answer is whole, was stopped, or broke off. */
export function afterAnswer(state: State, screen: TalkScreen, report: Report): State {
  const rest = readEnd(screen);
  const hasText = screen.hasText || rest.length > 0;
  const line: TalkScreen = { ...screen, ...nothingRead, asked: null };
  const open: State = { ...printedAll(state, rest), work: null, screen: line };
  if (state.isStopping) return printed(open, { kind: 'note', text: 'stopped' });
  const isFirst = screen.asked === '';
  const fresh: State = isFirst ? open : { ...open, screen: { ...line, isFresh: true } };
  if (report.completion === null || !isFine(report)) {
    if (!isFirst && !isFine(report) && screen.editor.text !== '') return failedBeneath({ ...open, report }, report);
    const failed = afterFailure({ ...open, report }, report, isFirst ? null : screen.asked);
    return withTyped(failed, screen.editor.text);
  }
  const notes = isFirst ? warnings(report) : endings(report);
  const silence: Past[] = hasText || notes.length > 0 ? [] : [{ kind: 'note', text: 'The model answered without text.' }];
  const unwritten = isFirst ? notWritten(state) : [];
  return printed({ ...fresh, report }, ...silence, ...notes, { kind: isFirst ? 'works' : 'answered', report }, ...unwritten);
}

/** There is no answer. After a check its causes are listed. After a prompt what is wrong is explained and the prompt kept; what is merely remarkable leaves it open. */
export function afterFailure(state: State, report: Report, unsent: string | null): State {
  if (unsent === null) return openOutcome(printed(state, { kind: 'outcome', report }), report);
  if (!isFine(report)) return diagnose(state, report, unsent);
  const past = report.diagnoses.map((diagnosis): Past => ({ kind: 'diagnosis', diagnosis, from: 0, to: diagnosis.fix.length }));
  return { ...printed(state, ...past), screen: talking(null, unsent) };
}

/** Who is typing goes on typing: below an explanation the next letters would be keys, and one of them leaves. */
function failedBeneath(state: State, { diagnoses: [first] }: Report): State {
  const told: Past[] = first ? [{ kind: 'diagnosis', diagnosis: first, from: 0, to: 0 }] : [];
  const text = 'The line that you are typing stays; ↑ has the prompt that failed. /check finds the cause again, and what to do about it.';
  return printed(state, ...told, { kind: 'note', text });
}

/** The line holds the prompt that failed; what was typed behind it is one arrow up. */
function withTyped(state: State, typedText: string): State {
  const { screen } = state;
  if (typedText === '') return state;
  return screen.at === 'talk' ? { ...state, screen: { ...screen, cleared: typedText } } : state;
}

function isFine({ diagnoses }: Report): boolean {
  return diagnoses.every(({ severity }) => severity === 'warning');
}

/** Warnings keep nobody from going on; their titles are said once. */
function warnings({ diagnoses }: Report): Past[] {
  return diagnoses.map(({ title, code }) => ({ kind: 'note', text: `! ${title} (${code})` }));
}

/** Why an answer is not whole. Whatever else is remarkable was said with the first. */
function endings({ diagnoses }: Report): Past[] {
  return diagnoses.flatMap(({ code }) => {
    const text = endingWords[code];
    return text === undefined ? [] : [{ kind: 'note' as const, text: `${text} (${code})` }];
  });
}

const endingWords: { readonly [C in Code]?: string } = {
  'azure-openai/content-filtered': 'The content filter stopped the answer here.',
  'azure-openai/output-limit-too-small': 'The answer ends here because it reached a limit on tokens.',
};
