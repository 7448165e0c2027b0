import { passes } from '../../findings/passes.js';
import type { Diagnosis } from '../../report/report.js';
import { fieldOf } from '../../settings/fields.js';
import { answerOf } from '../setup/answers.js';
import { answered } from '../setup/openings.js';
import { afterCheck } from '../check/check-state.js';
import type { Key } from '../keys.js';
import { explained, startCheck, startWait } from '../openings.js';
import type { DiagnosisScreen, RepairScreen } from '../screens.js';
import type { Ground, State } from '../state.js';
import { leaving, printed, starting } from '../state.js';
import { isOfRun, repairOf } from './diagnosis-ways.js';
import type { Now, Prepared, Ran, Repaired, RepairStep } from './repairing.js';

/** Looks up what the commands need, and what is there now. Nothing is changed before somebody has seen what would be. */
export function startRepair(state: State, screen: DiagnosisScreen, ground: Ground): State {
  const diagnosis = screen.diagnoses[screen.index];
  if (!diagnosis || !isOfRun(diagnosis) || !state.review.isUsable || repairOf(diagnosis, ground) === null) return state;
  const repair: RepairScreen = { at: 'repair', phase: 'looking', step: null, ran: 0, back: screen };
  return starting({ ...state, screen: repair }, { kind: 'prepare', wished: diagnosis });
}

/** One key while it is looked up, asked, or run. */
export function pressInRepair(state: State, screen: RepairScreen, key: Key): State {
  if (key.kind === 'ctrl') return key.letter === 'd' ? stopRepair(state, screen, state.report?.exitCode ?? 0) : state;
  const isNo = key.kind === 'escape' || (key.kind === 'text' && key.text.toLowerCase() === 'n');
  switch (screen.phase) {
    case 'looking':
      return key.kind === 'escape' ? { ...state, work: null, isStopping: true, screen: screen.back } : state;
    case 'asking':
      if (isNo) return { ...printed(state, { kind: 'note', text: 'Nothing was changed.' }), screen: screen.back };
      return key.kind === 'text' && key.text.toLowerCase() === 'y' ? running(state, screen) : state;
    case 'running':
      return state;
  }
}

/** Leaves. Of a command that was under way nobody knows whether it was done. */
export function stopRepair(state: State, { phase, step, ran }: RepairScreen, code: number): State {
  const command = phase === 'running' ? step?.commands[ran] : undefined;
  const isChange = command !== undefined && step?.state === 'change';
  const told = isChange ? printed(state, { kind: 'note', text: mayBeDone(command) }) : state;
  return leaving({ ...told, isStopping: true }, code);
}

/** It is known what there is: on to the question, or back with the reason why there is none to ask. */
export function afterPreparing(state: State, screen: RepairScreen, prepared: Prepared, ground: Ground): State {
  const idle: State = { ...state, work: null };
  switch (prepared.kind) {
    case 'refused':
      return explained(idle, { ...refusedBy(prepared.cause), back: screen.back });
    case 'gone': {
      const told = printed(idle, { kind: 'note', text: 'It is not wrong any more. Nothing was changed from here.' });
      return afterCheck(told, { at: 'check', running: [], checks: prepared.report.checks, printed: 0, held: '' }, prepared.report, ground);
    }
    case 'stuck': {
      const told = toldAnew(idle, screen, prepared.now);
      return printed(told, { kind: 'note', text: prepared.sentence });
    }
    case 'ready': {
      const { step, isRead, now } = prepared;
      const told = toldAnew(idle, screen, now);
      if (told.screen.at !== 'diagnosis') return told;
      const asking: RepairScreen = { ...screen, phase: 'asking', step, back: told.screen };
      // What only looks was asked for with the key.
      if (isRead) return running({ ...told, screen: asking }, asking);
      return { ...printed(told, { kind: 'repair', step }), screen: asking };
    }
  }
}

/** One command is over. */
export function followRepair(state: State, screen: RepairScreen, ran: Ran): State {
  return { ...printed(state, { kind: 'ran', ran }), screen: { ...screen, ran: screen.ran + 1 } };
}

