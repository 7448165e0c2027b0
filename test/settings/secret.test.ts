import { AssertionError, deepStrictEqual } from 'node:assert';
import { randomBytes } from 'node:crypto';
import { format, inspect } from 'node:util';
import { deserialize, serialize } from 'node:v8';

import { expect, test } from 'vitest';

import { Secret } from '../../src/settings/secret.js';
import { keyless } from '../support/binary.js';
import { expectNone } from '../support/forbidden.js';

const value = randomBytes(48).toString('base64url');
const secret = new Secret(value);

function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof AssertionError) return inspect(error, { depth: null });
    throw error;
  }
  throw new Error('nothing was thrown');
}

test.each<[string, () => unknown]>([
  ['in a template', () => `${String(secret)} ${secret as unknown as string}`],
  ['added to a text', () => 'a' + (secret as unknown as string)],
  ['joined', () => [secret].join(',')],
  ['as JSON', () => JSON.stringify({ a: secret, list: [secret], map: [...new Map([['k', secret]])] })],
  // oxlint-disable-next-line typescript/no-misused-spread -- that is what is tried
  ['as JSON of a copy', () => JSON.stringify({ ...secret, assigned: Object.assign({}, secret) })],
  ['inspected', () => inspect({ secret }, { depth: null, showHidden: true, getters: true })],
  ['inspected by other means', () => inspect({ secret }, { customInspect: false, showHidden: true, getters: false, showProxy: true })],
  ['formatted', () => format('%s %o %O %j %d', secret, secret, secret, secret, secret)],
  ['in the cause of an error', () => inspect(new Error('a', { cause: new Error('b', { cause: { secret } }) }), { depth: null })],
  ['in several errors', () => inspect(new AggregateError([secret, new Error(String(secret))], 'c'), { depth: null })],
  ['as the property of an error', () => inspect(Object.assign(new Error('a'), { secret }), { showHidden: true })],
  [
    'entry by entry',
    () =>
      JSON.stringify([
        Object.entries(secret),
        Object.keys(secret),
        Reflect.ownKeys(secret).map(String),
        Object.getOwnPropertyDescriptors(secret),
      ]),
  ],
  ['cloned', () => inspect(structuredClone({ secret }), { showHidden: true })],
  ['serialised', () => serialize({ secret }).toString('latin1') + inspect(deserialize(serialize({ secret })))],
  ['compared by an assertion', () => messageOf(() => deepStrictEqual({ secret }, { secret: 'another' }))],
  ['as the key of an object', () => JSON.stringify({ [secret as unknown as string]: 1 })],
  ['in a Set and a Map', () => inspect([new Set([secret]), new Map([[secret, secret]])], { depth: null })],
  [
    'in the address of a page',
    () => new URL(`https://a/?b=${String(secret)}`).href + new URLSearchParams({ a: secret as unknown as string }).toString(),
  ],
])('a secret %s is not shown', (_, show) => {
  expectNone([value], String(show()));
});

test('Node itself prints none in a crash, and neither does the console', async () => {
  const program = `
    import { Secret } from ${JSON.stringify(new URL('../../src/settings/secret.ts', import.meta.url).href)};
    const secret = new Secret(process.env.VALUE);
    for (const print of [console.log, console.error, console.dir, console.table, console.trace]) print({ secret }, secret);
    console.assert(false, secret);
    process.emitWarning(String(secret));
    void Promise.reject(Object.assign(new Error('a', { cause: secret }), { secret }));`;
  const node: [string, ...string[]] = [process.execPath, '--input-type=module', '-e', program];
  const { stdout, stderr, code } = await keyless([], { program: node, env: { VALUE: value, NODE_NO_WARNINGS: '0' } });
  expect([code, stdout.includes('[secret]'), stderr.includes('[secret]')]).toEqual([1, true, true]);
  expectNone([value], stdout + stderr);
});
