import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { createRedactor } from '../../src/chain/redact.js';
import { createAzureSide } from '../../src/commands/desk-azure.js';
import type { Io } from '../../src/commands/io.js';
import type { Place } from '../../src/commands/open.js';

test('the subscription that is selected is asked for with each look: another window may have moved it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'keyless-az-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const select = (id: string): Promise<void> => writeFile(join(folder, 'selected.json'), JSON.stringify({ id }));
  await writeFile(join(folder, 'az'), `#!/bin/sh\ncat '${folder}/selected.json'\n`);
  await chmod(join(folder, 'az'), 0o755);
  const io = { env: { PATH: `${folder}:/usr/bin:/bin`, HOME: folder }, platform: 'linux', signal: new AbortController().signal };
  const side = createAzureSide(io as unknown as Io);
  const place = { transport: { redactor: createRedactor([]) } } as unknown as Place;
  await select('one');
  expect(await side.open(place)).toMatchObject({ ok: true, value: { subscriptionId: 'one' } });
  await select('two');
  expect(await side.open(place)).toMatchObject({ ok: true, value: { subscriptionId: 'two' } });
});
