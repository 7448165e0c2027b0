import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import { openPlace } from '../../src/commands/open.js';
import type { Desk, Values } from '../../src/ui/desk.js';
import { emptyFolder } from '../support/binary.js';
import { insideIo } from '../support/inside.js';
import { openDesk } from '../support/open-desk.js';

const held = [
  '# of the team',
  'OTHER=1',
  'OIDC_ENDPOINT=acme-dev.eu.auth0.com',
  'OIDC_CLIENT_ID=K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja',
  `OIDC_CLIENT_SECRET=${'Zx9kP3vLq2Wm7Zt5Rb8Nc4Hd6Jf1Gs0Y'.repeat(2)}`,
  'AZURE_TENANT_ID=7c9e6679-7425-40de-944b-e07fc1f90ae7',
  'AZURE_CLIENT_ID=1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11',
  'AZURE_AOAI_ENDPOINT=https://acme-dev.openai.azure.com',
  'AZURE_AOAI_MODEL_DEPLOYMENT_NAME=chat',
];
const text = `${held.join('\n')}\n`;
const typed: Values = new Map([['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', 'team-chat']]);

/** The desk over an env file of its own, with nobody to ask. */
async function open(): Promise<{ desk: Desk; path: string }> {
  const path = join(await emptyFolder(), '.env');
  await writeFile(path, text, { mode: 0o600 });
  const read = readArgs(['setup', '-e', path]);
  if (!read.ok) throw new TypeError(read.usage.problem);
  const { io } = insideIo();
  const opened = await openPlace(read.args, io);
  if (!opened.ok) throw new TypeError(opened.problem);
  return { desk: await openDesk(read.args, io, opened.place), path };
}

test('what somebody else wrote in between is shown and asked about, and no line of it is lost', async () => {
  const { desk, path } = await open();
  expect(desk.review(typed).changes.filter(({ kind }) => kind !== 'unchanged')).toMatchObject([{ name: [...typed.keys()][0] }]);
  const theirs = text.replace('acme-dev.eu', 'acme-prod.eu').replace('OTHER=1', 'OTHER=2\nTHEIRS=3');
  await writeFile(path, theirs);

  expect(await desk.write(typed)).toEqual({
    ok: false,
    asksAgain: true,
    sentence: expect.stringMatching(/so nothing was written\.$/),
  });
  expect(await readFile(path, 'utf8')).toBe(theirs);
  // Only what was typed here differs: the other value that is theirs is not set back.
  const { changes, diff } = desk.review(typed);
  expect(changes.filter(({ kind }) => kind !== 'unchanged')).toMatchObject([{ name: [...typed.keys()][0], kind: 'changed' }]);
  expect(diff.reduce((sum, line) => sum + (line.kind === 'untouched' ? line.count : 0), 0)).toBe(theirs.trim().split('\n').length - 1);
  expect(desk.found.get('OIDC_ENDPOINT')).toMatchObject({ value: 'acme-prod.eu.auth0.com', source: path });

  expect(await desk.write(typed)).toMatchObject({ ok: true, created: false });
  expect(await readFile(path, 'utf8')).toBe(theirs.replace('NAME=chat', 'NAME=team-chat'));
});

test('a value that somebody else has written and that was typed here too is asked about, not taken over unseen', async () => {
  const { desk, path } = await open();
  await writeFile(path, text.replace('NAME=chat', 'NAME=their-chat'));
  expect(await desk.write(typed)).toMatchObject({ ok: false, asksAgain: true });
  expect(desk.review(typed).diff.filter(({ kind }) => kind !== 'untouched')).toMatchObject([{ kind: 'changed' }]);
});

test('a file that was taken away in between is made anew with all that it held of ours', async () => {
  const { desk, path } = await open();
  await rm(path);
  expect(await desk.write(typed)).toMatchObject({ ok: false, asksAgain: true });
  expect(await desk.write(typed)).toMatchObject({ ok: true, created: true });
  for (const line of held.slice(2, -1)) expect(await readFile(path, 'utf8')).toContain(line);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test('what cannot be read any more is not asked about again', async () => {
  const { desk, path } = await open();
  await writeFile(path, Buffer.from([65, 0, 66]));
  expect(await desk.write(typed)).toEqual({ ok: false, sentence: expect.stringContaining('somebody else') });
});
