import { knownOf } from '../checks/settings.js';
import type { Known } from '../findings/explanation.js';
import { nothingKnown } from '../findings/explanation.js';
import { recogniseTool } from '../findings/recognise/tool.js';
import { severityOf } from '../findings/severity.js';
import { knownBy, lookUp } from '../provision/look-up.js';
import type { LookedUp } from '../provision/look-up.js';
import { patchedPath } from '../provision/repair-changes.js';
import { hopeOf, surestWay } from '../provision/repair-plan.js';
import type { RepairCommand } from '../provision/repair-plan.js';
import { repairStep, stuckWords } from '../provision/repair-step.js';
import { diagnosisFor } from '../report/diagnosis.js';
import type { Diagnosis, Report } from '../report/report.js';
import type { FieldName } from '../settings/field-name.js';
import { hideSecretsIn } from '../settings/secrecy.js';
import { runCommand } from '../tools/run-command.js';
import type { ToolFailure } from '../tools/tool.js';
import { isRecord } from '../chain/exchange.js';
import type { Desk, Values } from '../ui/desk.js';
import type { Now, Prepared, Repaired, RepairStep, Wished } from '../ui/explain/repairing.js';
import type { AzureSide } from './desk-azure.js';
import { clientIdOf } from './desk-azure.js';
import type { Place } from './open.js';

/** What repairing needs of the desk that it belongs to. */
export interface Bench {
  azure: AzureSide;
  settle(values: Values): Place;
  /** The place as it is now. */
  place(): Place;
  /** A signal that ends what is under way. */
  begin(): AbortSignal;
  /** All checks again, with what is known besides. */
  check(values: Values, known: Partial<Known>, signal: AbortSignal): Promise<Report>;
}

interface Pending {
  commands: readonly RepairCommand[];
  step: RepairStep;
}

/** Applies what an explanation says, with the person's own tools: looked up first, shown, and run on a yes. */
export function createRepairer(bench: Bench): Pick<Desk, 'prepareRepair' | 'repair'> {
  let pending: Pending | null = null;

  async function prepare(values: Values, wished: Wished, signal: AbortSignal): Promise<Prepared> {
    const place = bench.settle(values);
    const first = surestWay(wished.fix);
    // Auth0 has no names to look up, and who only looks needs no more than the command.
    const isPlain =
      hopeOf(wished.fix) === 'look' || (first.ok && first.commands.every(({ line, isRead }) => !isRead && line.tool === 'auth0'));
    if (isPlain) return propose(wished, null, null, signal);
    const opened = await bench.azure.open(place);
    if (!opened.ok) return { kind: 'refused', cause: causeOf(opened.failure, place) };
    const { endpoint } = place.settings.profile?.openai ?? { endpoint: '' };
    const found = await lookUp({ clientId: clientIdOf(place) ?? '', endpoint }, opened.value);
    signal.throwIfAborted();
    const [failure] = found.failures;
    if (found.identity === null && failure) return { kind: 'refused', cause: causeOf(failure, place) };
    if (found.identity && found.credentials) bench.azure.keep(place, found.identity, found.credentials);
    const report = await bench.check(values, knownBy(found), signal);
    signal.throwIfAborted();
    const now = nowOf(report, wished);
    return now === null ? { kind: 'gone', report } : propose(report.diagnoses[now.index] ?? wished, now, found, signal);
  }

  async function propose(
    cause: Pick<Diagnosis, 'fix'> & { title?: string },
    now: Now | null,
    azure: LookedUp | null,
    signal: AbortSignal,
  ): Promise<Prepared> {
    const way = surestWay(cause.fix);
    const place = bench.place();
    const isLess = way.ok && azure !== null && way.commands.every(({ isRead }) => isRead);
    if (isLess) return { kind: 'stuck', sentence: stuckWords({ kind: 'none' }, azure, { azureClientId: clientIdOf(place) }), now };
    if (!way.ok) return { kind: 'stuck', sentence: stuckWords(way.why, azure, { azureClientId: clientIdOf(place) }), now };
    const auth0 = await propertiesBefore(way.commands, place, signal);
    if (!(auth0 instanceof Map)) return { kind: 'refused', cause: causeOf(auth0, place) };
    const step = repairStep(way.title ?? cause.title ?? 'Run what the explanation says', way.commands, { azure, auth0 });
    pending = { commands: way.commands, step };
    return { kind: 'ready', step, isRead: way.commands.every(({ isRead }) => isRead), now };
  }

  /** What `auth0 api patch` will change, as it is now. */
  async function propertiesBefore(
    commands: readonly RepairCommand[],
    place: Place,
    signal: AbortSignal,
  ): Promise<Map<string, Record<string, unknown>> | ToolFailure> {
    const before = new Map<string, Record<string, unknown>>();
    for (const command of commands) {
      const path = patchedPath(command);
      if (path === null) continue;
      const tenant = place.settings.profile?.auth0.domain.endsWith('.auth0.com') ? ['--tenant', place.settings.profile.auth0.domain] : [];
      const answer = await (await bench.azure.tools(place, signal)).auth0.run(['api', 'get', path, ...tenant]);
      if (!answer.ok) return answer.failure;
      if (isRecord(answer.value)) before.set(path, answer.value);
    }
    return before;
  }

  async function runAll({ commands, step }: Pending, signal: AbortSignal, watch: Parameters<Desk['repair']>[0]): Promise<Repaired> {
    const place = bench.place();
    const tools = await bench.azure.tools(place, signal);
    for (const [done, { line, text, isRead }] of commands.entries()) {
      const answer = await runCommand(line, tools);
      if (!answer.ok) return { ok: false, cause: causeOf(answer.failure, place), done };
      watch({ command: answer.ran ?? text, printed: isRead ? printedBy(answer.value, place) : null });
    }
    // A token of before the change would hide it.
    if (step.where === 'auth0' && step.state === 'change') place.session?.forget();
    return { ok: true, values: copiesAfter(step, place) };
  }

  return {
    async prepareRepair(values, wished) {
      pending = null;
      const signal = bench.begin();
      return unlessStopped(prepare(values, wished, signal), signal, { kind: 'stuck', sentence: 'Stopped.', now: null });
    },
    async repair(watch) {
      if (pending === null) throw new TypeError('nothing was prepared, so there is nothing to run');
      const signal = bench.begin();
      return unlessStopped(runAll(pending, signal, watch), signal, { ok: true, values: new Map() });
    },
  };
}

/** The same cause again, or what stands in its place: the first at that check, or the first of all. Null where nothing is wrong any more. */
function nowOf(report: Report, { check, code }: Wished): Now | null {
  const { diagnoses } = report;
  const isFault = (one: Diagnosis): boolean => one.severity !== 'warning';
  const places = [
    diagnoses.findIndex((one) => one.check === check && one.code === code),
    diagnoses.findIndex((one) => one.check === check && isFault(one)),
    diagnoses.findIndex(isFault),
  ];
  const index = places.find((at) => at !== -1);
  return index === undefined ? null : { report, index };
}

/** What a tool said, in words and with what there is to do about it. */
export function causeOf(failure: ToolFailure, { settings: { profile } }: Place): Diagnosis {
  const known: Known = { ...nothingKnown, isOwn: true, ...(profile && knownOf(profile)) };
  const found = recogniseTool(failure, known);
  return diagnosisFor(found, severityOf(found), known);
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

async function unlessStopped<T>(work: Promise<T>, signal: AbortSignal, instead: T): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (signal.aborted) return instead;
    throw error;
  }
}
