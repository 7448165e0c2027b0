import { execFile, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { plant } from '../../src/sandbox/faults.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { root } from '../support/binary.js';
import type { Run } from '../support/binary.js';
import { triedNodes } from './nodes.js';

/** The tarball, installed into a project that has nothing to do with this repository, and tried there against the sandbox over TLS. */

const run = promisify(execFile);
const nodes = await triedNodes();
let [folder, tarball] = ['', ''];
let sandbox: Sandbox;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keyless-project-'));
  // --ignore-scripts: what is packed is the build under test, not a second one in the place of the first.
  const packed = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', folder], { cwd: root, maxBuffer: 1e7 });
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  tarball = join(folder, filename);
  await writeFile(join(folder, 'package.json'), '{ "name": "project", "version": "1.0.0", "private": true }');
  await run('npm', ['install', '--offline', '--no-audit', '--no-fund', tarball], { cwd: folder });
  // What else a program uses.
  for (const name of ['openai', '@azure']) await symlink(join(root, 'node_modules', name), join(folder, 'node_modules', name));
  sandbox = await startSandbox();
  await writeFile(join(folder, 'ca.pem'), sandbox.caPem);
});

afterAll(async () => {
  await sandbox.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Runs a program of the project, with nothing in its environment but the place. `lingeredMs` is how long it lived past its last word. */
async function program(node: string, name: string, text: string, more: Record<string, string> = {}): Promise<Run & { lingeredMs: number }> {
  await writeFile(join(folder, name), text);
  const reach = { ...sandbox.proxyVariables, NODE_EXTRA_CA_CERTS: join(folder, 'ca.pem'), ...more };
  const child = spawn(node, [name], { cwd: folder, env: { ...sandbox.settings, ...reach }, stdio: ['ignore', 'pipe', 'pipe'] });
  let [stdout, stderr, spokeAt] = ['', '', 0];
  child.stdout.on('data', (piece: Buffer) => {
    stdout += piece.toString();
    spokeAt = performance.now();
  });
  child.stderr.on('data', (piece: Buffer) => (stderr += piece.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, stdout, stderr, lingeredMs: performance.now() - spokeAt };
}

/** Token requests that arrived since then. */
function tokensSince(start: number): { auth0: number; entra: number } {
  const asked = sandbox.requests.slice(start).filter(({ method, by }) => method === 'POST' && by === 'client');
  const count = (party: string): number => asked.filter((one) => one.party === party).length;
  return { auth0: count('auth0'), entra: count('entra') };
}

const service = `
import { createRequire } from 'node:module';
import * as imported from 'keyless';
const required = createRequire(import.meta.url)('keyless');
const { connectionFrom, keylessCredential, KeylessError } = imported;
let passed = 0;
const credential = keylessCredential(connectionFrom(process.env), { now: () => new Date(Date.now() + passed) });
const ask = () => credential.getToken('https://cognitiveservices.azure.com/.default');
const sockets = () => process.getActiveResourcesInfo().filter((name) => name.startsWith('TCP') || name.startsWith('TLS')).length;
let most = 0;
const watch = setInterval(() => (most = Math.max(most, sockets())), 1);
const tokens = [];
for (const ms of [0, 61 * 60_000, 25 * 3_600_000]) {
  passed += ms;
  tokens.push(new Set((await Promise.all(Array.from({ length: 500 }, ask))).map(({ token }) => token)).size);
}
clearInterval(watch);
const isOne = Object.keys(imported).every((name) => name === 'default' || name === 'module.exports' || imported[name] === required[name]);
console.log(JSON.stringify({ tokens, isFew: most < 12, isOne, isClass: required.KeylessError === KeylessError }));`;

describe.each(nodes)('on $title', ({ path }) => {
  test.skipIf(path === null)(
    '500 callers with expiry in between cost one request of each party a renewal, and the process ends by itself',
    async () => {
      const start = sandbox.requests.length;
      const ran = await program(path ?? '', 'service.mjs', service);
      expect(ran.stderr).toBe('');
      expect(JSON.parse(ran.stdout)).toEqual({ tokens: [1, 1, 1], isFew: true, isOne: true, isClass: true });
      expect(tokensSince(start)).toEqual({ auth0: 2, entra: 3 });
      expect(ran.code).toBe(0);
      // A server closes an idle connection after five seconds; nobody waited for that.
      expect(ran.lingeredMs).toBeLessThan(3000);
    },
  );

  test.skipIf(path === null)('require() gives the same, without a warning', async () => {
    const text =
      "const { difference, explain } = require('keyless'); explain('AADSTS70021').then((one) => console.log(one.recognised, difference('a', 'A')[0].kind));";
    expect(await program(path ?? '', 'required.cjs', text)).toMatchObject({ code: 0, stdout: 'true case\n', stderr: '' });
  });

  test.skipIf(path === null)('the OpenAI SDK gets its answer with it, as docs/library.md says', async () => {
    const ran = await program(path ?? '', 'answer.mjs', await documented('answer.mjs'), { NODE_USE_ENV_PROXY: '1' });
    expect(ran.stdout).toContain('You asked: "Say hello."');
    expect(ran.code).toBe(0);
  });
});

test('a Node that is too old is told so, in words', async () => {
  const text = "Object.defineProperty(process.versions, 'node', { value: '20.20.2' }); await import('keyless');";
  const ran = await program(process.execPath, 'old.mjs', text);
  expect([ran.code, ran.stderr]).toEqual([1, expect.stringContaining('Error: keyless needs Node 22.21, or 24.5 and later')]);
});

/** A program of docs/library.md. */
async function documented(name: string): Promise<string> {
  const text = await readFile(join(root, 'docs', 'library.md'), 'utf8');
  const found = [...text.matchAll(/```js\n\/\/ (\S+)\n([^]*?)```/g)].find(([, title]) => title === name);
  if (!found) throw new TypeError(`docs/library.md has no ${name}`);
  return found[2] ?? '';
}

describe('the programs of docs/library.md', () => {
  test('check.mjs', async () => {
    const { stdout } = await program(process.execPath, 'check.mjs', await documented('check.mjs'));
    expect(stdout).toMatch(/^pass settings\.required /);
    expect(stdout).toContain('0 []\ntrue trust/subject-mismatch\n');
    expect(stdout).toContain("kind: 'missing'");
  });

  test('refused.mjs', async () => {
    // The last that asks anybody in this place.
    plant(sandbox.world, 'trust/credential-missing');
    const { stdout, stderr, code } = await program(process.execPath, 'refused.mjs', await documented('refused.mjs'));
    expect([stdout.split(' ')[0], stderr.includes('(trust/credential-missing).'), code]).toEqual(['trust/credential-missing', true, 0]);
    expect(stdout).toContain('az identity federated-credential create');
  });
});

const typed = `
import { check, connectionFrom, difference, explain, keylessCredential, KeylessError } from 'keyless';
import type { AccessToken, Connection, Difference, ExplainedDocument, KeylessCredential, ReportDocument } from 'keyless';

const connection: Connection = { auth0: { domain: 'a', clientId: 'b', clientSecret: 'c' }, azure: { tenantId: 'd', clientId: 'e' } };
const credential: KeylessCredential = keylessCredential(connection, { env: {}, now: () => new Date() });
export async function all(): Promise<[AccessToken, ReportDocument | null, ExplainedDocument, Difference[]]> {
  let report: ReportDocument | null = null;
  for await (const event of check(connectionFrom({ OIDC_ENDPOINT: 'a' }), { complete: false })) {
    if (event.type === 'report') report = event.report;
    if (event.type === 'finished') event.check.status satisfies 'pass' | 'warn' | 'fail' | 'follows' | 'unknown' | 'notRun';
  }
  const error: unknown = null;
  if (error instanceof KeylessError && error.code === 'trust/issuer-slash') error.fix.map(({ kind }) => kind);
  // @ts-expect-error a code that there is not
  if (error instanceof KeylessError) error.code === 'trust/no-such-code';
  return [await credential.getToken(['a']), report, await explain(new Error('a')), difference('a', 'b')];
}
`;

describe('the types compile without those of anybody else', () => {
  test.each([
    ['node16', 'esm.mts'],
    ['node16', 'common.cts'],
    ['nodenext', 'esm.mts'],
    ['nodenext', 'common.cts'],
    ['bundler', 'esm.mts'],
  ])('moduleResolution %s, %s', async (moduleResolution, name) => {
    await writeFile(join(folder, name), typed);
    const compilerOptions = {
      target: 'es2022',
      lib: ['es2023'],
      types: [],
      strict: true,
      exactOptionalPropertyTypes: true,
      skipLibCheck: false,
      noEmit: true,
      module: moduleResolution === 'bundler' ? 'esnext' : moduleResolution,
      moduleResolution,
    };
    const config = join(folder, `tsconfig.${moduleResolution}.${name}.json`);
    await writeFile(config, JSON.stringify({ compilerOptions, files: [name] }));
    const { stdout } = await run(join(root, 'node_modules', '.bin', 'tsc'), ['-p', config], { cwd: folder }).catch(
      (error: unknown) => error as { stdout: string },
    );
    expect(stdout).toBe('');
  });
});

describe('whoever packs it wrongly is told so', () => {
  const offline = { env: { PATH: process.env['PATH'] ?? '', HTTPS_PROXY: 'http://127.0.0.1:9', HTTP_PROXY: 'http://127.0.0.1:9' } };
  const tool = (name: string): string => join(root, 'node_modules', '.bin', name);

  test('publint', async () => {
    expect((await run(tool('publint'), ['--strict', tarball], { cwd: folder, ...offline })).stdout).toContain('All good');
  });

  test('Are the types wrong, with its strictest profile', async () => {
    expect((await run(tool('attw'), [tarball], { cwd: folder, ...offline })).stdout).toContain('No problems found');
  });
});
