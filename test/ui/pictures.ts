import { join } from 'node:path';

import { describe, test } from 'vitest';

import { writePicture } from './picture.js';
import type { Session } from './pty.js';
import { openSession } from './pty.js';
import { emptyFolder } from '../support/binary.js';

/** Pictures of every screen for people to look at, in the folder that KEYLESS_PICTURES names: npm run pictures. */
const folder = process.env['KEYLESS_PICTURES'] ?? 'pictures';
const sizes = [
  [80, 24],
  [100, 30],
  [40, 12],
] as const;

describe('pictures', () => {
  test.each(sizes)('of all going well at %ix%i', async (columns, rows) => {
    const session = await open(['setup', '--sandbox'], columns, rows);
    const shot = (name: string): void => writePicture(session.terminal, join(folder, `${name}-${columns}x${rows}.png`));
    await session.waitFor('9 ○');
    shot('review');
    session.send('2');
    await session.waitFor('esc review');
    shot('field');
    session.send('\u001B');
    await session.waitFor('1-9 edit');
    session.send('x');
    await session.waitFor('enter explain');
    shot('paste');
    session.paste("AADSTS700213: No matching federated identity record found for presented assertion subject 'acme@clients'.");
    await session.waitFor(() => / x (?:another error|new)\b/.test(session.text()));
    shot('explained');
    session.send('\u001B');
    await session.waitFor('1-9 edit');
    session.send('\r');
    await session.waitFor('ctrl+c leave');
    shot('check');
    await session.waitFor('enter send');
    shot('works');
    session.send('How many planets are there in the solar system, and why?\r');
    await session.waitFor('ctrl+c stop');
    shot('asking');
    await session.waitFor('tokens\n');
    session.send('and what about Pl');
    await session.waitFor('about Pl');
    shot('talk');
    session.send('\u0004');
    await session.exitCode;
  });

  test.each(sizes)('of the start and a lesson at %ix%i', async (columns, rows) => {
    const session = await open([], columns, rows);
    const shot = (name: string): void => writePicture(session.terminal, join(folder, `${name}-${columns}x${rows}.png`));
    await session.waitFor('q quit');
    shot('start');
    session.send('4');
    await session.waitFor('esc back');
    shot('lessons');
    session.send('2');
    await session.waitFor('enter check');
    shot('lesson');
    session.send('\r');
    await session.waitFor(() => / y (?:mend|do this)/.test(session.text()));
    session.send('y');
    await session.waitFor('is done.');
    shot('lesson-done');
    session.send('\u0003');
    await session.exitCode;
  });

  test.each(sizes)('of a fault at %ix%i', async (columns, rows) => {
    const session = await open(['setup', '--sandbox', '--fault', 'trust/subject-case'], columns, rows);
    await session.waitFor('9 ○');
    session.send('\r');
    await session.waitFor('re-check');
    writePicture(session.terminal, join(folder, `fault-${columns}x${rows}.png`));
    session.send('q');
    await session.exitCode;
  });

  test.each(sizes)('of the wizard at %ix%i', async (columns, rows) => {
    const session = await open(['setup'], columns, rows);
    const shot = (name: string): void => writePicture(session.terminal, join(folder, `${name}-${columns}x${rows}.png`));
    await session.waitFor('esc review');
    shot('empty');
    session.paste('"https://acme-dev.eu.auth0.com/"\n');
    await session.waitFor('arrived');
    session.send('\rK1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja\r');
    await session.waitFor(() => session.text().includes('same application') || session.text().includes('3 of 8'));
    session.paste('kA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQjaK1AUPhZq8mRi0Q0pjhkfu1D7y6Kj7fQ2\n');
    await session.waitFor('65 characters arrived');
    shot('secret');
    session.send('\rnot-a-guid\r\u001B[A');
    await session.waitFor('neither a GUID');
    shot('wrong');
    session.send('\u001B');
    await session.waitFor('1-9 edit');
    shot('incomplete');
    session.send('\u0003');
    await session.exitCode;
  });
});

async function open(args: string[], columns: number, rows: number): Promise<Session> {
  return openSession(args, { columns, rows, cwd: await emptyFolder() });
}
