import { setTimeout as pause } from 'node:timers/promises';

import type { Connection } from '../foreign/connection.js';
import type { Session } from '../ui/pty.js';

/** A place in the built program where a person can be when the end comes, and how one gets there. */
export interface Station {
  args: string;
  /** Where each step waits for words, and then presses keys. */
  steps?: readonly (readonly [waitFor: string, keys: string])[];
  /** What stands there then, and again after a pause of the whole job. */
  shows: string;
  env?: Record<string, string>;
  /** Services that answer as slowly as this place needs. */
  isSlow?: true;
  /** A second Ctrl-C leaves: the first means something else. */
  isTwice?: true;
}

const checked = ['Pretend values', '\r'] as const;
const wrong = 'setup --sandbox --fault trust/issuer-slash';

/** `az` and `auth0` never answer here: what they were started for is under way. */
export const stations: { readonly [name: string]: Station } = {
  start: { args: '--sandbox', shows: 'q quit' },
  lessons: { args: '', steps: [['q quit', '5']], shows: 'esc back' },
  lesson: { args: '', steps: [['q quit', '51']], shows: 'enter check' },
  fields: { args: 'setup', steps: [['esc review', 'acme']], shows: 'acme' },
  'the secret': { args: 'setup', steps: [['esc review', '\r\r']], shows: 'Auth0 client secret' },
  guide: { args: 'setup', steps: [['esc review', '\u0007']], shows: 'guide 1 of' },
  review: { args: 'setup --sandbox', shows: 'Pretend values' },
  write: { args: 'setup --sandbox', steps: [['Pretend values', 'w']], shows: 'enter write it' },
  comparison: { args: 'setup --sandbox', steps: [['Pretend values', 'f']], shows: 'Issuer in Azure' },
  paste: { args: 'setup --sandbox', steps: [['Pretend values', 'x']], shows: 'enter explain' },
  'a check under way': { args: 'setup --sandbox --fault network/timeout', steps: [checked], shows: 'the endpoint answers' },
  findings: { args: wrong, steps: [checked], shows: 'enter explain' },
  evidence: { args: wrong, steps: [checked, ['enter explain', '\r']], shows: 'final slash' },
  export: { args: wrong, steps: [checked, ['enter explain', 'h']], shows: 's save' },
  wait: { args: 'setup --sandbox --fault trust/propagating', steps: [checked, ['w wait', 'w']], shows: 'Waiting for Azure' },
  prompt: { args: 'setup --sandbox', steps: [checked], shows: 'enter send' },
  'an answer that comes': { args: 'prompt', steps: [['enter send', 'go on\r']], shows: 'ctrl+c stop', isSlow: true, isTwice: true },
  'a look at both accounts': { args: 'provision', shows: 'Nothing is changed' },
  'a sentence for who hears it': { args: 'setup --sandbox', shows: 'Your choice', env: { ACCESSIBLE: '1' } },
  'a check in plain text': { args: 'check --sandbox --plain --fault network/timeout', shows: 'auth0.token' },
  'a wait in plain text': { args: 'check --sandbox --wait --fault trust/propagating', shows: 'Next try' },
  'a prompt in plain text': { args: 'prompt hello', shows: 'the ', isSlow: true },
  'the sandbox': { args: 'sandbox', shows: 'Requests appear below' },
  'a command of the sandbox': { args: 'sandbox -- sh -c "printf with%s in; exec sleep 300"', shows: 'within' },
  'standard input that does not come': { args: 'explain -', shows: 'Paste the text' },
};

/** Leads a person there; `ready` is called before a key is pressed, when what came by itself is there. */
export async function goTo({ steps = [], shows }: Station, session: Session, ready: () => void): Promise<void> {
  for (const [words, keys] of steps) {
    await session.waitFor(words);
    ready();
    session.send(keys);
  }
  await session.waitFor(shows);
}

/** An answer that takes a minute. */
export function slowDown({ state }: Connection): void {
  state.azureOpenAi.answer = Array.from({ length: 600 }, () => 'the ');
  state.azureOpenAi.pace = () => pause(100);
}
