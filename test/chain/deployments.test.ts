import { beforeEach, describe, expect, test } from 'vitest';

import { listDeployments } from '../../src/chain/deployments.js';
import { createSession } from '../../src/chain/session.js';
import { startSandbox } from '../../src/sandbox/start.js';
import type { Sandbox } from '../../src/sandbox/start.js';
import type { Deployment } from '../../src/sandbox/world.js';
import type { Profile } from '../../src/settings/profile.js';
import { Secret } from '../../src/settings/secret.js';
import { open } from './loopback.js';
import { account, accountId, accountsOf, azureWith, host as ownHost, management } from './own-azure.js';

const scope = 'https://cognitiveservices.azure.com/.default';

describe('in the sandbox', () => {
  let place: Sandbox;
  beforeEach(async () => {
    place = await startSandbox();
    place.world.azure.listsDeployments = false;
    return () => place.stop();
  });

  function profileOf({ settings }: Sandbox): Profile {
    return {
      auth0: {
        domain: settings.OIDC_ENDPOINT,
        clientId: settings.OIDC_CLIENT_ID,
        clientSecret: new Secret(settings.OIDC_CLIENT_SECRET),
        audience: settings.OIDC_AUDIENCE,
      },
      entra: { authorityHost: settings.AZURE_AUTHORITY_HOST, tenant: settings.AZURE_TENANT_ID, clientId: settings.AZURE_CLIENT_ID },
      openai: { endpoint: settings.AZURE_AOAI_ENDPOINT, deployment: null, apiVersion: null },
      credential: null,
    };
  }

  /** Lists with a token that was had before, after the world was changed. */
  async function list({ endpoint, change, signal }: { endpoint?: string; change?: () => unknown; signal?: AbortSignal } = {}) {
    const { transport, seen } = open({ env: { HTTPS_PROXY: place.proxyUrl }, ca: place.caPem, ...(signal && { signal }) });
    const profile = profileOf(place);
    const session = createSession(profile, transport, () => new Date());
    const token = await session.entraToken(scope);
    if (!token.ok) throw new Error(token.refusal.said);
    change?.();
    const before = seen.length;
    const openai = { ...profile.openai, ...(endpoint !== undefined && { endpoint }) };
    const names = await listDeployments(openai, { dataToken: token.value.token, session }, transport);
    return { names, asked: seen.slice(before).map(({ method, url, status }) => `${method} ${new URL(url).host} ${status}`) };
  }

  test('what the data plane lists is enough: nobody else is asked', async () => {
    place.world.azure.listsDeployments = true;
    const { names, asked } = await list();
    expect(names).toEqual(['team-chat']);
    expect(asked).toEqual([`GET ${place.world.azure.hosts[0]} 200`]);
  });

  test('where the data plane lists nothing, the same identity asks Azure Resource Manager, and Auth0 is asked for no second token', async () => {
    const { names, asked } = await list();
    expect(names).toEqual(['team-chat']);
    const arm = `GET ${management} 200`;
    const [host] = place.world.azure.hosts;
    const entra = place.world.entra.host;
    expect(asked).toEqual([`GET ${host} 404`, `GET ${host} 404`, `POST ${entra} 200`, arm, arm, arm]);
    expect(place.requests.filter(({ host: one }) => one === management).map(({ path }) => path.replace(/^.*\/providers/, '…'))).toEqual([
      '/subscriptions?api-version=2022-12-01',
      '…/Microsoft.CognitiveServices/accounts?api-version=2024-10-01',
      expect.stringMatching(/^…\/Microsoft\.CognitiveServices\/accounts\/\w+\/deployments\?api-version=2024-10-01$/),
    ]);
  });

  test('every host of the account finds it, and those that can chat come first', async () => {
    const [chat] = place.world.azure.deployments as [Deployment];
    const embeds = { ...chat, name: 'a-embeddings', model: { ...chat.model, canChat: false } };
    place.world.azure.deployments = [embeds, chat, { ...chat, name: 'another-chat' }];
    for (const host of place.world.azure.hosts) {
      expect((await list({ endpoint: `https://${host}` })).names).toEqual(['team-chat', 'another-chat', 'a-embeddings']);
    }
  });

  test.each<[string, (place: Sandbox) => unknown]>([
    ['the identity has no role', ({ world }) => (world.azure.roleAssignments = [])],
    [
      'its role may not read the control plane',
      ({ world }) => world.azure.roleAssignments.forEach((one) => (one.roleId = '19c28022-e58e-450d-a464-0b2a53034789')),
    ],
    ['the resource is of another tenant', ({ world }) => (world.azure.tenantId = world.elsewhere.tenantId)],
    [
      'Entra ID gives no token for it',
      ({ world }) => world.entra.tenants[0]?.resources.forEach((one) => (one.isEnabled = one.identifier !== `https://${management}`)),
    ],
    ['the proxy does not lead there', ({ world }) => world.network.proxyRefuses.push(management)],
    ['the connection is cut', ({ world }) => world.network.cuts.push(management)],
    ['its certificate is a stranger’s', ({ world }) => world.network.intercepts.push(management)],
    ['there is no deployment', ({ world }) => (world.azure.deployments = [])],
  ])('nothing could be had: %s', async (_, change) => {
    expect((await list({ change: () => change(place) })).names).toEqual([]);
  });

  test.each([
    ['Azure Resource Manager', () => management],
    ['Entra ID', (world: Sandbox['world']) => world.entra.host],
  ])('%s that never answers is waited for about five seconds', async (_, host) => {
    const startedAt = performance.now();
    const { names } = await list({ change: () => place.world.network.silences.push(host(place.world)) });
    expect(names).toEqual([]);
    expect(performance.now() - startedAt).toBeGreaterThan(4900);
    expect(performance.now() - startedAt).toBeLessThan(8000);
  });

  test('a cancellation is one, and no empty list', async () => {
    const stop = new AbortController();
    const listing = list({ signal: stop.signal, change: () => place.world.network.silences.push(management) });
    await expect.poll(() => place.requests.some(({ host }) => host === management)).toBe(true);
    stop.abort(new Error('stopped by hand'));
    await expect(listing).rejects.toThrow('stopped by hand');
  });

  test('a gateway, or a cloud whose address is not known, is not looked for', async () => {
    for (const endpoint of [`https://${place.world.azure.gatewayHost}`, 'https://quiet-lake.openai.azure.us']) {
      const { names, asked } = await list({ endpoint });
      expect(names).toEqual([]);
      expect(asked.filter((one) => one.includes(management) || one.includes(place.world.entra.host))).toEqual([]);
    }
  });
});

