import { execFileSync } from 'node:child_process';
import { writeFile, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Sandbox } from '../../src/sandbox/start.js';
import { emptyFolder, keyless } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';
import type { Printed } from '../support/schema.js';

describe('keyless check in the healthy sandbox', () => {
  test('asks Auth0 and Entra ID once each for a token, and Azure OpenAI for one completion', async () => {
    const { code, stdout, place } = await inside(['check', '--sandbox', '--json']);
    const report = jsonOf(stdout);
    expect(code).toBe(0);
    expect(report.ok).toBe(true);
    expect(report.checks.every((check: { status: string }) => check.status === 'pass')).toBe(true);
    const asked = place?.requests.filter(({ method }) => method === 'POST').map(({ party, path }) => `${party} ${path.split('?')[0]}`);
    expect(asked).toEqual([
      'auth0 /oauth/token',
      `entra /${place?.settings.AZURE_TENANT_ID}/oauth2/v2.0/token`,
      'azure-openai /openai/v1/chat/completions',
    ]);
    expect(report.completion).toMatchObject({ deployment: place?.settings.AZURE_AOAI_MODEL_DEPLOYMENT_NAME, api: 'chat' });
    expect(report.completion?.completionTokens).toBeGreaterThan(0);
  });

  test('spends no completion with --no-completion, and says that it was not asked', async () => {
    const { code, stdout, place } = await inside(['check', '--sandbox', '--json', '--no-completion']);
    expect(code).toBe(0);
    expect(place?.requests.filter(({ path }) => path.includes('completions'))).toEqual([]);
    const status = jsonOf(stdout).checks.find(({ id }) => id === 'azure-openai.completion')?.status;
    expect(status).toBe('notRun');
  });

  test('keyless --sandbox without a terminal prints the check and streams the answer', async () => {
    const pieces: string[] = [];
    const { code, stdout } = await keyless(['--sandbox'], { onOutput: (text) => pieces.push(text) });
    expect(code).toBe(0);
    expect(stdout).toContain('I am the sandbox’s stand-in'.replace('’', "'"));
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^all well, 21 passed, .* exit 0$/);
    // Streamed: the answer's beginning was there before its end.
    expect(pieces.some((text) => text.includes('You asked') && !text.includes('exit 0'))).toBe(true);
  });

  test.each([
    ['the data plane', true],
    ['Azure Resource Manager', false],
  ])('the deployment left out: everything before it is checked, what %s lists is offered, exit 2', async (_, listsDeployments) => {
    const leftOut = (started: Sandbox): void => {
      started.world.settingsEdits.AZURE_AOAI_MODEL_DEPLOYMENT_NAME = '';
      started.world.azure.listsDeployments = listsDeployments;
    };
    const { code, stdout, place } = await inside(['check', '--sandbox', '--json'], { onPlace: leftOut });
    const report = jsonOf(stdout);
    expect(code).toBe(2);
    expect(report.diagnoses.map((one: { code: string }) => one.code)).toEqual(['settings/missing']);
    expect(report.diagnoses[0]?.evidence).toEqual({ field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', available: ['team-chat'] });
    expect(report.diagnoses[0]?.fix).toContainEqual(expect.objectContaining({ kind: 'set', confidence: 'likely', value: 'team-chat' }));
    expect(place?.requests.some(({ host }) => host === 'management.azure.com')).toBe(!listsDeployments);
    const status = (id: string) => report.checks.find((check) => check.id === id)?.status;
    expect(['entra.exchange', 'azure-openai.access', 'azure-openai.deployment', 'azure-openai.completion'].map(status)).toEqual([
      'pass',
      'pass',
      'fail',
      'notRun',
    ]);
    const text = (await inside(['check', '--sandbox'], { onPlace: leftOut })).stdout;
    expect(text).toMatch(/deployments +team-chat/);
  });

  test('a wrong deployment under a data plane that lists none: Azure Resource Manager tells which there are, or nobody does', async () => {
    const available = async (onPlace: (started: Sandbox) => void) => {
      const { stdout } = await inside(['check', '--sandbox', '--json', '--fault', 'azure-openai/deployment-missing'], {
        onPlace: (started) => {
          started.world.azure.listsDeployments = false;
          onPlace(started);
        },
      });
      return jsonOf(stdout).diagnoses[0]?.evidence['available'];
    };
    expect(await available(() => undefined)).toEqual(['team-chat']);
    expect(await available(({ world }) => world.network.proxyRefuses.push('management.azure.com'))).toEqual([]);
  });

  test('a model for Responses only under a version from before it: the version is the cause', async () => {
    const { code, stdout } = await inside(['check', '--sandbox', '--json'], {
      onPlace: ({ world }) => {
        for (const { model } of world.azure.deployments) model.canChat = false;
        world.settingsEdits.AZURE_AOAI_API_VERSION = '2024-10-21';
      },
    });
    const [first] = jsonOf(stdout).diagnoses;
    expect([code, first?.code, first?.evidence]).toEqual([
      1,
      'azure-openai/version-too-old',
      { apiVersion: '2024-10-21', needed: '2025-03-01-preview' },
    ]);
  });

  test('annotations under GITHUB_ACTIONS', async () => {
    const { stdout } = await inside(['check', '--sandbox', '--fault', 'trust/issuer-slash'], { env: { GITHUB_ACTIONS: 'true' } });
    const annotation = /^::error title=trust\.issuer trust\/issuer-slash::The issuer in Azure lacks its final slash\. /m;
    expect(stdout).toMatch(annotation);
    const asJson = await inside(['check', '--sandbox', '--json', '--fault', 'trust/issuer-slash'], { env: { GITHUB_ACTIONS: 'true' } });
    expect(asJson.stderr).toMatch(annotation);
    expect(jsonOf(asJson.stdout).exitCode).toBe(1);
  });

  test('warnings fail only under --strict', async () => {
    expect((await inside(['check', '--sandbox', '--json', '--fault', 'settings/normalised'])).code).toBe(0);
    expect((await inside(['check', '--sandbox', '--json', '--fault', 'settings/normalised', '--strict'])).code).toBe(1);
    const { stdout } = await inside(['check', '--sandbox', '--fault', 'settings/normalised', '--strict']);
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^1 warning, which --strict counts, 20 passed, .* exit 1$/);
  });
});

