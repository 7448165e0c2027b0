import { execFile, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { expect, test } from 'vitest';

import { emptyFolder, launcher } from '../support/binary.js';
import { isLong } from '../support/cases.js';

/** A network of its own, in which the one name server takes every question and answers none: the real resolver of the system waits. */
const enter = 'ip link set lo up && mount --bind resolv.conf /etc/resolv.conf && exec "$@"';
const isPossible = spawnSync('unshare', ['-nm', 'sh', '-c', 'ip link set lo up && mount --bind /dev/null /etc/resolv.conf']).status === 0;
if (!isPossible) process.stderr.write('SKIPPED: the silent name server needs unshare, ip, and the right to use them.\n');

/** The name server, and a run of keyless that is sent a signal, if any, while it waits. */
const program = `
const { spawn } = require('node:child_process');
const server = require('node:dgram').createSocket('udp4');
server.bind(53, '127.0.0.1', () => {
  let since = performance.now();
  const child = spawn(process.execPath, [process.argv[1], 'check', ...(process.argv[2] ? ['--plain'] : ['--json'])], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [text, said] = ['', ''];
  child.stderr.on('data', (piece) => (said += piece));
  let asked = false;
  const stop = () => {
    // Once it waits for the name, and has said what it could say before.
    if (!process.argv[2] || !asked || !text.includes('settings.values')) return;
    since = performance.now();
    child.kill(process.argv[2]);
  };
  server.on('message', () => ((asked = true), stop()));
  child.stdout.on('data', (piece) => ((text += piece), stop()));
  child.on('close', (code, signal) => {
    server.close();
    process.stdout.write(JSON.stringify({ code: code ?? signal, ms: performance.now() - since, text, said }));
  });
});`;

const settings = {
  OIDC_ENDPOINT: 'silent.keyless-names.test',
  OIDC_CLIENT_ID: 'q9Ti0Q0pjhkfu1D7y6KjDQjaK1AUPhZq',
  OIDC_CLIENT_SECRET: 'kA9-x0Qz8mRi0Q0pjhkfu1D7y6KjDQjaK1AUPhZq8mRi0Q0pjhkfu1D7y6Kj7fQ2',
  AZURE_TENANT_ID: 'b83f6e21-90cd-4a57-8e1b-6f2d4c7a0351',
  AZURE_CLIENT_ID: '3fa85f64-5717-4562-b3fc-2c963f66afa6',
  AZURE_AOAI_ENDPOINT: 'https://some-resource.openai.azure.com',
  AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'gpt-4o',
};

interface Ended {
  /** The exit code, or the signal that ended it, which a shell tells as 130. */
  code: number | string;
  ms: number;
  text: string;
  said: string;
}

async function checkInSilence(signal: '' | 'SIGINT'): Promise<Ended> {
  const cwd = await emptyFolder();
  await writeFile(join(cwd, 'resolv.conf'), 'nameserver 127.0.0.1\n');
  const env = { ...settings, PATH: process.env['PATH'], HOME: cwd };
  const { stdout } = await promisify(execFile)(
    'unshare',
    ['-nm', 'sh', '-c', enter, 'sh', process.execPath, '-e', program, launcher, signal],
    { cwd, env },
  );
  return JSON.parse(stdout) as Ended;
}

test.skipIf(!isPossible)('a name server that is silent does not keep a run that is cancelled', { timeout: 30_000 }, async () => {
  const { code, ms, text, said } = await checkInSilence('SIGINT');
  expect([code, text + said]).toEqual(['SIGINT', expect.stringContaining('Cancelled')]);
  expect(ms).toBeLessThan(2000);
});

// Ten seconds, in which nothing happens.
test.skipIf(!isPossible || !isLong)(
  'a name server that is silent is told within the limit of a connection',
  { timeout: 30_000 },
  async () => {
    const { code, ms, text } = await checkInSilence('');
    const { diagnoses } = JSON.parse(text) as { diagnoses: { code: string; title: string }[] };
    expect([code, diagnoses.map((one) => [one.code, one.title])]).toEqual([3, [['network/timeout', 'The name server did not answer']]]);
    expect(ms).toBeLessThan(15_000);
  },
);
