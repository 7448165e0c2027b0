import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench, Connection } from '../foreign/connection.js';
import { connect, openBench, say } from '../foreign/connection.js';
import { cases, seed } from '../support/cases.js';
import { jsonOf } from '../support/schema.js';
import { hostileFields } from './hostile-fields.js';
import { everythingAtOnce, forbiddenIn, hostileValues } from './hostile-values.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

/** Every way in which a run is shown, and all that it writes. */
const faces: { readonly [name: string]: (connection: Connection) => Promise<string> } = {
  'plain, with --verbose': (connection) => said(connection, ['check', '--verbose']),
  JSON: (connection) => document(connection, ['check', '--json']),
  annotations: async (connection) => {
    const text = await said(connection, ['check'], { GITHUB_ACTIONS: 'true' });
    const commands = text.split('\n').filter((line) => /^(?:::|##\[)/.test(line));
    expect(commands.filter((line) => !/^::(?:error|warning) title=[^:]+::/.test(line))).toEqual([]);
    return text;
  },
  Markdown: async (connection) => {
    const file = join(bench.folder, `${connection.auth0.port}.md`);
    await say(connection, ['check', '--summary', file]);
    const text = await readFile(file, 'utf8');
    // What stands between fences is code, and only what stands outside of them can be more.
    expect(text.replaceAll(/^(`{3,})text\n[^]*?\n\1$/gm, '')).not.toMatch(/^(?:# owned|<img)|^!\[x\]/m);
    return text;
  },
  sentences: (connection) => said(connection, ['check', '--accessible']),
  'a prompt': (connection) => said(connection, ['prompt', 'hello', '--verbose']),
  'the JSON of a prompt': (connection) => document(connection, ['prompt', 'hello', '--json']),
};
const names = Object.keys(faces);

async function said(connection: Connection, args: readonly string[], more: Record<string, string> = {}): Promise<string> {
  const { code, stdout, stderr } = await say(connection, args, more);
  expect([0, 1, 2, 3]).toContain(code);
  return stdout + stderr;
}

/** It fits the schema, and its values are whole. */
async function document(connection: Connection, args: readonly string[]): Promise<string> {
  const { stdout } = await say(connection, args);
  expect(jsonOf(stdout).error).toBeNull();
  return stdout;
}

async function show(field: string, value: string, face: string): Promise<string> {
  const connection = await connect(bench);
  try {
    hostileFields[field]?.(connection, value);
    const text = (await faces[face]?.(connection)) ?? '';
    expect({ field, face, found: forbiddenIn(text) }).toEqual({ field, face, found: null });
    return text;
  } finally {
    connection.close();
  }
}

describe('nothing that a server sends reaches the terminal as it is', () => {
  test.each(Object.keys(hostileFields).map((field, at) => [field, names[at % names.length] ?? ''] as const))(
    '%s: %s, with everything that is hostile in it',
    (field, face) => show(field, everythingAtOnce, face).then(() => undefined),
  );

  const all = Object.keys(hostileFields).flatMap((field) =>
    Object.keys(hostileValues).flatMap((value) => names.map((face) => ({ field, value, face }))),
  );
  test(`${cases('hostile answers')} of the ${all.length} fields with a value, each shown in one way`, { timeout: 600_000 }, async () => {
    for (const { field, value, face } of someOf(all, cases('hostile answers'))) {
      const begun = performance.now();
      const text = await show(field, hostileValues[value] ?? '', face);
      const { length } = text;
      // A megabyte may be said several times. What takes its square would take hours.
      expect({ field, value, face, isBounded: length < 30_000_000 && performance.now() - begun < 120_000 }).toMatchObject({
        isBounded: true,
      });
    }
  });

  test.each([
    ['auth0: error_description', 'the same in 8 bits', '⟨U+009B⟩'],
    ['entra: error_description', 'text that is turned round', '⟨U+202E⟩'],
    ['azure: message', 'halves of letters', '⟨U+D800⟩'],
    ['token: sub', 'letters of no width', '⟨U+200B⟩'],
    ['auth0: issuer', 'a screen that is wiped (CSI)', '⟨U+001B⟩'],
    ['azure: streamed text', 'tab, carriage return and backspace', '⟨U+0008⟩'],
    ['azure: streamed text', 'an avalanche of marks', ' marks⟩'],
    ['entra: region', 'a title of the window (OSC 0)', '⟨U+0007⟩'],
  ])('%s: what is hidden (%s) is shown by its number', async (field, value, number) => {
    expect(await show(field, hostileValues[value] ?? '', 'plain, with --verbose')).toContain(number);
  });
});

/** So many of them, none twice, by the seed of this run. */
function someOf<T>(all: readonly T[], count: number): T[] {
  let state = seed;
  const random = (): number => (state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0);
  return all
    .map((one) => ({ one, at: random() >>> 8 }))
    .toSorted((one, other) => one.at - other.at)
    .slice(0, count)
    .map(({ one }) => one);
}
