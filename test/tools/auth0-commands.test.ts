import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { changeApplication, changeGrant } from '../../src/findings/auth0-commands.js';
import { acme as people } from '../../src/findings/examples.js';
import { explain } from '../../src/findings/explain.js';
import { nothingKnown } from '../../src/findings/explanation.js';
import type { Known } from '../../src/findings/explanation.js';
import { guideOf } from '../../src/findings/guide/guides.js';
import { things } from '../../src/findings/guide/things.js';
import { showSecret } from '../../src/provision/post-deployment/commands.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Auth0Api } from '../../src/sandbox/world.js';
import { everyFinding } from '../findings/words-samples.js';
import { auth0Environment, signInToAuth0 } from '../support/auth0-cli.js';
import { keyless } from '../support/binary.js';
import { auth0Purposes } from './auth0-purposes.js';

let place: Sandbox;
let home: string;
let env: Record<string, string>;
beforeAll(async () => {
  [place, home] = await Promise.all([startSandbox(), mkdtemp(join(tmpdir(), 'keyless-test-'))]);
  env = await auth0Environment(place, home);
});
afterAll(async () => void (await Promise.all([place.stop(), rm(home, { recursive: true, force: true })])));

function knownHere(): Known {
  const { OIDC_CLIENT_ID, OIDC_AUDIENCE, OIDC_ENDPOINT } = place.settings;
  return { ...nothingKnown, isOwn: true, domain: OIDC_ENDPOINT, oidcClientId: OIDC_CLIENT_ID, audience: OIDC_AUDIENCE };
}

/** What no explanation prints: a plan does it, and shows it. */
function plannedCommands(): string[] {
  const [known, { OIDC_CLIENT_ID }] = [knownHere(), place.settings];
  return [
    changeApplication(known, OIDC_CLIENT_ID, { grant_types: ['client_credentials'] }),
    changeGrant(known, place.world.auth0.grants[0]?.id ?? '', { organization_usage: 'allow' }),
    showSecret(OIDC_CLIENT_ID, known.domain),
  ];
}

/** Every command on Auth0 that any explanation or guide prints for somebody with these settings. */
function printedCommands(): string[] {
  const [known, { OIDC_CLIENT_ID, OIDC_ENDPOINT }] = [knownHere(), place.settings];
  const fixes = everyFinding.flatMap((found) => explain(found, known).fix.flatMap((fix) => (fix.kind === 'command' ? [fix.command] : [])));
  const guided = things.flatMap((thing) => guideOf(thing, known).commands.map(({ command }) => command));
  const own = [...fixes, ...guided].filter((command) => command.startsWith('auth0 '));
  // What was found in an example is of the people in it.
  return [...new Set(own.map((one) => one.replaceAll(people.oidcClientId, OIDC_CLIENT_ID).replaceAll(people.domain, OIDC_ENDPOINT)))];
}

test('every command on Auth0 works as it is printed, and does what it says', async () => {
  const commands = [...printedCommands(), ...plannedCommands()];
  const healthy = structuredClone(place.world.auth0);
  await signInToAuth0(place, home);
  for (const command of commands) {
    const tenant = Object.assign(place.world.auth0, structuredClone(healthy));
    const purpose = auth0Purposes.find((one) => one.command.test(command));
    expect(purpose, `nothing here knows what this is for: ${command}`).toBeDefined();
    purpose?.before?.(tenant, tenant.apis[0] as Auth0Api);
    const run = await keyless(['-c', command], { program: ['/bin/sh'], cwd: home, env });
    expect([command, run.code]).toEqual([command, command.startsWith('auth0 login') ? 1 : 0]);
    purpose?.after(run, tenant, command);
    const isPrinted = tenant.applications.some(({ secret }) => `${run.stdout}${run.stderr}`.includes(secret));
    expect([command, isPrinted]).toEqual([command, purpose?.printsSecret === true]);
  }
  const idle = auth0Purposes.filter((one) => !commands.some((command) => one.command.test(command)));
  expect(idle).toEqual([]);
}, 60_000);
