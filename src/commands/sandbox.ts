import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { ExitCode } from '../report/report.js';
import type { Clients } from '../sandbox/clients.js';
import type { Sandbox, SandboxRequest } from '../sandbox/start.js';
import { mergeEnv } from '../settings/env-file.js';
import { fields } from '../settings/fields.js';
import { runInForeground } from '../tools/run.js';
import type { Args } from './args.js';
import type { Io } from './io.js';
import type { Place } from './open.js';
import { documentText } from '../report/json.js';
import { printable } from '../report/printable.js';
import { paintFor } from './terminal.js';

/** Runs the stand-ins until Ctrl-C, or for as long as the command after `--` runs. */
export async function sandbox(args: Args, io: Io, { sandbox: place }: Place): Promise<number> {
  if (!place) throw new TypeError('the sandbox command needs a sandbox');
  const folder = await mkdtemp(join(tmpdir(), 'keyless-sandbox-'));
  try {
    const { prepareClients } = await import('../sandbox/clients.js');
    const clients = await prepareClients(place, folder);
    if (args.run) return await runInside(args.run, clients, io);
    announce(place, clients, args, io);
    await aborted(io.signal);
    return 130 satisfies ExitCode;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function runInside(run: readonly string[], { settings, reach, auth0 }: Clients, io: Io): Promise<number> {
  const [file = '', ...rest] = run;
  const inherited = Object.fromEntries(Object.entries(io.env).filter((entry): entry is [string, string] => entry[1] !== undefined));
  for (const name of Object.keys(inherited)) if (isKeptOut(name)) delete inherited[name];
  const ending = await runInForeground([file, ...rest], { ...inherited, ...settings, ...reach, ...auth0 }, io.signal);
  if (ending.kind === 'ended') return ending.exitCode;
  if (io.signal.aborted) return 130 satisfies ExitCode;
  io.stderr.write(
    ending.kind === 'not-found' ? `✗ There is no command ${printable(ending.command)}.\n` : `✗ ${printable(ending.problem)}\n`,
  );
  return 2;
}

/**
 * A lower-case proxy variable would win over ours, and an exception or a base URL of OpenAI could lead out of the place. What the SDKs of Azure, OpenAI and
 * Auth0 take for credentials is real, and nothing real goes to a stand-in. A setting of the person is of another place, too.
 */
function isKeptOut(name: string): boolean {
  if (fields.some((field) => field.name === name)) return true;
  if (/^(?:https?_proxy|no_proxy|all_proxy)$/i.test(name) || /^(?:AZURE_)?OPENAI_/.test(name)) return true;
  return /^(?:AZURE|ARM|AUTH0|OIDC)_/.test(name) && /SECRET|PASSWORD|TOKEN|KEY|CERTIFICATE|CREDENTIAL|ASSERTION|USERNAME/.test(name);
}

function announce(place: Sandbox, { caFile, settings, reach, auth0 }: Clients, args: Args, io: Io): void {
  if (args.flags.has('--json')) {
    const told = { settings, caFile, proxy: place.proxyUrl, clients: { ...reach, ...auth0 } };
    io.stdout.write(documentText({ schemaVersion: 1, sandbox: told, error: null }));
    return;
  }
  const paint = paintFor(args, io, io.stdout);
  const lines = [
    paint('bold', '# Pretend Auth0, Entra ID and Azure OpenAI. Nothing here is real, and nothing leaves this machine.'),
    ...(args.flags.has('--empty') ? [`# ${emptyPlace}`] : []),
    '# To use it, paste all of this into another shell; the first part can be an env file too.',
    ...lined(Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== ''))),
    '',
    paint('bold', '# What the usual clients need to reach them. az is signed in with this folder, as an Owner of the subscription:'),
    ...lined(reach),
    '',
    paint('bold', '# What the tools of Auth0 sign in with:'),
    ...lined(auth0),
    `# ${signIn}`,
    `# ${keepsSignIn}`,
    '',
    paint('dim', '# Requests appear below. Ctrl-C ends the sandbox and takes its files away.'),
  ];
  io.stdout.write(`${lines.join('\n')}\n`);
  place.onRequest((request) => io.stdout.write(requestLine(request)));
}

const emptyPlace =
  'Nothing is set up: an Auth0 tenant without API and application, and a subscription without any resource. keyless provision fills it.';
const signIn = 'auth0 login --domain "$AUTH0_DOMAIN" --client-id "$AUTH0_CLIENT_ID" --client-secret "$AUTH0_CLIENT_SECRET"';
const keepsSignIn = 'signs the auth0 CLI in. It remembers that below HOME: with another HOME, your own sign-in stays as it is.';

/** Lines that a shell and a reader of env files both understand. */
function lined(values: Record<string, string>): string[] {
  return mergeEnv('', new Map(Object.entries(values)))
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
