import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { FieldName } from '../../src/settings/field-name.js';
import { randomSecret } from '../settings/random-values.js';
import { emptyFolder } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';

const good: Partial<Record<FieldName, string>> = {
  OIDC_ENDPOINT: 'acme-dev.eu.auth0.com',
  OIDC_CLIENT_ID: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
  OIDC_CLIENT_SECRET: randomSecret(),
  AZURE_TENANT_ID: '7c9e6679-7425-40de-944b-e07fc1f90ae7',
  AZURE_CLIENT_ID: '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11',
  AZURE_AOAI_ENDPOINT: 'https://acme-ai.openai.azure.com',
  AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'team-chat',
};

const faces = [
  ['check', '--json'],
  ['check', '--plain', '--verbose'],
  ['setup', '--no-input'],
  ['setup', '--no-input', '--json'],
];

/** Every byte that every face prints with these settings in an env file, and the codes that `check` gives. */
async function printed(
  settings: Partial<Record<FieldName, string>>,
  args: readonly string[] = [],
): Promise<{ all: string; codes: string[] }> {
  const file = join(await emptyFolder(), '.env');
  const lines = Object.entries({ ...good, ...settings }).map(([name, value]) => `${name}=${value}\n`);
  await writeFile(file, lines.join(''));
  const runs = [];
  for (const face of faces) runs.push(await inside([...face, '-e', file, ...args]));
  expect(runs.map(({ code }) => code)).toEqual([2, 2, 2, 2]);
  const report = jsonOf(runs[0]?.stdout ?? '');
  expect(report.checks.filter(({ id, status }) => !id.startsWith('settings.') && status !== 'notRun')).toEqual([]);
  return { all: runs.map(({ stdout, stderr }) => stdout + stderr).join(''), codes: report.diagnoses.map(({ code }) => code) };
}

const copies: FieldName[] = ['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE'];
const instead: [string, string][] = [
  ['missing', ''],
  ['a placeholder', '<your-secret>'],
  ['another secret', randomSecret()],
  ['exchanged with it', 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients'],
];

describe('a client secret in another setting is not shown by any command', () => {
  test.each(copies.flatMap((name) => instead.map(([how, other]) => [name, how, other] as const)))(
    '%s, while its own is %s',
    async (name, _, other) => {
      const secret = randomSecret();
      const { all, codes } = await printed({ [name]: secret, OIDC_CLIENT_SECRET: other });
      expect(all).not.toContain(secret);
      expect(codes).toContain('settings/swapped');
    },
  );

  test('one that a person made up, in two settings', async () => {
    const secret = 'correct.horse~battery';
    for (const name of [...copies, 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'OIDC_AUDIENCE', 'OIDC_CLIENT_ID'] as const)
      expect((await printed({ OIDC_CLIENT_SECRET: secret, [name]: secret })).all).not.toContain(secret);
  });

  test('given by flag', async () => {
    const secret = randomSecret();
    for (const flag of ['--audience', '--deployment', '--oidc-client-id', '--endpoint']) {
      const { all, codes } = await printed({}, [flag, secret]);
      expect([all.includes(secret), codes]).toEqual([false, ['settings/swapped']]);
    }
  });

  test.each(['issuer', 'subject', 'audiences', 'name'])('as the %s in the JSON of one credential, and of two', async (property) => {
    const secret = randomSecret();
    const one = { name: 'a', issuer: 'https://acme-dev.eu.auth0.com/', subject: 'x@clients', audiences: ['api://AzureADTokenExchange'] };
    const file = join(await emptyFolder(), 'credentials.json');
    for (const list of [
      [{ ...one, [property]: property === 'audiences' ? [secret] : secret }],
      [{ ...one, [property]: property === 'audiences' ? [secret] : secret }, one],
    ]) {
      await writeFile(file, JSON.stringify(list));
      for (const args of [['check', '--json'], ['check'], ['check', '--sandbox', '--json'], ['check', '--sandbox']]) {
        const env = args.includes('--sandbox') ? {} : (good as Record<string, string>);
        const { code, stdout, stderr } = await inside([...args, '--federated-credential', file], { env });
        expect([code, (stdout + stderr).includes(secret)]).toEqual([2, false]);
      }
    }
  });

  test('typed where a file or a word was meant', async () => {
    const secret = randomSecret();
    for (const args of [
      ['check', '--client-secret-file', secret],
      ['check', '--federated-credential', secret],
      ['check', '-e', secret],
      ['check', secret],
      [secret],
      ['check', '--sandbox', '--fault', secret],
      ['check', `--${secret}`],
    ]) {
      for (const face of [[], ['--json']]) {
        const { code, stdout, stderr } = await inside([...args, ...face]);
        expect([args, code, (stdout + stderr).includes(secret)]).toEqual([args, 2, false]);
      }
    }
  });
});
