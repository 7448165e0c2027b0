import { finding } from '../findings/finding.js';
import type { Check, CheckContext, CheckEvent, CheckId, CheckResult, Facts, Group, Idle, Outcome } from './check.js';
import { keptFrom } from './kept.js';
import type { Memory, Ran } from './kept.js';

/** What a run may take over from the last one, and what it leaves for the next. */
export interface Again {
  memory: Memory;
  /** The first check to run again; null for all. */
  from: CheckId | null;
}

/**
 * Runs the checks and yields what happens as it happens. A check starts when every fact it needs is there, so independent ones run
 * side by side; one whose facts cannot come any more is not run and says what it waits for, as soon as that is known. One that
 * throws is a result like any other. What is kept of the last run is yielded first, and not run.
 */
export async function* runChecks(
  checks: readonly Check[],
  context: CheckContext,
  again: Again = nothingBefore(),
): AsyncGenerator<CheckEvent> {
  const facts: Partial<Facts> = {};
  const results: CheckResult[] = [];
  const events: CheckEvent[] = [];
  const waiting = new Set(checks);
  const running = new Set<Check>();
  let wake = (): void => undefined;
  const bugs: unknown[] = [];
  const emit = (event: CheckEvent): void => {
    events.push(event);
    wake();
  };

  function startReady(): void {
    const ready = [...waiting].filter(({ needs }) => needs.every((fact) => fact in facts));
    for (const check of [...ready.filter(({ isOnTheWay }) => isOnTheWay), ...ready.filter(({ isOnTheWay }) => !isOnTheWay)]) {
      waiting.delete(check);
      emit({ type: 'started', id: check.id, title: check.title });
      running.add(check);
      runOne(check, facts, context, emit)
        .then((ran) => finish(check, ran))
        .catch((error: unknown) => {
          bugs.push(error);
          wake();
        });
    }
  }

  /** Once for each that is still to run: what it asks then finds its way open. */
  function goAhead({ profile }: Partial<Facts>): void {
    if (!profile) return;
    for (const { ahead } of waiting) ahead?.(profile, context).catch(() => undefined);
  }

  function take(check: Check, ran: Ran): void {
    again.memory.set(check.id, ran);
    Object.assign(facts, ran.learned);
    results.push(ran.result);
    emit({ type: 'finished', result: ran.result });
  }

  function takeOver(): void {
    const kept = again.from === null ? new Map<CheckId, Ran>() : keptFrom(again.from, checks, again.memory);
    again.memory.clear();
    for (const check of checks) {
      const ran = kept.get(check.id);
      if (!ran) continue;
      waiting.delete(check);
      take(check, ran);
    }
  }

  function finish(check: Check, ran: Ran): void {
    running.delete(check);
    take(check, ran);
    startReady();
    giveUp();
    goAhead(ran.learned);
  }

  function giveUp(): void {
    for (let lost = hopeless(); lost.length > 0; lost = hopeless()) {
      for (const { check, fact } of lost) {
        waiting.delete(check);
        // What Azure holds comes with the settings, so without them nobody knows whether it was given.
        const reason =
          fact === 'credentials' && !('profile' in facts) && checks.some(({ teaches }) => teaches.includes('profile')) ? 'profile' : fact;
        const result = saidAnyway(check, context) ?? notRun(check, reason, { checks, results });
        results.push(result);
        emit({ type: 'finished', result });
      }
    }
  }

  /** Those that wait for a fact which nobody is left to teach, with the first such fact. */
  function hopeless(): { check: Check; fact: keyof Facts }[] {
    const teachers = [...waiting, ...running];
    const canCome = (fact: keyof Facts): boolean => fact in facts || teachers.some(({ teaches }) => teaches.includes(fact));
    return [...waiting].flatMap((check) => {
      const fact = check.needs.find((one) => !canCome(one));
      return fact ? [{ check, fact }] : [];
    });
  }

  takeOver();
  startReady();
  giveUp();
  goAhead(facts);
  while (running.size > 0 || events.length > 0) {
    const next = events.shift();
    if (next) yield next;
    // Not a race with what runs: of each race a promise that is still open keeps something, as often as a model says a word.
    else await new Promise<void>((resolve) => (wake = resolve));
    if (bugs.length > 0) throw bugs[0];
  }
}

function nothingBefore(): Again {
  return { memory: new Map(), from: null };
}

async function runOne(check: Check, facts: Partial<Facts>, context: CheckContext, emit: (event: CheckEvent) => void): Promise<Ran> {
  const startedAt = performance.now();
  const outcome = await attempt(() => check.run(facts, context, (text) => emit({ type: 'said', text })), context);
  const durationMs = Math.round(performance.now() - startedAt);
  return { result: resultOf(check, outcome, durationMs), learned: outcome.learned ?? {} };
}

function resultOf({ id }: Check, outcome: Outcome | Idle, durationMs: number): CheckResult {
  const base = { id, group: groupOf(id), durationMs };
  if ('idle' in outcome) return { ...base, title: outcome.idle, kind: 'notRun', because: outcome.because ?? null };
  const { title, findings = [], rows = [], known = {}, completion = null } = outcome;
  return { ...base, title, kind: 'ran', findings, rows, known, completion };
}

/** A bug becomes a finding of its own; a cancellation ends the run, and its signal says so to whoever asked. */
async function attempt(run: () => Promise<Outcome | Idle> | Outcome | Idle, context: CheckContext): Promise<Outcome | Idle> {
  try {
    const outcome = await run();
    // An SDK may take the cancellation for a lost connection.
    const isLost = context.signal.aborted && 'findings' in outcome && outcome.findings.length > 0;
    return isLost ? { idle: 'cancelled' } : outcome;
  } catch (error) {
    if (context.signal.aborted) return { idle: 'cancelled' };
    const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    // Whoever was handed a token or a party's words may repeat them in an exception.
    const redacted = context.transport.redactor.redact(text);
    return { title: 'the check itself crashed', findings: [finding('check/crashed', { error: redacted })] };
  }
}

/** A cancelled run says nothing more. */
function saidAnyway(check: Check, context: CheckContext): CheckResult | null {
  const outcome = context.signal.aborted ? null : check.withoutFacts?.(context);
  return outcome ? resultOf(check, outcome, 0) : null;
}

/** Names the check whose failure keeps the fact away: the first that should have taught it and found something. */
function notRun(check: Check, lost: keyof Facts, ran: { checks: readonly Check[]; results: CheckResult[] }): CheckResult {
  const teachers = ran.checks.filter(({ teaches }) => teaches.includes(lost));
  const failed = teachers.find(({ id }) =>
    ran.results.some((result) => result.id === id && result.kind === 'ran' && result.findings.length > 0),
  );
  const because = failed ?? teachers.find(({ id }) => !ran.results.some((result) => result.id === id && result.kind === 'ran'));
  const title = waitsFor[lost];
  return { id: check.id, group: groupOf(check.id), title, durationMs: 0, kind: 'notRun', because: because?.id ?? null };
}

const waitsFor: { [F in keyof Facts]: string } = {
  profile: 'needs the settings',
  credentials: 'not compared: what Azure holds is not known here',
  discovery: 'needs the issuer’s own document',
  keys: 'needs the published keys',
  assertion: 'needs a token from Auth0',
  decoded: 'needs a token that can be read',
  tenant: 'needs the tenant',
  entraToken: 'needs a token from Entra ID',
  accepted: 'needs Azure OpenAI to accept the token',
  started: 'needs a deployment that answers',
};

function groupOf(id: CheckId): Group {
  return id.slice(0, id.indexOf('.')) as Group;
}
