import { expect, test } from 'vitest';

import type { Sandbox } from '../../src/sandbox/start.js';
import { emptyFolder } from '../support/binary.js';
import { deskInSandbox } from '../support/desk.js';
import { allFound, fakeDesk, reportOf, slashMissing } from './fake-desk.js';
import type { Mounted } from './mount.js';
import { mount } from './mount.js';
import { openSession } from './pty.js';

const asked = ({ requests }: Sandbox, path: string): number => requests.filter((one) => one.path.includes(path)).length;
const rings = (screen: Mounted): number => screen.writes.join('').split('\u0007').length - 1;
const arrive = ({ world }: Sandbox): void =>
  world.entra.tenants.forEach(({ identities }) => identities.forEach((one) => (one.arrivingCredential = null)));

/** The screen over a real sandbox in this process, so that its world can be changed while the screen waits. */
async function opened(fault: string, pauses: readonly number[]): Promise<{ screen: Mounted; place: Sandbox }> {
  const { desk, sandbox } = await deskInSandbox(['setup', '--sandbox', '--fault', fault], { pauses });
  return { screen: mount(desk), place: sandbox };
}

test('turns green while it waits: the bell, the answer and the prompt, with the one token of Auth0', async () => {
  const { screen, place } = await opened('trust/propagating', [0.2]);
  place.onRequest(() => asked(place, '/oauth2/v2.0/token') === 3 && arrive(place));
  await screen.waitFor('Pretend values');
  screen.send('\r');
  await screen.waitFor('w wait');
  screen.send('w');
  await screen.waitFor('It works.');
  await screen.waitFor('enter send');
  expect(screen.all()).toMatch(/Azure has noticed the change\. All is well\. \d tries, \d+ s\./);
  expect(asked(place, '/oauth/token')).toBe(1);
  await screen.waitFor(() => rings(screen) === 1);
  screen.send('\u0004');
  expect(await screen.exit).toBe(0);
});

test('enter tries at once, and a mismatch that is real ends it', async () => {
  const { screen, place } = await opened('trust/propagating', [600]);
  await screen.waitFor('Pretend values');
  screen.send('\r');
  await screen.waitFor('w wait');
  screen.send('w');
  await screen.waitFor('Next try in');
  expect(screen.text()).toContain('✓ Azure holds the values of the token, read ');
  const held = place.world.entra.tenants[0]?.identities.flatMap(({ credentials }) => credentials) ?? [];
  arrive(place);
  held.forEach((one) => (one.issuer = one.issuer.replace(/\/$/, '')));
  screen.send('\r');
  await screen.waitFor('Waiting will not help');
  await screen.waitFor(() => !screen.text().includes('Next try'));
  await screen.waitFor(() => rings(screen) === 1);
  expect(asked(place, '/oauth/token')).toBe(1);
  screen.send('\u0004');
  expect(await screen.exit).toBe(1);
});

test('the bell breaks no frame: what stands on the screen is what stood there without it', async () => {
  const ended = async (isSilent: boolean): Promise<string> => {
    const desk = fakeDesk({ found: allFound(), start: 'prompt' });
    const report = reportOf({ ok: false, exitCode: 1, diagnoses: [{ ...slashMissing, code: 'trust/propagating' }] });
    const screen = mount(desk);
    await screen.waitFor('ctrl+c leave');
    desk.end(report);
    await screen.waitFor('w wait');
    screen.send('w');
    await screen.waitFor('Waiting for Azure');
    if (isSilent) screen.send('b');
    if (isSilent) await screen.waitFor('bell on');
    desk.tried({ tries: 1, elapsed: 1, report, standing: 'late', copy: null, pause: null });
    desk.end(report);
    // The keys come below the words: a frame later, since the words go to what is finished.
    await screen.waitFor(() => /topped waiting[^]*q quit/.test(screen.text()));
    await screen.waitFor(() => isSilent || rings(screen) === 1);
    const text = screen.all();
    expect(rings(screen)).toBe(isSilent ? 0 : 1);
    screen.abort();
    await screen.exit;
    return text;
  };
  expect(await ended(false)).toBe(await ended(true));
});

test('in a terminal: it counts, is given up with esc, and left with Ctrl-C', async () => {
  const cwd = await emptyFolder();
  const session = openSession(['setup', '--sandbox', '--fault', 'trust/propagating'], { cwd });
  await session.waitFor('Pretend values');
  session.send('\r');
  await session.waitFor('w wait');
  session.send('w');
  await session.waitFor('try 2, ');
  const { y } = session.find('Waiting for Azure');
  const shown = session.lines()[y];
  // The clock moves between two tries.
  await session.waitFor(() => session.lines()[y] !== shown);
  expect(session.text()).toContain('Microsoft says that this can take several minutes.');
  session.send('\u001B');
  await session.waitFor('Stopped waiting after');
  await session.waitFor('w wait');
  session.send('w');
  await session.waitFor('Next try in');
  session.send('\u0003');
  expect(await session.exitCode).toBe(130);
  const written = session.written();
  expect(written.lastIndexOf('\u001B[?25h')).toBeGreaterThan(written.lastIndexOf('\u001B[?25l'));
});
