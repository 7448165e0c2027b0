import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench, Document } from './connection.js';
import { check, connect, openBench } from './connection.js';
import type { Reply } from './serve.js';
import { pause } from './serve.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

const chunk = (delta: object): object => ({ model: 'gpt-4o', choices: [{ index: 0, delta, finish_reason: null }] });
const stop = { model: 'gpt-4o', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };

async function* forEver(event: object | string, first: readonly object[] = []): AsyncGenerator<object | string> {
  yield* first;
  for (;;) {
    yield event;
    await pause(20);
  }
}

async function* afterwards(event: object | string, times: number, last: readonly object[]): AsyncGenerator<object | string> {
  for (let at = 0; at < times; at += 1) {
    yield event;
    await pause(50);
  }
  yield* last;
}

const limits = { completionMs: 400 };

async function asked(args: readonly string[], events: () => AsyncGenerator<object | string>, isResponsesOnly = false): Promise<Document> {
  const instead = ({ method, path }: { method: string; path: string }): Reply | undefined =>
    method === 'POST' && path.includes(isResponsesOnly ? 'responses' : 'completions') ? { status: 200, events: events() } : undefined;
  const { code, report } = await check(await connect(bench, { azureOpenAi: { isResponsesOnly, instead } }), args, {}, limits);
  return { code, report, found: report.diagnoses[0]?.code, why: report.diagnoses[0]?.why };
}

describe('a stream that is kept alive', () => {
  const silences: [string, object | string, readonly object[]][] = [
    ['by comments', ': ping\n\n', []],
    ['by comments, after some text', ': ping\n\n', [chunk({ content: 'Hello' })]],
    ['by empty deltas', chunk({ content: '' }), [chunk({ role: 'assistant' })]],
    ['by deltas without content', chunk({}), [chunk({ content: 'Hello' })]],
  ];
  const commands: [string, string[]][] = [
    ['check', []],
    ['prompt', ['prompt', 'hello']],
  ];
  const cases = silences.flatMap(([name, ...rest]) => commands.map(([command, args]) => [name, command, args, ...rest] as const));

  test.concurrent.each(cases)('%s, and says nothing: %s ends with a timeout', async (_name, _command, args, event, first) => {
    const { code, found, why, report } = await asked(args, () => forEver(event, first));
    expect([code, found, report.diagnoses[0].evidence.failure.detail]).toEqual([3, 'network/timeout', 'CONTENT_TIMEOUT']);
    expect(why ?? '').not.toContain('connection ended');
  });

  test.concurrent('the Responses API is no exception', async () => {
    const { code, found } = await asked([], () => forEver({ type: 'response.in_progress', response: {} }), true);
    expect([code, found]).toEqual([3, 'network/timeout']);
  });

  test.concurrent('a text without an end ends in check, and the connection works', async () => {
    const { code, report } = await asked([], () => forEver(chunk({ content: 'spam ' })));
    expect([code, report.ok, report.completion.text.startsWith('spam spam ')]).toEqual([0, true, true]);
  });

  test.concurrent('a prompt may be answered for as long as something comes', async () => {
    const { code, report } = await asked(['prompt', 'hello'], () => afterwards(chunk({ content: 'on ' }), 12, [stop]));
    expect([code, report.completion.text]).toEqual([0, 'on '.repeat(12)]);
  });

  test.concurrent('a model that can be seen to think is waited for', async () => {
    const thinks = (): AsyncGenerator<object | string> =>
      afterwards(chunk({ reasoning_content: 'hm' }), 12, [chunk({ content: 'Hello' }), stop]);
    const { code, report } = await asked(['prompt', 'hello'], thinks);
    expect([code, report.completion.text]).toEqual([0, 'Hello']);
  });
});
