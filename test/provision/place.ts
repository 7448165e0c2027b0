import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { readArgs } from '../../src/commands/args.js';
import type { Io } from '../../src/commands/io.js';
import { openPlace } from '../../src/commands/open.js';
import type { Place } from '../../src/commands/open.js';
import { azureCliSwitches, signInAzureCli } from '../../src/sandbox/azure-cli.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { readEnv } from '../../src/settings/env-file.js';
import { gatherSettings } from '../../src/settings/sources.js';
import type { FieldName } from '../../src/settings/field-name.js';
import { ask } from '../sandbox/client.js';
import { auth0Folder, signInToAuth0 } from '../support/auth0-cli.js';
import { emptyFolder } from '../support/binary.js';
import { programs } from '../tools/programs.js';

/** Somebody who administers both accounts of a place, with a home of their own. */
export interface Person {
  home: string;
  /** What the tools see of the environment. */
  env: Record<string, string>;
}

/** Signed in to both, with the stand-in for `auth0` and whatever `az` is on the PATH. */
export async function personIn(sandbox: Sandbox): Promise<Person> {
  const home = await emptyFolder();
  const ca = join(home, 'ca.pem');
  await writeFile(ca, sandbox.caPem);
  await Promise.all([signInAzureCli(join(home, 'azure'), sandbox.world), signInToAuth0(sandbox, home)]);
  const env = {
    PATH: `${await auth0Folder()}:${process.env['PATH'] ?? ''}`,
    HOME: home,
    ...sandbox.proxyVariables,
    ...azureCliSwitches,
    REQUESTS_CA_BUNDLE: ca,
    SSL_CERT_FILE: ca,
    AZURE_CONFIG_DIR: join(home, 'azure'),
  };
  return { home, env };
}

/** The same with an `az` that tells at once who is signed in, and has a token; whatever else it is asked, `otherwise` does. */
export async function quickIn(
  sandbox: Sandbox,
  person: Person,
  otherwise = 'echo "ERROR: $* is not for readers" >&2; exit 1',
): Promise<Person> {
  const { id, name, tenantId } = sandbox.world.subscription;
  const account = { id, name, tenantId, isDefault: true, state: 'Enabled', cloudName: 'AzureCloud' };
  const answers = [
    `"account list") echo '${JSON.stringify([account])}';;`,
    `"account get-access-token") echo '{"accessToken":"${await managerToken(sandbox)}"}';;`,
  ];
  const { folder } = await programs({ az: `case "$1 $2" in ${answers.join(' ')} *) ${otherwise};; esac` });
  return { ...person, env: { ...person.env, PATH: `${folder}:${await auth0Folder()}:/usr/bin:/bin` } };
}

async function managerToken(sandbox: Sandbox): Promise<string> {
  const { world } = sandbox;
  const [tenant] = world.entra.tenants;
  const { clientId, secret } = tenant?.administrator ?? { clientId: '', secret: '' };
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: secret,
    scope: 'https://management.azure.com/.default',
  };
  const url = `https://${world.entra.host}/${tenant?.id}/oauth2/v2.0/token`;
  return (await ask(sandbox, url, { form })).body.access_token;
}

/** A place of commands over a sandbox that counts as the real thing: with these settings, and the env file in this folder. */
export async function placeIn(sandbox: Sandbox, { home }: Person, settings: Partial<Record<FieldName, string>> = {}): Promise<Place> {
  const read = readArgs(['check', '--sandbox', '--env-file', join(home, '.env')]);
  if (!read.ok) throw new Error(read.usage.problem);
  const kept = Object.create(sandbox, { stop: { value: () => Promise.resolve() } }) as Sandbox;
  const io = {
    env: {},
    now: () => new Date(),
    signal: new AbortController().signal,
    limits: {},
    startSandbox: () => Promise.resolve(kept),
  };
  const opened = await openPlace(read.args, io as unknown as Io);
  if (!opened.ok) throw new Error(opened.problem);
  const envText = await readFile(join(home, '.env'), 'utf8').catch(() => null);
  const texts = gatherSettings({
    flags: new Map(Object.entries(settings) as [FieldName, string][]),
    environment: {},
    file: readEnv(envText ?? ''),
    filePath: '.env',
  });
  return { ...opened.place.withTexts(texts, envText), sandbox: null };
}

export async function emptySandbox(): Promise<Sandbox> {
  return startSandbox({ isEmpty: true, seed: 'provision' });
}
