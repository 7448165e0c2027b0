import { chmod, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Io } from '../../src/commands/io.js';
import { refuse } from '../../src/commands/stop.js';
import { exportKinds } from '../../src/export/kind.js';
import { kindNamed, otherNames } from '../../src/export/kind-names.js';
import { emptyFolder, keyless, launcher } from '../support/binary.js';
import { expectNone, forbidden } from '../support/forbidden.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';
import { canary } from '../export/profiles.js';

interface Printed {
  kind: string;
  fileName: string;
  text: string;
  tryIt: string;
}

const printed = (stdout: string): Printed => jsonOf(stdout) as unknown as Printed;

/** Auth0's side, which is all that infrastructure is made of. */
const auth0Side = {
  OIDC_ENDPOINT: 'contoso-dev.eu.auth0.com',
  OIDC_CLIENT_ID: 'Zk3vQ8rTfY1nWd6bHs0pLj5xMa9cEuGi',
  OIDC_CLIENT_SECRET: canary,
};

describe('which kind', () => {
  test.each([
    [['export'], /takes the kind[^]*typescript, python/],
    [['export', 'bicpe'], /no kind bicpe[^]*Did you mean bicep\?[^]*typescript, python/],
    [['export', 'curl', 'go'], /one kind at a time, and not go/],
    [['export', 'curl', '--no-completion'], /--no-completion means nothing to keyless export curl/],
    [['check', '-o', 'x'], /--output means nothing to keyless check/],
  ])('%j is refused', async (argv, said) => {
    const { code, stdout, stderr } = await inside(argv);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(said);
    const json = await inside([...argv, '--json']);
    expect([json.code, jsonOf(json.stdout).error?.code]).toEqual([2, 'usage']);
  });
});

describe('what a kind may be called', () => {
  test.each([
    ['ts', 'typescript'],
    ['TypeScript', 'typescript'],
    ['node', 'typescript'],
    ['py', 'python'],
    ['C#', 'csharp'],
    ['golang', 'go'],
    ['tf', 'terraform'],
    ['az', 'azure-cli'],
    ['gh', 'github-actions'],
    ['github-action', 'github-actions'],
    ['md', 'report'],
  ])('%s is %s', (word, kind) => expect(kindNamed(word)).toBe(kind));

  test('no name means two kinds, or another than its own', () => {
    const names = exportKinds.flatMap((kind) => [kind, ...otherNames[kind]]);
    expect(new Set(names).size).toBe(names.length);
  });

  test.each(['xx', 'rb', 'c', 'sh', '__proto__', ''])(
    '%j is nothing, and no other is suggested that has nothing in common with it',
    async (word) => {
      const { code, stderr } = await inside(['export', word]);
      expect(code).toBe(2);
      expect(stderr).toContain('The kinds are');
      expect(stderr).not.toContain('Did you mean');
    },
  );

  test('a short name makes what the long one makes', async () => {
    const [short, long] = [
      await inside(['export', 'TF', '--json'], { env: auth0Side }),
      await inside(['export', 'terraform', '--json'], { env: auth0Side }),
    ];
    expect(short).toEqual(long);
    expect(printed(short.stdout).kind).toBe('terraform');
  });

  test('in a terminal the list of kinds is folded between words, and a command is not', () => {
    const saidIn = (hint: string): string[] => {
      let said = '';
      const stderr = { isTTY: true, columns: 80, write: (text: string) => (said += text) };
      refuse('There is no kind xx.', hint, false, { stderr, env: {} } as unknown as Io);
      return said.trimEnd().split('\n');
    };
    const lines = saidIn(`The kinds are ${exportKinds.join(', ')}.`);
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(line.length).toBeLessThan(80);
    expect(lines.slice(1).join(' ').replaceAll(/ +/g, ' ').trim()).toBe(`The kinds are ${exportKinds.join(', ')}.`);
    expect(saidIn(`Run ${'keyless export go --sandbox '.repeat(5)}`)).toHaveLength(2);
  });
});

