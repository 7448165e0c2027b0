import { finding } from '../findings/finding.js';
import { placeholderNames, readCommandLine } from '../tools/command-line.js';
import { runCommand } from '../tools/run-command.js';
import type { ToolFailure } from '../tools/tool.js';
import type { Plan } from './plan.js';
import { isStopping } from './plan.js';
import type { Provisioned } from './provision.js';
import type { Eyes } from './look.js';
import type { Step, StepEvent, StepId, StepOutcome } from './step.js';

/** What a run of a plan needs of the accounts it changes. */
export interface Doing {
  eyes: Pick<Eyes, 'tools' | 'recognise'>;
  signal: AbortSignal;
  /** The plan as it is at this moment, and the values that belong to it. */
  now(): { plan: Plan; values: Provisioned; isEnvRight: boolean };
  /** Takes in what a step printed. */
  learned: (step: Step, printed: unknown) => Promise<void>;
  /** Writes the env file; a sentence where it cannot be written. */
  write: (values: Provisioned) => Promise<string | null>;
  envPath: string;
}

/**
 * Takes the first step that can be done, does it, and plans again, until there is none. What was not shown before the yes is not done: a
 * plan that has become another one is for the person to see.
 */
export async function applyPlan(shown: Plan, doing: Doing, watch: (event: StepEvent) => void): Promise<ReadonlyMap<StepId, StepOutcome>> {
  const outcomes = new Map<StepId, StepOutcome>();
  for (;;) {
    const { plan, values, isEnvRight } = doing.now();
    if (doing.signal.aborted || plan.findings.some(isStopping)) return outcomes;
    const step = plan.steps.find((one) => isDoable(one) && !(one.id === 'local.env' && isEnvRight));
    if (!step || !wasShown(step, shown)) return outcomes;
    watch({ type: 'started', step });
    const outcome = outcomes.has(step.id) ? noEffect(step) : await perform(step, values, doing);
    outcomes.set(step.id, outcome);
    watch({ type: 'finished', step, outcome });
    if (outcome.kind !== 'done') return outcomes;
  }
}

/** Nothing in it is left to be filled in. */
export function isDoable({ state, commands }: Step): boolean {
  return (state === 'create' || state === 'change') && commands.every((command) => readCommandLine(command).ok);
}

/** Whether the person has seen it: the step, every old value that goes, and the commands, in which only the words in capitals may be filled by now. */
function wasShown(step: Step, { steps }: Plan): boolean {
  const before = steps.find((one) => one.id === step.id);
  if (!before || (before.state !== 'create' && before.state !== 'change')) return false;
  if (step.id === 'local.env') return true;
  const isOldShown = step.changes.every(
    ({ name, from }) => from === null || before.changes.some((one) => one.name === name && one.from === from),
  );
  return (
    isOldShown &&
    step.commands.length <= before.commands.length &&
    step.commands.every((one) => before.commands.some((shown) => fills(one, shown)))
  );
}

const capitals = new RegExp(`(?<![A-Za-z0-9_-])(?:${placeholderNames.join('|')})(?![A-Za-z0-9_-])`);

/** Whether a command is one that was shown, with values in the place of its words in capitals. */
function fills(command: string, shown: string): boolean {
  const parts = shown.split(capitals).map((part) => part.replaceAll(/[$()*+.?[\\\]^{|}]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('[^]+')}$`).test(command);
}

async function perform(step: Step, values: Provisioned, doing: Doing): Promise<StepOutcome> {
  const ran: string[] = [];
  try {
    if (step.id === 'local.env') return await written(values, doing);
    for (const command of step.commands) {
      const read = readCommandLine(command);
      if (!read.ok) throw new TypeError(`${command} cannot be run: ${read.reason.why}`);
      const answer = await runCommand(read.command, doing.eyes.tools);
      ran.push(answer.ran ?? command);
      if (!answer.ok) return failedBy(answer.failure, doing, ran);
      await learn(step, answer.value, doing);
    }
    return { kind: 'done', ran };
  } catch (error) {
    if (doing.signal.aborted) return { kind: 'interrupted', ran: ran.length > 0 ? ran : [...step.commands] };
    throw error;
  }
}

/** What was ended for its time, or ended well with words that nobody understands, may have been done. */
function failedBy(failure: ToolFailure, { eyes }: Doing, ran: string[]): StepOutcome {
  const isUnsure = failure.kind === 'late' || failure.kind === 'unreadable';
  return { kind: 'failed', finding: eyes.recognise(failure), said: failure.said, ran, ...(isUnsure && { isUnsure }) };
}

/** A look that was stopped makes no step that was done undone. */
async function learn(step: Step, printed: unknown, { learned, signal }: Doing): Promise<void> {
  try {
    await learned(step, printed);
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}

async function written(values: Provisioned, { write, envPath }: Doing): Promise<StepOutcome> {
  const problem = await write(values);
  if (problem === null) return { kind: 'done', ran: [] };
  const found = finding('settings/file-unreadable', { path: envPath, problem: 'unwritable', detail: problem });
  return { kind: 'failed', finding: found, said: problem, ran: [] };
}

/** It ended well, and the same is still to be done: doing it again and again would not help. */
function noEffect({ id, commands }: Step): StepOutcome {
  const said = 'The command ended well, and what it was to change is as it was.';
  const command = commands[0] ?? null;
  return {
    kind: 'failed',
    finding: finding(id.startsWith('auth0') ? 'tool/auth0-refused' : 'tool/az-refused', { said, command }),
    said,
    ran: [],
  };
}
