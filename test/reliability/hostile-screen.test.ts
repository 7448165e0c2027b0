import { beforeAll, describe, expect, test } from 'vitest';

import type { Bench } from '../foreign/connection.js';
import { connect, openBench } from '../foreign/connection.js';
import { emptyFolder } from '../support/binary.js';
import { isLong } from '../support/cases.js';
import { openSession } from '../ui/pty.js';
import { hostileFields } from './hostile-fields.js';
import { everythingAtOnce, forbiddenIn } from './hostile-values.js';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
  return () => bench.close();
});

/** What the screen itself writes to move the cursor, to colour and to tell the terminal its ways. What a server sends would be anything else. */
function withoutOwn(written: string): string {
  // oxlint-disable-next-line no-control-regex -- those that the screen writes
  return written.replaceAll(/\u001B\[[?>=<]?[\d;:]*[A-Za-z]|\u001B\]8;;[^\u0007\u001B]*\u0007|\u001B[78=>]|[\r\u0007]/g, '');
}

const sizes: [number, number][] = [
  [40, 12],
  [80, 24],
];
const fields = [
  'azure: streamed text in one piece',
  'token: sub',
  'azure: names of deployments',
  'entra: error_description',
  'azure: message',
];

describe.each(sizes.slice(0, isLong ? 2 : 1))(
  'the real screen at %ix%i, before servers that send everything that is hostile at once',
  (columns, rows) => {
    test.each(fields.slice(0, isLong ? 5 : 3))(
      '%s: only we write to it, no title and no clipboard changes, and keys are answered',
      async (field) => {
        const connection = await connect(bench);
        hostileFields[field]?.(connection, everythingAtOnce);
        const env = { ...connection.settings, XDG_STATE_HOME: await emptyFolder() };
        const session = openSession(['check', '--interactive', '--env-file', bench.emptyFile], {
          cwd: await emptyFolder(),
          columns,
          rows,
          env,
        });
        const owned: string[] = [];
        session.terminal.onTitleChange((title) => owned.push(title));
        session.terminal.parser.registerOscHandler(52, (data) => owned.push(data) > 0);
        await session.waitFor(() => /to fix|It works|could not be|ctrl\+c|esc/.test(session.text()) && !/checking/i.test(session.text()));
        // A key that moves on, and one that leaves.
        session.send('\r');
        session.send('\u0003');
        session.send('\u0003');
        await session.exitCode;
        expect(forbiddenIn(withoutOwn(session.written()))).toBeNull();
        expect(owned).toEqual([]);
        connection.close();
      },
    );
  },
);
