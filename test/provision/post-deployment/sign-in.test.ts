import { describe, expect, test } from 'vitest';

import { there, unseen } from '../../../src/provision/choice.js';
import { differences } from '../../../src/provision/post-deployment/differences.js';
import type { Json } from '../../../src/provision/post-deployment/differences.js';
import { nothingSeen } from '../../../src/provision/post-deployment/facts.js';
import type { Auth0Facts, Facts } from '../../../src/provision/post-deployment/facts.js';
import { planOf, stepOf } from '../../../src/provision/post-deployment/plan.js';
import { hasSignIn, withSignIn } from '../../../src/provision/post-deployment/sign-in.js';

const on = { enabled: true };
const off = { enabled: false };
const provider = { clientId: 'CID', domain: 'login.example.com' };

test.each<[string, Json, boolean]>([
  ['nothing', {}, false],
  ['Microsoft, registered', { platform: on, identityProviders: { azureActiveDirectory: { registration: { clientId: 'x' } } } }, true],
  ['Microsoft, switched on only', { platform: on, identityProviders: { azureActiveDirectory: { ...on, registration: {} } } }, false],
  [
    'Microsoft, with an empty id',
    { platform: on, identityProviders: { azureActiveDirectory: { ...on, registration: { clientId: '' } } } },
    false,
  ],
  ['registered, and the platform off', { platform: off, identityProviders: { google: { registration: { clientId: 'x' } } } }, false],
  ['registered, and itself off', { platform: on, identityProviders: { google: { ...off, registration: { clientId: 'x' } } } }, false],
  ['Facebook', { platform: on, identityProviders: { facebook: { registration: { appId: 'x' } } } }, true],
  [
    'an OpenID Connect provider',
    { platform: on, identityProviders: { customOpenIdConnectProviders: { a: { registration: { clientId: 'x' } } } } },
    true,
  ],
  ['none of OpenID Connect', { platform: on, identityProviders: { customOpenIdConnectProviders: {} } }, false],
])('%s: done is %#', (_, signIn, isDone) => expect(hasSignIn(signIn)).toBe(isDone));

