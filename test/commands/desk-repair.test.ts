import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';

import { plant } from '../../src/sandbox/faults.js';
import { openAiUser } from '../../src/sandbox/roles.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Identity, World } from '../../src/sandbox/world.js';
import type { CheckDiagnosis } from '../../src/report/report.js';
import type { Desk } from '../../src/ui/desk.js';
import type { Prepared, Ran } from '../../src/ui/explain/repairing.js';
import { atHome, hasAz } from '../support/az.js';
import type { AtHome } from '../support/az.js';
import { auth0Folder, signInToAuth0 } from '../support/auth0-cli.js';
import { deskAtHome } from '../support/desk.js';

// A start of az takes a second of a core, and there may be others who want it.
vi.setConfig({ testTimeout: 120_000 });

let place: Sandbox;
let home: AtHome;
let healthy: World;

beforeAll(async () => {
  place = await startSandbox();
  healthy = structuredClone(place.world);
  home = await atHome(place, { path: await auth0Folder() });
  await signInToAuth0(place, home.env['HOME'] ?? '');
});
afterAll(async () => void (await Promise.all([home.close(), place.stop()])));
beforeEach(() => void Object.assign(place.world, structuredClone(healthy)));

const nobody = (): void => undefined;
const identity = (): Identity => place.world.entra.tenants[0]?.identities[0] as Identity;

/** A desk on a machine whose settings and tools are of the place, as a person would have it; it has checked once, and this is the cause. */
async function failed(without: readonly string[] = []): Promise<{ desk: Desk; cause: CheckDiagnosis }> {
  const desk = await deskAtHome(place, home, without);
  const [cause] = (await desk.check(new Map(), nobody, null)).diagnoses;
  if (!cause) throw new Error('nothing is wrong');
  return { desk, cause };
}

function ready(prepared: Prepared): Extract<Prepared, { kind: 'ready' }> {
  if (prepared.kind !== 'ready') throw new Error(`${prepared.kind} ${'sentence' in prepared ? prepared.sentence : ''}`);
  return prepared;
}

const copies = ['AZURE_FEDERATED_ISSUER', 'AZURE_FEDERATED_SUBJECT', 'AZURE_FEDERATED_AUDIENCE'];

