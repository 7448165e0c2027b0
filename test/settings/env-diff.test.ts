import { describe, expect, test } from 'vitest';

import { diffEnv } from '../../src/settings/env-diff.js';
import { mergeEnv } from '../../src/settings/env-file.js';
import { Secret } from '../../src/settings/secret.js';

const secret = 'kA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQjaK1AUPhZq8mRi0Q0pjhkfu1D7y6Kj7fQ2';
const after = (text: string, values: Record<string, string>): string => mergeEnv(text, new Map(Object.entries(values))).text;

describe('what writing would do', () => {
  test('a changed line where it stands, an added one at the end, and of the others the number', () => {
    const before = `# mine\nOIDC_ENDPOINT=old.eu.auth0.com # c\nPORT=3000\nDB_PASSWORD=hunter2`;
    expect(diffEnv(before, after(before, { OIDC_ENDPOINT: 'new.eu.auth0.com', AZURE_CLIENT_ID: 'x' }))).toEqual([
      { kind: 'untouched', count: 1 },
      { kind: 'changed', name: 'OIDC_ENDPOINT', value: 'new.eu.auth0.com', was: 'old.eu.auth0.com' },
      { kind: 'untouched', count: 2 },
      { kind: 'added', name: 'AZURE_CLIENT_ID', value: 'x' },
    ]);
  });

  test('nothing at all, and a value that is emptied', () => {
    const before = 'OIDC_ENDPOINT=acme.eu.auth0.com\r\nAZURE_AOAI_API_VERSION=2024-10-21\r\n';
    expect(diffEnv(before, before)).toEqual([{ kind: 'untouched', count: 2 }]);
    expect(diffEnv(before, after(before, { AZURE_AOAI_API_VERSION: '' }))).toEqual([
      { kind: 'untouched', count: 1 },
      { kind: 'emptied', name: 'AZURE_AOAI_API_VERSION', value: '', was: '2024-10-21' },
    ]);
    expect(diffEnv('', '')).toEqual([]);
  });

  test('no secret is a text, neither the new nor the old one, nor one in the wrong line', () => {
    const before = `OIDC_CLIENT_SECRET=${secret}\nOIDC_CLIENT_ID=${secret}\n`;
    const lines = diffEnv(before, after(before, { OIDC_CLIENT_SECRET: `${secret}x`, OIDC_CLIENT_ID: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja' }));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({ value: expect.any(Secret), was: expect.any(Secret) });
    expect(lines[1]).toMatchObject({ value: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja', was: expect.any(Secret) });
    expect(JSON.stringify(lines)).not.toContain(secret.slice(0, 12));
  });
});