describe('the comparison', () => {
  test('an issuer without its slash: the difference has a kind and a position, the exchange follows', async () => {
    const { stdout, place } = await inside(['check', '--sandbox', '--json', '--fault', 'trust/issuer-slash']);
    const report = jsonOf(stdout);
    const issuer = `https://${place?.settings.OIDC_ENDPOINT}/`;
    expect(report.diagnoses[0]?.evidence).toEqual({
      field: 'issuer',
      token: issuer,
      azure: issuer.slice(0, -1),
      azureSource: 'settings',
      diff: [{ kind: 'missing', position: issuer.length, token: '/', azure: '' }],
    });
    expect(report.diagnoses).toHaveLength(1);
    const exchange = report.checks.find((check: { id: string }) => check.id === 'entra.exchange');
    expect(exchange).toMatchObject({ status: 'follows', because: 'trust.issuer', codes: [] });
  });

  test('the caret stands under the first character that differs, with words of what differs there', async () => {
    const { stdout } = await inside(['check', '--sandbox', '--fault', 'trust/subject-case']);
    const lines = stdout.split('\n');
    const at = lines.findIndex((line) => line.startsWith('  token  '));
    const [token = '', azure = '', caret = '', below = ''] = lines.slice(at, at + 4);
    expect(caret.match(/\^/g)).toHaveLength(1);
    expect(`${caret} ${below}`.replace('^', '').trim()).toMatch(/^[a-zA-Z].{10}/);
    const column = caret.indexOf('^');
    expect(token.slice(0, column)).toBe(azure.slice(0, column).replace('azure', 'token'));
    expect(token[column]).not.toBe(azure[column]);
    expect(token[column]?.toLowerCase()).toBe(azure[column]?.toLowerCase());
  });

  test('a pasted list of credentials: the nearest one is compared', async () => {
    const folder = await emptyFolder();
    const far = { name: 'github', issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:o/r', audiences: ['api://x'] };
    const first = await inside(['check', '--sandbox', '--json', '--no-completion'], { sandbox: { seed: 'paste' } });
    const near = { name: 'auth0-prod', issuer: `https://${first.place?.settings.OIDC_ENDPOINT}`, subject: 'x@clients', audiences: ['a'] };
    await writeFile(join(folder, 'list.json'), JSON.stringify([far, { properties: near, name: near.name }]));
    const { stdout } = await inside(['check', '--sandbox', '--json', '--federated-credential', join(folder, 'list.json')], {
      sandbox: { seed: 'paste', faults: ['trust/issuer-slash'] },
    });
    const [diagnosis] = jsonOf(stdout).diagnoses;
    expect(diagnosis?.code).toBe('trust/issuer-slash');
    expect(diagnosis?.evidence).toMatchObject({ azure: near.issuer, azureSource: 'pasted' });
  });
});

describe('what is known of the credential', () => {
  const only = (name: 'AZURE_FEDERATED_ISSUER' | 'AZURE_FEDERATED_SUBJECT') => (started: Sandbox) => {
    const others = ['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE'] as const;
    for (const other of others) if (other !== name) started.world.settingsEdits[other] = '';
  };
  const status = (report: Printed) => report.checks.filter(({ id }) => id.startsWith('trust.')).map((one) => one.status);

  test('one of the three settings is enough to compare that one', async () => {
    const { stdout } = await inside(['check', '--sandbox', '--json', '--fault', 'trust/issuer-slash'], {
      onPlace: only('AZURE_FEDERATED_ISSUER'),
    });
    const report = jsonOf(stdout);
    expect(report.diagnoses.map(({ code }) => code)).toEqual(['trust/issuer-slash']);
    expect(status(report)).toEqual(['fail', 'notRun', 'notRun']);
  });

  test('an empty list, as az prints it, says that there is no credential', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'list.json'), '[]\n');
    const { code, stdout } = await inside([
      'check',
      '--sandbox',
      '--json',
      '--fault',
      'trust/credential-missing',
      '--federated-credential',
      join(folder, 'list.json'),
    ]);
    const report = jsonOf(stdout);
    expect([code, ...report.diagnoses.map((one) => one.code)]).toEqual([1, 'trust/credential-missing']);
    expect(status(report)).toEqual(['fail', 'notRun', 'notRun']);
    expect(report.checks.find(({ id }) => id === 'entra.exchange')).toMatchObject({ status: 'follows', because: 'trust.issuer' });
  });
});

