import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { beforeEach, expect, test } from 'vitest';

import { finding } from '../../../src/findings/finding.js';
import { createPostDeployment } from '../../../src/provision/post-deployment/create-post-deployment.js';
import type { Decisions } from '../../../src/provision/plan.js';
import type { Provision } from '../../../src/provision/provision.js';
import type { StepOutcome } from '../../../src/provision/step.js';
import type { ToolAnswer } from '../../../src/tools/tool.js';

const group = '/subscriptions/s/resourceGroups/rg/providers';
const app = `${group}/Microsoft.Web/sites/app`;
const decisionsOf = (second: string): Decisions =>
  new Map(
    Object.entries({
      '--storage': `${group}/Microsoft.Storage/storageAccounts/st`,
      '--search': `${group}/Microsoft.Search/searchServices/srch`,
      '--document-intelligence': `${group}/Microsoft.CognitiveServices/accounts/di`,
      '--web-app': `${app},${group}/Microsoft.Web/sites/${second}`,
    }),
  );
const decisions = decisionsOf('gone');
const ok = (value: unknown): ToolAnswer => ({ ok: true, value });
const client = { client_id: 'CID', callbacks: [], client_secret: 'hush-hush-hush-hush' };

/** What the tools do in place of what they usually do here. */
let az: (args: readonly string[]) => ToolAnswer | Promise<ToolAnswer>;
let auth0: (args: readonly string[]) => ToolAnswer | null;
let listed: object[];
let shown: unknown;
let signIn: object;
let stop: AbortController;
let hidden: string[];
beforeEach(() => {
  [stop, listed, shown, signIn, hidden] = [new AbortController(), [], client, { platform: { enabled: false } }, []];
  az = put;
  auth0 = () => null;
});

/** These web apps, and nothing else that could be read. */
function provision(apps: readonly string[] = ['app']): Provision {
  const get = async (path: string): Promise<ToolAnswer> => {
    const name = apps.find((one) => path.includes(`/sites/${one}?`) || path.includes(`/sites/${one}/config/`));
    if (name !== undefined && path.includes('/config/authsettingsV2?')) return ok({ properties: signIn });
    if (name !== undefined) return ok({ properties: { defaultHostName: `${name}.net` } });
    return { ok: false, failure: { tool: 'az', kind: 'refused', exitCode: 1, said: 'no', command: path } };
  };
  const cli = async (args: readonly string[]): Promise<ToolAnswer> => {
    const [what, verb] = args;
    const own = auth0(args);
    if (own !== null) return own;
    if (what === 'tenants') return ok([{ name: 't.eu.auth0.com', active: true }]);
    return ok(
      verb === 'list' ? listed : verb === 'show' ? shown : { ...client, callbacks: ['https://app.net/.auth/login/auth0/callback'] },
    );
  };
  const account = { id: 's', tenantId: 't', cloudName: 'AzureCloud', state: 'Enabled' };
  return createPostDeployment({
    eyes: {
      tools: {
        az: { name: 'az', run: async (args) => (args[0] === 'account' ? ok([account]) : az(args)) },
        auth0: { name: 'auth0', run: cli },
      },
      readerOf: () => ({ get }),
      recognise: ({ said, command }) => finding('tool/az-refused', { said, command }),
    },
    texts: new Map(),
    signal: stop.signal,
    hide: (secret) => void hidden.push(secret.reveal()),
  });
}

function put(args: readonly string[]): ToolAnswer {
  if (args[0] === 'rest') signIn = JSON.parse(args[args.indexOf('--body') + 1] ?? '').properties;
  return ok(null);
}

async function outcome(): Promise<StepOutcome | undefined> {
  const one = provision();
  const plan = await one.look(decisions);
  expect(plan.steps.map(({ state }) => state)).toEqual(['unknown', 'unknown', 'change', 'unknown']);
  return (await one.apply(() => undefined)).outcomes.get('post.web-app-1');
}

const fileIn = (args: readonly string[]): string | undefined => args[args.indexOf('--settings') + 1]?.slice(1);

