import { readdir, readFile, writeFile, chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import { openPage } from '../../src/tools/browser.js';
import { copyText } from '../../src/tools/clipboard.js';
import { isExposedToGit } from '../../src/tools/git.js';
import type { Bench, Connection } from '../foreign/connection.js';
import { connect, openBench } from '../foreign/connection.js';
import { emptyFolder, keyless } from '../support/binary.js';
import type { Run } from '../support/binary.js';
import { expectNone, signaturesIn } from '../support/forbidden.js';

let bench: Bench;
let connection: Connection;
beforeAll(async () => {
  bench = await openBench();
  connection = await connect(bench);
});
afterAll(async () => {
  connection.close();
  await bench.close();
});

const tools = ['az', 'auth0', 'git', 'xclip', 'xdg-open', 'tmux'];

/** Programs that write down what they were started with, and do nothing. */
async function recorders(): Promise<{ PATH: string; log: string }> {
  const folder = await emptyFolder();
  const log = join(folder, 'started.log');
  const script = `#!/bin/sh\n{ tr '\\0' '\\n' < /proc/$$/cmdline; tr '\\0' '\\n' < /proc/$$/environ; cat; } >> '${log}' 2>/dev/null < /dev/null\nexit 1\n`;
  await writeFile(log, '');
  for (const name of tools) {
    await writeFile(join(folder, name), script);
    await chmod(join(folder, name), 0o755);
  }
  return { PATH: `${folder}:/usr/bin:/bin`, log };
}

const secretsNow = (): string[] => [connection.state.auth0.clientSecret, ...connection.issued.flatMap(signaturesIn)];

interface Home {
  folder: string;
  log: string;
  run: (args: readonly string[]) => Promise<Run>;
}

/** A person with settings in the environment, and a folder for everything that a program may write. */
async function home(given: Record<string, string> = {}): Promise<Home> {
  const [folder, { PATH, log }] = [await emptyFolder(), await recorders()];
  await mkdir(join(folder, 'tmp'));
  const env = {
    ...connection.settings,
    PATH: `${process.execPath.slice(0, -5)}:${PATH}`,
    HOME: folder,
    TMPDIR: join(folder, 'tmp'),
    XDG_STATE_HOME: join(folder, 'state'),
    ...given,
  };
  return { folder, log, run: (args) => keyless(args, { cwd: folder, env }) };
}

test('no file that any command leaves behind holds a secret, but for the env file; and no program that it starts is given one', async () => {
  const { folder, log, run } = await home({ NODE_COMPILE_CACHE: '' });
  const commands = [
    ['check', '--verbose', '--summary', 'page.md'],
    ['prompt', 'hello'],
    ['setup', '--no-input'],
    ['provision', '--dry-run'],
    ['export', 'report', '--output', 'report.md'],
    ['export', 'go', '--output', 'main.go'],
    ['explain', '.env'],
  ];
  for (const command of commands) {
    const { stdout, stderr } = await run(command);
    expectNone(secretsNow(), stdout + stderr);
  }
  expect(connection.issued.length).toBeGreaterThan(2);
  const written = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = written.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  expect(files.map((file) => file.slice(folder.length + 1))).toEqual(expect.arrayContaining(['.env', 'page.md', 'report.md', 'main.go']));
  // What Node compiled is there too, megabytes of bytes: a secret in it would be there as it is.
  const [compiled, others] = [files.filter(isCompiled), files.filter((file) => !isCompiled(file) && !file.endsWith('/.env'))];
  expect(compiled.length).toBeGreaterThan(0);
  for (const file of compiled) {
    const bytes = await readFile(file);
    expect(secretsNow().filter((secret) => bytes.includes(secret.slice(0, 24)) || bytes.includes(secret.slice(-24)))).toEqual([]);
  }
  for (const file of others) expectNone(secretsNow(), await readFile(file, 'latin1'));
  const started = await readFile(log, 'utf8');
  for (const name of ['az', 'auth0']) expect(started).toContain(`/${name}\n`);
  expectNone(secretsNow(), started);
});

test('neither the browser nor the clipboard nor git inherits the client secret', async () => {
  const { PATH, log } = await recorders();
  const secret = connection.state.auth0.clientSecret;
  vi.stubEnv('OIDC_CLIENT_SECRET', secret);
  vi.stubEnv('PATH', PATH);
  vi.stubEnv('DISPLAY', ':0');
  const desktop = { env: { DISPLAY: ':0', TMUX: '1' }, platform: 'linux' as const, signal: new AbortController().signal };
  await copyText('a text', desktop, () => undefined);
  await openPage('https://manage.auth0.com/', desktop);
  await isExposedToGit(join(bench.folder, '.env'), desktop.signal);
  const started = await readFile(log, 'utf8');
  for (const name of ['xclip', 'tmux', 'xdg-open', 'git']) expect(started).toContain(`/${name}`);
  // They need the rest of it.
  expect(started).toContain('DISPLAY=:0');
  expectNone([secret], started);
});

const isCompiled = (file: string): boolean => file.includes('/keyless/compiled/');

/** Breaks what a program is made of while a secret is in its hands: each throws what it was given. */
const bugs: Record<string, string> = {
  'the form that is sent': `const { toString } = URLSearchParams.prototype;
    URLSearchParams.prototype.toString = function () { const text = toString.call(this); if (text.includes('client_')) throw new Error('broken: ' + text, { cause: new Error(text) }); return text; };`,
  'the answer that is read': `const { parse } = JSON;
    JSON.parse = (text, ...rest) => { if (String(text).includes('access_token')) throw Object.assign(new TypeError('broken: ' + text), { input: text }); return parse(text, ...rest); };`,
  'a request, later': `import https from 'node:https'; import { syncBuiltinESMExports } from 'node:module';
    const { request } = https;
    https.request = (...args) => { const sent = request(...args); const { end } = sent;
      sent.end = function (...body) { setTimeout(() => { throw Object.assign(new Error('broken: ' + body[0], { cause: body[0] }), { body: body[0], headers: sent.getHeaders() }); }, 5); return end.apply(this, body); };
      return sent; };
    syncBuiltinESMExports();`,
  'a promise that nobody waits for': `const { toString } = URLSearchParams.prototype;
    URLSearchParams.prototype.toString = function () { const text = toString.call(this); if (text.includes('client_')) void Promise.reject(Object.assign(new Error('broken: ' + text), { text })); return text; };`,
};

describe('a bug while a secret is in hand', () => {
  test.each(Object.entries(bugs))('%s', async (_, bug) => {
    const { run } = await home({ NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(bug)}` });
    for (const face of [
      ['--plain', '--verbose'],
      ['--json', '--verbose'],
    ]) {
      const { stdout, stderr, code } = await run(['check', ...face]);
      expect(code).not.toBe(0);
      expectNone(secretsNow(), stdout + stderr);
    }
  });
});
