import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { Ajv2020 } from 'ajv/dist/2020.js';
import { expect, test } from 'vitest';

import { keyless, root } from '../support/binary.js';
import type { Run } from '../support/binary.js';

interface Row {
  name: string;
  samples: { value: number; against: number }[];
  ratio: { ofMedians: number };
  isHeld: boolean;
}

const bench = (...args: string[]): Promise<Run> =>
  keyless(args, { program: [process.execPath, join(root, 'scripts', 'bench', 'bench.mjs')] });

test('one row, measured once, is a JSON document of its schema, and the exit code says whether its bar is held', async () => {
  const { code, stdout, stderr } = await bench('--json', '--rounds', '1', '--only', 'version', '--program', join(root, 'bin/keyless.cjs'));
  const result = JSON.parse(stdout) as { rows: [Row]; notHeld: string[]; node: string };
  const schema = JSON.parse(await readFile(join(root, 'scripts', 'bench', 'result.schema.json'), 'utf8')) as object;
  const ajv = new Ajv2020({ allowUnionTypes: true });
  expect([ajv.validate(schema, result), ajv.errors]).toEqual([true, null]);
  const [{ samples, ratio, isHeld }] = result.rows;
  expect(samples).toHaveLength(1);
  expect(ratio.ofMedians).toBe((samples[0]?.value ?? 0) / (samples[0]?.against ?? 0));
  expect([code, result.notHeld]).toEqual(isHeld ? [0, []] : [1, ['version']]);
  expect(stderr.includes('Not held: version')).toBe(!isHeld);
  expect(result.node).toBe(process.versions.node);
});

test('a row that there is not is told with those that there are', async () => {
  const { code, stderr } = await bench('--only', 'speed');
  expect(code).toBe(2);
  for (const name of ['first-key', 'key-spinner-p95', 'auth0-tokens', 'stream-50000', 'memory-chat', 'packages', 'create-vite-prompt']) {
    expect(stderr).toContain(` ${name}`);
  }
});

interface Experiment {
  rows: { what: string }[];
}

/** What the bench measures of keyless itself, as it says it. */
async function measured(): Promise<string[]> {
  const files = ['starts', 'first-frame', 'keys', 'check', 'stream', 'memory', 'footprint'];
  const modules = await Promise.all(files.map((file) => import(join(root, 'scripts', 'bench', `${file}.mjs`)) as Promise<object>));
  const exported = modules.flatMap((module) => Object.values(module).flat() as (Partial<Experiment> | null)[]);
  return exported.flatMap((one) => (one?.rows ?? []).map(({ what }) => what));
}

test('docs/performance.md holds a table that the bench has written, with every row that it measures today', async () => {
  const page = await readFile(join(root, 'docs', 'performance.md'), 'utf8');
  const table = /<!-- bench: written by npm run bench -- --write -->\n\n([^]*?)\n\n<!-- bench: end -->/.exec(page)?.[1] ?? '';
  const rows = await measured();
  expect(rows.length).toBeGreaterThan(24);
  expect(rows.filter((what) => !table.includes(`| ${what} |`))).toEqual([]);
});