describe('missing values', () => {
  test('all at once, each with its variable, its flag and the place to find it, exit 2', async () => {
    const { code, stdout } = await keyless(['check']);
    expect(code).toBe(2);
    for (const [name, flag] of required) {
      expect(stdout).toContain(`${name}   or ${flag}`);
    }
    expect(stdout.match(/^ {6}\S.* › /gm)?.length).toBe(7);
  });

  test('a deployment without a name is told with whatever else is wrong, and what took the name away', async () => {
    const folder = await emptyFolder();
    const nobody = {
      OIDC_ENDPOINT: 'localhost:1',
      AZURE_AUTHORITY_HOST: 'https://localhost:1',
      AZURE_AOAI_ENDPOINT: 'https://localhost:1',
    };
    await writeFile(join(folder, '.env'), 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME=team-chat\n');
    const ids = {
      OIDC_CLIENT_ID: 'k9Qw3ErT7yUi1OpA5sDf8GhJ2kLz4XcV',
      OIDC_CLIENT_SECRET: 'S3cr3t-of-many_letters-0123456789',
      AZURE_TENANT_ID: '9b2f7c31-4d5e-4a6b-8c7d-0e1f2a3b4c5d',
      AZURE_CLIENT_ID: '3c5e7a91-2b4d-4f6a-9c8e-1d3f5b7a9c0e',
    };
    const env = { ...nobody, ...ids, AZURE_AOAI_MODEL_DEPLOYMENT_NAME: '' };
    const { code, stdout } = await keyless(['check', '--json'], { cwd: folder, env });
    const { diagnoses, checks } = jsonOf(stdout);
    expect([code, diagnoses[0]?.code]).toEqual([2, 'settings/missing']);
    expect(diagnoses[0]?.evidence).toMatchObject({ field: 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME', emptyIn: 'environment', hides: ['.env'] });
    expect(diagnoses.slice(1).map((one) => one.code)).toContain('network/unreachable');
    expect(checks.find(({ id }) => id === 'azure-openai.deployment')).toMatchObject({ status: 'fail', codes: ['settings/missing'] });
  });

  test('the same under --json, one document', async () => {
    const { code, stdout, stderr } = await keyless(['check', '--json']);
    const report = jsonOf(stdout);
    expect([code, stderr]).toEqual([2, '']);
    expect(report.diagnoses.map(({ evidence }) => evidence['field'])).toEqual(required.map(([name]) => name));
  });

  test('setup --no-input says the same, writes nothing and says why it did not ask', async () => {
    const folder = await emptyFolder();
    const { code, stderr } = await keyless(['setup', '--no-input'], { cwd: folder });
    expect(code).toBe(2);
    for (const [name, flag] of required) expect(stderr).toContain(`${name}   or ${flag}`);
    expect(stderr).toContain('Nothing was written. Not interactive: --no-input was given.');
    expect(await readdir(folder)).toEqual([]);
  });

  const required = [
    ['OIDC_ENDPOINT', '--oidc-endpoint HOST'],
    ['OIDC_CLIENT_ID', '--oidc-client-id ID'],
    ['OIDC_CLIENT_SECRET', '--client-secret-file FILE|-'],
    ['AZURE_TENANT_ID', '--tenant ID'],
    ['AZURE_CLIENT_ID', '--azure-client-id ID'],
    ['AZURE_AOAI_ENDPOINT', '--endpoint URL'],
    ['AZURE_AOAI_MODEL_DEPLOYMENT_NAME', '--deployment NAME'],
  ] as const;
});

test('a secret that is a word of ours takes no id and no status out of the report', async () => {
  const nobody = { OIDC_ENDPOINT: 'localhost:1', AZURE_AUTHORITY_HOST: 'https://localhost:1', AZURE_AOAI_ENDPOINT: 'https://localhost:1' };
  const ids = {
    OIDC_CLIENT_ID: 'k9Qw3ErT7yUi1OpA5sDf8GhJ2kLz4XcV',
    OIDC_CLIENT_SECRET: 'issuer',
    AZURE_TENANT_ID: '9b2f7c31-4d5e-4a6b-8c7d-0e1f2a3b4c5d',
    AZURE_CLIENT_ID: '3c5e7a91-2b4d-4f6a-9c8e-1d3f5b7a9c0e',
  };
  const { stdout } = await keyless(['check', '--json'], { env: { ...nobody, ...ids } });
  expect(jsonOf(stdout).checks.map(({ id }) => id)).toContain('trust.issuer');
});

describe('settings', () => {
  test('a variable that is set to nothing hides the file, and the words say so', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, '.env'), 'AZURE_TENANT_ID=9b2f7c31-4d5e-4a6b-8c7d-0e1f2a3b4c5d\n');
    const run = { cwd: folder, env: { AZURE_TENANT_ID: '' } };
    const found = jsonOf((await keyless(['check', '--json'], run)).stdout).diagnoses.find(
      ({ evidence }) => evidence['field'] === 'AZURE_TENANT_ID',
    );
    expect(found).toMatchObject({ code: 'settings/missing', evidence: { emptyIn: 'environment', hides: ['.env'] } });
    expect(found?.fix[0]).toMatchObject({ kind: 'command', command: 'unset AZURE_TENANT_ID' });
    const { stdout } = await keyless(['check'], run);
    expect(stdout).toContain('environment sets it to nothing, which hides .env');
    expect(stdout).toMatch(/^AZURE_TENANT_ID +environment, hides .env +set to nothing$/m);
  });

  test('flags win over the environment, which wins over the file; each shows its source and what it shadows', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, '.env'), 'OIDC_ENDPOINT=file.eu.auth0.com\nAZURE_TENANT_ID=9b2f7c31-4d5e-4a6b-8c7d-0e1f2a3b4c5d\n');
    const { stdout } = await keyless(['check', '--json', '--oidc-endpoint', 'flag.eu.auth0.com'], {
      cwd: folder,
      env: { OIDC_ENDPOINT: 'environment.eu.auth0.com', OIDC_CLIENT_SECRET: 'a'.repeat(10) },
    });
    const settings = new Map(jsonOf(stdout).settings.map((one: { name: string }) => [one.name, one]));
    expect(settings.get('OIDC_ENDPOINT')).toEqual({
      name: 'OIDC_ENDPOINT',
      set: true,
      value: 'flag.eu.auth0.com',
      source: 'flag',
      shadows: ['environment', '.env'],
    });
    expect(settings.get('AZURE_TENANT_ID')).toMatchObject({ source: '.env' });
    expect(settings.get('OIDC_CLIENT_SECRET')).toEqual({ name: 'OIDC_CLIENT_SECRET', set: true, secret: true, source: 'environment' });
  });

  test('the plain text begins with them: value, source, and what is hidden', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, '.env'), 'OIDC_ENDPOINT=file.eu.auth0.com\nOIDC_CLIENT_SECRET=S3cr3t-of-many_letters-0123456789\n');
    const { stdout } = await keyless(['check', '--oidc-endpoint', 'flag.eu.auth0.com'], {
      cwd: folder,
      env: { OIDC_ENDPOINT: 'environment.eu.auth0.com' },
    });
    const [first, ...rest] = stdout.split('\n').map((line) => line.replace(/ {2,}/g, ' | '));
    expect(first).toBe('OIDC_ENDPOINT | flag, hides environment and .env | flag.eu.auth0.com');
    expect(rest.slice(0, 4)).toEqual([
      'OIDC_CLIENT_SECRET | .env | set, not shown',
      'OIDC_AUDIENCE | default | api://AzureADTokenExchange',
      'AZURE_AUTHORITY_HOST | default | https://login.microsoftonline.com',
      '',
    ]);
  });

  test('setup --no-input writes them, mode 0600, and a second run changes nothing', async () => {
    const folder = await emptyFolder();
    const values = {
      OIDC_ENDPOINT: 'https://quiet-lake.eu.auth0.com/',
      OIDC_CLIENT_ID: 'k9Qw3ErT7yUi1OpA5sDf8GhJ2kLz4XcV',
      AZURE_TENANT_ID: '9b2f7c31-4d5e-4a6b-8c7d-0e1f2a3b4c5d',
      AZURE_CLIENT_ID: '3c5e7a91-2b4d-4f6a-9c8e-1d3f5b7a9c0e',
      AZURE_AOAI_ENDPOINT: 'https://quiet-lake.openai.azure.com/',
      AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'team-chat',
    };
    const first = await keyless(['setup', '--no-input', '--client-secret-file', '-'], {
      cwd: folder,
      env: values,
      input: 'S3cr3t-of-many_letters-0123456789\n',
    });
    expect(first).toMatchObject({ code: 0 });
    const written = await readFile(join(folder, '.env'), 'utf8');
    expect(written).toContain('OIDC_ENDPOINT=quiet-lake.eu.auth0.com\n');
    expect(written).toContain('OIDC_CLIENT_SECRET=S3cr3t-of-many_letters-0123456789\n');
    // What was taken off is said, in both faces.
    expect(first.stdout).toContain('  + OIDC_ENDPOINT, without https://, the final slash\n');
    const changed = await keyless(['setup', '--json', '--no-input', '--tenant', '{9B2F7C31-4D5E-4A6B-8C7D-0E1F2A3B4C5D}'], { cwd: folder });
    expect(jsonOf(changed.stdout).written.changes.find(({ name }) => name === 'AZURE_TENANT_ID')).toEqual({
      name: 'AZURE_TENANT_ID',
      kind: 'unchanged',
      removed: ['braces'],
    });
    const again = await keyless(['setup', '--json', '--no-input'], { cwd: folder });
    expect(jsonOf(again.stdout).written.changes.every(({ kind }: { kind: string }) => kind === 'unchanged')).toBe(true);
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe(written);
  });
});

