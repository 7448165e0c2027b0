import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';

import { describe, expect, onTestFinished, test } from 'vitest';

import { readArgs } from '../../src/commands/args.js';
import type { Io } from '../../src/commands/io.js';
import { openPlace } from '../../src/commands/open.js';
import type { Report } from '../../src/report/report.js';
import { plant } from '../../src/sandbox/faults.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox, SandboxOptions } from '../../src/sandbox/start.js';
import type { Desk, Facts } from '../../src/ui/desk.js';
import { emptyFolder } from '../support/binary.js';
import { openDesk as openDeskOver } from '../support/open-desk.js';

const nobody = (): void => undefined;

/** A desk over a sandbox, after a green check. */
async function openDesk(options: SandboxOptions = {}): Promise<{ desk: Desk; sandbox: Sandbox; folder: string }> {
  const read = readArgs(['--sandbox']);
  if (!read.ok) throw new Error(read.usage.problem);
  const sandbox = await startSandbox(options);
  const folder = await emptyFolder();
  const stream = new PassThrough() as unknown as NodeJS.WriteStream & NodeJS.ReadStream;
  const io: Io = {
    env: { HOME: folder },
    stdin: stream,
    stdout: stream,
    stderr: stream,
    platform: 'linux',
    suspend: null,
    now: () => new Date(),
    signal: new AbortController().signal,
    limits: {},
    startSandbox: () => Promise.resolve(sandbox),
    tool: { name: 'keyless', version: '0.0.0-test' },
  };
  const opened = await openPlace(read.args, io);
  if (!opened.ok) throw new Error(opened.problem);
  onTestFinished(() => opened.place.close());
  const desk = await openDeskOver(read.args, io, opened.place, io.env);
  expect((await desk.check(new Map(), nobody, null)).exitCode).toBe(0);
  return { desk, sandbox, folder };
}

const ask = (desk: Desk, text: string): Promise<Report> => desk.ask(text, nobody);

async function told(desk: Desk, errand: Parameters<Desk['errand']>[0]): Promise<string> {
  const words = await desk.errand(errand);
  return typeof words === 'string' ? words : JSON.stringify(words);
}

const saved = (desk: Desk, form: 'markdown' | 'messages', file: string | null): Promise<string> =>
  told(desk, { kind: 'conversation', form, file });

describe('tokens', () => {
  test('are renewed unseen when that of Entra ID ends between two prompts', async () => {
    const { desk, sandbox } = await openDesk({ entraTokenSeconds: 3 });
    const exchanges = (): number => sandbox.requests.filter(({ party, method }) => party === 'entra' && method === 'POST').length;
    const before = exchanges();
    await pause(3100);
    const report = await ask(desk, 'still there?');
    expect(report).toMatchObject({ exitCode: 0, diagnoses: [], completion: { text: expect.stringContaining('still there?') } });
    expect(exchanges()).toBeGreaterThan(before);
  });

  test('do more: the identity sees its account and what is deployed there, and where it may not, that is said', async () => {
    const { desk, sandbox } = await openDesk();
    const [facts] = (await desk.errand({ kind: 'access', current: 'team-chat' })) as Facts[];
    expect(facts?.rows).toEqual(
      expect.arrayContaining([
        ['client id', sandbox.settings.AZURE_CLIENT_ID],
        ['account', sandbox.world.azure.resourceId],
        ['role', 'Cognitive Services OpenAI User, on the account'],
        ['deployment', 'team-chat, answers now'],
      ]),
    );
    sandbox.world.azure.roleAssignments = [];
    expect(await desk.errand({ kind: 'access', current: 'team-chat' })).toContain('may not look at itself');
  });

  test('are shown by their claims and lives, and no part of them is', async () => {
    const { desk, sandbox } = await openDesk();
    const facts = (await desk.errand({ kind: 'tokens' })) as Facts[];
    const { OIDC_ENDPOINT, OIDC_CLIENT_ID, AZURE_TENANT_ID } = sandbox.settings;
    const [auth0, entra] = facts.map(({ rows }) => new Map(rows));
    expect(auth0?.get('iss')).toBe(`https://${OIDC_ENDPOINT}/`);
    expect(auth0?.get('sub')).toBe(`${OIDC_CLIENT_ID}@clients`);
    expect(auth0?.get('aud')).toBe('api://AzureADTokenExchange');
    expect(auth0?.get('expires')).toMatch(/^in (?:24 h|23 h 59 m)/);
    expect(entra?.get('iss')).toContain(AZURE_TENANT_ID);
    expect(entra?.get('expires')).toMatch(/^in 59 m/);
    expect(JSON.stringify(facts)).not.toMatch(/eyJ|[\w-]{80}/);
  });
});