describe('what comes out', () => {
  test.each(exportKinds)('%s of a sandbox, as text and as one document, without a secret', async (kind) => {
    const text = await inside(['export', kind, '--sandbox', '--accessible']);
    const json = await inside(['export', kind, '--sandbox', '--json']);
    expect([text.code, json.code, json.stderr]).toEqual([0, 0, '']);
    const document = printed(json.stdout);
    expect(document).toMatchObject({ kind, error: null });
    // Names and times differ from place to place.
    if (kind !== 'report') expect(text.stdout.split('\n').length).toBe(document.text.split('\n').length);
    expect(text.stdout.split('\n').slice(0, 5).join('\n')).toMatch(kind === 'report' ? /^[^#].*pretend/m : /^(#|\/\/) .*pretend/m);
    if (text.stdout.includes('#!')) expect(text.stdout).toMatch(/^#!/);
    for (const { place, stdout } of [text, json]) {
      if (!place) throw new Error('no sandbox was started');
      expect(stdout).toContain(place.settings.OIDC_CLIENT_ID);
      expectNone(forbidden(place), stdout);
    }
  });

  test('a secret that was put into another setting comes out of no kind', async () => {
    for (const kind of exportKinds.filter((one) => one !== 'report')) {
      const env = {
        ...auth0Side,
        AZURE_AOAI_MODEL_DEPLOYMENT_NAME: canary,
        AZURE_AOAI_ENDPOINT: `https://contoso.openai.azure.com/${canary}`,
      };
      const { stdout, stderr } = await inside(['export', kind], { env });
      expect(stdout + stderr).not.toContain(canary);
    }
  });

  test('infrastructure needs Auth0’s side alone, and no secret', async () => {
    const { OIDC_CLIENT_SECRET: _, ...env } = auth0Side;
    for (const kind of ['bicep', 'terraform', 'azure-cli']) {
      const { code, stdout, stderr } = await inside(['export', kind], { env });
      expect([code, stderr]).toEqual([0, '']);
      expect(stdout).not.toContain('pretend');
    }
  });

  test('code without its settings is refused in the words of a check, with the ones that it needs', async () => {
    const { code, stdout, stderr } = await inside(['export', 'go'], { env: auth0Side });
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/4 values are missing {2}settings\/missing/);
    expect(stderr).toContain('AZURE_AOAI_MODEL_DEPLOYMENT_NAME   or --deployment NAME');
    expect(stderr).toContain('keyless export go --sandbox shows one with made-up values.');
    expect(stderr).not.toContain('OIDC_CLIENT_SECRET');
    const json = jsonOf((await inside(['export', 'go', '--json'], { env: auth0Side })).stdout);
    expect([json.exitCode, json.diagnoses.map((one) => one.evidence['field'])]).toEqual([
      2,
      ['AZURE_TENANT_ID', 'AZURE_CLIENT_ID', 'AZURE_AOAI_ENDPOINT', 'AZURE_AOAI_MODEL_DEPLOYMENT_NAME'],
    ]);
  });

  test('a value that cannot be used is refused, a flag is taken, and the file that is named has to be there', async () => {
    const env = { ...auth0Side, OIDC_ENDPOINT: 'not a host' };
    expect(await inside(['export', 'bicep'], { env })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('settings/malformed'),
    });
    const flagged = await inside(['export', 'bicep', '--oidc-endpoint', 'fabrikam.eu.auth0.com'], { env });
    expect([flagged.code, flagged.stdout.includes("'https://fabrikam.eu.auth0.com/'")]).toEqual([0, true]);
    expect(await inside(['export', 'bicep', '-e', '/nowhere/.env'], { env: auth0Side })).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('report', () => {
  test('is the product: its exit code says that it could be made, its text what a check comes to', async () => {
    const { code, stdout, stderr } = await inside(['export', 'report', '--sandbox', '--fault', 'trust/issuer-slash', '--no-completion']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^# keyless: The issuer in Azure lacks its final slash \(`trust\/issuer-slash`\)\n/);
    expect(stdout).toContain('A check ends with exit code 1 (a check failed).');
    expect((await inside(['export', 'report'])).stdout).toMatch(/^# keyless: 7 values are missing[^]*exit code 2/);
  });

  test('that is cancelled is none', async () => {
    const { code, stdout } = await inside(['export', 'report', '--sandbox'], {
      signal: AbortSignal.abort(new DOMException('cancelled', 'AbortError')),
    });
    expect([code, stdout]).toEqual([130, '']);
  });
});

describe('--output', () => {
  test('writes a new file, which others may read, and never over one that is there', async () => {
    const folder = await emptyFolder();
    const file = join(folder, 'main.bicep');
    expect(await inside(['export', 'bicep', '-o', file], { env: auth0Side })).toMatchObject({ code: 0, stdout: '', stderr: '' });
    expect((await stat(file)).mode & 0o777).toBe(0o644 & ~process.umask());
    const written = await readFile(file, 'utf8');
    expect(written).toContain('param accountName string');
    const again = await inside(['export', 'terraform', '-o', file], { env: auth0Side });
    expect(again).toMatchObject({ code: 2, stderr: expect.stringContaining(`${file} is there already, and nothing is overwritten.`) });
    expect(await readFile(file, 'utf8')).toBe(written);
    const json = await inside(['export', 'bicep', '--json', '-o', join(folder, 'other.bicep')], { env: auth0Side });
    expect(printed(json.stdout).text).toBe(written);
  });

  test('is looked at before anybody is asked, and no file stays where no text came', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'mine'), 'mine');
    const { code, place } = await inside(['export', 'report', '--sandbox', '-o', join(folder, 'mine')]);
    expect([code, place?.requests.length]).toEqual([2, 0]);
    const signal = AbortSignal.abort(new DOMException('cancelled', 'AbortError'));
    expect((await inside(['export', 'report', '--sandbox', '-o', join(folder, 'a')], { signal })).code).toBe(130);
    expect((await inside(['export', 'go', '-o', join(folder, 'b')])).code).toBe(2);
    expect(await readdir(folder)).toEqual(['mine']);
  });

  test('of - is standard output, and of an empty name is refused', async () => {
    const { code, stdout } = await inside(['export', 'bicep', '-o', '-'], { env: auth0Side });
    expect([code, stdout.includes('param accountName')]).toEqual([0, true]);
    const unnamed = await inside(['export', 'bicep', '--output', ''], { env: auth0Side });
    expect([unnamed.code, unnamed.stderr]).toEqual([2, expect.stringContaining('--output names no file')]);
  });

  test('says why it cannot', async () => {
    const folder = await emptyFolder();
    await writeFile(join(folder, 'file'), '');
    const refused = async (path: string): Promise<string> => (await inside(['export', 'bicep', '-o', path], { env: auth0Side })).stderr;
    expect(await refused(join(folder, 'nowhere', 'x'))).toContain('its folder is not there');
    expect(await refused(join(folder, 'file', 'x'))).toContain('its folder is a file');
    await chmod(folder, 0o500);
    if (process.getuid?.() !== 0) expect(await refused(join(folder, 'x'))).toContain('permission is denied');
    await chmod(folder, 0o700);
  });
});

test('a program that was exported inside a sandbox works there', async () => {
  const script = '"$0" -- "$1" export curl -o t.sh && sh t.sh';
  const { code, stdout, stderr } = await keyless(['sandbox', '--', 'sh', '-c', script, process.execPath, launcher]);
  expect([code, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toMatchObject({ choices: [{ message: { content: expect.stringMatching(/hello/i) } }] });
});