describe('setup --no-input with not all of it', () => {
  const values = {
    OIDC_ENDPOINT: 'quiet-lake.eu.auth0.com',
    OIDC_CLIENT_ID: 'k9Qw3ErT7yUi1OpA5sDf8GhJ2kLz4XcV',
    OIDC_CLIENT_SECRET: 'S3cr3t-of-many_letters-0123456789',
    AZURE_TENANT_ID: '9b2f7c31-4d5e-4a6b-8c7d-0e1f2a3b4c5d',
    AZURE_CLIENT_ID: '3c5e7a91-2b4d-4f6a-9c8e-1d3f5b7a9c0e',
    AZURE_AOAI_ENDPOINT: 'https://quiet-lake.openai.azure.com',
  };

  test('a value that is set to nothing is emptied in the file, with its line and comment kept', async () => {
    const folder = await emptyFolder();
    const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
    await writeFile(join(folder, '.env'), `${lines.join('')}AZURE_AOAI_API_VERSION=2024-02-01 # for the old app\n`);
    const { code, stdout } = await keyless(['setup', '--no-input', '--api-version', ''], { cwd: folder });
    expect([code, stdout.split('\n').slice(0, 2)]).toEqual([0, ['.env written:', '  - AZURE_AOAI_API_VERSION']]);
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe(`${lines.join('')}AZURE_AOAI_API_VERSION= # for the old app\n`);
    // The v1 API is no version at all.
    await writeFile(join(folder, '.env'), `${lines.join('')}AZURE_AOAI_API_VERSION=2024-02-01\n`);
    await keyless(['setup', '--no-input', '--api-version', 'v1'], { cwd: folder });
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe(`${lines.join('')}AZURE_AOAI_API_VERSION=\n`);
  });

  test('the credential that was named is three settings; of several none is chosen', async () => {
    const folder = await emptyFolder();
    const one = { name: 'a', issuer: 'https://quiet-lake.eu.auth0.com', subject: 'x@clients ', audiences: ['api://AzureADTokenExchange'] };
    await writeFile(join(folder, 'one.json'), JSON.stringify(one));
    await writeFile(join(folder, 'two.json'), JSON.stringify([one, { ...one, name: 'b' }]));
    const two = await keyless(['setup', '--no-input', '--federated-credential', 'two.json'], { cwd: folder, env: values });
    expect([two.code, two.stderr]).toEqual([2, expect.stringContaining('two.json holds 2 federated credentials')]);
    expect((await keyless(['setup', '--no-input', '--federated-credential', 'one.json'], { cwd: folder, env: values })).code).toBe(0);
    const written = await readFile(join(folder, '.env'), 'utf8');
    // What Azure holds is written as it is: its space may be the fault.
    expect(written).toContain("AZURE_FEDERATED_SUBJECT='x@clients '\n");
    expect(written).toContain('AZURE_FEDERATED_ISSUER=https://quiet-lake.eu.auth0.com\n');
  });

  test('pretend values never go into a file with real ones, and their own file says what it is', async () => {
    const folder = await emptyFolder();
    const real = 'OIDC_CLIENT_SECRET=S3cr3t-of-many_letters-0123456789\n';
    await writeFile(join(folder, '.env'), real);
    const refused = await keyless(['setup', '--no-input', '--sandbox', '-e', '.env'], { cwd: folder });
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('.env holds settings that are not of a sandbox')]);
    expect(await readFile(join(folder, '.env'), 'utf8')).toBe(real);
    for (let run = 0; run < 2; run += 1) {
      const { code, stdout } = await keyless(['setup', '--no-input', '--sandbox'], { cwd: folder });
      expect([code, stdout]).toEqual([0, expect.stringContaining('They lead to this sandbox only')]);
      expect(await readFile(join(folder, '.env.sandbox'), 'utf8')).toMatch(/^# Written by keyless from a sandbox: pretend values/);
    }
  });

  test('what the environment hides is said, and so is a list without a credential', async () => {
    const folder = await emptyFolder();
    const run = { cwd: folder, env: values };
    const { code, stdout } = await keyless(['setup', '--no-input', '--tenant', '5f9c7c31-4d5e-4a6b-8c7d-0e1f2a3b4c5d'], run);
    expect([code, stdout]).toEqual([0, expect.stringContaining('The environment sets AZURE_TENANT_ID to something else')]);
    const none = await keyless(['setup', '--no-input', '--federated-credential', '-'], { ...run, input: '[]' });
    expect([none.code, none.stderr]).toEqual([2, expect.stringContaining('holds no federated credential')]);
  });

  test('a deployment can come later: the rest is written, and that is said', async () => {
    const folder = await emptyFolder();
    const { code, stdout } = await keyless(['setup', '--no-input'], { cwd: folder, env: values });
    expect(code).toBe(0);
    expect(stdout).toContain('AZURE_AOAI_MODEL_DEPLOYMENT_NAME is not set yet');
    expect(await readFile(join(folder, '.env'), 'utf8')).not.toContain('DEPLOYMENT');
  });

  test('anything else that is missing or wrong stops it, all at once, also as JSON', async () => {
    const folder = await emptyFolder();
    const env = { ...values, AZURE_TENANT_ID: 'nonsense', AZURE_CLIENT_ID: '' };
    const { code, stdout } = await keyless(['setup', '--no-input', '--json'], { cwd: folder, env });
    const { diagnoses, exitCode } = jsonOf(stdout);
    expect([code, exitCode]).toEqual([2, 2]);
    expect(diagnoses.map((one) => `${one.code} ${String(one.evidence['field'])}`)).toEqual([
      'settings/missing AZURE_CLIENT_ID',
      'settings/missing AZURE_AOAI_MODEL_DEPLOYMENT_NAME',
      'settings/malformed AZURE_TENANT_ID',
    ]);
    expect(await readdir(folder)).toEqual([]);
  });
});

