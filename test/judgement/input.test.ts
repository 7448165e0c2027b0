import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { fields } from '../../src/settings/fields.js';
import type { Bench, Connection, Document } from '../foreign/connection.js';
import { check, connect, openBench } from '../foreign/connection.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';
import type { Ground } from './situation.js';
import { openGround } from './situation.js';
import { exchanged, files, samples } from './wrong-input.js';
import { noise, spellings } from './written.js';

let ground: Ground;
beforeAll(async () => {
  ground = await openGround();
});
afterAll(() => ground.close());

const required = fields.filter((field) => field.required === 'always').map(({ name }) => name);

describe('wrong input gets its code and a sentence, never a stack', () => {
  test.each(files)('an env file that is %s: %s', async (_, problem, make) => {
    const path = join(await ground.folder(), '.env');
    await make(path);
    const { code, stdout, stderr } = await inside(['check', '--json', '--env-file', path]);
    const report = jsonOf(stdout);
    expect([code, report.diagnoses[0]?.code, report.diagnoses[0]?.evidence['problem']]).toEqual([2, 'settings/file-unreadable', problem]);
    expect(stdout + stderr).not.toMatch(/ {4}at |Error:/);
  });

  test.each(exchanged)('%s with the value of %s', async (name, other) => {
    const { codes, exit, report } = await ground.judge({ settings: { [name]: ground.valueOf(other) } });
    expect([exit, codes[0]]).toEqual([2, expect.stringMatching(/^settings\/(?:swapped|malformed)$/)]);
    expect(report.checks.filter(({ id, status }) => !id.startsWith('settings.') && status !== 'notRun')).toEqual([]);
  });

  test.each(required.flatMap((name) => samples.map((value) => [name, value] as const)))('%s is %s', async (name, value) => {
    const { codes, exit } = await ground.judge({ settings: { [name]: value } });
    expect([exit, codes[0]]).toEqual([2, expect.stringMatching(/^settings\/(?:placeholder|malformed|missing)$/)]);
  });
});

describe('what means the same is taken the same', () => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench();
    return () => bench.close();
  });

  test.concurrent.each(spellings)('settings written %s: all well', async (_, write) => {
    const connection = await connect(bench);
    const file = join(await mkdtemp(join(bench.folder, 'env-')), '.env');
    await writeFile(file, write(Object.entries(connection.settings)));
    const { code, report } = await check(connection, ['--env-file', file], nothing(connection));
    expect([code, report.diagnoses]).toEqual([0, []]);
    expect(report.settings.find(({ name }: Document) => name === 'OIDC_ENDPOINT').source).toBe(file);
  });

  test.concurrent.each(['\u00A0', '\u2028', '\uFEFF', '\u200B'])(
    '%j at the end of a copy of the credential is no noise but what is looked for',
    async (strange) => {
      const connection = await connect(bench);
      const { credential } = connection.state.entra;
      const subject = `${credential?.subject}${strange}`;
      if (credential) credential.subject = subject;
      const file = join(await mkdtemp(join(bench.folder, 'env-')), '.env');
      await writeFile(file, `AZURE_FEDERATED_SUBJECT=${subject}\n`);
      const { code, report } = await check(connection, ['--env-file', file]);
      expect([code, report.diagnoses.map((one: Document) => one.code)]).toEqual([1, ['trust/hidden-character']]);
    },
  );

  test.concurrent.each(noise)('%s in %s is taken off, and said', async (_, setting, write) => {
    const connection = await connect(bench);
    const { code, report } = await check(connection, [], { [setting]: write(connection.settings[setting] ?? '') });
    expect([code, report.diagnoses.map((one: Document) => one.code)]).toEqual([0, ['settings/normalised']]);
    expect(report.diagnoses[0].evidence.field).toBe(setting);
  });
});

/** Takes every setting out of the environment, so that only the file is left. */
function nothing({ settings }: Connection): Record<string, null> {
  return Object.fromEntries(Object.keys(settings).map((name) => [name, null]));
}
