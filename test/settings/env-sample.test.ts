import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { readEnv } from '../../src/settings/env-file.js';
import { renderEnvSample } from '../../src/settings/env-sample.js';
import { fields } from '../../src/settings/fields.js';

test('.env-sample is what the table says', async () => {
  expect(await readFile(new URL('../../.env-sample', import.meta.url), 'utf8')).toBe(renderEnvSample(fields));
});

test('a copy of the sample sets nothing', () => {
  const values = readEnv(renderEnvSample(fields));
  expect([...values.values()].every((value) => value === '')).toBe(true);
  expect([...values.keys()]).toEqual(fields.filter((field) => field.default === null).map((field) => field.name));
});
