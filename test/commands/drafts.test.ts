import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { openDrafts } from '../../src/commands/drafts.js';
import type { Drafts } from '../../src/commands/drafts.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { Secret } from '../../src/settings/secret.js';
import type { SettingText } from '../../src/settings/sources.js';
import { emptyFolder } from '../support/binary.js';

const fileText = 'OIDC_AUDIENCE=https://api.acme.example\n';

/** Begins with or without an env file, as often as wanted, beside one state folder. */
async function inFolder(): Promise<(envText: string | null) => Promise<Drafts>> {
  const folder = await emptyFolder();
  const envPath = join(folder, '.env');
  return async (envText) => {
    if (envText !== null) await writeFile(envPath, envText);
    const audience: SettingText = { name: 'OIDC_AUDIENCE', text: 'https://api.acme.example', source: envPath, shadows: [] };
    const texts = new Map<FieldName, SettingText>(envText === null ? [] : [['OIDC_AUDIENCE', audience]]);
    return openDrafts({ isSandbox: false, envPath, envText, texts }, { XDG_STATE_HOME: folder });
  };
}

describe('a field that was typed in and emptied again', () => {
  test('is nothing to keep, and nothing is said of it', async () => {
    const again = await inFolder();
    const drafts = await again(null);
    drafts.keep(new Map([['OIDC_ENDPOINT', 'acme.eu.auth0.com']]));
    drafts.keep(new Map([['OIDC_ENDPOINT', '']]));
    expect(await drafts.farewell()).toBeNull();
    expect((await again(null)).found.size).toBe(0);
  });

  test('nor is a secret', async () => {
    const drafts = await (await inFolder())(null);
    drafts.keep(new Map([['OIDC_CLIENT_SECRET', new Secret('')]]));
    expect(await drafts.farewell()).toBeNull();
  });

  test('is kept where it takes away what the file says', async () => {
    const again = await inFolder();
    const drafts = await again(fileText);
    drafts.keep(new Map([['OIDC_AUDIENCE', '']]));
    expect(await drafts.farewell()).toContain('What you typed is kept');
    expect([...(await again(fileText)).found]).toEqual([['OIDC_AUDIENCE', '']]);
  });
});

test('what is changed after it was written is there the next time, in place of what the file says', async () => {
  const again = await inFolder();
  const drafts = await again(null);
  drafts.keep(new Map([['OIDC_AUDIENCE', 'https://api.acme.example']]));
  drafts.drop(fileText);
  drafts.keep(new Map([['OIDC_AUDIENCE', 'https://other.acme.example']]));
  expect(await drafts.farewell()).toContain('What you typed since is not written. What you typed is kept');
  expect([...(await again(fileText)).found]).toEqual([['OIDC_AUDIENCE', 'https://other.acme.example']]);
});