describe('a conversation', () => {
  test('with one resource is not told to another', async () => {
    const { desk, folder } = await openDesk();
    await ask(desk, 'between us');
    desk.review(new Map([['AZURE_AOAI_ENDPOINT', 'https://other-ai.openai.azure.com']]));
    expect(await saved(desk, 'messages', join(folder, 'a.json'))).toBe('There is no conversation yet: nothing was written.');
  });

  test('is sent along, survives a check, and is forgotten on a word', async () => {
    const { desk } = await openDesk();
    const sizeOf = ({ completion }: Report): number => completion?.promptTokens ?? 0;
    const first = await ask(desk, 'first');
    const second = await ask(desk, 'first');
    expect(sizeOf(second)).toBeGreaterThan(sizeOf(first));
    await desk.check(new Map(), nobody, null);
    expect(sizeOf(await ask(desk, 'first'))).toBeGreaterThan(sizeOf(second));
    expect(await told(desk, { kind: 'forget' })).toMatch(/^Forgotten/);
    expect(sizeOf(await ask(desk, 'first'))).toBe(sizeOf(first));
  });

  test('keeps the part of an answer that came before it was stopped', async () => {
    const { desk, folder } = await openDesk();
    let heard = '';
    const report = await desk.ask('why?', (event) => {
      if (event.type !== 'said') return;
      heard += event.text;
      desk.stop();
    });
    expect(report.completion).toBe(null);
    await saved(desk, 'messages', join(folder, 'a.json'));
    expect(heard).toMatch(/^You/);
    expect(JSON.parse(await readFile(join(folder, 'a.json'), 'utf8'))).toEqual([
      { role: 'user', content: 'why?' },
      { role: 'assistant', content: heard },
    ]);
  });

  test('drops a prompt that failed, and is whole again once the cause is gone', async () => {
    const { desk, sandbox, folder } = await openDesk();
    const before = structuredClone(sandbox.world.azure);
    plant(sandbox.world, 'azure-openai/rate-limited');
    const throttled = await ask(desk, 'one');
    expect(throttled.diagnoses.map(({ code }) => code)).toEqual(['azure-openai/rate-limited']);
    Object.assign(sandbox.world.azure, before);
    expect((await ask(desk, 'two')).exitCode).toBe(0);
    await saved(desk, 'messages', join(folder, 'a.json'));
    expect(await readFile(join(folder, 'a.json'), 'utf8')).not.toContain('one"');
  });

  test('is a failure of the network when nobody is there any more', async () => {
    const { desk, sandbox } = await openDesk();
    await sandbox.stop();
    const { diagnoses, exitCode } = await ask(desk, 'anybody?');
    expect(diagnoses[0]?.code).toMatch(/^network\//);
    expect(exitCode).toBe(3);
  });
});

describe('files', () => {
  test('are new, hold the conversation, and belong to their owner alone', async () => {
    const { desk, sandbox, folder } = await openDesk();
    expect(await saved(desk, 'markdown', join(folder, 'no.md'))).toBe('There is no conversation yet: nothing was written.');
    await ask(desk, `look: ${sandbox.settings.OIDC_CLIENT_SECRET}`);
    expect(await saved(desk, 'markdown', '"~/talk.md"')).toBe(`Saved: ${join(folder, 'talk.md')}, one prompt with the answers.`);
    const text = await readFile(join(folder, 'talk.md'), 'utf8');
    expect(text).toMatch(/^## You\n\nlook: .+\n\n## .+\n\nYou asked:/);
    expect(text).not.toContain(sandbox.settings.OIDC_CLIENT_SECRET);
    expect((await stat(join(folder, 'talk.md'))).mode & 0o777).toBe(0o600);
  });

  test('that are there already stay as they are', async () => {
    const { desk, folder } = await openDesk();
    await ask(desk, 'hello');
    const file = join(folder, 'notes.md');
    await writeFile(file, 'mine');
    expect(await saved(desk, 'markdown', file)).toBe(`${file} is there already, and nothing is overwritten. Name another file.`);
    expect(await readFile(file, 'utf8')).toBe('mine');
    expect(await saved(desk, 'markdown', join(folder, 'none', 'a.md'))).toContain('its folder is not there');
  });
});

describe('another deployment', () => {
  test('answers over the same tokens, is listed, and is written nowhere', async () => {
    const { desk, sandbox } = await openDesk();
    const current = sandbox.settings.AZURE_AOAI_MODEL_DEPLOYMENT_NAME;
    const other = 'spare-chat';
    sandbox.world.azure.deployments.push(...sandbox.world.azure.deployments.map((one) => ({ ...one, name: other })));
    const facts = (await desk.errand({ kind: 'deployments', current })) as Facts[];
    expect(facts[0]?.rows.toSorted()).toEqual([
      ['', other],
      ['answers now', current],
    ]);
    const auth0 = (): number => sandbox.requests.filter(({ party }) => party === 'auth0').length;
    const before = auth0();
    expect(await told(desk, { kind: 'deployment', chosen: { name: other, instead: current } })).toContain(`keeps ${current}`);
    expect(await ask(desk, 'who?')).toMatchObject({ completion: { deployment: other } });
    expect(auth0()).toBe(before);
    expect((await desk.check(new Map(), nobody, null)).completion?.deployment).toBe(other);
    expect(desk.found.get('AZURE_AOAI_MODEL_DEPLOYMENT_NAME')?.value).toBe(current);
    const missing = { name: 'no-such', instead: current };
    await desk.errand({ kind: 'deployment', chosen: missing });
    expect((await ask(desk, 'who?')).diagnoses[0]?.code).toBe('azure-openai/deployment-missing');
  });
});