/** All were run: what was changed is waited for, or checked. One that was refused is explained, with what there is to do about that. */
export function afterRepair(state: State, screen: RepairScreen, repaired: Repaired, ground: Ground): State {
  const idle: State = { ...state, work: null, screen: screen.back };
  if (!repaired.ok) return afterFailing(state, screen, repaired, ground);
  if (screen.step?.state !== 'change') return idle;
  const taken = withCopies(idle, repaired.values, ground);
  const diagnosis = screen.back.diagnoses[screen.back.index];
  if (diagnosis && passes.has(diagnosis.code)) return startWait(taken);
  return startCheck(taken, diagnosis && isOfRun(diagnosis) ? diagnosis.check : null);
}

/** What is known of what was done, and what to do next. */
function afterFailing(state: State, screen: RepairScreen, failed: Extract<Repaired, { ok: false }>, ground: Ground): State {
  if (failed.kind === 'moved') {
    const told = printed(state, { kind: 'note', text: 'It has changed since it was shown, so nothing was run. It was read again.' });
    return afterPreparing(told, { ...screen, phase: 'looking', step: null, ran: 0 }, failed.prepared, ground);
  }
  const told = printed({ ...state, work: null, screen: screen.back }, { kind: 'note', text: doneWords(failed) });
  return failed.kind === 'stopped' ? told : explained(told, { ...refusedBy(failed.cause), back: screen.back });
}

function doneWords(failed: Extract<Repaired, { done: number }>): string {
  const { done } = failed;
  const command = failed.kind === 'refused' ? null : failed.command;
  const ran = done === 0 ? [] : [`The first ${done === 1 ? 'one' : done} of them ran.`];
  if (command !== null) return [...ran, mayBeDone(command)].join(' ');
  return ran[0] ?? 'Nothing was changed.';
}

/** Nobody saw the end of it. */
function mayBeDone(command: string): string {
  return `May have been done: ${command} A check tells.`;
}

function running(state: State, screen: RepairScreen): State {
  return starting({ ...state, screen: { ...screen, phase: 'running', ran: 0 } }, { kind: 'repair' });
}

/** The causes with what was looked up. Another first cause than before is explained before anybody says yes to it. */
function toldAnew(state: State, { back }: RepairScreen, now: Now | null): State {
  if (now === null) return { ...state, screen: back };
  const { report, index } = now;
  const before = back.diagnoses[back.index];
  const after = report.diagnoses[index];
  const screen: DiagnosisScreen = { ...back, diagnoses: report.diagnoses, index };
  const isSame = before?.code === after?.code && JSON.stringify(before?.evidence) === JSON.stringify(after?.evidence);
  const known: State = { ...state, report };
  return isSame
    ? { ...known, screen: { ...screen, shown: Math.min(back.shown, after?.fix.length ?? 0), also: [] } }
    : explained(known, { ...screen, shown: 0 });
}

function refusedBy(cause: Diagnosis): DiagnosisScreen {
  return { at: 'diagnosis', diagnoses: [cause], index: 0, shown: 0, unsent: null, pasted: null };
}

/** Settings that hold what Azure held before would be compared from then on. */
function withCopies(state: State, values: Extract<Repaired, { ok: true }>['values'], ground: Ground): State {
  if (values.size === 0) return state;
  const answers = new Map(state.answers);
  for (const [name, value] of values) answers.set(name, { ...answerOf(fieldOf(name), value), source: 'az', isTried: true });
  return answered(state, answers, [...values.keys()], ground);
}

/** The words of what is under way, or asked. */
export function repairWords({ phase, step, ran }: Pick<RepairScreen, 'phase' | 'step' | 'ran'>): string {
  if (phase === 'looking') return 'Looking up what the commands need, with your own tools. Nothing is changed.';
  const several = (step?.commands.length ?? 0) > 1;
  if (phase === 'asking') return `Run ${several ? 'them, one after another,' : 'it'} as you? Nothing is deleted.`;
  return `Running ${shortCommand(step, ran)}`;
}

/** A command by its first words: the whole of it stands above. */
function shortCommand(step: RepairStep | null, at: number): string {
  const words = step?.commands[at]?.split(/ (?=-|'|"|\$)/)[0] ?? '';
  return words === '' ? 'the commands' : words;
}
