import type { Finding } from '../../findings/finding.js';
import { finding } from '../../findings/finding.js';
import type { Secret } from '../../settings/secret.js';
import type { ToolAnswer } from '../../tools/tool.js';
import { withSecretFile } from '../../tools/secret-file.js';
import { shellWord } from '../../findings/shell-word.js';
import type { StepId, StepOutcome } from '../step.js';
import { secretFile } from './commands.js';
import { isObject } from './differences.js';
import { lookAt } from './look.js';
import type { Looked } from './look.js';
import { findingsOf, stepOf } from './plan.js';
import type { Action } from './planned.js';
import type { Reading } from './reading.js';
import { secretSetting } from './sign-in.js';
import { take } from './take.js';

/** `ran`: the command as it was run in the end; null where it was not begun. */
export type CommandAnswer = { ran: string | null } & ToolAnswer;

/** What does things: runs a command as it stands in a plan, and keeps what it prints of secrets. */
export interface Hands {
  reading: Reading;
  run: (text: string) => Promise<CommandAnswer>;
  /** From now on this secret is taken out of every text. */
  hide: (secret: string) => Secret;
  signal: AbortSignal;
}

/** Where a run is: what is known, and the secret of the Auth0 application once it was read. */
export interface Under {
  looked: Looked;
  secret: Secret | null;
}

/**
 * Does one step: reads again what it is about, so that what others have done meanwhile stays, and then takes the first command of what is
 * left, until nothing is. What Azure does not show afterwards was not done.
 */
export async function carryOut(id: StepId, under: Under, hands: Hands): Promise<StepOutcome> {
  const ran: string[] = [];
  try {
    await lookAgain(id, under, hands);
    const done = new Set<string>();
    for (let [action] = left(id, under); action; [action] = left(id, under)) {
      if (done.has(keyOf(action))) return { kind: 'failed', ran, ...unchanged(action) };
      done.add(keyOf(action));
      const answer = await run(action, under, hands);
      if (answer.ran !== null) ran.push(answer.ran);
      if (!answer.ok) return { kind: 'failed', ran, finding: hands.reading.explain(answer.failure), said: answer.failure.said };
      await learn(answer.value, { action, id, under, hands });
    }
    return ended(id, under, ran);
  } catch (error) {
    if (hands.signal.aborted) return { kind: 'interrupted', ran };
    throw error;
  }
}

/** Where something cannot be read any more, nobody knows how it is. */
function ended(id: StepId, { looked: { facts, picks } }: Under, ran: string[]): StepOutcome {
  const [unread] = findingsOf(facts);
  const isKnown = stepOf(facts, picks, id).step.state !== 'unknown';
  return isKnown || !unread ? { kind: 'done', ran } : { kind: 'failed', ran, finding: unread, said: '' };
}

async function learn(
  value: unknown,
  { action, id, under, hands }: { action: Action; id: StepId; under: Under; hands: Hands },
): Promise<void> {
  if (isObject(value) && typeof value['client_secret'] === 'string') under.secret = hands.hide(value['client_secret']);
  const { facts, picks } = under.looked;
  under.looked.facts = take({ kind: action.kind, value, which: id === 'post.web-app-1' ? 0 : 1 }, facts, picks);
  if (action.kind === 'connection' || action.kind === 'sign-in') await lookAgain(id, under, hands);
}

function left(id: StepId, { looked: { facts, picks } }: Under): readonly Action[] {
  const { step, actions } = stepOf(facts, picks, id);
  return step.state === 'create' || step.state === 'change' ? actions : [];
}

/** Of connections there may be several; of everything else one command is enough. */
function keyOf({ kind, text }: Action): string {
  return kind === 'connection' ? text : kind;
}

function unchanged({ text }: Action): { finding: Finding; said: string } {
  const said = 'Azure took it, and does not show it afterwards.';
  return { finding: finding('tool/az-refused', { said, command: text }), said };
}

async function lookAgain(id: StepId, under: Under, { reading }: Hands): Promise<void> {
  const change = await lookAt(id, reading, under.looked.picks);
  under.looked.facts = change(under.looked.facts);
}

function run({ kind, text }: Action, { secret }: Under, hands: Hands): Promise<CommandAnswer> {
  if (kind !== 'setting') return hands.run(text);
  if (secret === null) throw new TypeError('a secret is stored that nobody has read');
  return withSecretFile({ name: secretSetting, secret }, (path) => hands.run(text.replace(`@${secretFile}`, shellWord(`@${path}`))));
}
