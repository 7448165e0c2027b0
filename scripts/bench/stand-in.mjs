import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

import { node } from './place.mjs';

const file = fileURLToPath(new URL('stand-in-process.mjs', import.meta.url));

/**
 * Auth0, Entra ID and Azure OpenAI in a process of their own: the sandbox of src/sandbox, with a model that says as much as it is asked
 * for, and with `delayMs` before each answer.
 */
export async function openStandIn(place, { delayMs = 0 } = {}) {
  const cwd = await place.emptyFolder();
  const child = fork(file, [String(delayMs)], { cwd, execPath: node, env: place.env, stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const forget = place.follow(child);
  const next = () =>
    new Promise((resolve, reject) => {
      const ended = (code) => reject(new Error(`the stand-in ended with ${code}`));
      child.once('exit', ended);
      child.once('message', (message) => {
        child.off('exit', ended);
        resolve(message);
      });
    });
  const { settings, reach } = await next();
  return {
    settings,
    /** What a program needs to live there. */
    env: { ...settings, ...reach },
    /** Those that have arrived, with who sent them. */
    async requests() {
      const told = next();
      child.send('requests');
      return told;
    },
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await ended;
      forget();
    },
  };
}
