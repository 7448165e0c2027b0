import { spawn } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';

import type { Limits } from '../../src/chain/limits.js';
import { launcher } from '../support/binary.js';
import { inside } from '../support/inside.js';
import { jsonOf } from '../support/schema.js';
import type { Auth0Server, Auth0State } from './auth0-server.js';
import { startAuth0 } from './auth0-server.js';
import type { AzureOpenAiState } from './azure-openai-server.js';
import { atOnce, startAzureOpenAi } from './azure-openai-server.js';
import type { EntraState } from './entra-server.js';
import { startEntra } from './entra-server.js';
import { keyNumber } from './jwt.js';
import type { Certificates, Served } from './serve.js';
import { makeCertificates } from './serve.js';

/** A certificate authority, in a folder of its own. */
export interface Bench {
  folder: string;
  /** An env file without a line, so that none of this machine's is read. */
  emptyFile: string;
  certificates: Certificates;
  close(): Promise<void>;
}

export async function openBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'keyless-foreign-'));
  const usual = getCACertificates('default');
  const close = async (): Promise<void> => {
    setDefaultCACertificates(usual);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const certificates = await makeCertificates(await mkdtemp(join(folder, 'tls-')));
    await writeFile(join(folder, 'empty.env'), '');
    // Making keys stops the clock of every server here, so it is done before there are any.
    keyNumber(3);
    // What NODE_EXTRA_CA_CERTS does for a process of its own.
    setDefaultCACertificates([certificates.ca]);
    return { folder, emptyFile: join(folder, 'empty.env'), certificates, close };
  } catch (error) {
    await close();
    throw error;
  }
}

export type PartyName = 'auth0' | 'entra' | 'azureOpenAi';

/** What differs from three healthy servers that trust each other. */
export interface Changes {
  auth0?: Partial<Auth0State>;
  entra?: Partial<EntraState>;
  azureOpenAi?: Partial<AzureOpenAiState>;
}

/** Three servers this project did not write, and the settings for them. */
export interface Connection {
  auth0: Auth0Server;
  entra: Served;
  azureOpenAi: Served;
  state: { auth0: Auth0State; entra: EntraState; azureOpenAi: AzureOpenAiState };
  /** Every token that was handed out. */
  issued: string[];
  settings: Record<string, string>;
  bench: Bench;
  close(): void;
}

export async function connect(bench: Bench, changes: Changes = {}): Promise<Connection> {
  const { certificates } = bench;
  const issued: string[] = [];
  const objectId = randomUUID();
  const auth0State: Auth0State = {
    clientId: alphanumeric(32),
    clientSecret: randomBytes(48).toString('base64url'),
    audience: 'api://AzureADTokenExchange',
    isGranted: true,
    keysHaveAlgorithm: true,
    publishedKeys: 2,
    audienceAsArray: false,
    hasNotBefore: false,
    expiresIn: 86_400,
    ...changes.auth0,
  };
  const auth0 = await startAuth0(auth0State, certificates, issued);
  const credential = { issuer: auth0.issuer, subject: `${auth0State.clientId}@clients`, audience: auth0State.audience };
  const entraState: EntraState = {
    tenant: randomUUID(),
    clientId: randomUUID(),
    objectId,
    credential,
    expiresIn: 86_399,
    ...changes.entra,
  };
  const entra = await startEntra(entraState, certificates, issued);
  const azureState: AzureOpenAiState = {
    deployment: 'team-chat',
    model: 'gpt-4o-2024-11-20',
    objectId,
    hasRole: true,
    isResponsesOnly: false,
    refuses: ['max_tokens', 'temperature'],
    answer: ['Hello', ' from', ' a', ' foreign', ' server', '.'],
    pace: atOnce,
    ...changes.azureOpenAi,
  };
  const azureOpenAi = await startAzureOpenAi(azureState, certificates);
  return {
    auth0,
    entra,
    azureOpenAi,
    state: { auth0: auth0State, entra: entraState, azureOpenAi: azureState },
    issued,
    bench,
    settings: {
      OIDC_ENDPOINT: `localhost:${auth0.port}`,
      OIDC_CLIENT_ID: auth0State.clientId,
      OIDC_CLIENT_SECRET: auth0State.clientSecret,
      AZURE_TENANT_ID: entraState.tenant,
      AZURE_CLIENT_ID: entraState.clientId,
      AZURE_AOAI_ENDPOINT: `https://localhost:${azureOpenAi.port}`,
      AZURE_AOAI_MODEL_DEPLOYMENT_NAME: azureState.deployment,
      AZURE_AUTHORITY_HOST: `https://localhost:${entra.port}`,
      NODE_EXTRA_CA_CERTS: certificates.caFile,
    },
    close: () => [auth0, entra, azureOpenAi].forEach((server) => server.close()),
  };
}

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
  /** Standard output as it came. */
  pieces: string[];
  durationMs: number;
}

export interface Running {
  done: Promise<Ran>;
  /** Standard output so far. */
  seen(): string;
  /** Resolves when this text is on standard output, or when there will be no more. */
  shows(text: string): Promise<void>;
  /** `SIGINT` is Ctrl-C. */
  signal(name: NodeJS.Signals): void;
  /** Closes our end of its standard output, as `| head` does. */
  stopReading(): void;
}

