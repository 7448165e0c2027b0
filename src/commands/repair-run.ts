import type { RepairCommand } from '../provision/repair-plan.js';
import type { FieldName } from '../settings/field-name.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import { runCommand } from '../tools/run-command.js';
import type { CommandAnswer } from '../tools/run-command.js';
import type { Desk } from '../ui/desk.js';
import type { Repaired, RepairStep } from '../ui/explain/repairing.js';
import type { Place } from './open.js';
import { causeOf } from './repair-bench.js';
import type { Bench, Pending } from './repair-bench.js';

interface Run {
  bench: Bench;
  signal: AbortSignal;
  watch: Parameters<Desk['repair']>[0];
}

/** Runs the commands, one after another, up to the first that does not end well. */
export async function runAll({ commands, step }: Pending, run: Run): Promise<Repaired> {
  const place = run.bench.place();
  const failed = await runEach(commands, place, run);
  // A token of before the change would hide it. Where nothing can have been changed it is as good as a new one, which costs.
  const isUntouched = failed !== null && failed.kind === 'refused' && failed.done === 0;
  if (step.where === 'auth0' && step.state === 'change' && !isUntouched) place.session?.forget();
  return failed ?? { ok: true, values: copiesAfter(step, place) };
}

type Failed = Exclude<Repaired, { ok: true } | { kind: 'moved' }>;

async function runEach(commands: readonly RepairCommand[], place: Place, { bench, signal, watch }: Run): Promise<Failed | null> {
  const tools = await bench.azure.tools(place, signal);
  for (const [done, command] of commands.entries()) {
    const answer = await unlessStopped(runCommand(command.line, tools), signal);
    if (answer === null) return { ok: false, kind: 'stopped', command: command.isRead ? null : command.text, done };
    if (!answer.ok) return failedAt(command, answer, { place, done });
    watch({ command: answer.ran ?? command.text, printed: command.isRead ? printedBy(answer.value, place) : null });
  }
  return null;
}

/** A change whose end was not seen may have been made; one that was refused, or never sent, was not. */
function failedAt(
  { isRead, text }: RepairCommand,
  { failure, ran }: Extract<CommandAnswer, { ok: false }>,
  { place, done }: { place: Place; done: number },
): Failed {
  const cause = causeOf(failure, place);
  // Where a look-up before the command failed, the command itself was not run.
  const isOpen = !isRead && ran !== null && (failure.kind === 'late' || failure.kind === 'unreadable');
  return isOpen ? { ok: false, kind: 'open', cause, command: ran ?? text, done } : { ok: false, kind: 'refused', cause, done };
}

/** What work comes to; null where it was stopped. */
export async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T | null> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** Nobody reads more of a list than this. */
const mostLines = 60;

function printedBy(value: unknown, { transport }: Place): string {
  const text = typeof value === 'string' ? value : value === null ? 'It printed nothing.' : JSON.stringify(value, null, 2);
  const lines = hideSecretsIn(transport.redactor.redact(text)).trimEnd().split('\n');
  return lines.length <= mostLines
    ? lines.join('\n')
    : [...lines.slice(0, mostLines), `… ${lines.length - mostLines} lines more`].join('\n');
}

const copies: Readonly<Record<string, FieldName>> = {
  issuer: 'AZURE_FEDERATED_ISSUER',
  subject: 'AZURE_FEDERATED_SUBJECT',
  audience: 'AZURE_FEDERATED_AUDIENCE',
};

/** The settings that hold a copy of what was changed, with what they hold now. */
function copiesAfter({ changes }: RepairStep, { texts }: Place): Map<FieldName, string> {
  const values = changes.flatMap(({ name, to }): [FieldName, string][] => {
    const field = copies[name];
    return field && texts.get(field)?.text ? [[field, to]] : [];
  });
  return new Map(values);
}