describe('what is put', () => {
  test('is done, and takes nothing away', () => {
    const before = {
      platform: { ...off, runtimeVersion: '~1' },
      globalValidation: { excludedPaths: ['/health'], requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' },
      identityProviders: { azureActiveDirectory: { ...on, registration: {} }, customOpenIdConnectProviders: { other: off } },
      login: { routes: { logoutEndpoint: '/out' }, tokenStore: off },
      httpSettings: { requireHttps: true },
    };
    const after = withSignIn(before, provider);
    expect(hasSignIn(after)).toBe(true);
    expect(differences(after, before).map(({ name }) => name)).toEqual([
      'platform.enabled',
      'globalValidation.requireAuthentication',
      'globalValidation.unauthenticatedClientAction',
      'login.tokenStore.enabled',
    ]);
    expect(after).toMatchObject({
      globalValidation: { excludedPaths: ['/health'], redirectToProvider: 'auth0' },
      httpSettings: before.httpSettings,
    });
    expect(before.platform.enabled).toBe(false);
  });

  test('keeps who is let in, where that is in force already', () => {
    const before = { platform: on, globalValidation: { requireAuthentication: false, unauthenticatedClientAction: 'AllowAnonymous' } };
    expect(withSignIn(before, provider)['globalValidation']).toEqual({ ...before.globalValidation, redirectToProvider: 'auth0' });
  });

  test('only switches on, where a provider is registered', () => {
    const before = { platform: off, identityProviders: { google: { registration: { clientId: 'x' } } } };
    expect(differences(before, withSignIn(before, provider))).toEqual([{ name: 'platform.enabled', from: 'false', to: 'true' }]);
  });
});

describe('the step of a web app', () => {
  const site = (name: string) =>
    ({ kind: 'there', id: `/subscriptions/s/resourceGroups/rg/providers/Microsoft.Web/sites/${name}` }) as const;
  const picks = { storage: null, search: null, documentIntelligence: null, webApps: [site('app'), site('app-admin')] } as const;
  const seen = <T>(value: T) => ({ ok: true, value }) as const;
  const bare = (host: string) => seen({ host, signIn: { platform: off } });
  const tenant = there({ domain: 't.eu.auth0.com', isActive: true });
  const domain = 'login.example.com';
  const auth0 = (changes: Partial<Auth0Facts>): Auth0Facts => ({ ...nothingSeen.auth0, tenant, domain, client: seen(null), ...changes });
  const facts = (changes: Partial<Auth0Facts>): Facts => ({
    ...nothingSeen,
    webApps: [bare('app.net'), bare('admin.net')],
    auth0: auth0(changes),
  });
  const callbacks = ['app.net', 'admin.net'].map((host) => `https://${host}/.auth/login/auth0/callback`);
  const kinds = (changes: Partial<Auth0Facts>, id: 'post.web-app-1' | 'post.web-app-2' = 'post.web-app-1') =>
    stepOf(facts(changes), picks, id).actions.map(({ kind }) => kind);

  test.each<[string, Partial<Auth0Facts>, string[]]>([
    ['no application yet', {}, ['client', 'secret', 'setting', 'sign-in']],
    ['an application for both', { client: seen({ clientId: 'c', callbacks }) }, ['secret', 'setting', 'sign-in']],
    [
      'an application for one of them',
      { client: seen({ clientId: 'c', callbacks: callbacks.slice(1) }) },
      ['callbacks', 'secret', 'setting', 'sign-in'],
    ],
    ['its secret is at hand', { client: seen({ clientId: 'c', callbacks }), hasSecret: true }, ['setting', 'sign-in']],
    ['its secret is stored', { client: seen({ clientId: 'c', callbacks }), hasSecret: true, isStored: [true, false] }, ['sign-in']],
  ])('%s', (_, changes, left) => expect(kinds(changes)).toEqual(left));

  test('both web apps share one application; callbacks that are there stay', () => {
    const client = seen({ clientId: 'c', callbacks: ['https://elsewhere.net/back'] });
    const { step } = stepOf(facts({ client }), picks, 'post.web-app-2');
    expect(step.commands[0]).toBe(
      `auth0 api patch clients/c --data '${JSON.stringify({ callbacks: ['https://elsewhere.net/back', ...callbacks] })}' --tenant t.eu.auth0.com`,
    );
    expect(step.commands.at(-1)).toContain('"clientId":"c"');
    expect(step.commands.at(-1)).toContain('"https://login.example.com/.well-known/openid-configuration"');
    expect(step.changes).toContainEqual({
      name: 'identity provider',
      from: null,
      to: 'auth0, OpenID Connect at login.example.com, client c',
    });
  });

  test('what is not made yet stands there in capitals, and no secret anywhere', () => {
    const { commands } = stepOf(facts({}), picks, 'post.web-app-1').step;
    expect(commands.map((one) => one.split(' ').slice(0, 4).join(' '))).toEqual([
      'auth0 api post clients',
      'auth0 apps show CLIENT_ID',
      'az webapp config appsettings',
      'az rest --method put',
    ]);
    expect(commands[0]).toContain(`{"name":"keyless sign-in of rg","app_type":"regular_web","callbacks":${JSON.stringify(callbacks)}`);
    expect(commands[2]).toBe(
      'az webapp config appsettings set --name app --resource-group rg --subscription s --settings @SECRET_FILE --output none',
    );
  });

  test('in the plan that is shown, the second web app takes the application of the first', () => {
    const [, , first, second] = planOf(facts({}), picks).steps;
    expect([first?.commands.length, second?.commands.length]).toEqual([4, 2]);
    expect(second?.changes.map(({ name }) => name)).not.toContain('Auth0 application');
    expect(second?.commands.at(-1)).toContain('"clientId":"CLIENT_ID"');
  });

  test('of a provider that is replaced, the old values are shown', () => {
    const former = { enabled: false, registration: { clientId: 'old' }, login: { nameClaimType: 'sub' } };
    const signIn = { identityProviders: { customOpenIdConnectProviders: { auth0: former } } };
    const webApps = [seen({ host: 'app.net', signIn }), null] as const;
    const { changes } = stepOf({ ...facts({}), webApps }, picks, 'post.web-app-1').step;
    expect(changes.filter(({ from }) => from !== null).map(({ from }) => from)).toEqual(['false', 'old', 'sub']);
  });

  test('nobody can say how Auth0 is: the commands are for the person', () => {
    const { step } = stepOf(facts({ tenant: unseen(null), domain: null, client: null }), picks, 'post.web-app-1');
    expect([step.state, step.commands.length]).toEqual(['unknown', 4]);
  });
});
