import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { childEnvironment } from '../../src/tools/child-environment.js';
import { findProgram, isHandedOver } from '../../src/tools/find-program.js';
import { root } from '../support/binary.js';
import { programs } from './programs.js';

const azFolder = 'C:\\Program Files\\Microsoft SDKs\\Azure\\CLI2\\wbin';

/** Looks for `az` on a machine that has these files. */
function find(platform: NodeJS.Platform, env: Record<string, string>, files: string[]): Promise<string | null> {
  return findProgram('az', { env, platform }, (file) => Promise.resolve(files.includes(file)));
}

test('on Windows it is the batch file, and never the script for bash that lies beside it', async () => {
  const files = [`${azFolder}\\az`, `${azFolder}\\az.cmd`];
  expect(await find('win32', { PATH: `C:\\Windows;${azFolder}` }, files)).toBe(`${azFolder}\\az.cmd`);
  expect(await find('win32', { PATH: `"${azFolder}"` }, files)).toBe(`${azFolder}\\az.cmd`);
});

test('on Windows the order of PATHEXT decides, and scripts of other programs do not count', async () => {
  const files = ['C:\\a\\az.CMD', 'C:\\a\\az.EXE', 'C:\\a\\az.JS'];
  expect(await find('win32', { PATH: 'C:\\a', PATHEXT: '.JS;.CMD;.EXE' }, files)).toBe('C:\\a\\az.CMD');
  expect(await find('win32', { PATH: 'C:\\a', PATHEXT: '.JS' }, ['C:\\a\\az.JS'])).toBeNull();
});

test('elsewhere it is the file of that name, in the first folder that has it', async () => {
  expect(await find('linux', { PATH: '/nowhere:/usr/bin:/bin' }, ['/usr/bin/az', '/bin/az'])).toBe('/usr/bin/az');
  expect(await find('darwin', { PATH: '/opt/homebrew/bin' }, ['/opt/homebrew/bin/az'])).toBe('/opt/homebrew/bin/az');
});

test('the folder one stands in is not searched', async () => {
  expect(await find('linux', { PATH: ':/usr/bin' }, ['az'])).toBeNull();
  expect(await find('win32', { PATH: ';C:\\a' }, ['az.cmd', '.\\az.cmd'])).toBeNull();
});

test('a batch file is given no line break, a program is', () => {
  expect(isHandedOver('C:\\a\\az.cmd', ['a\nb'])).toBe(false);
  expect(isHandedOver('C:\\a\\az.cmd', ['a b'])).toBe(true);
  expect(isHandedOver('C:\\a\\auth0.exe', ['a\nb'])).toBe(true);
});

/** Runs a batch file with the library that runs our programs, in a process that says of itself that it is Windows: the library looks once. */
const asWindows = `
Object.defineProperty(process, 'platform', { value: 'win32' });
const { execa } = await import('execa');
const [cmd, az, ...args] = process.argv.slice(1);
process.env.comspec = cmd;
process.stdout.write((await execa(az, args, { env: { PATHEXT: '.cmd' }, extendEnv: false })).stdout);`;

test('what cmd.exe reads has every argument between quotes that it cannot end', async () => {
  const { folder } = await programs({ cmd: `printf '%s|' "$@"`, 'az.cmd': '' });
  await writeFile(join(folder, 'az.cmd'), '@echo off\n');
  const query = `[?clientId=='a&b|c'].{x:name}`;
  const args = ['rest', '--url', '/a?x=1&y=%PATH%', '--query', query, '--body', '{"a":"b"}'];
  const node = ['--input-type=module', '-e', asWindows, join(folder, 'cmd'), join(folder, 'az.cmd'), ...args];
  const line = execFileSync(process.execPath, node, { cwd: root, encoding: 'utf8' });
  // `%` cannot be quoted, so it is followed by a variable of which nothing is left; a quote between quotes is doubled.
  expect(line.replaceAll(folder, 'FOLDER')).toBe(
    `/q|/d|/e:on|/v:off|/s|/c|"FOLDER/az.cmd rest --url "/a?x=1&y=%%cd:~,%PATH%%cd:~,%" --query "${query}" --body "{""a"":""b""}""|`,
  );
});

