import { describe, expect, test } from 'vitest';

import { nothingRead } from '../../src/findings/pasted/nothing-read.js';
import { allFound, answeredWith, explainedOf, fakeDesk, lineOf, reportOf, secretText, slashMissing } from './fake-desk.js';
import type { Mounted } from './mount.js';
import { mount } from './mount.js';

const sizes = [
  [80, 24],
  [100, 30],
  [40, 12],
] as const;

/** The frame that is drawn again: what stands between the last thing that was printed and the end. */
function liveRows(screen: Mounted): number {
  const filled = screen.lines().findLastIndex((line) => line !== '');
  return filled + 1;
}

describe('the fields', () => {
  test('put the terminal’s own cursor behind what is typed', async () => {
    const screen = mount(fakeDesk());
    await screen.waitFor('Auth0 domain');
    screen.send('acme');
    await screen.waitFor('acme');
    const { x, y } = screen.find('acme');
    expect(screen.cursor()).toEqual({ x: x + 4, y });
    screen.send('\u001B[D\u001B[D');
    await screen.waitFor(() => screen.cursor().x === x + 2);
    screen.abort();
    expect(await screen.exit).toBe(130);
  });

  test('say how much of a pasted secret arrived and what was taken off, and show no character but the last four', async () => {
    const desk = fakeDesk();
    const screen = mount(desk);
    await screen.waitFor('Auth0 domain');
    screen.send('\r\r');
    await screen.waitFor('❯ Auth0 client secret');
    screen.send(`\u001B[200~"${secretText}"\n\u001B[201~`);
    await screen.waitFor('67 characters arrived');
    screen.send('\r\u001B[A');
    await screen.waitFor('taken off: surrounding quotes, 1 line break');
    expect(screen.text()).toContain('••••••••7fQ2 64 characters');
    expect(screen.writes.join('')).not.toContain(secretText.slice(0, 12));
    screen.send('\u0003');
    expect(await screen.exit).toBe(130);
    expect([...desk.kept.keys()]).toEqual(['OIDC_CLIENT_SECRET']);
  });

  test('give what is being typed to the desk before Ctrl-C leaves', async () => {
    const desk = fakeDesk();
    const screen = mount(desk);
    await screen.waitFor('Auth0 domain');
    screen.send('acme.eu.auth0.com');
    await screen.waitFor('acme.eu');
    screen.send('\u0003');
    expect(await screen.exit).toBe(130);
    expect([...desk.kept]).toEqual([['OIDC_ENDPOINT', 'acme.eu.auth0.com']]);
  });

  test('begin with what was left last time, and say why the secret is not among it', async () => {
    const screen = mount(
      fakeDesk({
        draft: new Map([
          ['OIDC_ENDPOINT', 'acme.eu.auth0.com'],
          ['OIDC_CLIENT_ID', 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja'],
        ]),
      }),
    );
    await screen.waitFor('❯ Auth0 client secret');
    expect(screen.text()).toContain('2 values are here from last time. A secret is not kept before it is written.');
    expect(screen.text()).toMatch(/✓ Auth0 domain +acme\.eu\.auth0\.com/);
    screen.abort();
    await screen.exit;
  });

  test('mark a wrong value in words of its parser and go on', async () => {
    const screen = mount(fakeDesk());
    await screen.waitFor('Auth0 domain');
    screen.send('\r\r\r\rno-guid\r');
    await screen.waitFor('✗ it is neither a GUID nor a domain name; enter goes on all the same');
    screen.send('\r');
    await screen.waitFor('❯ Identity client id');
    expect(screen.text()).toMatch(/✗ Entra tenant id +no-guid +typed/);
    screen.send('\u001B[Z');
    await screen.waitFor('✗ it is neither a GUID nor a domain name');
    screen.send('\u0004');
    expect(await screen.exit).toBe(0);
  });

  test('show what nobody can see', async () => {
    const screen = mount(fakeDesk());
    await screen.waitFor('Auth0 domain');
    screen.send('\u001B[200~acme\u200B.auth0.com\u001B[201~');
    await screen.waitFor('acme⟨U+200B⟩.auth0.com');
    screen.abort();
    await screen.exit;
  });
});

describe('the place to paste an error', () => {
  test.each(sizes)('shows of a text its size, and what could be read, at %ix%i', async (columns, rows) => {
    const read = { ...nothingRead, subject: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients' };
    const explained = explainedOf({ isRecognised: true, read, diagnoses: [slashMissing], lead: 'Paste the other half.' });
    const desk = fakeDesk({ found: allFound(), explained });
    const screen = mount(desk, { columns, rows });
    await screen.waitFor('1-9 edit');
    screen.send('x');
    await screen.waitFor('enter explain');
    screen.send(`\u001B[200~one\r${secretText}\rthree\u001B[201~`);
    await screen.waitFor(() => / x (?:another error|new)\b/.test(screen.text()));
    expect(screen.all()).toContain('❯ 3 lines, 74 bytes');
    expect(screen.all()).toContain('What I could read:');
    expect(screen.all().split('\n').join('')).toContain(read.subject);
    // Title, reason and values stand in the window, unless it is as low as it may be.
    if (rows > 12) expect(screen.text()).toContain(slashMissing.title);
    expect(screen.text()).toContain('Paste the other half.');
    expect(screen.text()).toContain('q quit');
    expect(screen.writes.join('')).not.toContain(secretText.slice(0, 12));
    expect(desk.asked).toEqual(['explain 74']);
    screen.send('q');
    expect(await screen.exit).toBe(0);
  });

  test('what is not known stays in sight above the open line, in a low window too', async () => {
    for (const [columns, rows] of sizes) {
      const screen = mount(fakeDesk({ found: allFound(), explained: explainedOf({ closest: 'error: step 3' }) }), { columns, rows });
      await screen.waitFor('1-9 edit');
      screen.send('x');
      await screen.waitFor('enter explain');
      screen.send('\u001B[200~nothing\u001B[201~');
      await screen.waitFor('error: step 3');
      expect(screen.text()).toContain('I do not know this text.');
      screen.send('\u0004');
      await screen.exit;
    }
  });

  test('a terminal that does not mark a paste sends several lines at once: they are one text, and what looks like a secret is hidden', async () => {
    const desk = fakeDesk({ found: allFound() });
    const screen = mount(desk);
    await screen.waitFor('1-9 edit');
    screen.send('x');
    await screen.waitFor('enter explain');
    screen.send('one\rq\rthree\r');
    await screen.waitFor('I do not know this text.');
    expect(desk.asked).toEqual(['explain 12']);
    screen.send(secretText);
    await screen.waitFor('••••');
    screen.send('\u0004');
    await screen.exit;
    expect(screen.writes.join('')).not.toContain(secretText.slice(0, 12));
  });
});

describe('every screen', () => {
  test.each(sizes)('is lower than the window at %ix%i', async (columns, rows) => {
    const desk = fakeDesk({ found: allFound() });
    const screen = mount(desk, { columns, rows });
    await screen.waitFor('1-9 edit');
    expect(liveRows(screen)).toBeLessThan(rows);
    for (let field = 1; field <= 9; field += 1) {
      screen.send(String(field));
      await screen.waitFor('esc review');
      expect(liveRows(screen)).toBeLessThan(rows);
      expect(screen.text()).toContain('enter next');
      screen.send('\u001B');
      await screen.waitFor('1-9 edit');
    }
    screen.send('x');
    await screen.waitFor('enter explain');
    expect(liveRows(screen)).toBeLessThan(rows);
    screen.send('\u001B');
    await screen.waitFor('1-9 edit');
    screen.send('\r');
    await screen.waitFor('ctrl+c leave');
    const checks = ['settings', 'auth0', 'token', 'trust', 'entra', 'azure-openai'].flatMap((group) =>
      [1, 2, 3, 4, 5].map((number) => lineOf(`${group}.${number}` as 'auth0.token', { status: number === 1 ? 'warn' : 'pass' })),
    );
    desk.watch({ type: 'started', id: 'azure-openai.host', title: 'the last one' }, () => reportOf({ checks }));
    await screen.waitFor('the last one');
    expect(liveRows(screen)).toBeLessThan(rows);
    expect(screen.terminal.buffer.active.baseY).toBe(0);
    screen.abort();
    await screen.exit;
  });

  test('gives way to one line in a window that is too small, and comes back', async () => {
    const screen = mount(fakeDesk());
    await screen.waitFor('Auth0 domain');
    screen.send('acme');
    await screen.waitFor('acme');
    screen.resize(38, 11);
    await screen.waitFor('40x12 is needed');
    expect(screen.text()).not.toContain('acme');
    screen.resize(60, 20);
    await screen.waitFor('acme');
    screen.abort();
    await screen.exit;
  });

  test('is painted, unless colour is not wanted', async () => {
    for (const hasColour of [true, false]) {
      const screen = mount(fakeDesk({ found: allFound() }), { hasColour });
      await screen.waitFor('9 ○');
      const { x, y } = screen.find('✓');
      expect(screen.cell(x, y).isFgPalette()).toBe(hasColour);
      screen.send('q');
      expect(await screen.exit).toBe(0);
    }
  });
});

describe('a result', () => {
  test('opens the prompt below the answer and the numbers, and asks on', async () => {
    const desk = fakeDesk({ found: allFound() });
    const screen = mount(desk);
    await screen.waitFor('1-9 edit');
    screen.send('\r');
    await screen.waitFor('ctrl+c leave');
    desk.end(answeredWith('Hello from the model.'));
    await screen.waitFor('enter send');
    expect(screen.text()).toContain('Hello from the model.');
    expect(screen.text()).toContain('It works.');
    screen.send('why?\r');
    await screen.waitFor('ctrl+c stop');
    desk.watch({ type: 'said', text: 'Because' }, reportOf);
    await screen.waitFor('Because');
    screen.send('\u0003');
    await screen.waitFor(() => desk.stops === 1);
    desk.end(reportOf());
    await screen.waitFor('stopped');
    screen.send('\u0004');
    expect(await screen.exit).toBe(0);
    expect(desk.asked).toEqual(['check', 'ask why?']);
    expect(screen.isRaw()).toBe(false);
  });

  test('puts the caret under the first character that differs, and what to copy in the first column', async () => {
    const desk = fakeDesk({ found: allFound() });
    const screen = mount(desk);
    await screen.waitFor('1-9 edit');
    screen.send('\r');
    await screen.waitFor('ctrl+c leave');
    desk.end(reportOf({ ok: false, exitCode: 1, checks: [lineOf('trust.issuer', { status: 'fail' })], diagnoses: [slashMissing] }));
    await screen.waitFor('enter explain');
    screen.send('\r');
    await screen.waitFor('r re-check');
    const token = screen.find('token  https');
    expect(screen.cell(token.x + 'token  https://acme-dev.eu.auth0.com/'.length - 1, token.y + 2).getChars()).toBe('^');
    expect(screen.lines()).toContain('https://acme-dev.eu.auth0.com/');
    // A command is one line, however long: the terminal breaks it, and copies it whole.
    const command = screen.find('az identity');
    expect(command.x).toBe(0);
    expect(screen.terminal.buffer.active.getLine(screen.terminal.buffer.active.viewportY + command.y + 1)?.isWrapped).toBe(true);
    screen.send('q');
    expect(await screen.exit).toBe(1);
  });

  test('streams twenty thousand tokens at a constant cost', async () => {
    const desk = fakeDesk({ found: allFound(), start: 'prompt' });
    const screen = mount(desk);
    await screen.waitFor('ctrl+c leave');
    desk.end(answeredWith('Hello.'));
    await screen.waitFor('enter send');
    screen.send('go\r');
    await screen.waitFor('ctrl+c stop');
    const before = screen.writes.length;
    for (let token = 0; token < 20_000; token += 1) {
      desk.watch({ type: 'said', text: token % 60 === 59 ? '.\n\n' : 'token ' }, reportOf);
      if (token % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
    }
    desk.end(answeredWith(''));
    await screen.waitFor('enter send');
    const written = screen.writes.slice(before);
    expect(written.join('').length).toBeLessThan(400_000);
    expect(screen.all().match(/token/g)?.length).toBeGreaterThan(19_000);
    screen.send('\u0004');
    await screen.exit;
  });
});

test('a bug while drawing or working rejects, after the terminal was given back', async () => {
  const desk = fakeDesk({ found: allFound(), start: 'prompt' });
  const screen = mount(desk);
  const outcome = expect(screen.exit).rejects.toThrow('out of order');
  await screen.waitFor('ctrl+c leave');
  desk.fail(new Error('out of order'));
  await outcome;
  expect(screen.isRaw()).toBe(false);
});