describe('an env file that is not UTF-8', () => {
  const lines = ['# f\u00FCr M\u00FCller', 'OIDC_ENDPOINT=quiet-lake.eu.auth0.com', 'OIDC_CLIENT_ID=k9Qw3ErT7yUi1OpA5sDf8GhJ2kLz4XcV'];
  const rest = [
    'OIDC_CLIENT_SECRET=S3cr3t-of-many_letters-0123456789',
    'AZURE_TENANT_ID=9b2f7c31-4d5e-4a6b-8c7d-0e1f2a3b4c5d',
    'AZURE_CLIENT_ID=3c5e7a91-2b4d-4f6a-9c8e-1d3f5b7a9c0e',
    'AZURE_AOAI_ENDPOINT=https://quiet-lake.openai.azure.com',
    'GREETING=gr\u00FC\u00DFe',
    '',
  ];
  const before = Buffer.from([...lines, ...rest].join('\n'), 'latin1');

  test('is read and written all the same, and keeps its bytes', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, '.env'), before);
    const { code, stdout } = await keyless(['setup', '--no-input', '--deployment', 'team-chat'], { cwd: folder });
    expect([code, stdout.split('\n').slice(0, 2)]).toEqual([0, ['.env written:', '  + AZURE_AOAI_MODEL_DEPLOYMENT_NAME']]);
    const added = Buffer.from('AZURE_AOAI_MODEL_DEPLOYMENT_NAME=team-chat\n');
    expect(await readFile(join(folder, '.env'))).toEqual(Buffer.concat([before, added]));
  });

  test('stays as it is when a value does not fit into it, and that is said', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, '.env'), before);
    const { code, stderr } = await keyless(['setup', '--no-input', '--audience', 'api://5\u20AC'], { cwd: folder });
    expect(code).toBe(2);
    expect(stderr).toContain('✗ .env is not UTF-8, and a value has characters that its encoding cannot hold.\n');
    expect(await readFile(join(folder, '.env'))).toEqual(before);
  });
});

describe('forecast', () => {
  test.each([
    ['here', '.env'],
    ['elsewhere', null],
  ])('a secret in a file %s that git does not ignore is a warning, with the line to add', async (_, named) => {
    const folder = await emptyFolder();
    const cwd = named === null ? await emptyFolder() : folder;
    const path = named ?? join(folder, '.env');
    execFileSync('git', ['init', '--quiet'], { cwd: folder });
    await writeFile(join(folder, '.env'), 'OIDC_CLIENT_SECRET=S3cr3t-of-many_letters-0123456789\n');
    const exposed = async (): Promise<Printed['diagnoses'][number] | undefined> =>
      jsonOf((await keyless(['check', '--json', '-e', path], { cwd })).stdout).diagnoses.find(
        (one: { code: string }) => one.code === 'settings/secret-exposed',
      );
    const found = await exposed();
    expect(found?.severity).toBe('warning');
    execFileSync('sh', ['-c', found?.fix[0]?.command ?? ''], { cwd });
    expect(await exposed()).toBeUndefined();
  });
});
