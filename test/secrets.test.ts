import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Code } from '../src/findings/finding.js';
import { faults } from '../src/sandbox/faults.js';
import type { Sandbox } from '../src/sandbox/start.js';
import { emptyFolder, keyless, launcher } from './support/binary.js';
import { expectNone, forbidden } from './support/forbidden.js';
import { inside } from './support/inside.js';

describe('no secret and no token is in any byte of output', () => {
  // As JSON each of them is looked through in test/judgement, with many other worlds.
  test.each([null, ...(Object.keys(faults) as Code[])])('%s', async (fault) => {
    const planted = fault === null ? [] : ['--fault', fault];
    const limits = { connectMs: 2000, answerMs: 700, completionMs: 700 };
    const { stdout, stderr, place } = await inside(['check', '--sandbox', ...planted, '--plain', '--verbose'], { limits });
    if (!place) throw new Error('no sandbox was started');
    expectNone(forbidden(place), stdout + stderr);
  });

  test('the healthy run has tokens to look for', async () => {
    const { place } = await inside(['check', '--sandbox']);
    // The Auth0 token at Entra ID and the Entra ID token at Azure OpenAI, and the secret.
    expect(forbidden(place as Sandbox).length).toBe(3);
  });
});

describe('the sandbox takes nothing from the person and leaves nothing behind', () => {
  const canary = 'C4nary-tHat-must-never-leave-0123456789-abcdefghijklmnopqrstuvwxyz';

  test('a canary in the environment and in .env reaches no request, and .env stays as it is', async () => {
    const folder = await emptyFolder();
    const lines = ['OIDC_ENDPOINT', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET', 'AZURE_AOAI_ENDPOINT'].map((name) => `${name}=${canary}`);
    const file = lines.join('\n');
    await writeFile(join(folder, '.env'), file);
    const log = join(folder, 'requests.log');
    const env = {
      OIDC_CLIENT_SECRET: canary,
      OIDC_ENDPOINT: canary,
      OPENAI_API_KEY: canary,
      AZURE_OPENAI_API_KEY: canary,
      OPENAI_ORG_ID: canary,
      OPENAI_CUSTOM_HEADERS: `x-canary: ${canary}`,
      OPENAI_BASE_URL: `https://${canary}.example`,
      NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(spy(log))}`,
    };
    const { code, stdout, stderr } = await keyless(['check', '--sandbox'], { cwd: folder, env });
    expect([code, stderr]).toEqual([0, '']);
    const received = await readFile(log, 'utf8');
    expect(received).toContain('/oauth/token');
    expect(received).toContain('client_assertion');
    expect(received + stdout).not.toContain(canary);
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe(file);
    expect((await readdir(folder)).toSorted()).toEqual(['.env', 'requests.log']);
  });

  test('setup --sandbox writes .env.sandbox and not .env', async () => {
    const folder = await emptyFolder();
    const { code } = await keyless(['setup', '--sandbox', '--no-input'], { cwd: folder });
    expect(code).toBe(0);
    expect(await readdir(folder)).toEqual(['.env.sandbox']);
  });

  test('sandbox -- COMMAND gives the command its settings, its proxy and its authority, and its exit code is the sandbox’s', async () => {
    const script = `process.stdout.write(JSON.stringify(process.env)); process.exitCode = 7`;
    const { code, stdout } = await keyless(['sandbox', '--', process.execPath, '-e', script], {
      env: { OIDC_CLIENT_SECRET: canary, https_proxy: 'http://elsewhere' },
    });
    const seen = JSON.parse(stdout) as Record<string, string>;
    expect(code).toBe(7);
    expect(seen['HTTPS_PROXY']).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    expect(seen).not.toHaveProperty('https_proxy');
    expect(seen['OIDC_ENDPOINT']).toMatch(/^[0-9a-f]{20}\.eu\.auth0\.com$/);
    expect(stdout).not.toContain(canary);
    for (const name of ['NODE_EXTRA_CA_CERTS', 'SSL_CERT_FILE', 'REQUESTS_CA_BUNDLE', 'CURL_CA_BUNDLE'])
      expect(seen[name]).toBe(seen['SSL_CERT_FILE']);
    expect(seen['NODE_USE_ENV_PROXY']).toBe('1');
  });

  test('the program itself inside the sandbox, as one more client of it', async () => {
    const { code, stdout } = await keyless(['sandbox', '--', process.execPath, launcher, 'check', '--json']);
    expect(code).toBe(0);
    expect((JSON.parse(stdout) as { settings: { source: string | null }[] }).settings[0]?.source).toBe('environment');
  });
});

/** Loaded into the child before the program: writes every body that a server of this process receives, whatever the program says of it. */
function spy(log: string): string {
  return `
    import { appendFileSync } from 'node:fs';
    import https from 'node:https';
    const emit = https.Server.prototype.emit;
    https.Server.prototype.emit = function (name, request, ...rest) {
      if (name === 'request') {
        appendFileSync(${JSON.stringify(log)}, request.url + JSON.stringify(request.headers) + '\\n');
        request.on('data', (chunk) => appendFileSync(${JSON.stringify(log)}, decodeURIComponent(String(chunk)) + '\\n'));
      }
      return emit.call(this, name, request, ...rest);
    };`;
}
