import { describe, expect, test } from 'vitest';

import { checkOrder } from '../../src/checks/pipeline.js';
import { finished, linesOf, slashParts, slashReport, started } from './check-runs.js';
import type { FakeDesk } from './fake-desk.js';
import { allFound, answeredWith, fakeDesk, reportOf, slashMissing } from './fake-desk.js';
import type { Mounted } from './mount.js';
import { spinnerFrames } from '../../src/ui/look.js';
import { mount } from './mount.js';

const sizes = [
  [80, 24],
  [100, 30],
  [40, 12],
] as const;

async function checking(columns: number, rows: number): Promise<{ desk: FakeDesk; screen: Mounted }> {
  const desk = fakeDesk({ found: allFound() });
  const screen = mount(desk, { columns, rows });
  await screen.waitFor('q quit');
  screen.send('\r');
  await screen.waitFor('ctrl+c leave');
  return { desk, screen };
}

/** The rows from the first of the chain, which heads every live frame of a check. */
function frameRows(screen: Mounted): number {
  const lines = screen.lines();
  const top = lines.findLastIndex((line) => line.startsWith(' Auth0 ─'));
  return lines.findLastIndex((line) => line !== '') - top + 1;
}

/** How often each check stands in everything the terminal holds. Titles are short enough never to be folded. */
function timesOf(screen: Mounted): number[] {
  return checkOrder.map((id) => screen.all().split(`✓ <${id}>`).length - 1);
}

describe.each(sizes)('a check at %ix%i', (columns, rows) => {
  test('prints each line once as it settles, and keeps the frame below it low', async () => {
    const { desk, screen } = await checking(columns, rows);
    for (const [at, id] of checkOrder.entries()) {
      desk.watch(started(id), () => reportOf({ checks: linesOf(checkOrder.slice(0, at)) }));
      if (at === 5) {
        await screen.waitFor(`asking ${id}`);
        // The earlier lines are above the frame already.
        const lines = screen.all().split('\n');
        expect(lines.findIndex((line) => line.includes(`<${checkOrder[4]}>`))).toBeLessThan(
          lines.findLastIndex((line) => line.startsWith(' Auth0 ─')),
        );
      }
      desk.watch(finished(id), () => reportOf({ checks: linesOf(checkOrder.slice(0, at + 1)) }));
      expect(frameRows(screen)).toBeLessThan(rows);
    }
    desk.end({ ...answeredWith('Hello.'), checks: linesOf(checkOrder) });
    await screen.waitFor('enter send');
    expect(timesOf(screen)).toEqual(checkOrder.map(() => 1));
    for (const name of ['Settings', 'Federated credential']) expect(screen.all().split(`\n ${name}\n`).length - 1).toBeLessThan(2);
    screen.send('\u0004');
    await screen.exit;
  });

  test('what ended early and is not settled is in the frame, folded to its room', async () => {
    const { desk, screen } = await checking(columns, rows);
    const early = checkOrder.filter((id) => id !== 'settings.required');
    for (const [at, id] of early.entries()) desk.watch(finished(id), () => reportOf({ checks: linesOf(early.slice(0, at + 1)) }));
    desk.watch(started('settings.required'), () => reportOf({ checks: linesOf(early) }));
    await screen.waitFor('asking settings.required');
    expect(frameRows(screen)).toBeLessThan(rows);
    expect(screen.terminal.buffer.active.baseY).toBe(0);
    desk.end({ ...answeredWith('Hello.'), checks: linesOf(checkOrder) });
    await screen.waitFor('enter send');
    expect(timesOf(screen)).toEqual(checkOrder.map(() => 1));
    screen.abort();
    await screen.exit;
  });

  test('that fails ends with its causes, the root first, and what hangs on it', async () => {
    const { desk, screen } = await checking(columns, rows);
    for (const [at, id] of checkOrder.entries())
      desk.watch(finished(id), () => reportOf({ checks: linesOf(checkOrder.slice(0, at + 1), slashParts) }));
    desk.end(slashReport());
    await screen.waitFor('enter explain');
    expect(screen.terminal.buffer.active.cursorY).toBeLessThan(rows);
    const ran = checkOrder.filter((id) => slashParts[id]?.status !== 'notRun');
    for (const id of ran) expect(screen.all().split(`<${id}>`)).toHaveLength(id === 'entra.exchange' && rows > 12 ? 3 : 2);
    const words = screen.all().replaceAll(/\s+/g, ' ');
    expect(words).toContain('follows from trust.issuer');
    expect(words).toContain('not run (3), needs a token from Entra ID because of entra.exchange');
    expect(words).toContain('1 to fix, 15 passed, 1 follows from it, 4 not run');
    expect(screen.text().replaceAll(/\s+/g, ' ')).toContain('❯ 1 ✗ The issuer in Azure lacks its final slash');
    if (rows > 12) expect(words).toContain('follows from it: <entra.exchange> not run: 4 checks, the first needs a token from Entra ID');
    screen.send('\r');
    await screen.waitFor(() => /esc (?:back|up)\b/.test(screen.text()));
    screen.send('\u001B');
    await screen.waitFor('enter explain');
    screen.send('q');
    expect(await screen.exit).toBe(1);
  });

  test('with many causes keeps the chosen one in sight and the frame in the window', async () => {
    const { desk, screen } = await checking(columns, rows);
    const many = Array.from({ length: 9 }, (_, at) => ({
      ...slashMissing,
      title: `Cause number ${at + 1} with a title that is rather long`,
    }));
    desk.end(slashReport(many));
    await screen.waitFor('enter explain');
    for (const number of [9, 5, 1]) {
      screen.send(String(number));
      await screen.waitFor(`❯ ${number} ✗ Cause number ${number}`);
      expect(screen.lines().findLastIndex((line) => line !== '')).toBeLessThan(rows);
      expect(screen.text()).toContain('q quit');
    }
    screen.send('q');
    await screen.exit;
  });
});

