import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

import { beforeEach, expect, test } from 'vitest';

import { finding } from '../../../src/findings/finding.js';
import { createPostDeployment } from '../../../src/provision/post-deployment/create-post-deployment.js';
import type { Provision } from '../../../src/provision/provision.js';
import type { StepOutcome } from '../../../src/provision/step.js';
import type { ToolAnswer } from '../../../src/tools/tool.js';

const group = '/subscriptions/s/resourceGroups/rg/providers';
const app = `${group}/Microsoft.Web/sites/app`;
const decisions = new Map(
  Object.entries({
    '--storage': `${group}/Microsoft.Storage/storageAccounts/st`,
    '--search': `${group}/Microsoft.Search/searchServices/srch`,
    '--document-intelligence': `${group}/Microsoft.CognitiveServices/accounts/di`,
    '--web-app': `${app},${group}/Microsoft.Web/sites/gone`,
  }),
);
const ok = (value: unknown): ToolAnswer => ({ ok: true, value });
const client = { client_id: 'CID', callbacks: [], client_secret: 'hush-hush-hush-hush' };

/** What the tools do in place of what they usually do here. */
let az: (args: readonly string[]) => ToolAnswer | Promise<ToolAnswer>;
let listed: object[];
let shown: unknown;
let signIn: object;
let stop: AbortController;
let hidden: string[];
beforeEach(() => {
  [stop, listed, shown, signIn, hidden] = [new AbortController(), [], client, { platform: { enabled: false } }, []];
  az = put;
});

/** One web app, and nothing else that could be read. */
function provision(): Provision {
  const get = async (path: string): Promise<ToolAnswer> => {
    if (path.startsWith(`${app}?`)) return ok({ properties: { defaultHostName: 'app.net' } });
    if (path.startsWith(`${app}/config/authsettingsV2?`)) return ok({ properties: signIn });
    return { ok: false, failure: { tool: 'az', kind: 'refused', exitCode: 1, said: 'no', command: path } };
  };
  const auth0 = async ([what, verb]: readonly string[]): Promise<ToolAnswer> => {
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
        auth0: { name: 'auth0', run: auth0 },
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
