import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { exempt } from '../../src/sandbox/faults/exempt.js';
import { faults } from '../../src/sandbox/faults.js';
import { emptyFolder, keyless, launcher } from '../support/binary.js';
import { jsonOf } from '../support/schema.js';

describe('sandbox -- COMMAND', () => {
  const print = (...names: string[]): string[] => [
    'sandbox',
    '--',
    process.execPath,
    '-e',
    `console.log(JSON.stringify(${JSON.stringify(names)}.map((name) => process.env[name] ?? null)))`,
  ];

  test('real credentials and sign-ins of the usual clients stay outside', async () => {
    const real = {
      AZURE_CLIENT_SECRET: 'canary',
      AZURE_OPENAI_API_KEY: 'canary',
      OPENAI_API_KEY: 'canary',
      OPENAI_BASE_URL: 'https://canary.example',
      AUTH0_MANAGEMENT_API_TOKEN: 'canary',
      ARM_CLIENT_CERTIFICATE_PATH: 'canary',
      AZURE_FEDERATED_TOKEN_FILE: 'canary',
      https_proxy: 'http://canary:1',
      NO_PROXY: '*',
    };
    const { code, stdout } = await keyless(print(...Object.keys(real)), { env: real });
    expect([code, JSON.parse(stdout)]).toEqual([0, Object.keys(real).map(() => null)]);
  });

  test('az and azd have a folder of their own, and what is no credential is inherited', async () => {
    const env = { AZURE_CONFIG_DIR: '/home/me/.azure', AZURE_CORE_ONLY_SHOW_ERRORS: 'true', LANG: 'C.UTF-8' };
    const { stdout } = await keyless(print('AZURE_CONFIG_DIR', 'AZD_CONFIG_DIR', 'AZURE_CORE_ONLY_SHOW_ERRORS', 'LANG'), { env });
    const [az, azd, ...rest] = JSON.parse(stdout) as string[];
    expect([az, azd]).toEqual([expect.stringMatching(/keyless-sandbox-.*azure$/), expect.stringMatching(/keyless-sandbox-.*azd$/)]);
    expect(rest).toEqual(['true', 'C.UTF-8']);
  });

  test('an env file in the folder changes nothing in it', async () => {
    const folder = await emptyFolder();
    await writeFile(
      join(folder, '.env'),
      'AZURE_AOAI_API_VERSION=2023-07-01-preview\nOIDC_CLIENT_SECRET=canary-of-the-real-one-0123456789\n',
    );
    const { code, stdout } = await keyless(['sandbox', '--', process.execPath, '--', launcher, 'check', '--json'], { cwd: folder });
    const report = jsonOf(stdout);
    expect([code, report.ok, report.diagnoses]).toEqual([0, true, []]);
    expect(report.settings.filter(({ source }) => source === '.env')).toEqual([]);
  });
});

test('the ending of the command is the ending of keyless, as a shell tells it', async () => {
  const kill = await keyless(['sandbox', '--', process.execPath, '-e', "process.kill(process.pid, 'SIGKILL')"]);
  expect([kill.code, kill.stderr]).toEqual([137, '']);
  const folder = await emptyFolder();
  expect(await keyless(['sandbox', '--', folder])).toMatchObject({ code: 2, stderr: `✗ ${folder} cannot be run (EACCES).\n` });
});

test('--list names every fault with a sentence, and every code without one with its rule, as text and as JSON, and starts nothing', async () => {
  const { code, stdout } = await keyless(['sandbox', '--list', '--json']);
  const { faults: listed, exempt: without } = jsonOf(stdout);
  expect([code, listed.map((fault) => fault.code)]).toEqual([0, Object.keys(faults)]);
  expect(without).toEqual(Object.entries(exempt).map(([one, rule]) => ({ code: one, rule })));
  const text = (await keyless(['sandbox', '--list'])).stdout;
  for (const fault of listed) expect(text).toMatch(new RegExp(`^${fault.code} +${fault.sentence.slice(0, 20)}`, 'm'));
  const rules = text.slice(text.indexOf('\nThese cannot be planted, by rule:\n'));
  for (const { code: one, rule } of without)
    expect(rules.split('\n')).toContainEqual(expect.stringMatching(new RegExp(`^${one.replace('*', '[*]')} +${rule}$`)));
});
