import type { Report } from '../../report/report.js';
import { standings } from '../setup/answers.js';
import type { Ground, State } from '../state.js';

export type ChoiceName = 'setup' | 'provision' | 'check' | 'explain' | 'practise' | 'prompt' | 'export';

/** In a sandbox everything is there already, and the person's own tools lead elsewhere. What is not complete is not exported. */
export function choiceNames({ review }: Pick<State, 'review'>, { isSandbox }: Pick<Ground, 'isSandbox'>): readonly ChoiceName[] {
  return choices.filter((name) => (name !== 'provision' || !isSandbox) && (name !== 'export' || review.isUsable));
}

const choices = ['setup', 'provision', 'check', 'explain', 'practise', 'prompt', 'export'] as const satisfies readonly ChoiceName[];

/** One line of what can be done: its name, and a word on what it means here. */
export interface Choice {
  name: ChoiceName;
  label: string;
  detail: string;
}

/** How many of the values that are needed are there. */
export function countOf(state: Pick<State, 'answers' | 'review'>, ground: Ground): { known: number; total: number } {
  const needed = standings(state, ground).filter(({ field }) => field.required !== 'never');
  return { known: needed.filter(({ isEmpty }) => !isEmpty).length, total: needed.length };
}

export function choicesOf(state: Pick<State, 'answers' | 'review' | 'report'>, ground: Ground): Choice[] {
  const { known, total } = countOf(state, ground);
  const all: Choice[] = [
    {
      name: 'setup',
      label: known > 0 && known < total ? 'Continue setup' : 'Set up',
      detail: known === total ? `all ${total} values known` : `${known} of ${total} values known`,
    },
    { name: 'provision', label: 'Set it up for me', detail: 'with your auth0 and az, after a yes' },
    { name: 'check', label: state.report ? 'Check again' : 'Check what I have', detail: 'reads only, writes nothing' },
    { name: 'explain', label: 'Explain an error', detail: 'paste it here, asks nobody' },
    { name: 'practise', label: 'Practise', detail: 'pretend services, no account' },
    { name: 'prompt', label: 'Prompt', detail: isGreen(state.report) ? 'the last check was green' : 'opens after a green check' },
    { name: 'export', label: 'Take it with you', detail: 'code, infrastructure, a report' },
  ];
  return all.filter(({ name }) => choiceNames(state, ground).includes(name));
}

/** What makes sense first: what is missing, then whether it works, then what it is for. */
export function sensibleChoice(state: Pick<State, 'answers' | 'review' | 'report'>, ground: Ground): ChoiceName {
  const { known, total } = countOf(state, ground);
  return known < total ? 'setup' : isGreen(state.report) ? 'prompt' : 'check';
}

/** Whether a model has answered in the last run. */
export function isGreen(report: Report | null): boolean {
  return report !== null && report.exitCode === 0 && report.completion !== null;
}