describe('against a server of the test’s own', () => {
  /** Gives the names that were listed, and what was asked. */
  async function list(answers: Record<string, unknown>): Promise<{ names: string[]; asked: string[] }> {
    const { openai, session, transport, asked } = await azureWith(answers);
    return { names: await listDeployments(openai, { dataToken: new Secret('token-of-data'), session }, transport), asked };
  }

  const seven = Array.from({ length: 7 }, (_, at) => ({ subscriptionId: `s${at + 1}` }));
  const deployed = {
    [`${accountId}/deployments`]: { value: [{ name: 'a' }, { name: 'b', properties: { capabilities: { chatCompletion: 'true' } } }] },
  };

  test('each token goes to its own service, and five subscriptions are asked at most', async () => {
    const { names, asked } = await list({
      '/subscriptions': { value: seven },
      [accountsOf('s1')]: { value: [account({ customSubDomainName: 'Quiet-Lake' })] },
      ...deployed,
    });
    expect(names).toEqual(['b', 'a']);
    expect(asked.filter((one) => one.startsWith(`${ownHost} `)).every((one) => one.endsWith(' Bearer token-of-data'))).toBe(true);
    const arm = asked.filter((one) => one.startsWith(`${management} `));
    expect(arm.every((one) => one.endsWith(' Bearer token-of-management'))).toBe(true);
    expect(arm.filter((one) => one.includes('/accounts ')).map((one) => one.split('/')[2])).toEqual(['s1', 's2', 's3', 's4', 's5']);
  });

  test('what can only embed is left out where the list tells, on both ways', async () => {
    const able = (name: string, capabilities?: unknown): object => ({ name, properties: { capabilities } });
    const listed = [
      able('embeds', { embeddings: 'true', embeddingsMaxInputs: '2048', area: 'EUR' }),
      able('both', { embeddings: 'true', responses: 'true' }),
      able('not-told', null),
      null,
      { name: 'no-properties', properties: null },
      able('chats', { chatCompletion: 'true', area: 'EUR' }),
    ];
    const arm = await list({
      '/subscriptions': { value: [{ subscriptionId: 's1' }] },
      [accountsOf('s1')]: { value: [account({ customSubDomainName: 'quiet-lake' })] },
      [`${accountId}/deployments`]: { value: listed },
    });
    expect(arm.names).toEqual(['chats', 'both', 'not-told', 'no-properties']);
    const old = [
      { id: 'embeds', capabilities: { embeddings: true, chat_completion: false, inference: true } },
      null,
      { id: 'chats', capabilities: { chat_completion: true, inference: true } },
      { id: 'not-told' },
    ];
    expect((await list({ '/openai/deployments': { data: old } })).names).toEqual(['chats', 'not-told']);
  });

  test.each([
    ['its endpoint', { endpoint: `https://${ownHost}/` }],
    [
      'one of its endpoints',
      { endpoint: 'https://other.cognitiveservices.azure.com/', endpoints: { x: 7, y: `https://${ownHost.toUpperCase()}` } },
    ],
    ['its subdomain', { endpoint: 'https://swedencentral.api.cognitive.microsoft.com/', customSubDomainName: 'quiet-lake' }],
  ])('an account is known by %s', async (_, properties) => {
    const others = [account({ customSubDomainName: 'quiet-lake-2' }, '/subscriptions/s1/x'), account(null), 'text', null];
    const { names } = await list({
      '/subscriptions': { value: [{ subscriptionId: 's1' }] },
      [accountsOf('s1')]: { value: [...others, account(properties)] },
      ...deployed,
    });
    expect(names).toEqual(['b', 'a']);
  });

  test.each<[string, Record<string, unknown>]>([
    ['a page', { '/subscriptions': '<html>' }],
    ['another shape', { '/subscriptions': { value: { subscriptionId: 's1' } } }],
    ['no account that fits', { '/subscriptions': { value: seven }, [accountsOf('s1')]: { value: [account({ endpoint: 'https://x/' })] } }],
    [
      'an account whose id leads elsewhere',
      { '/subscriptions': { value: seven }, [accountsOf('s1')]: { value: [account({ endpoint: `https://${ownHost}` }, `@${ownHost}`)] } },
    ],
    [
      'deployments without names',
      {
        '/subscriptions': { value: seven },
        [accountsOf('s1')]: { value: [account({ endpoint: `https://${ownHost}` })] },
        [`${accountId}/deployments`]: { value: [{}, { name: 7 }, null] },
      },
    ],
  ])('%s gives nothing', async (_, answers) => {
    const { names, asked } = await list(answers);
    expect(names).toEqual([]);
    expect(asked.filter((one) => one.startsWith(`${ownHost} `) && one.includes('token-of-management'))).toEqual([]);
  });
});
