import { onTestFinished } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import { createDesk } from '../../src/commands/desk.js';
import { openDrafts } from '../../src/commands/drafts.js';
import type { Io } from '../../src/commands/io.js';
import { openPlace } from '../../src/commands/open.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Desk } from '../../src/ui/desk.js';

/** The desk of the program over a sandbox in this process, whose world can be changed meanwhile. It is closed with the test. */
export async function deskInSandbox(argv: readonly string[], more: Partial<Io> = {}): Promise<{ desk: Desk; sandbox: Sandbox }> {
  const read = readArgs(argv);
  if (!read.ok) throw new Error(read.usage.problem);
  let sandbox: Sandbox | null = null;
  const io = {
    env: {},
    now: () => new Date(),
    signal: new AbortController().signal,
    limits: {},
    tool: { name: 'keyless', version: '0.0.0-test' },
    startSandbox: async (options) => (sandbox = await startSandbox(options)),
    ...more,
  } satisfies Partial<Io> as unknown as Io;
  const opened = await openPlace(read.args, io);
  if (!opened.ok || sandbox === null) throw new Error('no place');
  const { place } = opened;
  onTestFinished(() => place.close());
  return { desk: createDesk(read.args, io, { place, drafts: await openDrafts(place, {}) }), sandbox };
}
