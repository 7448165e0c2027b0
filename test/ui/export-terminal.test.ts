import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, onTestFinished, test } from 'vitest';

import { exportKinds } from '../../src/export/kind.js';
import { startSandbox } from '../../src/sandbox/start.js';
import { emptyFolder, keyless } from '../support/binary.js';
import { expectNone, forbidden } from '../support/forbidden.js';
import { openSession } from './pty.js';

test('from a green check to a file that is what keyless export prints, with nothing secret on the screen', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  const [cwd, other] = [await emptyFolder(), await emptyFolder()];
  await writeFile(join(other, 'ca.pem'), sandbox.caPem);
  const settings = Object.entries(sandbox.settings).map(([name, value]) => `${name}=${value}`);
  await writeFile(join(cwd, '.env'), `${settings.join('\n')}\n`);
  const env = { ...sandbox.proxyVariables, NODE_EXTRA_CA_CERTS: join(other, 'ca.pem'), XDG_STATE_HOME: other };
  const session = openSession(['check'], { cwd, env });
  await session.waitFor('enter send');
  session.send('/export go\r');
  await session.waitFor('s save');
  session.send('s');
  await session.waitFor('Saved: main.go');
  // Every one of them stands above, and may be read by whoever looks over a shoulder.
  for (const kind of exportKinds) {
    const at = exportKinds.indexOf(kind) + 1;
    session.send('\u001B[B');
    await session.waitFor('enter print it whole');
    session.send(at % 2 === 0 ? '\r' : 'c');
    await session.waitFor(() => !session.text().includes('enter print it whole'));
  }
  session.send('\u001B');
  await session.waitFor('enter print it whole');
  session.send('\u001B');
  await session.waitFor('enter send');
  session.send('\u0004');
  expect(await session.exitCode).toBe(0);
  expect((await readdir(cwd)).toSorted()).toEqual(['.env', 'main.go']);
  const { stdout } = await keyless(['export', 'go'], { cwd, env });
  expect(stdout).toContain(sandbox.settings.OIDC_CLIENT_ID);
  expect(await readFile(join(cwd, 'main.go'), 'utf8')).toBe(stdout);
  expect(session.all()).toContain('## Where the time went');
  // What was copied went to the terminal as base64.
  const copied = [...session.written().matchAll(/\]52;c;([\w+/=]+)/g)].map(([, text]) => Buffer.from(text ?? '', 'base64').toString());
  expectNone(forbidden(sandbox), session.written() + copied.join(''));
});