describe.skipIf(!hasAz)('with a real az', () => {
  test('a cause that only Entra ID tells is seen on both sides, changed with the exact command, read again, and gone', async () => {
    plant(place.world, 'trust/issuer-slash');
    const { desk, cause } = await failed(copies);
    expect(cause.code).toBe('trust/issuer-mismatch');
    const right = `https://${place.settings.OIDC_ENDPOINT}/`;
    const { step, now, isRead } = ready(await desk.prepareRepair(new Map(), cause));
    expect(now?.report.diagnoses[now.index]).toMatchObject({ code: 'trust/issuer-slash', evidence: { azureSource: 'az' } });
    expect(isRead).toBe(false);
    expect(step).toMatchObject({ where: 'azure', state: 'change', changes: [{ name: 'issuer', from: right.slice(0, -1), to: right }] });
    expect(step.commands).toEqual([
      `az identity federated-credential update --name auth0 --identity-name id-keyless --resource-group rg-keyless --issuer ${right} --subject ${place.settings.OIDC_CLIENT_ID}@clients --audiences api://AzureADTokenExchange`,
    ]);
    const ran: Ran[] = [];
    expect(await desk.repair((one) => ran.push(one))).toEqual({ ok: true, values: new Map() });
    expect(ran).toEqual([{ command: step.commands[0], printed: null }]);
    expect(identity().credentials[0]?.issuer).toBe(right);
    const report = await desk.wait(new Map(), (tried) => expect(tried.copy).toMatchObject({ from: 'az', isFresh: true }));
    expect(report.exitCode).toBe(0);
  });

  test('what az says outranks the copy in the settings, which is told what it holds now', async () => {
    plant(place.world, 'trust/issuer-slash');
    const { desk, cause } = await failed();
    ready(await desk.prepareRepair(new Map(), cause));
    expect(await desk.repair(nobody)).toEqual({
      ok: true,
      values: new Map([['AZURE_FEDERATED_ISSUER', `https://${place.settings.OIDC_ENDPOINT}/`]]),
    });
  });

  test('the commands fit an app registration', async () => {
    Object.assign(identity(), { kind: 'app-registration', resourceId: '', name: 'acme-app' });
    plant(place.world, 'trust/subject-case');
    const { desk, cause } = await failed(copies);
    const { step } = ready(await desk.prepareRepair(new Map(), cause));
    expect(step.commands[0]).toMatch(/^az ad app federated-credential update --id /);
    expect((await desk.repair(nobody)).ok).toBe(true);
    expect(identity().credentials[0]?.subject).toBe(`${place.settings.OIDC_CLIENT_ID}@clients`);
  });

  test('a role is given at the account', async () => {
    place.world.azure.roleAssignments = place.world.azure.roleAssignments.filter(({ roleId }) => roleId !== openAiUser);
    const { desk, cause } = await failed();
    const { step } = ready(await desk.prepareRepair(new Map(), cause));
    expect(step.changes).toEqual([{ name: 'roles', from: null, to: 'Cognitive Services OpenAI User' }]);
    expect(step.commands[0]).not.toContain('$(');
    expect((await desk.repair(nobody)).ok).toBe(true);
    expect((await desk.check(new Map(), nobody, cause.check)).exitCode).toBe(0);
  });

  test('who may not write is told so, and nothing was changed', async () => {
    plant(place.world, 'trust/issuer-slash');
    for (const one of place.world.azure.roleAssignments)
      if (one.scope.split('/').length === 3) one.roleId = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
    const { desk, cause } = await failed(copies);
    ready(await desk.prepareRepair(new Map(), cause));
    expect(await desk.repair(nobody)).toMatchObject({ ok: false, kind: 'refused', done: 0, cause: { code: 'tool/az-forbidden' } });
    expect(identity().credentials[0]?.issuer).not.toMatch(/\/$/);
  });

  test('the credential is read for the comparison, the closest of several, and goes before what is typed from then on', async () => {
    identity().credentials.unshift({
      name: 'github',
      issuer: 'https://token.actions.githubusercontent.com',
      subject: 'repo:a/b',
      audience: 'x',
    });
    const desk = await deskAtHome(place, home, copies);
    await desk.probe('token', new Map());
    const issuer = `https://${place.settings.OIDC_ENDPOINT}/`;
    expect(await desk.readCredential(new Map())).toEqual({
      ok: true,
      values: new Map([
        ['AZURE_FEDERATED_ISSUER', issuer],
        ['AZURE_FEDERATED_SUBJECT', `${place.settings.OIDC_CLIENT_ID}@clients`],
        ['AZURE_FEDERATED_AUDIENCE', 'api://AzureADTokenExchange'],
      ]),
      sentence: 'Read with az: the credential "auth0" of the managed identity "id-keyless", which is the closest of 2.',
    });
    const looked = await desk.probe('trust', new Map());
    expect(
      looked.kind === 'checks' && looked.report.checks.filter(({ id }) => id.startsWith('trust.')).map(({ status }) => status),
    ).toEqual(['pass', 'pass', 'pass']);
    identity().credentials = [];
    expect(await desk.readCredential(new Map())).toMatchObject({ ok: false, cause: { code: 'trust/credential-missing' } });
  });

  test('what somebody else wrote after it was shown is not written over: it is shown, and asked about again', async () => {
    plant(place.world, 'trust/issuer-slash');
    const { desk, cause } = await failed(copies);
    ready(await desk.prepareRepair(new Map(), cause));
    const [credential] = identity().credentials;
    if (!credential) throw new Error('there is no credential');
    credential.issuer = 'https://elsewhere.example/';
    const moved = await desk.repair(nobody);
    expect(moved).toMatchObject({
      kind: 'moved',
      prepared: { kind: 'ready', step: { changes: [{ name: 'issuer', from: credential.issuer }] } },
    });
    expect(identity().credentials[0]?.issuer).toBe('https://elsewhere.example/');
    expect((await desk.repair(nobody)).ok).toBe(true);
    expect(identity().credentials[0]?.issuer).toBe(`https://${place.settings.OIDC_ENDPOINT}/`);
  });

  test('what was mended meanwhile needs no repair', async () => {
    plant(place.world, 'trust/issuer-slash');
    const { desk, cause } = await failed(copies);
    Object.assign(place.world, structuredClone(healthy));
    expect(await desk.prepareRepair(new Map(), cause)).toMatchObject({ kind: 'gone', report: { exitCode: 0 } });
  });
});

describe('with the stand-in for auth0', () => {
  test('a grant is given, the token of before is forgotten, and the check goes on', async () => {
    plant(place.world, 'auth0/grant-missing');
    const { desk, cause } = await failed();
    const { step } = ready(await desk.prepareRepair(new Map(), cause));
    expect(step).toMatchObject({ where: 'auth0', state: 'change' });
    expect((await desk.repair(nobody)).ok).toBe(true);
    expect((await desk.check(new Map(), nobody, cause.check)).exitCode).toBe(0);
  });

  test('a property is shown as it is and as it will be', async () => {
    plant(place.world, 'token/algorithm-unsupported');
    const { desk, cause } = await failed();
    const { step } = ready(await desk.prepareRepair(new Map(), cause));
    expect(step.changes).toEqual([{ name: 'signing_alg', from: 'HS256', to: 'RS256' }]);
    expect((await desk.repair(nobody)).ok).toBe(true);
    expect((await desk.check(new Map(), nobody, cause.check)).exitCode).toBe(0);
  });
});

test('without az the command that installs it is named', async () => {
  plant(place.world, 'trust/issuer-slash');
  const { desk, cause } = await failed(['PATH', ...copies]);
  expect(await desk.prepareRepair(new Map(), cause)).toMatchObject({ kind: 'refused', cause: { code: 'tool/az-missing' } });
});
