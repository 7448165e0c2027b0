import { execFile } from 'node:child_process';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';

import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';

import manifest from '../package.json' with { type: 'json' };
import { startSandbox } from '../src/sandbox/start.js';
import { triedNodes } from './library/nodes.js';
import { emptyFolder, keyless, root } from './support/binary.js';
import { openSession } from './ui/pty.js';

/** The tarball as a person installs it: into an empty prefix, without network, and run there on each Node that is supported. */

const run = promisify(execFile);
const nodes = await triedNodes();
let prefix = '';
/** Paths in the installed package, in bytes. */
let files = new Map<string, number>();

beforeAll(async () => {
  prefix = await mkdtemp(join(tmpdir(), 'keyless-prefix-'));
  // --ignore-scripts: what is packed is the build under test, not a second one in the place of the first.
  const packed = await run('npm', ['pack', '--ignore-scripts', '--json', '--pack-destination', prefix], { cwd: root, maxBuffer: 1e7 });
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  const options = ['--prefix', prefix, '--offline', '--no-audit', '--no-fund'];
  await run('npm', ['install', ...options, join(prefix, filename)], { cwd: prefix });
  files = filesIn(join(prefix, 'node_modules', 'keyless'));
});

afterAll(() => rm(prefix, { recursive: true, force: true }));

function filesIn(folder: string): Map<string, number> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name));
  return new Map(paths.map((path) => [relative(folder, path), statSync(path).size]));
}

/** What may be in it. Whatever else appears there has to be wanted first. */
const wanted = [
  /^(?:package\.json|README\.md|LICENSE|report\.schema\.json|\.env-sample)$/,
  /^bin\/(?:keyless|brought-node)\.cjs$/,
  /^dist\/(?:program|index)\.cjs$/,
  /^dist\/licences\.txt$/,
  /^dist\/man\/keyless\.1\.gz$/,
  /^dist\/index\.(?:js|d\.ts)$/,
  /^dist\/chunks\/(?:[\w-]+\.cjs|yoga\.wasm)$/,
  /^dist\/types\/(?:package\.json|(?:[\w-]+\/)?[\w-]+\.d\.ts)$/,
];

describe('what is installed', () => {
  test('is the program, its types and its documents, and nothing of the repository', () => {
    const paths = [...files.keys()];
    expect(paths.filter((path) => !wanted.some((rule) => rule.test(path)))).toEqual([]);
    expect(wanted.filter((rule) => !paths.some((path) => rule.test(path)))).toEqual([]);
  });

  test('tells no map and no place of this machine, and no Node to bring', () => {
    for (const path of files.keys()) {
      const text = readFileSync(join(prefix, 'node_modules', 'keyless', path), 'utf8');
      expect(text, path).not.toMatch(/sourceMappingURL|node-(?:linux|darwin|win|bin)-(?:x64|arm64|darwin)/);
      expect(text.includes(root), path).toBe(false);
    }
  });

  test('holds no guard that the bundler has emptied, since it takes what throws for what does nothing', () => {
    const chunks = [...files.keys()].filter((path) => path.endsWith('.cjs'));
    const texts = chunks.map((path) => readFileSync(join(prefix, 'node_modules', 'keyless', path), 'utf8'));
    expect(texts.flatMap((text) => /try ?\{(?:return ?!?[01];?)?\} ?catch/.exec(text)?.[0] ?? [])).toEqual([]);
  });

  test('is of 2,000,000 bytes at most, in two packages at most', () => {
    expect([...files.values()].reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(2_000_000);
    const { packages } = JSON.parse(readFileSync(join(prefix, 'node_modules', '.package-lock.json'), 'utf8')) as { packages: object };
    expect(Object.keys(packages)).toEqual(['node_modules/keyless']);
    expect(manifest).not.toHaveProperty('dependencies');
  });
});

/** What of the SDKs is bundled is a choice of parts: each way that leads through them is gone here. */
test.each(['', '2025-04-01-preview'])('a model that only responds is asked so, with API version "%s"', async (version) => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.stop());
  for (const { model } of sandbox.world.azure.deployments) model.canChat = false;
  const ca = join(await emptyFolder(), 'ca.pem');
  await writeFile(ca, sandbox.caPem);
  const env = { ...sandbox.settings, AZURE_AOAI_API_VERSION: version, ...sandbox.proxyVariables, NODE_EXTRA_CA_CERTS: ca };
  const program = [process.execPath, '--', join(prefix, 'node_modules', '.bin', 'keyless')] as const;
  const { code, stderr } = await keyless(['check', '--json'], { env, program });
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const asked = sandbox.requests
    .filter(({ party }) => party === 'azure-openai')
    .map(({ path, status }) => `${status} ${path.split('?')[0]}`);
  const chat = version ? '400 /openai/deployments/team-chat/chat/completions' : '400 /openai/v1/chat/completions';
  expect(asked).toEqual(expect.arrayContaining([chat, version ? '200 /openai/responses' : '200 /openai/v1/responses']));
});

describe.each(nodes)('on $title', ({ path }) => {
  const installed = (): [string, ...string[]] => [path ?? '', '--', join(prefix, 'node_modules', '.bin', 'keyless')];

  test.skipIf(path === null)('it tells its version, explains, and checks', async () => {
    const runs = [['--version'], ['explain', 'trust/issuer-slash'], ['check', '--sandbox', '--json']];
    const [version, explained, checked] = await Promise.all(runs.map((args) => keyless(args, { program: installed() })));
    expect(version).toEqual({ code: 0, stdout: `keyless ${manifest.version}\n`, stderr: '' });
    expect(explained).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^trust\/issuer-slash: /) });
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(checked?.stdout ?? '')).toMatchObject({ ok: true });
  });

  test.skipIf(path === null)('it draws its screen, and acts on a key', async () => {
    const session = openSession([], { cwd: await emptyFolder(), program: installed() });
    await session.waitFor('❯ 1  Set up');
    session.send('\u001B[B');
    await session.waitFor('❯ 2  Set it up for me');
    session.send('q');
    expect(await session.exitCode).toBe(0);
  });
});