test('the secret goes from one tool to the other in a file, and is hidden from then on', async () => {
  const handed: string[] = [];
  az = async (args) => {
    if (args[0] === 'webapp') handed.push(await readFile(fileIn(args) ?? '', 'utf8'));
    return put(args);
  };
  expect(await outcome()).toMatchObject({ kind: 'done', ran: { length: 4 } });
  expect(handed).toEqual([JSON.stringify({ AUTH0_AUTHENTICATION_SECRET: client.client_secret })]);
  expect(hidden).toContain(client.client_secret);
});

test('stopped while az has it, the file is gone, and nobody says that it was done', async () => {
  let file: string | undefined;
  az = (args) => {
    file = fileIn(args);
    stop.abort(new Error('Ctrl-C'));
    throw stop.signal.reason;
  };
  expect(await outcome()).toMatchObject({ kind: 'interrupted', ran: { length: 2 } });
  expect([file, file && existsSync(file)]).toEqual([expect.stringContaining('AUTH0_AUTHENTICATION_SECRET.json'), false]);
});

test('what Azure takes and does not keep was not done', async () => {
  az = (args) => {
    const answer = put(args);
    signIn = { ...signIn, identityProviders: {} };
    return answer;
  };
  expect(await outcome()).toMatchObject({ kind: 'failed', said: 'Azure took it, and does not show it afterwards.', ran: { length: 4 } });
});

test('where the application is there, and who is signed in may not read its secret, nothing is stored', async () => {
  const callbacks = ['https://app.net/.auth/login/auth0/callback'];
  listed = [{ client_id: client.client_id, callbacks, name: 'keyless sign-in of rg', app_type: 'regular_web' }];
  shown = { client_id: client.client_id };
  az = () => {
    throw new Error('az has nothing to do');
  };
  const failed = {
    kind: 'failed',
    finding: { code: 'tool/auth0-refused' },
    said: expect.stringContaining('no client secret'),
    ran: { length: 1 },
  };
  expect(await outcome()).toMatchObject(failed);
});

test('what others change between the look and the write is kept, and what was not shown is not replaced', async () => {
  az = (args) => {
    if (args[0] === 'webapp') signIn = { ...signIn, httpSettings: { requireHttps: true } };
    return put(args);
  };
  expect(await outcome()).toMatchObject({ kind: 'done', ran: { length: 4 } });
  expect(signIn).toMatchObject({ httpSettings: { requireHttps: true }, platform: { enabled: true } });

  signIn = { platform: { enabled: false } };
  az = (args) => {
    if (args[0] !== 'webapp') throw new Error('the document is replaced');
    signIn = { ...signIn, globalValidation: { unauthenticatedClientAction: 'Return401' } };
    return ok(null);
  };
  expect(await outcome()).toMatchObject({ kind: 'failed', said: 'It has changed since it was shown.', ran: { length: 3 } });
});

test('what others have finished meanwhile is done', async () => {
  az = (args) => {
    if (args[0] !== 'webapp') throw new Error('the document is replaced');
    signIn = { platform: { enabled: true }, identityProviders: { google: { registration: { clientId: 'x' } } } };
    return ok(null);
  };
  expect(await outcome()).toMatchObject({ kind: 'done', ran: { length: 3 } });
});

test.each(['late', 'unreadable'] as const)(
  'a write that is %s may have been done; a secret that could not be read was not',
  async (kind) => {
    const failure = { tool: 'az', kind, exitCode: null, said: '', command: 'x' } as const;
    az = () => ({ ok: false, failure });
    expect(await outcome()).toMatchObject({ kind: 'interrupted', ran: { length: 3 } });
    auth0 = ([, verb]) => (verb === 'show' ? { ok: false, failure } : null);
    expect(await outcome()).toMatchObject({ kind: 'failed', ran: { length: 2 } });
  },
);

test('where nobody knows whether the application was made, the second web app does not make another one', async () => {
  const made: string[] = [];
  auth0 = ([what, verb]) => {
    if (what !== 'api') return null;
    made.push(verb ?? '');
    return { ok: false, failure: { tool: 'auth0', kind: 'late', exitCode: null, said: '', command: 'auth0 api post clients' } };
  };
  const one = provision(['app', 'other']);
  await one.look(decisionsOf('other'));
  const { outcomes } = await one.apply(() => undefined);
  expect([...outcomes].map(([id, { kind }]) => [id, kind])).toEqual([
    ['post.web-app-1', 'interrupted'],
    ['post.web-app-2', 'failed'],
  ]);
  expect(made).toEqual(['post']);
});
