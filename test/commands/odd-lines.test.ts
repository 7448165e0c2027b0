import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { randomSecret } from '../settings/random-values.js';
import { emptyFolder } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';

test('a line that nobody reads is named by its number, and its value is not repeated', async () => {
  const secret = randomSecret();
  const file = join(await emptyFolder(), '.env');
  const lines = ['# mine', 'OIDC_ENDPOINT: acme-dev.eu.auth0.com', `set OIDC_CLIENT_SECRET=${secret}`, 'azure_tenant_id=x'];
  await writeFile(file, lines.join('\r\n'));
  const { code, stdout } = await inside(['check', '--json', '-e', file]);
  const told = jsonOf(stdout).diagnoses.flatMap(({ evidence }) => ('line' in evidence ? [[evidence['field'], evidence['line']]] : []));
  expect([code, told]).toEqual([
    2,
    [
      ['OIDC_ENDPOINT', { number: 2, odd: 'colon' }],
      ['OIDC_CLIENT_SECRET', { number: 3, odd: 'command' }],
      ['AZURE_TENANT_ID', { number: 4, odd: 'spelling' }],
    ],
  ]);
  const text = await inside(['check', '-e', file]);
  expect(text.stdout.replace(/\s+/g, ' ')).toContain('Line 3 of the env file names OIDC_CLIENT_SECRET and does not set it');
  expect(stdout + text.stdout + text.stderr).not.toContain(secret);
});
