import { describe, expect, test, vi } from 'vitest';

import { plant } from '../../src/sandbox/faults.js';
import { startSandbox } from '../../src/sandbox/start.js';
import { atHome, azNote, hasAz } from '../support/az.js';
import { emptyFolder } from '../support/binary.js';
import { openSession } from './pty.js';

describe.skipIf(!hasAz)(`the built program with a real az (${azNote})`, () => {
  test('is told of a refusal, looks, shows both values and the command, runs it at a yes, and goes on until the model answers', async () => {
    const place = await startSandbox();
    const home = await atHome(place);
    try {
      plant(place.world, 'trust/issuer-slash');
      const settings = Object.entries(place.settings).filter(([name]) => !name.startsWith('AZURE_FEDERATED_'));
      const session = openSession(['check'], { cwd: await emptyFolder(), env: { ...Object.fromEntries(settings), ...home.env }, rows: 30 });
      await session.waitFor('enter explain');
      session.send('\r');
      await session.waitFor('d do it from here');
      session.send('d');
      // Two starts of az are behind this, and others may want the cores.
      await vi.waitFor(() => expect(session.text()).toContain('n no'), { timeout: 60_000, interval: 50 });
      const right = `https://${place.settings.OIDC_ENDPOINT}/`;
      const text = session.text().replaceAll('\n', '');
      expect(text).toContain(`now      ${right.slice(0, -1)}`);
      expect(text).toContain(`will be  ${right}`);
      expect(text).toContain('az identity federated-credential update --name auth0 --identity-name id-keyless');
      session.send('y');
      await vi.waitFor(() => expect(session.text()).toContain('It works.'), { timeout: 60_000, interval: 50 });
      expect(place.world.entra.tenants[0]?.identities[0]?.credentials).toMatchObject([{ issuer: right }]);
      for (const secret of [place.settings.OIDC_CLIENT_SECRET, place.world.entra.tenants[0]?.administrator.secret ?? ''])
        expect(session.written()).not.toContain(secret);
      session.send('\u0004');
      expect(await session.exitCode).toBe(0);
    } finally {
      await Promise.all([home.close(), place.stop()]);
    }
  }, 180_000);
});
