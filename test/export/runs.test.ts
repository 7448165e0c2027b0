import { spawn, spawnSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { exportOf } from '../../src/export/export-of.js';
import type { CodeKind } from '../../src/export/kind.js';
import { prepareClients } from '../../src/sandbox/clients.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { root } from '../support/binary.js';
import type { Run } from '../support/binary.js';
import { hostileValues, profileOf, profileWith } from './profiles.js';

/** Where Python may find the SDK of Azure: of Debian, or beside an az that was only unpacked (.ci/fetch-az). */
const libraries = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, '..', 'root/usr/lib/python3/dist-packages'));
const standIn = join(root, 'test', 'export', 'python');
const pythons = ['/usr/bin/python3', 'python3'].map((program) => ({ program, PYTHONPATH: [standIn, ...libraries].join(':') }));
const pythonHere = pythons.find(
  ({ program, PYTHONPATH }) => spawnSync(program, ['-c', 'import azure.identity'], { env: { PYTHONPATH } }).status === 0,
);
const pythonNote = pythonHere ? 'that of Azure is here' : 'NOT ON THIS MACHINE, so not shown: apt-get install python3-azure';

let place: Sandbox;
let folder: string;
let env: Record<string, string>;

beforeAll(async () => {
  place = await startSandbox();
  folder = await mkdtemp(join(tmpdir(), 'keyless-export-'));
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
  const { reach } = await prepareClients(place, folder);
  env = { PATH: process.env['PATH'] ?? '', HOME: folder, OIDC_CLIENT_SECRET: place.settings.OIDC_CLIENT_SECRET, ...reach };
});

afterAll(async () => {
  await place.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Writes the export of this place into a file of its own name, and runs it. */
async function runExport(kind: CodeKind, [program, ...before]: [string, ...string[]], more: Record<string, string> = {}): Promise<Run> {
  const { fileName, text } = exportOf(kind, profileOf({ ...place.settings, AZURE_AOAI_API_VERSION: more['VERSION'] ?? '' }));
  const own = await mkdtemp(join(folder, 'run-'));
  await writeFile(join(own, fileName), text);
  const child = spawn(program, [...before, fileName], { cwd: own, env: { ...env, ...more }, stdio: ['ignore', 'pipe', 'pipe'] });
  const run = { stdout: '', stderr: '' };
  child.stdout.on('data', (piece: Buffer) => (run.stdout += piece.toString()));
  child.stderr.on('data', (piece: Buffer) => (run.stderr += piece.toString()));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, ...run };
}

const asked = (path: string): number => place.requests.filter((request) => request.path.startsWith(path)).length;

interface Runner {
  kind: CodeKind;
  title: string;
  program: [string, ...string[]];
  isHere: boolean;
  /** What of the environment it takes besides. */
  more?: Record<string, string>;
}

const runners: Runner[] = [
  { kind: 'typescript', title: 'typescript, by Node', program: [process.execPath], isHere: true },
  { kind: 'curl', title: 'curl, by sh', program: ['sh'], isHere: true },
  {
    kind: 'python',
    title: `python, with a stand-in for the SDK of OpenAI (${pythonNote})`,
    program: [pythonHere?.program ?? 'python3'],
    isHere: pythonHere !== undefined,
    more: { PYTHONPATH: pythonHere?.PYTHONPATH ?? '', PYTHONDONTWRITEBYTECODE: '1' },
  },
];

describe.for(runners.map((one) => [one.title, one] as const))('%s', ([, { kind, program, isHere, more = {} }]) => {
  test.skipIf(!isHere)('is answered, for one token of Auth0', async () => {
    const before = asked('/oauth/token');
    const { code, stdout, stderr } = await runExport(kind, program, more);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/hello/i);
    expect(asked('/oauth/token') - before).toBe(1);
  });

  test.skipIf(!isHere)('says what Entra ID says to an issuer without its slash', async () => {
    const credential = place.world.entra.tenants[0]?.identities[0]?.credentials[0];
    if (!credential) throw new Error('the place has no credential');
    const right = credential.issuer;
    credential.issuer = right.slice(0, -1);
    const { code, stderr } = await runExport(kind, program, more);
    credential.issuer = right;
    expect(code).not.toBe(0);
    expect(stderr).toContain('AADSTS700211');
  });

  test.skipIf(!isHere)(
    'takes a dated version, whatever key lies about, and says what is wrong with a secret without the secret',
    async () => {
      const [dated, wrong, none] = await Promise.all([
        runExport(kind, program, { ...more, VERSION: '2024-10-21', AZURE_OPENAI_API_KEY: 'stray' }),
        runExport(kind, program, { ...more, OIDC_CLIENT_SECRET: 'a-wrong-secret' }),
        runExport(kind, program, { ...more, OIDC_CLIENT_SECRET: '' }),
      ]);
      expect([dated.code, dated.stderr]).toEqual([0, '']);
      expect(dated.stdout).toMatch(/hello/i);
      expect(asked('/openai/deployments/team-chat/chat/completions?api-version=2024-10-21')).toBeGreaterThan(0);
      expect([wrong.code === 0, none.code === 0]).toEqual([false, false]);
      expect(wrong.stderr).toMatch(/401.*Unauthorized|Unauthorized.*401/);
      expect(wrong.stdout + wrong.stderr).not.toContain('a-wrong-secret');
      expect(none.stderr).toMatch(/OIDC_CLIENT_SECRET:? is not set/);
    },
  );
});

