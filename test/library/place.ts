import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import { onTestFinished } from 'vitest';

import type { Connection } from '../../src/library/connection.js';
import { connectionFrom } from '../../src/library/connection.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/start.js';

/** A sandbox as a program meets it: its settings as a connection, its proxy as variables, its authority trusted as NODE_EXTRA_CA_CERTS does it. */
export interface Place {
  sandbox: Sandbox;
  connection: Connection;
  /** With what the clock is moved and the proxy is named. */
  options: { env: Record<string, string>; now: () => Date };
  pass(ms: number): void;
  /** Token requests that have arrived at the two since the last look. */
  asked(): { auth0: number; entra: number };
}

export const scope = 'https://cognitiveservices.azure.com/.default';

export async function openPlace(options: SandboxOptions = {}): Promise<Place> {
  const usual = getCACertificates('default');
  const sandbox = await startSandbox(options);
  setDefaultCACertificates([sandbox.caPem]);
  onTestFinished(async () => {
    setDefaultCACertificates(usual);
    await sandbox.stop();
  });
  let [passed, seen] = [0, 0];
  return {
    sandbox,
    connection: connectionFrom(sandbox.settings),
    options: { env: { ...sandbox.proxyVariables }, now: () => new Date(Date.now() + passed) },
    pass: (ms) => void (passed += ms),
    asked() {
      const tokens = sandbox.requests.slice(seen).filter(({ method, by }) => method === 'POST' && by === 'client');
      seen = sandbox.requests.length;
      const count = (party: string): number => tokens.filter((one) => one.party === party).length;
      return { auth0: count('auth0'), entra: count('entra') };
    },
  };
}

/** What a promise was rejected with. */
export function rejection(promise: Promise<unknown>): Promise<unknown> {
  return promise.then(
    (value) => Promise.reject(new TypeError(`gave ${JSON.stringify(value)}`)),
    (error: unknown) => error,
  );
}
