import { EventEmitter, getEventListeners } from 'node:events';
import { readdirSync, readlinkSync } from 'node:fs';

import { readArgs } from '../../src/commands/args.js';
import { createDesk } from '../../src/commands/desk.js';
import { openGround } from '../../src/commands/ground.js';
import type { Io } from '../../src/commands/io.js';
import { openPlace } from '../../src/commands/open.js';
import { connectionFrom, keylessCredential } from '../../src/index.js';
import type { Desk } from '../../src/ui/desk.js';

/** What a process holds at one moment, once all that can be collected is. */
export interface Held {
  /** Steps so far. */
  step: number;
  heapBytes: number;
  residentBytes: number;
  /** Open files, and those of them that are sockets. */
  files: number;
  sockets: number;
  /** Timers and requests that are not over. */
  resources: number;
  /** Listeners on the signal that ends the run, and on the process. */
  listeners: number;
}

export interface Soaked {
  held: Held[];
  /** What Node warned of, such as too many listeners. */
  warnings: string[];
  /** What was not as it should be: exit codes and causes. */
  failures: string[];
}

const [kind = '', count = '0', passMs = '0', looks = '20'] = process.argv.slice(2);
const steps = Number(count);
const ending = new AbortController();
// Those of the signal are by design as many as there are requests at a time; a leak shows in their number.
EventEmitter.setMaxListeners(64, ending.signal);
const soaked: Soaked = { held: [], warnings: [], failures: [] };
process.on('warning', ({ name, message }) => soaked.warnings.push(`${name}: ${message}`));

async function openDesk(): Promise<Desk> {
  const read = readArgs([]);
  if (!read.ok) throw new TypeError(read.usage.problem);
  const some = { env: process.env, platform: process.platform, now: () => new Date(), signal: ending.signal, limits: {} };
  const io = { ...some, tool: { name: 'keyless', version: '0.0.0-test' } } satisfies Partial<Io> as unknown as Io;
  const opened = await openPlace(read.args, io);
  if (!opened.ok) throw new TypeError(opened.problem);
  const { place } = opened;
  const outset = await openGround(read.args, io, place, (texts) => place.withTexts(texts, place.envText));
  return createDesk(read.args, io, { place, ...outset });
}

/** One step of each kind. */
const kinds: Readonly<Record<string, () => Promise<(at: number) => Promise<void>>>> = {
  async turns() {
    const desk = await openDesk();
    return async (at) => {
      // A conversation grows by what is said in it, and that alone.
      if (at % 10 === 0) await desk.errand({ kind: 'forget' });
      note(await desk.ask(`turn ${at}`, () => undefined));
    };
  },
  async checks() {
    const desk = await openDesk();
    return async (at) => note(await desk.check(new Map(), () => undefined, at % 3 === 0 ? null : 'entra.exchange'));
  },
  credential() {
    let passed = 0;
    const now = (): Date => new Date(Date.now() + passed);
    const credential = keylessCredential(connectionFrom(process.env), { now });
    const scopes = ['https://cognitiveservices.azure.com/.default', 'https://ai.azure.com/.default'];
    return Promise.resolve(async (at: number) => {
      passed += Number(passMs);
      const asked = [0, 1, 2, 3].map(() => credential.getToken(scopes[at % 2] ?? ''));
      const given = await Promise.all(asked).catch((error: unknown) => soaked.failures.push(String(error)));
      if (Array.isArray(given) && new Set(given.map(({ token }) => token)).size !== 1) soaked.failures.push(`step ${at}: several tokens`);
    });
  },
};

function note({ exitCode, diagnoses }: { exitCode: number; diagnoses: readonly { code: string }[] }): void {
  if (exitCode !== 0) soaked.failures.push(`exit ${exitCode}: ${diagnoses.map(({ code }) => code).join()}`);
}

async function held(step: number): Promise<Held> {
  // What a finalizer lets go of goes with the next collection, so it takes some of them.
  for (let at = 0; at < 8; at += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  const links = readdirSync('/proc/self/fd').map(linkOf);
  return {
    step,
    heapBytes: process.memoryUsage().heapUsed,
    residentBytes: process.memoryUsage.rss(),
    files: links.length,
    sockets: links.filter((link) => link.startsWith('socket:')).length,
    resources: process.getActiveResourcesInfo().filter((name) => name !== 'PipeWrap').length,
    listeners:
      getEventListeners(ending.signal, 'abort').length + process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0),
  };
}

function linkOf(fd: string): string {
  try {
    return readlinkSync(`/proc/self/fd/${fd}`);
  } catch {
    // The folder itself, which is closed again.
    return '';
  }
}

const step = await kinds[kind]?.();
for (let at = 1; at <= steps; at += 1) {
  await step?.(at);
  if (at % Math.ceil(steps / Number(looks)) === 0) soaked.held.push(await held(at));
}
process.stdout.write(JSON.stringify(soaked));
