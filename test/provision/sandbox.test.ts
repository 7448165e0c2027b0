import { mkdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { openProvision } from '../../src/commands/open-provision.js';
import type { Accounts } from '../../src/commands/open-provision.js';
import type { Code } from '../../src/findings/finding.js';
import type { Plan } from '../../src/provision/plan.js';
import { isDone } from '../../src/provision/plan.js';
import { stepIds } from '../../src/provision/step.js';
import type { StepId } from '../../src/provision/step.js';
import { contributor, owner } from '../../src/sandbox/roles.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import { findProgram } from '../../src/tools/find-program.js';
import { auth0Folder, signInToAuth0 } from '../support/auth0-cli.js';
import { emptyFolder, keyless, launcher } from '../support/binary.js';
import { provisionedOf } from '../support/schema.js';
import { programs } from '../tools/programs.js';
import { hasAz, withAz } from '../support/az.js';
import { emptySandbox, personIn, placeIn, quickIn } from './place.js';
import type { Person } from './place.js';

let sandbox: Sandbox;
beforeAll(async () => void (sandbox = await emptySandbox()));
afterAll(() => sandbox.stop());

interface Injury {
  step: StepId;
  code: Code;
  /** Makes the world so that the step is refused. */
  hurt: () => unknown;
  mend: () => unknown;
}

/** Everything that can be refused, in the order of the plan. */
const injuries = ({ home }: Person): Injury[] => {
  const { auth0, azure, subscription, entra } = sandbox.world;
  const may = (scope: string): Pick<Injury, 'hurt' | 'mend'> => ({
    hurt() {
      auth0.management.scopes = auth0.management.scopes.filter((one) => one !== scope);
      return signInToAuth0(sandbox, home);
    },
    mend() {
      auth0.management.scopes.push(scope);
      return signInToAuth0(sandbox, home);
    },
  });
  const own = (): { roleId: string } => {
    const { objectId } = entra.tenants[0]?.administrator ?? { objectId: '' };
    return azure.roleAssignments.find(({ principalId }) => principalId === objectId) as { roleId: string };
  };
  const denied = (type: string): Pick<Injury, 'hurt' | 'mend'> => ({
    hurt: () => subscription.deniedTypes.push(type),
    mend: () => subscription.deniedTypes.pop(),
  });
  const names = (list: string[]): Pick<Injury, 'hurt' | 'mend'> => ({
    hurt: () => list.push(accountName()),
    mend: () => list.pop(),
  });
  let free = 0;
  return [
    { step: 'auth0.api', code: 'tool/auth0-signed-out', ...may('create:resource_servers') },
    { step: 'auth0.application', code: 'tool/auth0-signed-out', ...may('create:clients') },
    { step: 'auth0.grant', code: 'tool/auth0-signed-out', ...may('create:client_grants') },
    { step: 'azure.group', code: 'tool/az-forbidden', ...denied('Microsoft.Resources/subscriptions/resourceGroups') },
    { step: 'azure.account', code: 'azure-openai/subdomain-taken', ...names(subscription.takenSubdomains) },
    {
      step: 'azure.deployment',
      code: 'azure-openai/quota-insufficient',
      hurt: () => ([free, subscription.freeCapacity] = [subscription.freeCapacity, 0]),
      mend: () => (subscription.freeCapacity = free),
    },
    { step: 'azure.identity', code: 'tool/az-forbidden', ...denied('Microsoft.ManagedIdentity/userAssignedIdentities') },
    {
      step: 'azure.credential',
      code: 'trust/credential-write-conflict',
      hurt: () => (subscription.isCredentialBeingWritten = true),
      mend: () => (subscription.isCredentialBeingWritten = false),
    },
    { step: 'azure.role', code: 'tool/az-forbidden', hurt: () => (own().roleId = contributor), mend: () => (own().roleId = owner) },
    {
      step: 'local.env',
      code: 'settings/file-unreadable',
      hurt: () => mkdir(join(home, '.env')),
      mend: () => rmdir(join(home, '.env')),
    },
  ];
};

function accountName(): string {
  const account = plan.steps.find(({ id }) => id === 'azure.account');
  return account?.title.split(' ').at(-1) ?? '';
}

let plan: Plan;

/** Requests that change something, as the parties saw them. A token changes nothing. */
function writes(): string[] {
  const all = sandbox.requests.filter(({ method, path }) => method !== 'GET' && !/\/(?:oauth|oauth2\/v2\.0)\/token/.test(path));
  return all.map(({ method, path }) => `${method} ${path}`);
}

test.skipIf(!hasAz)(
  `${withAz}: refused at every step in turn, and gone on with once that is put right; then there is nothing to do`,
  { timeout: 600_000 },
  async () => {
    const person = await personIn(sandbox);
    // Who is signed in, and a token, come at once; everything that is done is done by the real one.
    const quick = await quickIn(sandbox, person, `exec ${await realAz()} "$@"`);
    plan = await (await runBy(person)).look(new Map());
    expect(plan.findings).toEqual([]);
    const done = new Set<string>();
    for (const { step, code, hurt, mend } of injuries(person)) {
      await hurt();
      const run = await runBy(quick);
      await run.look(new Map());
      const { outcomes, plan: left } = await run.apply(() => undefined);
      const failed = [...outcomes].filter(([, { kind }]) => kind !== 'done');
      expect(failed, step).toMatchObject([[step, { kind: 'failed', finding: { code } }]]);
      // What was done is not done again, and what stands behind it was not begun.
      for (const [id, { kind }] of outcomes) if (kind === 'done') expect(done.has(id) || !done.add(id), id).toBe(false);
      expect(left.steps.find(({ id }) => id === step)?.state).toBe('create');
      await mend();
    }
    expect(done).toEqual(new Set(stepIds.slice(0, -1)));
    const run = await runBy(person);
    await run.look(new Map());
    const { plan: end, outcomes } = await run.apply(() => undefined);
    expect([...outcomes.keys()]).toEqual(['local.env']);
    expect(isDone(end)).toBe(true);
    const before = writes();
    const again = await runBy(quick);
    expect(isDone(await again.look(new Map()))).toBe(true);
    expect((await again.apply(() => undefined)).outcomes.size).toBe(0);
    expect(writes()).toEqual(before);
    const env = await readFile(join(person.home, '.env'), 'utf8');
    expect(env).toContain(`OIDC_CLIENT_SECRET=${sandbox.world.auth0.applications.find(({ name }) => name === 'keyless')?.secret}`);
  },
);

/** A new run, which knows nothing of those before it. */
async function runBy(person: Person): Promise<Accounts> {
  const io = { env: person.env, platform: 'linux' as const, now: () => new Date(), pauses: [] };
  return openProvision(await placeIn(sandbox, person), io, new AbortController().signal);
}

async function realAz(): Promise<string> {
  return (await findProgram('az', { env: process.env, platform: 'linux' })) ?? 'az';
}

test.skipIf(!hasAz)(
  `${withAz}: from nothing to a connection that works, with the commands that a person would type`,
  { timeout: 600_000 },
  async () => {
    const own = await programs({ keyless: `exec '${process.execPath}' -- '${launcher}' "$@"` });
    const PATH = [own.folder, await auth0Folder({ signsIn: true }), process.env['PATH']].join(':');
    const cwd = await emptyFolder();
    const shell = 'keyless provision --yes --json > plan.json && keyless check';
    const { code, stdout, stderr } = await keyless(['sandbox', '--empty', '--', 'sh', '-c', shell], {
      cwd,
      env: { PATH },
    });
    expect(code, stdout + stderr).toBe(0);
    expect(stdout).toMatch(/, exit 0\n$/);
    const document = provisionedOf(await readFile(join(cwd, 'plan.json'), 'utf8'));
    expect(document.steps.map(({ id, state, outcome }) => [id, state, outcome?.kind])).toEqual(stepIds.map((id) => [id, 'right', 'done']));
    expect(document).toMatchObject({ ok: true, written: { created: true }, next: [{ command: 'keyless check --wait' }] });
  },
);
