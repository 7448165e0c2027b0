import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

import { expect, test } from 'vitest';

import type { Piece } from '../../src/chain/azure-openai.js';
import { lastOf } from '../../src/chain/response-body.js';
import type { Check, CheckContext } from '../../src/checks/check.js';
import { readReply } from '../../src/checks/reply.js';
import { runChecks } from '../../src/checks/run.js';

const openai = { endpoint: 'https://acme.openai.azure.com', deployment: 'team-chat', apiVersion: null };
const end: Piece = { kind: 'ended', model: null, reason: 'stop', promptTokens: null, completionTokens: null };

async function* packets(count: number, words: number): AsyncGenerator<Piece> {
  for (let packet = 0; packet < count; packet += 1) {
    await nextTurn();
    for (let word = 0; word < words; word += 1) yield { kind: 'text', text: 'word ' };
  }
  yield end;
}

test('what came in one packet is said in one, and nothing waits for the next', async () => {
  const said: string[] = [];
  const reply = { api: 'chat' as const, headers: {}, pieces: packets(20, 50) };
  const { completion } = await readReply(openai, { reply, startedAt: 0 }, (text) => said.push(text));
  expect(said.length).toBeLessThanOrEqual(40);
  expect(said.length).toBeGreaterThanOrEqual(20);
  expect(said.join('')).toBe('word '.repeat(1000));
  expect(completion?.text).toBe('word '.repeat(1000));
});

test('an answer that breaks off has said what came before', async () => {
  async function* broken(): AsyncGenerator<Piece> {
    yield { kind: 'text', text: 'half of it' };
    throw new Error('gone');
  }
  const said: string[] = [];
  const reply = { api: 'chat' as const, headers: {}, pieces: broken() };
  await expect(readReply(openai, { reply, startedAt: 0 }, (text) => said.push(text))).rejects.toThrow('gone');
  expect(said).toEqual(['half of it']);
});

test('a run keeps nothing of the words that were said', async () => {
  const words = 20_000;
  const talker: Check = {
    id: 'azure-openai.completion',
    title: 'talks',
    needs: [],
    teaches: [],
    async run(_facts, _context, say) {
      for (let word = 0; word < words; word += 1) {
        say('word');
        await nextTurn();
      }
      return { title: 'done' };
    },
  };
  let count = 0;
  let before = 0;
  for await (const event of runChecks([talker], { signal: new AbortController().signal } as CheckContext)) {
    if (event.type !== 'said') continue;
    count += 1;
    if (count === 100) before = heapUsed();
    if (count === words) expect((heapUsed() - before) / words).toBeLessThan(50);
  }
  expect(count).toBe(words);
});

test('the last bytes of a stream are the last, whatever the size of its pieces', () => {
  const text = Array.from({ length: 400 }, (_, at) => `${at},`).join('');
  for (const size of [1, 7, 64, 65, 200, 5000]) {
    const memory = lastOf(64);
    expect(memory.text()).toBe('');
    for (let at = 0; at < text.length; at += size) {
      memory.hear(Buffer.from(text.slice(at, at + size)));
      expect(memory.text()).toBe(text.slice(0, at + size).slice(-64));
    }
  }
});

function heapUsed(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
}