const given = {
  PATH: '/usr/bin',
  HOME: '/home/me',
  AZURE_CONFIG_DIR: '/home/me/.azure',
  HTTPS_PROXY: 'http://proxy:3128',
  REQUESTS_CA_BUNDLE: '/etc/ca.pem',
  // Whose business these are: this program's, other programs', an SDK's.
  OIDC_CLIENT_SECRET: 'secret',
  AZURE_CLIENT_SECRET: 'secret',
  AZURE_CLIENT_ID: 'id',
  AUTH0_DOMAIN: 'acme.eu.auth0.com',
  AUTH0_CLIENT_ID: 'id',
  AUTH0_CLIENT_SECRET: 'secret',
  AUTH0_API_TOKEN: 'token',
  OPENAI_API_KEY: 'key',
  GITHUB_TOKEN: 'token',
  NODE_OPTIONS: '--inspect',
  CLAUDECODE: '1',
  CI: 'true',
  BROWSER: 'firefox',
  DISPLAY: ':0',
  AZURE_CORE_OUTPUT: 'table',
  MSI_SECRET: 'secret',
};

test('az sees where things are, the way to the network, its own folder, and its switches', () => {
  expect(childEnvironment('az', { env: given, platform: 'linux' })).toEqual({
    PATH: '/usr/bin',
    HOME: '/home/me',
    AZURE_CONFIG_DIR: '/home/me/.azure',
    HTTPS_PROXY: 'http://proxy:3128',
    REQUESTS_CA_BUNDLE: '/etc/ca.pem',
    MSI_SECRET: 'secret',
    TERM: 'dumb',
    NO_COLOR: '1',
    AZURE_CORE_NO_COLOR: 'true',
    AZURE_CORE_COLLECT_TELEMETRY: 'false',
    AZURE_CORE_LOGIN_EXPERIENCE_V2: 'off',
    AZURE_CORE_SURVEY_MESSAGE: 'false',
    AZURE_EXTENSION_USE_DYNAMIC_INSTALL: 'no',
    PYTHONIOENCODING: 'utf-8',
  });
});

test('auth0 sees no credentials, unless the person has it take them from there', () => {
  const plain = {
    PATH: '/usr/bin',
    HOME: '/home/me',
    HTTPS_PROXY: 'http://proxy:3128',
    REQUESTS_CA_BUNDLE: '/etc/ca.pem',
    TERM: 'dumb',
    NO_COLOR: '1',
    AUTH0_AGENT_MODE: 'false',
    AUTH0_CLI_ANALYTICS: 'false',
  };
  expect(childEnvironment('auth0', { env: given, platform: 'linux' })).toEqual(plain);
  const { AUTH0_DOMAIN, AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET, AUTH0_API_TOKEN } = given;
  const wanted = { AUTH0_CLI_AUTH_MODE: 'env', AUTH0_DOMAIN, AUTH0_CLIENT_ID, AUTH0_CLIENT_SECRET, AUTH0_API_TOKEN };
  expect(childEnvironment('auth0', { env: { ...given, AUTH0_CLI_AUTH_MODE: 'env' }, platform: 'linux' })).toEqual({ ...plain, ...wanted });
});

test('on Windows names differ by their letters only', () => {
  const env = { Path: 'C:\\Windows', SystemRoot: 'C:\\Windows', ComSpec: 'C:\\Windows\\cmd.exe', Oidc_Client_Secret: 'secret' };
  expect(childEnvironment('az', { env, platform: 'win32' })).toMatchObject({ PATH: 'C:\\Windows', SYSTEMROOT: 'C:\\Windows' });
  expect(Object.values(childEnvironment('az', { env, platform: 'win32' }))).not.toContain('secret');
});