/** The real program with nothing in its environment but these settings, in an empty folder. Null takes a setting away. */
export function start(connection: Connection, args: readonly string[], changes: Record<string, string | null> = {}): Running {
  const given = Object.entries({ ...connection.settings, ...changes }).filter((entry): entry is [string, string] => entry[1] !== null);
  const startedAt = performance.now();
  const waiting: { text: string; resolve: () => void }[] = [];
  const pieces: string[] = [];
  let [stdout, stderr] = ['', ''];
  const child = mkdtemp(join(connection.bench.folder, 'run-')).then((cwd) =>
    spawn(process.execPath, [launcher, ...args], { cwd, env: Object.fromEntries(given), stdio: ['ignore', 'pipe', 'pipe'] }),
  );
  const done = child.then(async (process) => {
    process.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      pieces.push(text);
      for (const one of waiting) if (stdout.includes(one.text)) one.resolve();
    });
    process.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    const code = await new Promise<number | null>((resolve, reject) => process.on('error', reject).on('close', resolve));
    const ran = { code, stdout, stderr, pieces, durationMs: performance.now() - startedAt };
    for (const one of waiting) one.resolve();
    expectNoSecretIn(ran, connection, changes['OIDC_CLIENT_SECRET'] ?? connection.state.auth0.clientSecret);
    return ran;
  });
  return {
    done,
    seen: () => stdout,
    shows: (text) => (stdout.includes(text) ? Promise.resolve() : new Promise((resolve) => waiting.push({ text, resolve }))),
    signal: (name) => void child.then((process) => process.kill(name)),
    stopReading: () => void child.then((process) => process.stdout.destroy()),
  };
}

export function keyless(connection: Connection, args: readonly string[], changes: Record<string, string | null> = {}): Promise<Ran> {
  return start(connection, args, changes).done;
}

// oxlint-disable-next-line typescript/no-explicit-any -- the document of the schema, of which a test reads a few fields
export type Document = any;

/**
 * `check --json --verbose`, so that the report and every answer of a server are looked through for secrets at once. It runs in this
 * process, which makes hundreds of them a matter of seconds; what only a process of its own can show goes through `start`.
 */
export async function check(
  connection: Connection,
  args: readonly string[] = [],
  changes: Record<string, string | null> = {},
  limits: Partial<Limits> = {},
): Promise<Ran & { report: Document }> {
  const [command = 'check', ...rest] = args[0] === 'prompt' ? args : ['check', ...args];
  const ran = await say(connection, [command, '--json', '--verbose', ...rest], changes, limits);
  return { ...ran, report: jsonOf(ran.stdout) };
}

/** The same with any arguments, as text too. */
export async function say(
  connection: Connection,
  args: readonly string[],
  changes: Record<string, string | null> = {},
  limits: Partial<Limits> = {},
): Promise<Ran> {
  const given = Object.entries({ ...connection.settings, ...changes }).filter((entry): entry is [string, string] => entry[1] !== null);
  const startedAt = performance.now();
  const file = args.includes('--env-file') ? [] : ['--env-file', connection.bench.emptyFile];
  const { code, stdout, stderr } = await inside([...args, ...file], { env: Object.fromEntries(given), limits });
  const ran = { code, stdout, stderr, pieces: [stdout], durationMs: performance.now() - startedAt };
  expectNoSecretIn(ran, connection, changes['OIDC_CLIENT_SECRET'] ?? connection.state.auth0.clientSecret);
  return ran;
}

/** The same in a process of its own, for what its environment does before the program runs. */
export async function checkAlone(
  connection: Connection,
  args: readonly string[] = [],
  changes: Record<string, string | null> = {},
): Promise<Ran & { report: Document }> {
  const ran = await keyless(connection, ['check', '--json', '--verbose', ...args], changes);
  return { ...ran, report: jsonOf(ran.stdout) };
}

/** No test ends without this: the client secret, and the part of a token that makes it one, are in no byte that came out. */
function expectNoSecretIn(ran: Ran, { issued }: Connection, secret: string): void {
  const hidden: [string, string][] = [
    ['client secret', secret],
    ['client secret in base64', Buffer.from(secret).toString('base64')],
    ['client secret in a URL', encodeURIComponent(secret)],
    ['client secret in JSON', JSON.stringify(secret).slice(1, -1)],
    ...issued.map((token, at): [string, string] => [`signature of token ${at + 1}`, token.slice(token.lastIndexOf('.') + 1)]),
  ];
  for (const stream of ['stdout', 'stderr'] as const) {
    for (const [name, value] of hidden) {
      const at = ran[stream].indexOf(value);
      if (at >= 0) throw new Error(`the ${name} is on ${stream}, after: ${ran[stream].slice(Math.max(0, at - 200), at)}`);
    }
  }
}

function alphanumeric(length: number): string {
  return randomBytes(length * 3)
    .toString('base64')
    .replace(/[^A-Za-z0-9]/g, '')
    .slice(0, length);
}
