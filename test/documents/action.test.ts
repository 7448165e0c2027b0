import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { validateAction } from '@action-validator/core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';

import { plant } from '../../src/sandbox/faults.js';
import { settingOptions } from '../../src/commands/options.js';
import { emptyFolder, root } from '../support/binary.js';
import type { Run } from '../support/binary.js';
import { expectNone, forbidden } from '../support/forbidden.js';
import { addProgram, evaluated, openRoom, runBash } from './room.js';
import type { Room } from './room.js';

interface Step {
  name: string;
  shell: string;
  env?: Record<string, string>;
  run: string;
}

interface Action {
  inputs: Record<string, { description: string; default?: string }>;
  outputs: Record<string, { value: string }>;
  runs: { using: string; steps: [build: Step, check: Step] };
}

const text = await readFile(join(root, 'action.yml'), 'utf8');
const action = parse(text) as Action;
const [build, check] = action.runs.steps;

let room: Room;
beforeAll(async () => {
  room = await openRoom();
});
afterEach(() => void room.place.mend());
afterAll(() => room.close());

interface Stepped extends Run {
  outputs: Record<string, string>;
  summary: string;
  /** The files that lie around after it. */
  left: string[];
}

/** Runs a step of the action as a runner does: its expressions are replaced, its files are there, and bash is called as `shell: bash` calls it. */
async function step(one: Step, inputs: Record<string, string>, env: Record<string, string> = {}): Promise<Stepped> {
  const folder = await emptyFolder();
  const files = { GITHUB_OUTPUT: join(folder, 'output'), GITHUB_STEP_SUMMARY: join(folder, 'summary') };
  await Promise.all(Object.values(files).map((file) => writeFile(file, '')));
  const given = { ...Object.fromEntries(Object.entries(action.inputs).map(([name, input]) => [name, input.default ?? ''])), ...inputs };
  const own = Object.fromEntries(Object.entries(one.env ?? {}).map(([name, value]) => [name, evaluated(value, { inputs: given })]));
  const runner = { GITHUB_ACTIONS: 'true', CI: 'true', GITHUB_ACTION_PATH: root, TMPDIR: folder, ...files };
  const run = await runBash(one.run, {
    cwd: folder,
    env: { ...room.env, ...runner, ...env, ...own },
    flags: ['--noprofile', '--norc', '-eo', 'pipefail'],
  });
  const [output = '', summary = ''] = await Promise.all(Object.values(files).map((file) => readFile(file, 'utf8')));
  const left = (await readdir(folder)).filter((name) => !['output', 'summary'].includes(name));
  return { ...run, summary, left, outputs: Object.fromEntries(output.split('\n').map((line) => line.split('=', 2))) };
}

/** The inputs by the flags of the settings, whose values are those of the place. */
function inputsOf(): Record<string, string> {
  const { settings } = room.place;
  return {
    'oidc-endpoint': settings.OIDC_ENDPOINT,
    'oidc-client-id': settings.OIDC_CLIENT_ID,
    'client-secret': settings.OIDC_CLIENT_SECRET,
    tenant: settings.AZURE_TENANT_ID,
    'azure-client-id': settings.AZURE_CLIENT_ID,
    endpoint: settings.AZURE_AOAI_ENDPOINT,
    deployment: settings.AZURE_AOAI_MODEL_DEPLOYMENT_NAME,
  };
}

describe('action.yml', () => {
  test('is what GitHub Actions takes for an action', () => expect(validateAction(text)).toMatchObject({ errors: [] }));

  test('has an input for every flag of a setting, and each is handed on', () => {
    const names = settingOptions.map(({ flag }) => flag.replace('--', '').replace('-file', ''));
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(names));
    const used = Object.values(check.env ?? {}).map((value) => /^\$\{\{ inputs\.([\w-]+) \}\}$/.exec(value)?.[1] ?? value);
    expect(used.toSorted()).toEqual(Object.keys(action.inputs).toSorted());
  });

  test('has no expression in a script', () => {
    for (const { run } of action.runs.steps) expect(run).not.toContain('${{');
  });
});

