import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import type { Code } from '../../src/findings/finding.js';
import { aadstsNumbers } from '../../src/findings/recognise/aadsts-numbers.js';
import { exemptionOf } from '../../src/sandbox/faults/exempt.js';
import { codes } from '../findings/words-samples.js';
import { emptyFolder, keyless } from '../support/binary.js';
import type { Run } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { explainedOf, jsonOf } from '../support/schema.js';

async function explain(args: readonly string[], input = ''): Promise<Run> {
  return inside(['explain', ...args], { input });
}

async function fileOf(name: string, text: string): Promise<string> {
  const file = join(await emptyFolder(), name);
  await writeFile(file, text);
  return file;
}

const credential = {
  issuer: 'https://acme-dev.eu.auth0.com/',
  subject: 'id@clients',
  audiences: ['api://AzureADTokenExchange'],
  name: 'auth0',
};
const env = 'OIDC_ENDPOINT=acme-dev.eu.auth0.com\nOIDC_CLIENT_ID=K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja\n';

describe('every code has a long form', () => {
  test.each(codes)('%s', async (code) => {
    const { code: exit, stdout } = await explain([code, '--json']);
    const { diagnoses, about, what, next } = explainedOf(stdout);
    expect([exit, what, diagnoses.map((one) => one.code), about?.code]).toEqual([0, 'code', [code], code]);
    const text = (await explain([code])).stdout;
    for (const part of [code, about?.meaning, about?.effect, 'Its values are made up']) expect(text).toContain(part);
    const command = `keyless check --sandbox --fault ${code}`;
    const exemption = exemptionOf(code);
    expect(next.map((one) => one.command)).toEqual(exemption === null ? [command] : []);
    expect(text).toContain(exemption ?? command);
    for (const [number, leadsTo] of aadstsNumbers()) if (leadsTo === code) expect(text).toContain(`AADSTS${number}`);
  });
});

describe('the list of codes', () => {
  test('has all of them, as text and as one document', async () => {
    const listed = jsonOf((await explain(['--list', '--json'])).stdout).codes;
    expect(listed.map(({ code }) => code).toSorted()).toEqual(codes.toSorted());
    expect(listed.every(({ code, group, title }) => code.startsWith(`${group}/`) && title !== '')).toBe(true);
    const { stdout, code } = await explain(['--list']);
    expect(code).toBe(0);
    for (const { code: one, title } of listed)
      expect(stdout).toMatch(new RegExp(`^  ${one} +${title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}$`, 'm'));
  });

  test('of one group, for the id of a check', async () => {
    const { stdout, code } = await explain(['trust.issuer', '--json']);
    expect([code, new Set(jsonOf(stdout).codes.map(({ group }) => group))]).toEqual([0, new Set(['trust'])]);
  });
});

