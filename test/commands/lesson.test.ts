import { describe, expect, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import type { Args } from '../../src/commands/args.js';
import type { Io } from '../../src/commands/io.js';
import { practise } from '../../src/commands/lesson.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { SandboxOptions } from '../../src/sandbox/start.js';
import type { Desk, Left } from '../../src/ui/desk.js';

/** What a person has on the command line and in the environment, none of which a lesson may see. */
function argsOf(): Args {
  const read = readArgs(['check', '--oidc-endpoint', 'acme.eu.auth0.com', '-e', 'my.env', '--no-completion']);
  if (!read.ok) throw new Error(read.usage.problem);
  return read.args;
}

interface Started {
  options: SandboxOptions;
  isStopped: boolean;
}

function world(): { io: Io; started: Started[] } {
  const started: Started[] = [];
  const io = {
    env: { OIDC_CLIENT_ID: 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja' },
    stdin: { setRawMode: () => undefined },
    now: () => new Date(),
    signal: new AbortController().signal,
    limits: {},
    async startSandbox(options: SandboxOptions) {
      const place = await startSandbox(options);
      const entry = { options, isStopped: false };
      started.push(entry);
      const stop = async (): Promise<void> => {
        entry.isStopped = true;
        await place.stop();
      };
      return Object.create(place, { stop: { value: stop } }) as typeof place;
    },
    tool: { name: 'keyless', version: '0' },
  } as unknown as Io;
  return { io, started };
}

const home: Left = { code: 0, next: { kind: 'home' }, report: null };

describe('a lesson', () => {
  test('has a sandbox of its own with its fault, takes nothing from the person, and ends before the next begins', async () => {
    const { io, started } = world();
    const seen: Desk[] = [];
    const open = async (desk: Desk): Promise<Left> => {
      expect(started.slice(0, -1).every(({ isStopped }) => isStopped)).toBe(true);
      expect(started.at(-1)?.isStopped).toBe(false);
      seen.push(desk);
      return seen.length === 1 ? { ...home, next: { kind: 'lesson', fault: 'token/type-unsupported' } } : home;
    };
    const outcome = await practise('trust/issuer-slash', open, { args: argsOf(), io });
    expect(outcome).toEqual({ isCancelled: false, last: 'token/type-unsupported' });
    expect(started.map(({ options }) => options.faults)).toEqual([['trust/issuer-slash'], ['token/type-unsupported']]);
    expect(started.every(({ isStopped }) => isStopped)).toBe(true);
    expect(seen.map(({ lesson, isSandbox }) => [lesson, isSandbox])).toEqual([
      ['trust/issuer-slash', true],
      ['token/type-unsupported', true],
    ]);
    expect(seen[0]?.found.get('OIDC_ENDPOINT')).toMatchObject({ source: 'sandbox' });
    expect(seen[0]?.found.get('OIDC_CLIENT_ID')).toMatchObject({ source: 'sandbox' });
    expect(seen[0]?.review(new Map()).file).toBe('.env.sandbox');
  });

  test('is proved by an answer, also for a person who wants none of the real model', async () => {
    const { io } = world();
    const open = async (desk: Desk): Promise<Left> => {
      await desk.errand({ kind: 'mend' });
      return { ...home, report: await desk.check(new Map(), () => undefined, null) };
    };
    let left: Left | null = null;
    await practise('trust/issuer-slash', async (desk) => (left = await open(desk)), { args: argsOf(), io });
    expect(left).toMatchObject({ report: { exitCode: 0, completion: { text: expect.stringContaining('sandbox') as string } } });
  });

  test('is over for good after Ctrl-C, and after a bug', async () => {
    const { io, started } = world();
    const cancelled = await practise('trust/issuer-slash', () => Promise.resolve({ code: 130, next: null, report: null }), {
      args: argsOf(),
      io,
    });
    expect(cancelled.isCancelled).toBe(true);
    const broken = practise('trust/issuer-slash', () => Promise.reject(new Error('out of order')), { args: argsOf(), io });
    await expect(broken).rejects.toThrow('out of order');
    expect(started.map(({ isStopped }) => isStopped)).toEqual([true, true]);
  });
});
