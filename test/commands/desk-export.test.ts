import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { saveExported } from '../../src/commands/desk-export.js';
import { exportKinds } from '../../src/export/kind.js';
import { emptyFolder } from '../support/binary.js';
import { deskInSandbox } from '../support/desk.js';
import { expectNone, forbidden } from '../support/forbidden.js';

test('every kind is made of what is typed, written or not, and no secret is in any', async () => {
  const { desk, sandbox } = await deskInSandbox(['--sandbox']);
  const report = await desk.check(new Map(), () => undefined, null);
  const typed = new Map([['OIDC_CLIENT_ID', 'TypedAndNotWritten0123456789abcd']] as const);
  const offers = await desk.exports(typed, report);
  expect(offers.map(({ kind }) => kind)).toEqual(exportKinds);
  for (const { kind, exported } of offers) {
    if (kind !== 'github-actions')
      expect(exported?.text).toContain(kind === 'report' ? sandbox.settings.OIDC_CLIENT_ID : 'TypedAndNotWritten');
    expect(exported?.text).toContain('pretend');
    expectNone(forbidden(sandbox), exported?.text ?? '');
  }
});

test('what is missing is named for the kinds that are made of it, and the report is missing without a run', async () => {
  const { desk } = await deskInSandbox(['--sandbox', '--fault', 'settings/missing']);
  const offers = await desk.exports(new Map([['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', '<name>']]), null);
  const lacking = new Map(offers.map((one) => [one.kind, one]));
  expect(lacking.get('bicep')).toMatchObject({ exported: { fileName: 'main.bicep' }, lacks: [] });
  expect(lacking.get('curl')).toEqual({ kind: 'curl', exported: null, lacks: ['AZURE_TENANT_ID', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'] });
  // A check can do without a deployment, and code cannot.
  const without = new Map([
    ['AZURE_TENANT_ID', '7c9e6679-7425-40de-944b-e07fc1f90ae7'],
    ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', ''],
  ] as const);
  expect((await desk.exports(without, null))[0]).toEqual({
    kind: 'typescript',
    exported: null,
    lacks: ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME'],
  });
  expect(lacking.get('report')).toEqual({ kind: 'report', exported: null, lacks: [] });
});

test('a file is new, may be read by all, and takes the next free name, which the command to try it has too', async () => {
  const folder = await emptyFolder();
  const file = join(folder, 'main.tf');
  await writeFile(file, 'mine');
  const exported = { kind: 'terraform', fileName: file, text: 'ours\n', tryIt: `terraform -x ${file}` } as const;
  const second = join(folder, 'main-2.tf');
  expect(await saveExported(exported)).toEqual({
    ok: true,
    file: second,
    trial: { before: [], heading: 'To try it', command: `terraform -x ${second}` },
  });
  expect(await saveExported({ ...exported, kind: 'report', fileName: join(folder, 'r.md') })).toMatchObject({ ok: true, trial: null });
  expect([await readFile(file, 'utf8'), await readFile(second, 'utf8')]).toEqual(['mine', 'ours\n']);
  expect((await stat(second)).mode & 0o777).toBe(0o644);
  const alone = { ...exported, tryIt: 'terraform apply' };
  expect(await saveExported(alone)).toEqual({ ok: false, sentence: expect.stringContaining('terraform apply would take both') });
  expect(await saveExported({ ...alone, fileName: join(folder, 'other.tf') })).toMatchObject({
    ok: true,
    trial: { command: 'terraform apply' },
  });
  expect(await saveExported({ ...exported, fileName: join(folder, 'none', 'main.tf') })).toMatchObject({
    ok: false,
    sentence: expect.stringContaining('its folder is not there'),
  });
});