describe('a code has one spelling', () => {
  test('capitals are understood, and answered in small letters', async () => {
    const { code, stdout } = await explain(['TRUST/Issuer-Slash']);
    expect([code, stdout.split(':')[0]]).toEqual([0, 'trust/issuer-slash']);
  });

  test('the name of a group lists its codes', async () => {
    const { code, stdout } = await explain(['trust', '--json']);
    expect([code, new Set(jsonOf(stdout).codes.map(({ group }) => group))]).toEqual([0, new Set(['trust'])]);
  });

  test.each<[string, string]>([
    ['trust-issuer-slash', 'It is written trust/issuer-slash.'],
    ['trust.issuer-slash', 'It is written trust/issuer-slash.'],
    ['issuer-slash', 'It is written trust/issuer-slash.'],
    ['refused', 'It is written auth0/refused or entra/refused or azure-openai/refused.'],
    ['trust/issuer-slahs', 'Did you mean trust/issuer-slash?'],
    ['trust/nothing-of-the-kind-at-all', 'keyless explain --list shows all of them.'],
  ])('%s is refused with the right one', async (word, hint) => {
    const { code, stdout, stderr } = await explain([word]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(`There is no code ${word}.`);
    expect(stderr).toContain(hint);
    expect(jsonOf((await explain([word, '--json'])).stdout).error?.code).toBe('usage');
  });
});

describe('what cannot be followed is refused, exit 2', () => {
  test.each<[string[], string]>([
    [['nowhere.log'], 'There is no file nowhere.log.'],
    [['./nowhere'], 'There is no file ./nowhere.'],
    [['logs/today.txt'], 'There is no file logs/today.txt.'],
    [['/tmp'], '/tmp is a folder.'],
    [['-'], 'There was nothing on standard input.'],
    [[], 'There was nothing on standard input.'],
    [[''], 'The text is empty.'],
    [['--token', '/nowhere'], '/nowhere cannot be read: there is no such file.'],
    [['--token', '-'], '- holds no token: it is empty.'],
    [['-', '--token', '-'], 'Standard input can be read once'],
    [['--token', '-', '--federated-credential', '-'], 'Standard input can be read once'],
    [['-', '-'], 'Standard input can be read once'],
    [['- error: x'], 'A text that begins with a hyphen is taken for an option.'],
    [['--list', 'trust/issuer-slash'], '--list lists every code, and explains none.'],
    [['x', '-e', '.env'], '--env-file means nothing to keyless explain.'],
    [['x', '--sandbox'], '--sandbox means nothing to keyless explain.'],
    [['x', '--tenant', 'y'], '--tenant means nothing to keyless explain.'],
    [['x', '--strict'], '--strict means nothing to keyless explain.'],
  ])('%j', async (args, problem) => {
    const { code, stdout, stderr } = await explain(args);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(problem);
    const json = await explain([...args, '--json']);
    expect([json.code, jsonOf(json.stdout).error?.message]).toEqual([2, expect.stringContaining(problem) as string]);
  });

  test('--token is for explain alone', async () => {
    expect((await inside(['check', '--token', 'x'])).stderr).toContain('It is for keyless explain.');
  });

  test('a number or a code in the place of a command leads to explain', async () => {
    expect((await inside(['AADSTS700213'])).stderr).toContain('keyless explain AADSTS700213');
    expect((await inside(['trust/issuer-slash'])).stderr).toContain('keyless explain trust/issuer-slash');
  });

  test.each<[string, string]>([
    ...['AADSTS700213', 'AADSTS-700213', 'aadsts:700213:', '700213', 'Trust/Issuer-Slash'].map((word): [string, string] => [
      word,
      `keyless explain ${word} explains it.`,
    ]),
    ['trust/issuer-slahs', 'keyless explain takes codes. Did you mean trust/issuer-slash?'],
    ['issuer-slash', 'keyless explain takes codes. It is written trust/issuer-slash.'],
    ['chekc', 'Did you mean check?'],
    ['docs/x', ''],
  ])('%s in the place of a command leads to explain where that takes it, and nowhere else', async (word, hint) => {
    const { stderr } = await inside([word]);
    expect(stderr).toContain(`There is no command ${word}.`);
    expect(stderr).toContain(hint);
    expect(stderr.includes('explains it')).toBe((await explain([word])).code === 0);
  });
});

describe('where the text comes from', () => {
  test('a code and a number through a pipe are what they are as words', async () => {
    for (const word of [
      'trust/issuer-slash',
      'TRUST/Issuer-Slash',
      'AADSTS700212',
      '700212',
      'AADSTS:700212',
      'aadsts-700212',
      'AADSTS 700212:',
    ]) {
      const [piped, typed] = [await explain(['-', '--json'], `${word}\n`), await explain([word, '--json'])];
      expect([piped.code, typed.code]).toEqual([0, 0]);
      const [one, other] = [explainedOf(piped.stdout), explainedOf(typed.stdout)];
      expect([one.what, one.diagnoses.map(({ code }) => code)]).toEqual([other.what, other.diagnoses.map(({ code }) => code)]);
      expect(one.diagnoses).not.toEqual([]);
    }
    expect(explainedOf((await explain(['-', '--json'], 'trust/issuer-slash\n')).stdout).about?.code).toBe('trust/issuer-slash');
    // What was typed is short enough to be typed again.
    expect((await explain(['700211'])).stdout).toContain('keyless explain 700211 --federated-credential credential.json');
  });

  test('a file by its name, and it is said', async () => {
    const file = await fileOf('my.env', env);
    const { stdout, code } = await explain([file]);
    expect([code, stdout.split('\n')[0]]).toEqual([0, `Read from the file ${file}.`]);
    expect(explainedOf((await explain([file, '--json'])).stdout).origin).toEqual({ kind: 'file', path: file });
  });

  test('words, joined', async () => {
    const { stdout, code } = await explain(['this', 'is', 'nothing']);
    expect([code, stdout.split('\n')[0]]).toEqual([1, 'Taken as text.']);
  });

  test('words that begin with a hyphen, behind --', async () => {
    expect((await explain(['--', '--nothing', 'we', 'know'])).code).toBe(1);
  });

  test.each([[['-']], [[]]])('standard input, %j', async (args) => {
    const { stdout, code } = await explain(args, env);
    expect([code, stdout.split('\n')[0]]).toEqual([0, 'Read from standard input.']);
  });

  test('what PowerShell writes', async () => {
    const file = join(await emptyFolder(), 'utf16.json');
    await writeFile(file, Buffer.from(`\uFEFF${JSON.stringify([credential])}`, 'utf16le'));
    expect(explainedOf((await explain([file, '--json'])).stdout).credentials).toHaveLength(1);
  });

  test('a log that is longer than anything is held', async () => {
    const { code, stdout } = await explain(['-', '--json'], 'one line like any other\n'.repeat(1_000_000));
    expect([code, explainedOf(stdout).what]).toEqual([1, 'log']);
  });

  test('of the real binary: a pipe is read, the null device is nobody, and no library is waited for', async () => {
    const folder = await emptyFolder();
    await mkdir(join(folder, 'sub'));
    const piped = await keyless(['explain'], { input: env, cwd: folder });
    expect([piped.code, piped.stderr]).toEqual([0, '']);
    const shell = (words: string) => keyless([], { cwd: folder, program: ['/bin/sh', '-c', words] });
    const launcher = join(import.meta.dirname, '../../bin/keyless.cjs');
    const nobody = await shell(`"${process.execPath}" -- "${launcher}" explain --json </dev/null`);
    expect([nobody.code, jsonOf(nobody.stdout).codes.length]).toEqual([0, codes.length]);
  });
});

test('a text that is not known: says so, guesses nothing, exit 1', async () => {
  const { stdout } = await explain(['the', 'train', 'is', 'late', '--json']);
  const { recognised, diagnoses, what, read } = explainedOf(stdout);
  expect([recognised, diagnoses, what]).toEqual([false, [], 'log']);
  expect(new Set(Object.values(read))).toEqual(new Set([null]));
  expect((await explain(['the', 'train', 'is', 'late'])).stdout).toContain('I do not know this text.');
});

describe('settings', () => {
  const secret = 'q7Rt2Xw9Kp4Zn8Vb3Jm6Hc1Ld5Sf0Ga7Te2Yu9Io4Pq8Ws3Er6Tz1Ux5';

  test('are judged as check judges them, and the secret is not shown', async () => {
    const file = await fileOf('my.env', `${env}OIDC_CLIENT_SECRET: ${secret}\nAZURE_TENANT_ID=${secret}\n`);
    for (const face of [[], ['--json']]) {
      const { stdout, stderr, code } = await explain([file, ...face]);
      expect(stdout + stderr).not.toContain(secret);
      expect(code).toBe(0);
    }
    const { diagnoses, settings } = explainedOf((await explain([file, '--json'])).stdout);
    expect(diagnoses.map(({ code }) => code)).toEqual(expect.arrayContaining(['settings/missing', 'settings/swapped']));
    expect(settings.find(({ name }) => name === 'OIDC_ENDPOINT')).toMatchObject({ source: file, value: 'acme-dev.eu.auth0.com' });
  });

  test('that are all there: well, and it is said', async () => {
    const rest = `OIDC_CLIENT_SECRET=${secret}\nAZURE_TENANT_ID=7c9e6679-7425-40de-944b-e07fc1f90ae7\nAZURE_CLIENT_ID=1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11\nAZURE_AOAI_ENDPOINT=https://acme-ai.openai.azure.com\nAZURE_AOAI_MODEL_DEPLOYMENT_NAME=chat\n`;
    const file = await fileOf('my.env', env + rest);
    const { stdout } = await explain([file]);
    expect(stdout).toContain('Every required setting is there');
    expect(stdout).toContain(`keyless check -e ${file}`);
    expect(stdout).not.toContain(secret);
    // A check would read .env, and not what was piped or typed.
    for (const [args, input] of [
      [['-'], env + rest],
      [[env + rest], ''],
    ] as const)
      expect(explainedOf((await explain([...args, '--json'], input)).stdout).next).toEqual([
        { command: 'keyless check', when: 'to check the whole chain, once these settings are saved as .env' },
      ]);
  });

  test('that cannot work, though all are there: the endpoint of a region, a key beside, and a copy that no token has', async () => {
    const rest = `OIDC_CLIENT_SECRET=${secret}\nAZURE_TENANT_ID=7c9e6679-7425-40de-944b-e07fc1f90ae7\nAZURE_CLIENT_ID=1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11\nAZURE_AOAI_ENDPOINT=https://japaneast.api.cognitive.microsoft.com\nAZURE_AOAI_MODEL_DEPLOYMENT_NAME=chat\nAZURE_FEDERATED_ISSUER=https://acme-dev.eu.auth0.com\nAZURE_OPENAI_API_KEY=${'0123456789abcdef'.repeat(2)}\n`;
    const file = await fileOf('my.env', env + rest);
    const { diagnoses, credentials } = explainedOf((await explain([file, '--json'])).stdout);
    expect(diagnoses.map(({ code }) => code)).toEqual(['azure-openai/subdomain-required', 'tool/environment-conflict'] satisfies Code[]);
    expect(credentials[0]?.suspicions).toEqual([expect.stringContaining('no slash at its end')]);
    expect((await explain([file])).stdout).not.toContain('each can be what it should be');
  });

  test('a copy that contradicts the settings beside it is said to, and no other credential', async () => {
    const rest = `OIDC_CLIENT_SECRET=${secret}\nAZURE_TENANT_ID=7c9e6679-7425-40de-944b-e07fc1f90ae7\nAZURE_CLIENT_ID=1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11\nAZURE_AOAI_ENDPOINT=https://acme-ai.openai.azure.com\nAZURE_AOAI_MODEL_DEPLOYMENT_NAME=chat\nAZURE_FEDERATED_AUDIENCE=api://AzureADTokenExchang\n`;
    const file = await fileOf('my.env', env + rest);
    const odd = explainedOf((await explain([file, '--json'])).stdout).credentials;
    expect(odd.map(({ suspicions }) => suspicions)).toEqual([[expect.stringContaining('AZURE_FEDERATED_AUDIENCE lacks e at the end')]]);
    const given = await fileOf('credential.json', JSON.stringify([credential]));
    expect(explainedOf((await explain([file, '--federated-credential', given, '--json'])).stdout).credentials).toEqual([]);
  });

  test('beside an error are not what is explained', async () => {
    const { diagnoses, what } = explainedOf(
      (await explain(['-', '--json'], `${env}AADSTS700016: Application with identifier 'x' was not found.\n`)).stdout,
    );
    expect([what, diagnoses.map(({ code }) => code)]).toEqual(['log', ['entra/client-not-found']]);
  });

  test('a key among them is a line of the file, and no variable to unset', async () => {
    const file = await fileOf('my.env', `${env}AZURE_OPENAI_API_KEY=${'0123456789abcdef'.repeat(2)}\n`);
    const { diagnoses } = explainedOf((await explain([file, '--json'])).stdout);
    const found = diagnoses.find(({ code }) => code === 'tool/environment-conflict');
    expect(found?.fix[0]?.text).toBe(`Take this line out of ${file}: AZURE_OPENAI_API_KEY.`);
  });
});

describe('federated credentials', () => {
  test('alone: shown, with what is odd, and how to get the other half', async () => {
    const file = await fileOf('credential.json', JSON.stringify([{ ...credential, issuer: 'https://acme-dev.eu.auth0.com' }]));
    const { what, credentials, diagnoses, next } = explainedOf((await explain([file, '--json'])).stdout);
    expect([what, diagnoses, credentials.map(({ name, suspicions }) => [name, suspicions.length])]).toEqual([
      'credentials',
      [],
      [['auth0', 1]],
    ]);
    expect(next.map(({ command }) => command)).toContain(`keyless check --federated-credential ${file}`);
  });

  test('beside a refusal of what is identical in it: what looks wrong is the change, and the token is asked for', async () => {
    const issuer = 'https://acme-dev.eu.auth0.com';
    const file = await fileOf('credential.json', JSON.stringify([{ ...credential, issuer }]));
    const refused = `AADSTS700213: No matching federated identity record found for presented assertion subject '${credential.subject}'.`;
    const { diagnoses } = explainedOf((await explain([refused, '--federated-credential', file, '--json'])).stdout);
    expect(diagnoses.map(({ code }) => code)).toEqual(['trust/no-match' satisfies Code]);
    const [{ why, fix } = { why: '', fix: [] }] = diagnoses;
    expect(why).toContain('The issuer has no slash at its end');
    expect(fix[0]).toMatchObject({ kind: 'set', name: 'issuer', value: `${issuer}/`, confidence: 'likely' });
    const commands = fix.flatMap((one) => ('command' in one ? [one.command] : []));
    expect(commands.slice(-2)).toEqual([`keyless explain --token token.txt --federated-credential ${file}`, 'keyless check --wait']);
    // What is in order there, an update leaves as it is.
    const updates = commands.filter((one) => one.includes(' update '));
    expect(updates.length).toBeGreaterThan(0);
    for (const command of updates) expect(command).toContain(credential.audiences[0]);
  });

  test("beside a refusal: another application's is left alone, and one more is added", async () => {
    const file = await fileOf(
      'credential.json',
      JSON.stringify([
        { ...credential, issuer: 'https://token.actions.githubusercontent.com', subject: 'repo:contoso/chat:environment:x' },
      ]),
    );
    const refused = `AADSTS700213: No matching federated identity record found for presented assertion subject '${credential.subject}'.`;
    const { diagnoses } = explainedOf((await explain([refused, '--federated-credential', file, '--json'])).stdout);
    const texts = (diagnoses[0]?.fix ?? []).map((one) => one.command ?? one.text ?? '');
    expect(texts.filter((text) => / update /.test(text))).toEqual([]);
    expect(texts.filter((text) => / create /.test(text)).length).toBeGreaterThan(0);
    // Its issuer is not that of the token.
    expect(texts.join('\n')).not.toContain('githubusercontent');
  });

  test('what the portal or Terraform shows is taken by the option, too', async () => {
    const block = `issuer = "https://acme-dev.eu.auth0.com"\nsubject = "${credential.subject}"\naudience = ["${credential.audiences[0]}"]\n`;
    const file = await fileOf('credential.tf', block);
    const refused = `AADSTS700211: No matching federated identity record found for presented assertion issuer '${credential.issuer}'.`;
    const { diagnoses } = explainedOf((await explain([refused, '--federated-credential', file, '--json'])).stdout);
    expect(diagnoses.map(({ code }) => code)).toEqual(['trust/issuer-slash' satisfies Code]);
  });

  test('an empty list is the identity without any, where it is said to be one of credentials', async () => {
    const named = explainedOf((await explain(['--federated-credential', '-', '--json'], '[]')).stdout);
    expect(named.diagnoses.map(({ code }) => code)).toEqual(['trust/credential-missing' satisfies Code]);
    const { code, stdout } = await explain(['-'], '[]');
    expect([code, stdout]).toEqual([1, expect.stringContaining('This is an empty list, and it does not say of what.')]);
  });
});
