import { isRecord } from '../../chain/exchange.js';
import type { Finding } from '../../findings/finding.js';
import { finding } from '../../findings/finding.js';
import { Secret } from '../../settings/secret.js';
import { shellWord } from '../../settings/shell-word.js';
import { readCommandLine } from '../../tools/command-line.js';
import { runCommand } from '../../tools/run-command.js';
import type { CommandAnswer } from '../../tools/run-command.js';
import type { RunOptions } from '../../tools/tool.js';
import { withSecretFile } from '../../tools/secret-file.js';
import type { Eyes } from '../look.js';
import type { Step, StepId, StepOutcome } from '../step.js';
import { secretFile } from './commands.js';
import { lookAt } from './look.js';
import type { Looked } from './look.js';
import { findingsOf, stepOf } from './plan.js';
import type { Action } from './planned.js';
import { secretSetting } from './sign-in.js';
import { take } from './take.js';

/** What a run needs beside what was seen. */
export interface Hands {
  eyes: Pick<Eyes, 'tools' | 'recognise'>;
  signal: AbortSignal;
  /** From now on this secret is taken out of every text. */
  hide: (secret: Secret) => void;
}

/** Where a run is: what is known, and the secret of the Auth0 application once it was read. */
export interface Under {
  looked: Looked;
  secret: Secret | null;
}

/**
 * Does one step: reads again what it is about, so that what others have done meanwhile stays, and then takes the first command of what is
 * left, until nothing is. What was not shown before the yes is not done, and what Azure does not show afterwards was not done.
 */
export async function carryOut(shown: Step, under: Under, hands: Hands): Promise<StepOutcome> {
  const { id } = shown;
  const ran: string[] = [];
  try {
    await lookAgain(id, under);
    const done = new Set<string>();
    for (;;) {
      const action = await next(id, under, ran.length > 0);
      if (action && done.has(keyOf(action)))
        return { kind: 'failed', ran, ...refused('Azure took it, and does not show it afterwards.', action.text) };
      if (!wasShown(stepNow(id, under), shown)) return { kind: 'failed', ran, ...refused('It has changed since it was shown.', null) };
      if (!action) return ended(id, under, ran);
      done.add(keyOf(action));
      const answer = await run(action, under, hands);
      if (answer.ran !== null) ran.push(answer.ran);
      if (!answer.ok) return unfinished(answer, action, { ran, under, hands });
      await learn(answer.value, { action, id, under, hands });
      if (action.kind === 'secret' && under.secret === null) return { kind: 'failed', ran, ...withoutSecret(action) };
    }
  } catch (error) {
    if (hands.signal.aborted) return { kind: 'interrupted', ran };
    throw error;
  }
}

function stepNow(id: StepId, { looked: { facts, picks } }: Under): Step {
  return stepOf(facts, picks, id).step;
}

/** Whether the person has seen every old value that goes. What is done meanwhile, or needs less, is as good. */
function wasShown({ changes }: Step, shown: Step): boolean {
  return changes.every(({ name, from }) => from === null || shown.changes.some((one) => one.name === name && one.from === from));
}

function left(id: StepId, { looked: { facts, picks } }: Under): readonly Action[] {
  const { step, actions } = stepOf(facts, picks, id);
  return step.state === 'create' || step.state === 'change' ? actions : [];
}

/** The command that is next. One that replaces a document goes by the document of this moment: others may have changed it while the commands before ran. */
async function next(id: StepId, under: Under, hasRun: boolean): Promise<Action | null> {
  const [action = null] = left(id, under);
  if (action?.kind !== 'sign-in' || !hasRun) return action;
  await lookAgain(id, under);
  return left(id, under)[0] ?? null;
}

interface Run {
  ran: string[];
  under: Under;
  hands: Hands;
}

/** Of a write that was late, or that ended well and told nothing, nobody knows whether it was done; nor whether there is the application it was to make. */
function unfinished(answer: Extract<CommandAnswer, { ok: false }>, { kind }: Action, { ran, under, hands }: Run): StepOutcome {
  const { failure } = answer;
  const isOpen = answer.ran !== null && kind !== 'secret' && (failure.kind === 'late' || failure.kind === 'unreadable');
  if (!isOpen) return { kind: 'failed', ran, finding: hands.eyes.recognise(failure), said: failure.said };
  const { facts } = under.looked;
  if (kind === 'client') under.looked.facts = { ...facts, auth0: { ...facts.auth0, client: null } };
  return { kind: 'interrupted', ran };
}

/** Of connections there may be several; of everything else one command is enough. */
function keyOf({ kind, text }: Action): string {
  return kind === 'connection' ? text : kind;
}

/** Where something cannot be read any more, nobody knows how it is. */
function ended(id: StepId, under: Under, ran: string[]): StepOutcome {
  const [unread] = findingsOf(under.looked.facts);
  if (stepNow(id, under).state !== 'unknown') return { kind: 'done', ran };
  return { kind: 'failed', ran, ...(unread ? { finding: unread, said: '' } : refused('It cannot be read any more.', null)) };
}

function refused(said: string, command: string | null): { finding: Finding; said: string } {
  return { finding: finding('tool/az-refused', { said, command }), said };
}

function withoutSecret({ text }: Action): { finding: Finding; said: string } {
  const said = 'The answer holds no client secret: who is signed in may not read it.';
  return { finding: finding('tool/auth0-refused', { said, command: text }), said };
}

async function lookAgain(id: StepId, { looked }: Under): Promise<void> {
  if (!looked.view) throw new TypeError('a step is done that nobody could look at');
  const change = await lookAt(id, looked.view, looked.picks);
  looked.facts = change(looked.facts);
}

function run({ kind, text }: Action, { secret }: Under, { eyes }: Hands): Promise<CommandAnswer> {
  const runText = (command: string, options: RunOptions = {}): Promise<CommandAnswer> => {
    const line = readCommandLine(command);
    if (!line.ok) throw new TypeError(`${command} cannot be run: ${line.reason.why} ${line.reason.what}`);
    return runCommand(line.command, eyes.tools, options);
  };
  if (kind !== 'setting') return runText(text);
  if (secret === null) throw new TypeError('a secret is stored that nobody has read');
  return withSecretFile({ name: secretSetting, secret }, (path) =>
    runText(text.replace(`@${secretFile}`, shellWord(`@${path}`)), { file: path }),
  );
}

interface Learning {
  action: Action;
  id: StepId;
  under: Under;
  hands: Hands;
}

/** An application that was made, and one that is shown, come with their secret. */
async function learn(value: unknown, { action, id, under, hands }: Learning): Promise<void> {
  if (isRecord(value) && typeof value['client_secret'] === 'string') {
    under.secret = new Secret(value['client_secret']);
    hands.hide(under.secret);
  }
  const { facts, picks } = under.looked;
  under.looked.facts = take({ kind: action.kind, value, which: id === 'post.web-app-1' ? 0 : 1 }, facts, picks);
  if (action.kind === 'connection' || action.kind === 'sign-in') await lookAgain(id, under);
}
