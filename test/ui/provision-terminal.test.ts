import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test, vi } from 'vitest';

import { readEnv } from '../../src/settings/env-file.js';
import { emptySandbox, personIn, quickIn } from '../provision/place.js';
import { emptyFolder } from '../support/binary.js';
import { hasAz, withAz } from '../support/az.js';
import { openSession } from './pty.js';
import type { Session } from './pty.js';

/** A look takes an `az` and an `auth0` or two, and a step one of them, on a machine that does other things too. */
const patience = 300_000;

const shown = (session: Session, words: string): Promise<void> =>
  vi.waitFor(() => expect(session.text()).toContain(words), { timeout: patience / 2, interval: 50 });

test.skipIf(!hasAz)(
  `from nothing to the first answer by keys alone, interrupted in the middle and gone on with: ${withAz}`,
  async () => {
    const sandbox = await emptySandbox();
    // Who is signed in is answered at once; what is written goes through the real one.
    const person = await quickIn(sandbox, await personIn(sandbox), `exec env PATH='${process.env['PATH']}' az "$@"`);
    const cwd = await emptyFolder();
    const env = { ...person.env, NODE_EXTRA_CA_CERTS: person.env['REQUESTS_CA_BUNDLE'] ?? '', XDG_STATE_HOME: await emptyFolder() };
    const { auth0, entra } = sandbox.world;

    const first = openSession(['provision'], { cwd, env });
    await shown(first, 'Which Auth0 application?');
    first.send('\r');
    await shown(first, 'enter yes, do it');
    expect(first.text()).toContain('The plan: 10 to create');
    expect(auth0.applications.filter(({ name }) => name === 'keyless')).toEqual([]);
    first.send('y');
    await shown(first, 'Step 4 of 10');
    first.send('\u0003');
    expect(await first.exitCode).toBe(130);
    const told = first.all().replaceAll(/\s+/g, ' ');
    expect(told).toMatch(
      /Done: API \S+, application keyless and grant of \S+ to the application\. May have been done: resource group rg-keyless\./,
    );
    expect(told).toMatch(
      /Not begun: Azure OpenAI account .+ and \.env\. keyless provision looks again, and goes on from there\. Cancelled\.$/,
    );
    await expect(stat(join(cwd, '.env'))).rejects.toThrow('ENOENT');

    const second = openSession(['provision'], { cwd, env });
    await shown(second, 'enter yes, do it');
    expect(second.text()).toMatch(/✓ application keyless +is right/);
    second.send('\r');
    await shown(second, 'enter check, and wait for Azure');
    expect(second.text()).toContain('All done: ');
    second.send('\r');
    await second.waitFor('enter send');
    expect(second.all()).toContain('It works.');
    second.send('\u0004');
    expect(await second.exitCode).toBe(0);

    // Nothing was made twice, and the secret is in the file and nowhere else.
    expect(auth0.applications.filter(({ name }) => name === 'keyless')).toHaveLength(1);
    expect(entra.tenants[0]?.identities.filter(({ name }) => name === 'id-keyless')).toHaveLength(1);
    const written = readEnv(await readFile(join(cwd, '.env'), 'utf8'));
    const secret = written.get('OIDC_CLIENT_SECRET') ?? '';
    expect(auth0.applications.find(({ name }) => name === 'keyless')).toMatchObject({ clientId: written.get('OIDC_CLIENT_ID'), secret });
    expect(first.written() + second.written()).not.toContain(secret.slice(0, 12));
    await sandbox.stop();
  },
  patience,
);
