import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { Code } from '../../src/findings/finding.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { emptyFolder } from '../support/binary.js';
import type { Session } from './pty.js';
import { openSession } from './pty.js';

/** A person with accounts at the parties of this sandbox, an empty folder, and the built program in a real terminal. */
export interface Person extends Session {
  sandbox: Sandbox;
  cwd: string;
  env: Record<string, string>;
}

export async function arrive(
  faults: readonly Code[] = [],
  args: string[] = [],
  options: { seed?: string; columns?: number; rows?: number } = {},
): Promise<Person> {
  const { seed, ...size } = options;
  const sandbox = await startSandbox({ faults, ...(seed !== undefined && { seed }) });
  const cwd = await emptyFolder();
  const ca = join(await emptyFolder(), 'ca.pem');
  await writeFile(ca, sandbox.caPem);
  const env = { ...sandbox.proxyVariables, NODE_EXTRA_CA_CERTS: ca, XDG_STATE_HOME: await emptyFolder() };
  return { ...openSession(args, { cwd, env, ...size }), sandbox, cwd, env };
}

export async function gone({ sandbox }: Person): Promise<void> {
  await sandbox.stop();
}

export const valueOf = ({ sandbox }: Person, name: FieldName): string => sandbox.settings[name];

/** Types the values of step 1 and 2, each at its own prompt. */
export async function typeValues(person: Person, asking: readonly (readonly [label: string, name: FieldName | null])[]): Promise<void> {
  for (const [label, name] of asking) {
    await person.waitFor(`❯ ${label}`);
    person.send(`${name === null ? '' : valueOf(person, name)}\r`);
  }
}

export const step1 = [
  ['Auth0 domain', 'OIDC_ENDPOINT'],
  ['Auth0 client id', 'OIDC_CLIENT_ID'],
  ['Auth0 client secret', 'OIDC_CLIENT_SECRET'],
  ['Audience', null],
] as const;
export const step2 = [
  ['Entra tenant id', 'AZURE_TENANT_ID'],
  ['Identity client id', 'AZURE_CLIENT_ID'],
  ['Azure OpenAI endpoint', 'AZURE_AOAI_ENDPOINT'],
] as const;

export function credentialOf(person: Person): string {
  const [issuer, subject, audience] = (['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE'] as const).map(
    (name) => valueOf(person, name),
  );
  return JSON.stringify([{ name: 'auth0', issuer, subject, audiences: [audience] }], null, 2);
}
