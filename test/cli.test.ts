import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import manifest from '../package.json' with { type: 'json' };
import { emptyFolder, keyless, launcher, root } from './support/binary.js';
import { inside } from './support/inside.js';
import { jsonOf } from './support/schema.js';

/** Leaves standard input open, and interrupts at the first word of the program, or once it has taken more input than a pipe can hold. */
async function interrupted(args: readonly string[], input: string | null): Promise<{ code: number | null; stdout: string; ms: number }> {
  const cwd = await emptyFolder();
  const child = spawn(process.execPath, ['--', launcher, ...args], {
    cwd,
    env: { PATH: process.env['PATH'] ?? '', HOME: cwd },
    stdio: 'pipe',
  });
  let stdout = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  await (input === null ? once(child.stdout, 'data') : new Promise((resolve) => child.stdin.write(input, resolve)));
  const since = performance.now();
  child.kill('SIGINT');
  return { code: await ended, stdout, ms: performance.now() - since };
}

describe('the command line', () => {
  test.each([
    [['chek'], 'There is no command chek.', 'Did you mean check?'],
    [['check', '--jsno'], 'There is no option --jsno.', 'Did you mean --json?'],
    [['check', '--fault', 'trust/issuer-slash'], '--fault plants a fault in the sandbox.', 'Add --sandbox.'],
    [['check', '--sandbox', '--fault', 'trust/nonsense'], 'The sandbox cannot plant trust/nonsense.', ''],
    [['check', '--env-file'], '--env-file needs a value: --env-file PATH.', ''],
    [['check', '--json=yes', '--plain'], '--json takes no value.', ''],
    [['check', '--tenant', '--json'], '--tenant needs a value: --tenant ID.', ''],
    [['prompt', '--wait', 'hello'], '--wait means nothing to keyless prompt.', 'It is for keyless check.'],
    [['sandbox', '--strict'], '--strict means nothing to keyless sandbox.', 'It is for keyless check, keyless prompt.'],
    [['check', '--sandbox', '--deployment', 'x'], '--deployment means nothing with --sandbox', ''],
    [['check', '--sandbox', '--client-secret-file', 'x'], '--client-secret-file means nothing with --sandbox', ''],
    [
      ['check', '--sandbox', '--fault', 'trust/credential-missing', '--fault', 'trust/issuer-slash'],
      'trust/issuer-slash finds nothing',
      '',
    ],
    [['check', '--', 'x'], 'Only keyless sandbox runs a command after --.', ''],
    [['sandbox', '--'], 'There is no command after --.', ''],
    [['sandbox', '--json', '--', 'true'], '--json and a command after -- do not go together.', ''],
    [['sandbox', '--', 'keyless-nosuch'], 'There is no command keyless-nosuch.', ''],
    [['check', 'extra'], 'keyless check takes no extra.', ''],
    [['setup', '--client-secret-file', '-', '--federated-credential', '-'], 'Standard input can be read once', ''],
    [['setup', '--no-input', '--client-secret-file', '/nowhere'], '/nowhere cannot be read: there is no such file.', ''],
    [['help', 'nonsense'], 'There is no help on nonsense.', ''],
    [['help', 'check', 'prompt'], 'There is no help on check prompt.', ''],
    [['sandbox', '--list', '--', 'ls'], '--list only names the faults', ''],
    [['prompt'], 'The prompt is empty.', ''],
    [['provision', '--sandbox'], 'not to a sandbox.', 'auth0 login --domain "$AUTH0_DOMAIN"'],
    ...['--storage', '--search', '--document-intelligence', '--web-app'].map((flag): [string[], string, string] => [
      ['provision', flag, 'x'],
      `${flag} means nothing without --post-deployment.`,
      '',
    ]),
    ...['--location', '--application', '--identity', '--account', '--model'].map((flag): [string[], string, string] => [
      ['provision', '--post-deployment', flag, 'x'],
      `${flag} means nothing with --post-deployment.`,
      'It is for the plan of a connection.',
    ]),
  ])('%j is refused with a sentence, exit 2', async (args, problem, hint) => {
    const { code, stdout, stderr } = await inside(args);
    expect(code).toBe(2);
    if (args.includes('--json')) expect(jsonOf(stdout).error?.message).toContain(problem);
    else expect(stderr).toContain(problem);
    expect(stderr + stdout).toContain(hint);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test('a secret on the command line is refused, and is not repeated', async () => {
    for (const args of [['--client-secret', 'Sup3rS3cret'], ['--client-secret=Sup3rS3cret'], ['--oidc-client-secret=Sup3rS3cret']]) {
      const { code, stdout, stderr } = await keyless(['check', ...args]);
      expect([code, stdout]).toEqual([2, '']);
      expect(stderr).toContain('--client-secret-file FILE');
      expect(stderr).not.toContain('Sup3rS3cret');
    }
  });

  test('--version, --help and the pages of help', async () => {
    expect(await keyless(['--version'])).toEqual({ code: 0, stdout: `keyless ${manifest.version}\n`, stderr: '' });
    expect(await keyless(['--help'])).toEqual(await keyless(['help']));
    for (const args of [
      ['help'],
      ['help', 'check'],
      ['check', '--help'],
      ['prompt', '-h'],
      ['help', 'exit-codes'],
      ['help', 'environment'],
    ]) {
      const { code, stdout, stderr } = await inside(args);
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout.length).toBeGreaterThan(200);
    }
  });

  test('a page of help names the options of its command, and no other', async () => {
    const pages = await Promise.all(['check', 'setup', 'sandbox'].map(async (name) => (await inside(['help', name])).stdout));
    const named = (flag: string): boolean[] => pages.map((page) => page.includes(flag));
    expect([named('--wait'), named('--tenant'), named('--env-file')]).toEqual([
      [true, false, false],
      [true, true, false],
      [true, true, true],
    ]);
  });

  test('--json prints one document whatever happens', async () => {
    for (const args of [
      ['--json'],
      ['check', '--json', '--nope'],
      ['--version', '--json'],
      ['help', '--json'],
      ['prompt', '--json', 'hello'],
      ['setup', '--json', '--no-input'],
    ]) {
      expect(jsonOf((await keyless(args)).stdout).schemaVersion).toBe(1);
    }
  });
});

describe('without a terminal', () => {
  test('keyless says what to run instead, and why, exit 2', async () => {
    const { code, stdout, stderr } = await keyless([]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('standard input is no terminal');
    expect(stderr).toContain('keyless check');
  });

  test('the prompt comes from standard input, the answer goes to standard output and nothing else does', async () => {
    const { code, stdout, stderr } = await keyless(['prompt', '--sandbox'], { input: 'what is a scope?\n' });
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^You asked: "what is a scope\?"\. [^]*\n$/);
  });

  test('a failed prompt explains itself on standard error, with the exit code of the cause', async () => {
    const { code, stdout, stderr } = await keyless(['prompt', '--sandbox', '--fault', 'azure-openai/role-missing', 'hello']);
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain('azure-openai/role-missing');
  });

  test('colour only where it is wanted', async () => {
    const run = (env: Record<string, string>, ...args: string[]) => keyless(['check', ...args], { env });
    const escape = '\u001B[';
    expect((await run({})).stdout).not.toContain(escape);
    expect((await run({ FORCE_COLOR: '1' })).stdout).toContain(escape);
    expect((await run({ FORCE_COLOR: '1' }, '--color=never')).stdout).not.toContain(escape);
    expect((await run({ NO_COLOR: '1' }, '--color=always')).stdout).toContain(escape);
    expect((await run({ FORCE_COLOR: '0' })).stdout).not.toContain(escape);
  });

  test('--ascii has no character beyond ASCII', async () => {
    const { stdout, stderr } = await keyless(['check', '--ascii']);
    expect(stdout + stderr).toMatch(/^[\n\x20-\x7e]+$/);
  });

  test('a reader that goes away is no crash', () => {
    const script = `"$NODE" "$KEYLESS" check | head -1`;
    const env = { PATH: process.env['PATH'], NODE: process.execPath, KEYLESS: launcher };
    const { stdout, stderr } = spawnSync('sh', ['-c', script], { env, encoding: 'utf8' });
    expect(stdout).toMatch(/^OIDC_AUDIENCE +default +api:\/\//);
    expect(stderr).toBe('');
  });

  test.skipIf(!existsSync('/dev/full'))('an output that cannot be written is an error, not a success', () => {
    const env = { PATH: process.env['PATH'], NODE: process.execPath, KEYLESS: launcher };
    for (const args of ['--version', 'check --json', 'check --sandbox']) {
      const { status, stderr } = spawnSync('sh', ['-c', `"$NODE" -- "$KEYLESS" ${args} > /dev/full`], { env, encoding: 'utf8' });
      expect([status, stderr]).toEqual([4, '✗ The output could not be written: ENOSPC.\n']);
    }
  });

  test('Ctrl-C while standard input is awaited: exit 130, at once, and one JSON document', async () => {
    const { code, stdout, ms } = await interrupted(['prompt', '--json'], 'go on '.repeat(200_000));
    expect([code, jsonOf(stdout).error?.code]).toEqual([130, 'cancelled']);
    expect(ms).toBeLessThan(1950);
  });

  test('Ctrl-C in a command of the sandbox: exit 130', async () => {
    const command = ['sandbox', '--', process.execPath, '-e', 'console.log("here"); setTimeout(() => {}, 60000)'];
    const { code } = await interrupted(command, null);
    expect(code).toBe(130);
  });

  test('Ctrl-C stops an answer under way: exit 130 and one JSON document', async () => {
    const { code, stdout } = await keyless(['sandbox', '--json'], { onOutput: (_, kill) => kill('SIGINT') });
    expect(code).toBe(130);
    expect(jsonOf(stdout).sandbox.proxy).toMatch(/^http:\/\/127\.0\.0\.1:/);
  });
});

describe('an env file that is none', () => {
  test.each([
    ['a folder', async (path: string) => mkdir(path), 'folder'],
    ['binary', async (path: string) => writeFile(path, Buffer.from([0, 1, 2, 255, 0])), 'binary'],
    ['100 MB', async (path: string) => writeFile(path, Buffer.alloc(100_000_000, 'A=b\n')), 'too-large'],
    ['not there, though it was named', () => Promise.resolve(), 'missing'],
  ])('%s: a finding, exit 2, and never a stack', async (_, make, problem) => {
    const folder = await emptyFolder();
    await make(join(folder, 'my.env'));
    const { code, stdout } = await keyless(['check', '--json', '--env-file', 'my.env'], { cwd: folder });
    const report = jsonOf(stdout);
    // What the file may hold is not called missing: the file is the one thing to mend.
    expect(report.diagnoses.map((one: { code: string }) => one.code)).toEqual(['settings/file-unreadable']);
    expect([code, report.diagnoses[0]?.evidence['problem']]).toEqual([2, problem]);
  });
});

test('a file that is yet to be made is named with -e: Node refuses --env-file for one that is not there', async () => {
  const folder = await emptyFolder();
  const run = await keyless(['setup', '--sandbox', '--no-input', '-e', 'new.env'], { cwd: folder, program: [process.execPath, launcher] });
  expect(run).toMatchObject({ code: 0, stderr: '' });
  expect(await readFile(join(folder, 'new.env'), 'utf8')).toContain('OIDC_ENDPOINT=');
});

describe('the launcher', () => {
  const asNode = (version: string): [string, string, string, string] => {
    const pretend = `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${version}' } });
      Object.defineProperty(process, 'version', { value: 'v${version}' });`;
    return [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(pretend)}`, launcher];
  };

  test.each(['18.20.0', '20.20.2', '22.20.0', '23.11.0', '24.4.1'])(
    'on Node %s it uses the Node that the project brought',
    async (version) => {
      // NODE_OPTIONS is not set, so the Node that is started says its own version.
      expect(await keyless(['--version'], { program: asNode(version) })).toMatchObject({
        code: 0,
        stdout: `keyless ${manifest.version}\n`,
      });
    },
  );

  test('without one it says so in one sentence with a command, exit 2', async () => {
    const { code, stdout, stderr } = await keyless(['check'], { program: asNode('20.20.2'), env: { KEYLESS_NODE_TRIED: '1' } });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^keyless needs Node 22\.21 or 24\.5 and later, and this is v20\.20\.2: .*npx .*\n$/);
  });

  test('the exit code and the signal of the other Node come through', async () => {
    expect((await keyless(['check'], { program: asNode('20.20.2') })).code).toBe(2);
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      const [file, ...before] = asNode('20.20.2');
      const child = spawn(file, [...before, 'sandbox'], { stdio: ['ignore', 'pipe', 'ignore'], cwd: root });
      child.stdout.once('data', () => child.kill(signal));
      expect(await new Promise((resolve) => child.on('close', resolve))).toBe(130);
    }
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    '%s to both at once, and again while the other one ends or begins: 130',
    async (signal) => {
      const [file, ...before] = asNode('20.20.2');
      const runs = Array.from({ length: 12 }, async (_, at) => {
        // The first half is hit as soon as there is a second process, the others when it has begun its work and says so.
        const command = at < 6 ? 'prompt' : 'sandbox';
        // A group of its own, as in a terminal. Of its standard input the end never comes.
        const child = spawn(file, [...before, command], { stdio: ['pipe', 'pipe', 'ignore'], cwd: root, detached: true });
        const ended = new Promise((resolve) => child.on('close', resolve));
        const hit = (): boolean => child.exitCode !== null || process.kill(-Number(child.pid), signal);
        if (at < 6) await hasChild(Number(child.pid));
        else await once(child.stdout, 'data');
        hit();
        const first = performance.now();
        // A key pressed twice comes within a moment; on a machine that is so busy that it does not, it is not pressed.
        setTimeout(() => performance.now() - first < 60 && hit(), at * 2);
        return ended;
      });
      expect(await Promise.all(runs)).toEqual(runs.map(() => 130));
    },
  );

  const old = spawnSync('/usr/bin/node', ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout?.trim() ?? '';
  test.skipIf(!/^(1\d|20|21)\./.test(old))(`a real old Node (${old || 'NONE ON THIS MACHINE, so not shown'})`, async () => {
    expect(await keyless(['--version'], { program: ['/usr/bin/node', launcher] })).toMatchObject({ code: 0 });
  });
});

/** Resolves as soon as this process has started another. Where there is a /proc, looking costs nothing. */
async function hasChild(pid: number): Promise<void> {
  const file = `/proc/${pid}/task/${pid}/children`;
  const listed = (): boolean => readFileSync(file, 'utf8') !== '';
  const asked = (): boolean => spawnSync('ps', ['-A', '-o', 'ppid='], { encoding: 'utf8' }).stdout.split(/\s+/).includes(String(pid));
  const isThere = existsSync(file) ? listed : asked;
  while (!isThere()) await new Promise((resolve) => setTimeout(resolve, 5));
}

test('without an env file the file beside it is named, and how to take it, before the values that are missing', async () => {
  const folder = await emptyFolder();
  const none = await keyless(['check'], { cwd: folder });
  expect(none.stdout).toContain('There is no .env here.');
  await writeFile(join(folder, '.env.txt'), 'OIDC_ENDPOINT=acme.eu.auth0.com\n');
  await writeFile(join(folder, '.env.local'), 'OIDC_ENDPOINT=acme.eu.auth0.com\n');
  const { code, stdout } = await keyless(['check'], { cwd: folder });
  expect(code).toBe(2);
  expect(stdout).toContain('There is no .env here, and beside it lie ".env.txt" and ".env.local".');
  expect(stdout.split('\n')).toEqual(expect.arrayContaining(['mv .env.txt .env', 'keyless check -e .env.local']));
  expect(stdout).not.toContain('acme.eu');
});
