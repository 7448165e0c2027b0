import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ExitCode } from '../report/report.js';
import type { Sandbox, SandboxRequest } from '../sandbox/start.js';
import { mergeEnv } from '../settings/env-file.js';
import { runInForeground } from '../tools/run.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { printable } from '../report/printable.js';
import { paintFor } from './terminal.js';

/** Runs the stand-ins until Ctrl-C, or for as long as the command after `--` runs. */
export async function sandbox(args: Args, io: Io, { sandbox: place }: Place): Promise<number> {
  if (!place) throw new TypeError('the sandbox command needs a sandbox');
  const folder = await mkdtemp(join(tmpdir(), 'keyless-sandbox-'));
  const caFile = join(folder, 'ca.pem');
  try {
    await writeFile(caFile, place.caPem);
    const variables = variablesOf(place, { folder, caFile });
    if (args.run) return await runInside(args.run, variables, io);
    announce(place, { caFile, variables }, args, io);
    await aborted(io.signal);
    return 130 satisfies ExitCode;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * What the usual clients read, beside the settings themselves (Node, curl, Python, Go, the Azure CLI). The CLIs of Azure get a folder
 * of their own for sign-ins: with the person's own they would send real refresh tokens to a stand-in.
 */
function variablesOf(place: Sandbox, { folder, caFile }: { folder: string; caFile: string }): Record<string, string> {
  return {
    ...place.settings,
    ...place.proxyVariables,
    NODE_USE_ENV_PROXY: '1',
    NODE_EXTRA_CA_CERTS: caFile,
    SSL_CERT_FILE: caFile,
    REQUESTS_CA_BUNDLE: caFile,
    CURL_CA_BUNDLE: caFile,
    AZURE_CONFIG_DIR: join(folder, 'azure'),
    AZD_CONFIG_DIR: join(folder, 'azd'),
  };
}

async function runInside(run: readonly string[], variables: Record<string, string>, io: Io): Promise<number> {
  const [file = '', ...rest] = run;
  const inherited = Object.fromEntries(Object.entries(io.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  for (const name of Object.keys(inherited)) if (isKeptOut(name)) delete inherited[name];
  const ending = await runInForeground([file, ...rest], { ...inherited, ...variables }, io.signal);
  if (ending.kind === 'ended') return ending.exitCode;
  if (io.signal.aborted) return 130 satisfies ExitCode;
  io.stderr.write(
    ending.kind === 'not-found' ? `✗ There is no command ${printable(ending.command)}.\n` : `✗ ${printable(ending.problem)}\n`,
  );
  return 2;
}

/**
 * A lower-case proxy variable would win over ours, and an exception or a base URL of OpenAI could lead out of the place. What the SDKs of Azure, OpenAI and
 * Auth0 take for credentials is real, and nothing real goes to a stand-in.
 */
function isKeptOut(name: string): boolean {
  if (/^(?:https?_proxy|no_proxy|all_proxy)$/i.test(name) || /^(?:AZURE_)?OPENAI_/.test(name)) return true;
  return /^(?:AZURE|ARM|AUTH0|OIDC)_/.test(name) && /SECRET|PASSWORD|TOKEN|KEY|CERTIFICATE|CREDENTIAL|ASSERTION|USERNAME/.test(name);
}

function announce(place: Sandbox, { caFile, variables }: { caFile: string; variables: Record<string, string> }, args: Args, io: Io): void {
  if (args.flags.has('--json')) {
    const settings = { ...place.settings };
    io.stdout.write(
      `${JSON.stringify({ schemaVersion: 1, sandbox: { settings, caFile, proxy: place.proxyUrl }, error: null }, null, 2)}\n`,
    );
    return;
  }
  const paint = paintFor(args, io, io.stdout);
  const given = Object.entries(place.settings).filter(([, value]) => value !== '');
  const lines = [
    paint('bold', '# Pretend Auth0, Entra ID and Azure OpenAI. Nothing here is real, and nothing leaves this machine.'),
    '# To use it, paste all of this into another shell; the first part can be an env file too.',
    ...lined(new Map(given)),
    '',
    paint('bold', '# What the usual clients need to reach them:'),
    ...lined(new Map(Object.entries(variables).filter(([name]) => !(name in place.settings)))),
    '',
    paint('dim', '# Requests appear below. Ctrl-C ends the sandbox and takes the CA file away.'),
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  place.onRequest((request) => io.stdout.write(requestLine(request)));
}

/** Lines that a shell and a reader of env files both understand. */
function lined(values: ReadonlyMap<string, string>): string[] {
  return mergeEnv('', values)
    .text.trimEnd()
    .split('\n')
    .map((line) => `export ${line}`);
}

function requestLine({ party, method, path, status, by }: SandboxRequest): string {
  return `${status}  ${party}  ${method} ${printable(path)}${by === 'sandbox' ? '  (asked by Entra ID)' : ''}\n`;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
