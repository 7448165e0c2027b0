import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { validateWorkflow } from '@action-validator/core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import type { Code } from '../../src/findings/finding.js';
import { plant } from '../../src/sandbox/faults.js';
import { emptyFolder, root } from '../support/binary.js';
import type { Run } from '../support/binary.js';
import { jsonOf } from '../support/schema.js';
import { blocksOf, evaluated, openRoom, runBash } from './room.js';
import type { Room } from './room.js';

const [withAction = '', workflow = '', azure = '', gitlab = '', ...others] = await blocksOf(join(root, 'docs/ci.md'), 'yaml');

interface Step {
  id?: string;
  uses?: string;
  if?: string;
  with?: Record<string, unknown>;
  env?: Record<string, string>;
  run?: string;
  bash?: string;
}

const stepsOf = (text: string): Step[] => (parse(text) as { jobs: { check: { steps: Step[] } } }).jobs.check.steps;

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterEach(() => void room.place.mend());
afterAll(() => room.close());

/** Which world, and what the pipeline makes of it. */
const worlds: [world: string, fault: Code | null, code: number, left: RegExp][] = [
  ['all is well', null, 0, /azure-openai\.completion/],
  // What Azure holds is among the variables of two of them, and can be told from the refusal alone in the third.
  ['a fault', 'trust/issuer-slash', 1, /trust\/issuer-(?:slash|mismatch)/],
  ['an outage', 'auth0/service-error', 0, /auth0\/service-error/],
];

test('docs/ci.md has these pipelines, and no other', () => expect(others).toEqual([]));

describe('GitHub Actions', () => {
  test('both are workflows', () => {
    for (const text of [withAction, workflow]) expect(validateWorkflow(text)).toMatchObject({ errors: [] });
  });

  test('the action is called with inputs and outputs that it has', async () => {
    const action = parse(await readFile(join(root, 'action.yml'), 'utf8')) as Record<'inputs' | 'outputs', object>;
    const [step, ...after] = stepsOf(withAction);
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(step?.with ?? {})));
    const used = [...JSON.stringify(after).matchAll(/steps\.keyless\.outputs\.([\w-]+)/g)].map(([, name]) => name);
    expect(used.length).toBeGreaterThan(0);
    expect(Object.keys(action.outputs)).toEqual(expect.arrayContaining(used));
    for (const { run = '', env = {} } of after) {
      const said = await runBash(run, {
        cwd: room.home,
        env: { ...room.env, CODE: evaluated(env['CODE'], { 'steps.keyless.outputs': {} }) },
      });
      expect([said.code, said.stdout]).toEqual([0, 'root cause none\n']);
    }
  });

  test.each(worlds)('without it, where %s', async (_, fault, code, left) => {
    if (fault) plant(room.place.world, fault);
    const folder = await emptyFolder();
    const contexts = { vars: room.settings(), secrets: room.settings() };
    const { run = '', env = {} } = stepsOf(workflow).find((step) => step.run?.includes('keyless check')) ?? {};
    const own = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, evaluated(value, contexts)]));
    const runner = { GITHUB_ACTIONS: 'true', CI: 'true', GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
    const said = await runBash(run, { cwd: folder, env: { ...room.env, ...runner, ...own }, flags: ['-e'] });
    expect(said.code).toBe(code);
    expect(await readFile(join(folder, 'summary.md'), 'utf8')).toMatch(left);
    expect(jsonOf(await readFile(join(folder, 'keyless.json'), 'utf8')).diagnoses).toHaveLength(fault === null ? 0 : 1);
    expect(said.stderr).toMatch(fault === null ? /^$/ : /^::(?:error|warning) title=[^\n]*\n$/);
  });
});

describe('Azure Pipelines', () => {
  const { steps } = parse(azure) as { steps: Step[] };
  const check = steps.at(-1) ?? {};

  /** The agent calls bash without -e, and has plain variables in every environment. */
  async function step(settings: Record<string, string>): Promise<Run & { folder: string }> {
    const folder = await emptyFolder();
    const { OIDC_CLIENT_SECRET = '', ...plain } = settings;
    expect(check.env).toEqual({ OIDC_CLIENT_SECRET: '$(OIDC_CLIENT_SECRET)' });
    const env = { ...room.env, ...plain, OIDC_CLIENT_SECRET, AGENT_TEMPDIRECTORY: folder };
    return { ...(await runBash(check.bash ?? '', { cwd: folder, env, flags: ['--noprofile', '--norc'] })), folder };
  }

  test.each(worlds)('where %s', async (_, fault, code, left) => {
    if (fault) plant(room.place.world, fault);
    const said = await step(room.settings());
    expect([said.code, said.stderr]).toEqual([code, '']);
    expect(await readFile(join(said.folder, 'keyless.md'), 'utf8')).toMatch(left);
    const issues = said.stdout.split('\n').filter((line) => line.startsWith('##vso[task.logissue'));
    const level = fault === 'auth0/service-error' ? 'warning' : 'error';
    expect(issues).toEqual(fault ? [expect.stringMatching(`^##vso\\[task\\.logissue type=${level}\\]${fault}: `)] : []);
    expect(said.stdout.includes('SucceededWithIssues')).toBe(level === 'warning');
  });

  test('a secret variable that is not there is handed on as its own name, which is told as a placeholder', async () => {
    const said = await step({ ...room.settings(), OIDC_CLIENT_SECRET: '$(OIDC_CLIENT_SECRET)' });
    expect([said.code, said.stdout]).toEqual([2, expect.stringMatching(/type=error\]settings\/\w+: /)]);
  });
});

describe('GitLab', () => {
  const job = (parse(gitlab) as { connection: { script: string[]; after_script: string[]; allow_failure: { exit_codes: number[] } } })
    .connection;

  test.each(worlds)('where %s', async (_, fault, code, left) => {
    if (fault) plant(room.place.world, fault);
    const folder = await emptyFolder();
    const env = { ...room.env, ...room.settings() };
    const script = job.script.filter((line) => !line.startsWith('npm ')).join('\n');
    const said = await runBash(script, { cwd: folder, env, flags: ['-eo', 'pipefail'] });
    // It warns by the exit code itself.
    const isAllowed = job.allow_failure.exit_codes.includes(said.code ?? -1);
    expect([isAllowed ? 0 : said.code, said.stdout, said.stderr]).toEqual([code, '', '']);
    expect(jsonOf(await readFile(join(folder, 'keyless.json'), 'utf8')).exitCode).toBe(said.code);
    const after = await runBash(job.after_script.join('\n'), { cwd: folder, env });
    expect(after.stdout).toMatch(left);
  });
});

describe('the one file that is brought along', () => {
  test('is installed by the line that each pipeline has, and runs', async () => {
    const install = 'npm install --global ./keyless-0.1.0.tgz';
    const lines = [...stepsOf(workflow).map(({ run }) => run), ...(parse(azure) as { steps: Step[] }).steps.map(({ bash }) => bash)];
    expect(lines.filter((line) => line === install)).toHaveLength(2);
    expect(gitlab).toContain(`- ${install}\n`);
    const folder = await emptyFolder();
    await promisify(execFile)('npm', ['pack', '--ignore-scripts', '--pack-destination', folder], { cwd: root });
    const env = { PATH: process.env['PATH'] ?? '', HOME: folder, npm_config_prefix: join(folder, 'prefix'), npm_config_offline: 'true' };
    const said = await runBash(`${install} && prefix/bin/keyless --version`, { cwd: folder, env });
    expect([said.code, said.stdout]).toEqual([0, expect.stringContaining('keyless 0.1.0')]);
  });
});
