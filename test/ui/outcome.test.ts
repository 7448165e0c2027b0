import { describe, expect, test } from 'vitest';

import type { Session } from './pty.js';
import { openSession } from './pty.js';
import { emptyFolder } from '../support/binary.js';

const sizes = [
  [80, 24],
  [40, 12],
] as const;

/** A fault of the sandbox, checked with the built program in a real pseudo-terminal, up to the list of its causes. */
async function failed(fault: string, columns = 80, rows = 24): Promise<Session> {
  const session = openSession(['check', '--sandbox', '--fault', fault], { cwd: await emptyFolder(), columns, rows });
  await session.waitFor('enter explain');
  return session;
}

/** Prints the bars of the last run and reads the requests off them, as `Auth0 POST`. */
async function requestsOf(session: Session): Promise<string[]> {
  const before = session.all().split('Where the time went').length;
  session.send('t');
  await session.waitFor(() => session.all().split('Where the time went').length > before && session.text().includes('enter explain'));
  const shown = session.all().split('Where the time went').at(-1) ?? '';
  return [...shown.matchAll(/^ (Auth0|Entra ID|Azure OpenAI) +(GET|POST) /gm)].map(([, party, method]) => `${party} ${method}`).toSorted();
}

describe('a fault in the sandbox', () => {
  test.each(sizes)('is listed, and Enter opens its explanation; escape leads back, at %ix%i', async (columns, rows) => {
    const session = await failed('trust/issuer-slash', columns, rows);
    expect(session.text().replaceAll(/\s+/g, ' ')).toContain('❯ 1 ✗ The issuer in Azure lacks its final slash');
    expect(session.all().split('every required value is there')).toHaveLength(2);
    session.send('\r');
    await session.waitFor(() => /esc (?:back|up)\b/.test(session.text()));
    expect(session.all().replaceAll(/\s+/g, ' ')).toContain('Azure lacks the final slash');
    session.send('\u001B');
    await session.waitFor('enter explain');
    session.send('q');
    expect(await session.exitCode).toBe(1);
  });

  test('f asks only those from the failed check on, and says what was kept; a asks all', async () => {
    const session = await failed('trust/issuer-slash');
    expect(await requestsOf(session)).toEqual([
      'Auth0 GET',
      'Auth0 GET',
      'Auth0 POST',
      'Azure OpenAI GET',
      'Entra ID GET',
      'Entra ID POST',
    ]);
    expect(session.all()).not.toMatch(/token received.* kept$/m);
    session.send('k');
    // A fast run has pushed the line out of the window before anybody looked.
    await session.waitFor(() => session.all().includes('Again from trust.issuer on.'));
    await session.waitFor('enter explain');
    expect(session.all()).toMatch(/token received.* kept$/m);
    expect(await requestsOf(session)).toEqual(['Azure OpenAI GET', 'Entra ID GET', 'Entra ID POST']);
    session.send('f');
    await session.waitFor(() => session.all().includes('All checks again.'));
    await session.waitFor('enter explain');
    // Auth0's documents are read again; its token, which is metered, serves all three runs.
    expect(await requestsOf(session)).toEqual(['Auth0 GET', 'Auth0 GET', 'Azure OpenAI GET', 'Entra ID GET', 'Entra ID POST']);
    session.send('q');
    expect(await session.exitCode).toBe(1);
  });
});