test('a sign of life comes only when a check takes its time', async () => {
  const { desk, screen } = await checking(80, 24);
  desk.watch(started('auth0.token'), () => reportOf());
  await screen.waitFor('· asking auth0.token');
  expect(screen.text()).toMatch(/Auth0 ──○── token/);
  await screen.waitFor(() => spinnerFrames.some((sign) => screen.text().includes(`${sign} asking auth0.token`)));
  screen.abort();
  await screen.exit;
});

test('a hundred events that settle nothing do not print anything again', async () => {
  const { desk, screen } = await checking(80, 24);
  const lines = linesOf(checkOrder.slice(0, 12));
  desk.watch(finished('trust.issuer'), () => reportOf({ checks: lines }));
  await screen.waitFor(`<${checkOrder[11]}>`);
  const before = screen.writes.length;
  for (let at = 0; at < 100; at += 1) desk.watch(started('azure-openai.host'), () => reportOf({ checks: lines }));
  desk.watch(started('entra.tenant'), () => reportOf({ checks: lines }));
  await screen.waitFor('asking entra.tenant');
  const written = screen.writes.slice(before).join('');
  for (const { title } of lines) expect(written).not.toContain(title);
  screen.abort();
  await screen.exit;
});

test('t prints the bars below one another, and the list stays', async () => {
  const { desk, screen } = await checking(40, 12);
  const request = { party: 'auth0', method: 'POST', host: 'acme.eu.auth0.com', path: '/oauth/token', status: 200, failure: null } as const;
  desk.end({ ...slashReport(), durationMs: 400, requests: [{ ...request, startMs: 0, sentMs: 100, endMs: 400 }] });
  await screen.waitFor('enter explain');
  screen.send('t');
  await screen.waitFor('one after the other 400 ms');
  expect(screen.all()).toMatch(/^ Auth0 POST acme\.eu\S*…\S*\/token$/m);
  expect(screen.all()).toMatch(/ 200 +400 ms ─+━+/);
  await screen.waitFor('enter explain');
  screen.send('q');
  await screen.exit;
});