describe('its steps, run as a runner does', () => {
  test('all is well: exit 0, the summary has the report, and no secret is anywhere', async () => {
    const run = await step(check, { ...inputsOf(), 'no-completion': 'true' });
    expect([run.code, run.stderr, run.outputs]).toMatchObject([0, '', { 'exit-code': '0', ok: 'true', code: '' }]);
    expect(run.summary).toMatch(/^# /);
    expect(run.stdout).not.toContain('::error');
    expect(room.place.requests.filter(({ path }) => path.includes('completions'))).toEqual([]);
    expectNone(forbidden(room.place), run.stdout + run.summary);
    expect(run.left).toEqual([]);
  });

  test('a fault: exit 1, an annotation, and the code of the root cause; what the environment has need not be an input', async () => {
    plant(room.place.world, 'trust/issuer-slash');
    const run = await step(check, {}, room.settings());
    expect([run.code, run.outputs]).toMatchObject([1, { 'exit-code': '1', ok: 'false', code: 'trust/issuer-slash' }]);
    expect(run.stdout).toMatch(/^::error title=trust\.issuer trust\/issuer-slash::/m);
    expect(run.summary).toContain('trust/issuer-slash');
  });

  test('what could not be found out is red, and a warning where that is allowed', async () => {
    plant(room.place.world, 'auth0/service-error');
    const red = await step(check, inputsOf());
    expect([red.code, red.outputs['code']]).toEqual([3, 'auth0/service-error']);
    const allowed = await step(check, { ...inputsOf(), 'allow-unknown': 'true' });
    expect([allowed.code, allowed.outputs['exit-code'], allowed.outputs['ok']]).toEqual([0, '3', 'false']);
    expect(allowed.stdout).toContain('::warning title=keyless::');
  });

  test('a secret that this run may not read: exit 2, and it is named', async () => {
    const run = await step(check, { ...inputsOf(), 'client-secret': '' });
    expect([run.code, run.outputs['code']]).toEqual([2, 'settings/missing']);
    expect(run.stdout).toMatch(/^::error title=[\w.]+ settings\/missing::.*OIDC_CLIENT_SECRET/m);
  });

  test('an input that cannot be read: exit 2, an annotation says so, and the summary is not empty', async () => {
    const run = await step(check, { ...inputsOf(), wait: 'banana' });
    expect([run.code, run.outputs['code'], run.summary]).toEqual([2, '', 'keyless check ended with exit code 2.\n']);
    expect(run.stderr).toMatch(/^::error title=keyless::.*banana/m);
  });

  test('what stands in an input is a value, and no part of the script', async () => {
    const hostile = '"; touch broken; $(touch broken) `touch broken` #\n::error::x';
    const all = Object.fromEntries(Object.keys(action.inputs).map((name) => [name, hostile]));
    // A time that cannot be read ends a run before anything is shown.
    for (const inputs of [all, { ...all, wait: '' }, { ...all, wait: '', 'federated-credential': '' }]) {
      const run = await step(check, inputs);
      expect([run.code, run.left, Object.keys(run.outputs).toSorted()]).toEqual([2, [], ['', 'code', 'exit-code', 'ok']]);
      expect(run.stdout + run.stderr).not.toMatch(/^::error::x/m);
    }
  });

  test('it is built where it is not built yet, with the packages that are needed to build it', async () => {
    expect((await step(build, {})).stdout).toBe('');
    const folder = await emptyFolder();
    await addProgram(folder, 'npm', 'echo "npm $*"');
    const run = await step(build, {}, { GITHUB_ACTION_PATH: folder, PATH: `${folder}:${room.env['PATH']}` });
    expect([run.code, run.stdout]).toEqual([0, '::group::Build keyless\nnpm ci --include=dev\nnpm run build\n::endgroup::\n']);
  });
});
