import { pipeline } from '../../checks/pipeline.js';
import type { Desk, Left } from '../desk.js';
import { unfolded } from '../export/export-state.js';
import type { Key } from '../keys.js';
import type { Terminal } from '../open-screen.js';
import { beginning, reducerOf } from '../reduce.js';
import { createRunner } from '../runner.js';
import type { Action, State } from '../state.js';
import { createAnswerer } from './answerer.js';
import { createAsker } from './asker.js';
import { listenToWork } from './follow-work.js';
import { questionOf, spokenSize } from './questions.js';
import { valueWords } from './spoken-words.js';
import type { Typed } from './typed-lines.js';
import { readTypedLines } from './typed-lines.js';
import { createVoice } from './voice.js';

export interface Session {
  left: Promise<Left>;
  leave(left: Left): void;
  close(): void;
}

/** Joins the parts: the state and the keys that change it, the desk that works for it, what is said, and what is typed. */
export function createSession(
  desk: Desk,
  { stdin, stdout, suspend }: Pick<Terminal, 'stdin' | 'stdout' | 'suspend'>,
  echoes: boolean,
): Session {
  const { promise: left, resolve, reject } = Promise.withResolvers<Left>();
  const reduce = reducerOf(desk);
  const listener = listenToWork(pipeline.map(({ id }) => id));
  let state: State = beginning(desk, spokenSize);
  let waiting: string[] = [];
  let isAnswering = false;

  const typed = readTypedLines({ stdin, echo: (text) => voice.echo(text), take });
  const unfinished = (): string => typed.unfinished();
  const voice = createVoice(stdout, { isTyping: () => unfinished() !== '', echoes });
  const asker = createAsker(voice, typed, () => state.screen);
  const press = (key: Key): void => dispatch({ type: 'key', key });
  const session = { state: () => state, press };
  const answerer = createAnswerer({
    session,
    asker,
    desk,
    unfinished,
    drop: () => typed.drop(),
    later: (lines) => void (waiting = [...lines, ...waiting]),
  });
  const runner = createRunner(desk, dispatch);

  function dispatch(action: Action): void {
    if (state.exit !== null || state.crash) return;
    const heard = listener.hear(action, state);
    const before = state;
    state = unfolded(reduce(state, action));
    voice.say([...heard, ...secretsGiven(before, state, desk), ...listener.past(state.past.slice(before.past.length))]);
    if (state.rings > before.rings) stdout.write('\u0007');
    runner.follow(state);
    if (!isAnswering) settle(false);
  }

  /** All keys of one answer are pressed before what they lead to is asked. */
  function answering(answer: () => void): void {
    const before = state;
    isAnswering = true;
    answer();
    isAnswering = false;
    if (state !== before || !voice.isAsking()) settle(true);
  }

  /** Asks what is to be asked now. */
  function settle(isAnswered: boolean): void {
    if (state.crash) return reject(state.crash);
    if (state.exit !== null) return finish(state.exit);
    // What becomes of a file is told at once, and asked behind it.
    if (state.work?.kind === 'save') return;
    const question = questionOf(state, desk);
    asker.put(question, isAnswered);
    // What was typed before something began was not meant for what it leads to.
    if (question.takes === 'nothing') waiting = [];
    const [next, ...others] = waiting;
    waiting = others;
    if (next !== undefined) answering(() => answerer.lines([next]));
  }

  function take(one: Typed): void {
    if (state.exit !== null || state.crash) return;
    const isEscapable = asker.question()?.choices.some(({ key }) => key?.kind === 'escape') ?? false;
    if (one.kind === 'lines') answering(() => answerer.lines(one.lines));
    else if (one.kind === 'ctrl' && one.letter === 'z' && suspend) void pause(suspend);
    else if (one.kind === 'ctrl') answering(() => answerer.control(one.letter));
    else if (one.kind === 'end') answering(() => press({ kind: 'ctrl', letter: 'd' }));
    else if (isEscapable) answering(() => press({ kind: 'escape' }));
  }

  /** Ctrl-Z. What was asked is asked again by whoever comes back. */
  async function pause(stop: () => Promise<void>): Promise<void> {
    stdin.setRawMode(false);
    await stop();
    if (state.exit !== null || state.crash) return;
    stdin.setRawMode(true);
    settle(true);
  }

  function finish(code: number): void {
    const { next, report } = state;
    voice.echo('');
    if (code !== 130 && next === null) voice.say(['You have left keyless.']);
    const farewell = { code, next, report };
    resolve(farewell);
  }

  voice.say(listener.past(state.past));
  settle(true);
  runner.follow(state);
  return {
    left,
    leave: resolve,
    close() {
      runner.end();
      typed.close();
      voice.close();
    },
  };
}

/** Nobody has seen a secret that was just given, so its length and its end tell whether it arrived whole. */
function secretsGiven(before: State, { answers }: State, { fields }: Pick<Desk, 'fields'>): string[] {
  return fields.flatMap(({ name, secret, label }) => {
    const answer = answers.get(name);
    return secret && answer && answer !== before.answers.get(name) ? [`${label}: ${valueWords(answer.shown)}.`] : [];
  });
}
