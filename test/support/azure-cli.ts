import { execFile, spawnSync } from 'node:child_process';

import { prepareClients } from '../../src/sandbox/clients.js';
import type { Sandbox } from '../../src/sandbox/start.js';

/** Whether this machine has a real az; what is shown with one is not shown without it, and the title of the test has to say so. */
export const hasAz = spawnSync('az', ['version'], { stdio: 'ignore' }).status === 0;
export const azNote = hasAz ? 'az is here' : 'NOT ON THIS MACHINE, so not shown: apt-get install azure-cli';

/** What a real az came to. */
export interface AzRun {
  code: number;
  stdout: string;
  stderr: string;
}

/**
 * A real az inside a place, signed in as its administrator, with nothing of this machine's but PATH. Its first run in a folder costs three times
 * of the later ones, since it looks for its commands then: one folder for a file of tests.
 */
export async function azIn(place: Sandbox, folder: string): Promise<(...args: string[]) => Promise<AzRun>> {
  const { reach } = await prepareClients(place, folder);
  const env = { PATH: process.env['PATH'] ?? '', HOME: folder, AZURE_CORE_ONLY_SHOW_ERRORS: 'true', ...reach };
  return (...args) =>
    new Promise((resolve) => {
      const child = execFile('az', args, { env }, (error, stdout, stderr) => {
        resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
      });
      child.stdin?.end();
    });
}