test('the TypeScript is typed strictly, for each API and each cloud', async () => {
  const variants = [
    {},
    { AZURE_AOAI_API_VERSION: '2024-10-21' },
    { AZURE_AUTHORITY_HOST: 'https://login.microsoftonline.us' },
    { AZURE_AUTHORITY_HOST: 'https://login.sovcloud-identity.fr' },
  ];
  const files = variants.map((changes, at) => [join(folder, `typed-${at}.ts`), exportOf('typescript', profileOf(changes)).text] as const);
  await Promise.all(files.map(([file, text]) => writeFile(file, text)));
  await writeFile(join(folder, 'package.json'), '{"type":"module"}');
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node', '--skipLibCheck'];
  const checked = spawnSync(join(root, 'node_modules', '.bin', 'tsc'), [...options, ...files.map(([file]) => file)], {
    cwd: folder,
    encoding: 'utf8',
  });
  expect([checked.status, checked.stdout]).toEqual([0, '']);
});

describe('a shell reads each value as one word, as it is', () => {
  /** What the programs of a script are given, each argument in brackets. */
  const told = (script: string): string => {
    const shown = `for word; do printf '[%s]\\n' "$word" >&3; done`;
    const stubs = `curl() { ${shown}; printf '{"access_token":"x"}'; }\naz() { ${shown}; echo id; }\nkeyless() { ${shown}; }\n`;
    const run = spawnSync('sh', ['-c', `exec 3>&1 >/dev/null\n${stubs}${script}`], {
      env: { PATH: env['PATH'], OIDC_CLIENT_SECRET: 'x', RESOURCE_GROUP: 'a group', ACCOUNT_RESOURCE_ID: '/an id' },
      encoding: 'utf8',
    });
    expect([run.status, run.stderr]).toEqual([0, '']);
    return run.stdout;
  };

  test('in the script for curl', () => {
    for (const value of hostileValues.slice(0, 24)) {
      const words = told(exportOf('curl', profileWith(value)).text);
      for (const word of [`client_id=${value}`, `audience=${value}`]) expect(words).toContain(`[${word}]`);
      expect(words).toContain(
        `[${JSON.stringify({ model: value, messages: [{ role: 'user', content: 'Say hello in one short sentence.' }] })}]`,
      );
    }
  });

  test('in the script for az, which stops before anything is made where the account is not found, and takes a role that is there', () => {
    const run = (az: string): [number | null, string] => {
      const text = exportOf('azure-cli', profileOf()).text;
      const script = `az() { case "$*" in ${az} *) echo id ;; esac; }\nkeyless() { echo checked; }\n${text}`;
      const { status, stdout, stderr } = spawnSync('sh', ['-c', script], {
        env: { PATH: env['PATH'], RESOURCE_GROUP: 'group' },
        encoding: 'utf8',
      });
      return [status, stdout + stderr];
    };
    const found = '*"account list"*) echo /an/id ;;';
    expect(run(found)).toEqual([0, expect.stringMatching(/AZURE_CLIENT_ID=id\nchecked\n$/)]);
    expect(run('*"account list"*) ;; "identity create"*) echo MADE >&2 ;;')).toEqual([
      1,
      expect.stringMatching(/^The account is not in the subscription[^\n]*\n$/),
    ]);
    const refusing = (code: string): string => `${found} "role assignment"*) echo "(${code}) said" >&2; return 1 ;;`;
    expect(run(refusing('RoleAssignmentExists'))).toEqual([0, expect.stringMatching(/checked\n$/)]);
    expect(run(refusing('AuthorizationFailed'))).toEqual([1, expect.stringMatching(/\(AuthorizationFailed\) said\n$/)]);
  });

  test('in the script for az, whose end is the check', () => {
    for (const value of hostileValues.slice(0, 24)) {
      const words = told(exportOf('azure-cli', profileWith(value)).text);
      expect(words).toContain(`[https://${value}.example/]`);
      expect(words).toContain(`${value.startsWith('-') ? '[--subject=' : '['}${value}@clients]`);
      expect(words.trimEnd().split('\n').slice(-2)).toEqual(['[check]', '[--wait]']);
    }
  });
});
