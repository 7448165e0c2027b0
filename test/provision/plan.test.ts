import { describe, expect, test } from 'vitest';

import { finding } from '../../src/findings/finding.js';
import type { Facts } from '../../src/provision/facts.js';
import { read } from '../../src/provision/facts.js';
import { picksOf } from '../../src/provision/picks.js';
import { valuesOf } from '../../src/provision/plan-env.js';
import { planOf } from '../../src/provision/plan-of.js';
import { isDone, isReady } from '../../src/provision/plan.js';
import type { Plan } from '../../src/provision/plan.js';
import { stepIds } from '../../src/provision/step.js';
import type { Step, StepId } from '../../src/provision/step.js';
import {
  account,
  api,
  application,
  audience,
  clientId,
  credential,
  emptyFacts,
  identity,
  mini,
  openAiUser,
  rightFacts,
  subscriptionId,
  tenantId,
  wishing,
} from './facts.js';

const stepOf = ({ steps }: Plan, id: StepId): Step => {
  const found = steps.find((step) => step.id === id);
  if (!found) throw new Error(`no step ${id}`);
  return found;
};

const states = ({ steps }: Plan): Record<string, string> => Object.fromEntries(steps.map(({ id, state }) => [id, state]));

/** The plan of facts in which some are others, under wishes. */
function plan(change: (facts: Facts) => void, given: Readonly<Record<string, string>> = {}): Plan {
  const facts = rightFacts();
  change(facts);
  return planOf(facts, wishing(given));
}

describe('the two ends', () => {
  test('where everything is right there is nothing to do', () => {
    const whole = plan(() => undefined);
    expect(whole.steps.filter(({ state }) => state !== 'right')).toEqual([]);
    expect(whole.steps.map(({ id }) => id)).toEqual([...stepIds]);
    expect(whole).toMatchObject({ questions: [], findings: [] });
    expect(isDone(whole)).toBe(true);
  });

  test('where nothing is there everything is made, in the order in which one needs the other', () => {
    const whole = planOf(emptyFacts(), wishing());
    expect(new Set(Object.values(states(whole)))).toEqual(new Set(['create']));
    expect(whole.steps.map(({ id }) => id)).toEqual([...stepIds]);
    expect(isReady(whole)).toBe(true);
    expect(whole.questions.filter(({ usual }) => usual === null)).toEqual([]);
  });

  test('the commands of an empty place, as they will be run', () => {
    const commands = planOf(emptyFacts(), wishing()).steps.flatMap((step) => step.commands);
    expect(commands).toMatchInlineSnapshot(`
      [
        "auth0 apis create --name 'Azure token exchange' --identifier api://AzureADTokenExchange --signing-alg RS256 --token-lifetime 86400 --offline-access=false --no-input --tenant acme.eu.auth0.com",
        "auth0 apps create --name keyless --type m2m --no-input --tenant acme.eu.auth0.com",
        "auth0 api post client-grants --data '{"client_id":"CLIENT_ID","audience":"api://AzureADTokenExchange","scope":[]}' --tenant acme.eu.auth0.com",
        "az group create --name rg-keyless --location swedencentral",
        "az cognitiveservices account create --name aoai-keyless-89d39ac7 --resource-group rg-keyless --location swedencentral --kind OpenAI --sku S0 --custom-domain aoai-keyless-89d39ac7",
        "az cognitiveservices account deployment create --name aoai-keyless-89d39ac7 --resource-group rg-keyless --deployment-name gpt-4.1-mini --model-name gpt-4.1-mini --model-version 2025-04-14 --model-format OpenAI --sku-name GlobalStandard --sku-capacity 10",
        "az identity create --name id-keyless --resource-group rg-keyless",
        "az identity federated-credential create --name auth0 --identity-name id-keyless --resource-group rg-keyless --issuer ISSUER --subject SUBJECT --audiences AUDIENCE",
        "az role assignment create --assignee-object-id OBJECT_ID --assignee-principal-type ServicePrincipal --role 5e0bd9bd-7b93-4f28-af87-19fc36ad61bd --scope ACCOUNT_RESOURCE_ID",
      ]
    `);
  });

  test('what an earlier step gives stands in capitals, and the three values are those to be expected', () => {
    const step = stepOf(planOf(emptyFacts(), wishing()), 'azure.credential');
    expect(step.commands.join()).toContain('--issuer ISSUER --subject SUBJECT --audiences AUDIENCE');
    expect(step.changes.map(({ to }) => to)).toEqual(['https://acme.eu.auth0.com/', 'SUBJECT', audience]);
  });
});

describe('Auth0', () => {
  test.each<[string, Partial<typeof api>, string, string]>([
    ['HS256', { signingAlgorithm: 'HS256' }, 'signing_alg: HS256 → RS256', '{"signing_alg":"RS256"}'],
    ['RFC 9068', { dialect: 'rfc9068_profile' }, 'token_dialect: rfc9068_profile → access_token', '{"token_dialect":"access_token"}'],
    ['encryption', { isEncrypted: true }, 'token_encryption: on → off', '{"token_encryption":null}'],
    [
      'a closed API',
      { clientPolicy: 'deny_all' },
      'client policy: deny_all → require_client_grant',
      '{"subject_type_authorization":{"client":{"policy":"require_client_grant"}}}',
    ],
  ])('an API with %s is changed, and says from what', (_, property, change, data) => {
    const step = stepOf(
      plan(({ auth0 }) => (auth0.apis = read([{ ...api, ...property }]))),
      'auth0.api',
    );
    expect(step.state).toBe('change');
    expect(step.changes.map(({ name, from, to }) => `${name}: ${from} → ${to}`)).toEqual([change]);
    expect(step.commands).toEqual([
      `auth0 api patch resource-servers/api:%2F%2FAzureADTokenExchange --data '${data}' --tenant acme.eu.auth0.com`,
    ]);
  });

  test.each([null, 'access_token_authz'])('a token dialect that is %s is right', (dialect) => {
    expect(
      stepOf(
        plan(({ auth0 }) => (auth0.apis = read([{ ...api, dialect }]))),
        'auth0.api',
      ).state,
    ).toBe('right');
  });

  test('an identifier counts letter for letter: another spelling is another API, and it is said', () => {
    const step = stepOf(
      plan(({ auth0 }) => (auth0.apis = read([{ ...api, identifier: 'api://azureadtokenexchange' }]))),
      'auth0.api',
    );
    expect(step.state).toBe('create');
    expect(step.notes.join()).toContain('api://azureadtokenexchange');
  });

  test('the audience of the settings is the identifier', () => {
    const step = stepOf(
      plan(() => undefined, { OIDC_AUDIENCE: 'api://AzureADTokenExchangeUSGov' }),
      'auth0.api',
    );
    expect(step).toMatchObject({ state: 'create', title: 'API api://AzureADTokenExchangeUSGov' });
  });

  test('the test application that Auth0 makes with an API is not taken', () => {
    const own = { ...application, name: 'keyless (Test Application)' };
    expect(
      stepOf(
        plan(({ auth0 }) => (auth0.applications = read([own]))),
        'auth0.application',
      ).state,
    ).toBe('create');
  });

  test('a client id that is not in the tenant stops the plan, and nothing is taken in its place', () => {
    const found = plan(() => undefined, { OIDC_CLIENT_ID: clientId.replace('K', 'L') });
    expect(found.findings.map(({ code }) => code)).toEqual(['settings/malformed']);
    expect(stepOf(found, 'auth0.application').state).not.toBe('create');
  });

  test.each<[string, Partial<typeof application>]>([
    ['a single page application', { type: 'spa' }],
    ['one that signs with a key', { authMethod: 'private_key_jwt' }],
  ])('%s of the settings stops the plan', (_, property) => {
    const found = plan(
      (facts) => {
        facts.auth0.applications = read([{ ...application, ...property }]);
        facts.token = null;
      },
      { OIDC_CLIENT_ID: clientId },
    );
    expect(found.findings.map(({ code }) => code)).toEqual(['settings/malformed']);
  });

  test('a web application gets the grant type it lacks, and keeps those it has', () => {
    const web = { ...application, type: 'regular_web', grantTypes: ['authorization_code'] };
    const step = stepOf(
      plan(({ auth0 }) => (auth0.applications = read([web]))),
      'auth0.application',
    );
    expect(step.changes).toEqual([{ name: 'grant_types', from: 'authorization_code', to: 'authorization_code, client_credentials' }]);
    expect(step.commands[0]).toContain('{"grant_types":["authorization_code","client_credentials"]}');
  });

  test('of two applications of one name nobody guesses', () => {
    const two = [application, { ...application, clientId: clientId.replace('K', 'L') }];
    const found = plan(({ auth0 }) => (auth0.applications = read(two)));
    expect(stepOf(found, 'auth0.application').state).toBe('asked');
    expect(found.questions[0]).toMatchObject({ flag: '--application', usual: null });
    expect(found.questions[0]?.choices.map(({ value }) => value)).toEqual(two.map((one) => one.clientId));
  });

  test('a choice of other applications is offered, and a new one is the usual', () => {
    const found = plan(({ auth0 }) => (auth0.applications = read([{ ...application, name: 'billing' }])));
    expect(stepOf(found, 'auth0.application').state).toBe('create');
    expect(found.questions[0]?.choices.map(({ title }) => title)).toEqual(['keyless', 'billing']);
    const chosen = plan(({ auth0 }) => (auth0.applications = read([{ ...application, name: 'billing' }])), { '--application': clientId });
    expect(stepOf(chosen, 'auth0.application')).toMatchObject({ state: 'right', title: 'application billing' });
  });

  test.each<[string, { subjectType: string | null; organizationUsage: string | null }[], string]>([
    ['none', [], 'create'],
    ['one for people', [{ subjectType: 'user', organizationUsage: null }], 'create'],
    ['one of an old tenant', [{ subjectType: null, organizationUsage: null }], 'right'],
    ['one that wants an organization', [{ subjectType: 'client', organizationUsage: 'require' }], 'change'],
  ])('of grants there is %s', (_, grants, state) => {
    const found = plan(({ auth0 }) => (auth0.grants = read(grants.map((grant) => ({ id: 'cgr_1', ...grant })))));
    expect(stepOf(found, 'auth0.grant').state).toBe(state);
  });

  test('several tenants: the one the CLI uses is the usual, and whose a custom domain is nobody guesses', () => {
    const tenants = read(['acme.eu.auth0.com', 'other.us.auth0.com'].map((domain, at) => ({ domain, isActive: at === 0 })));
    const several = plan(({ auth0 }) => (auth0.tenants = tenants));
    expect(several.questions).toMatchObject([{ flag: '--oidc-endpoint', usual: 'acme.eu.auth0.com' }]);
    const custom = plan(({ auth0 }) => (auth0.tenants = tenants), { OIDC_ENDPOINT: 'login.acme.com' });
    expect(custom.questions).toMatchObject([{ flag: '--auth0-tenant', usual: null }]);
    expect(stepOf(custom, 'auth0.api').state).toBe('asked');
    const settled = plan(({ auth0 }) => (auth0.tenants = tenants), {
      OIDC_ENDPOINT: 'login.acme.com',
      '--auth0-tenant': 'acme.eu.auth0.com',
    });
    expect(settled.questions).toEqual([]);
    expect(stepOf(settled, 'auth0.api').notes).toContain('login.acme.com is taken for a custom domain of acme.eu.auth0.com.');
    expect(stepOf(settled, 'local.env').changes).toContainEqual({ name: 'OIDC_ENDPOINT', from: 'acme.eu.auth0.com', to: 'login.acme.com' });
  });

  test('a tenant that the CLI is not signed in to is said, and the other side goes on', () => {
    const facts = emptyFacts();
    const found = planOf(facts, wishing({ OIDC_ENDPOINT: 'other.eu.auth0.com' }));
    expect(found.findings).toEqual([finding('tool/auth0-signed-out', { domain: 'other.eu.auth0.com' })]);
    expect(stepOf(found, 'azure.identity').state).toBe('create');
  });
});

describe('Azure', () => {
  const second = { id: '1f9e8d7c-6b5a-4c3d-9e2f-1a0b2c3d4e5f', name: 'Other', tenantId, isDefault: false, cloud: 'AzureCloud' };
  const first = { id: subscriptionId, name: 'Acme', tenantId, isDefault: true, cloud: 'AzureCloud' };

  test('another subscription than that of az is named in every command', () => {
    const facts = emptyFacts();
    facts.azure.subscriptions = read([first, second]);
    const commands = planOf(facts, wishing({ '--subscription': 'Other' })).steps.flatMap((step) => step.commands);
    const ofAz = commands.filter((one) => one.startsWith('az '));
    expect(ofAz.length).toBeGreaterThan(4);
    expect(ofAz.filter((one) => !one.endsWith(`--subscription ${second.id}`))).toEqual([]);
  });

  test('a subscription that az does not see, and a tenant that it is not signed in to', () => {
    expect(plan(() => undefined, { '--subscription': 'Nowhere' }).findings).toEqual([
      finding('tool/az-wrong-subscription', { subscription: 'Nowhere' }),
    ]);
    const elsewhere = tenantId.replace('5', '6');
    expect(plan(() => undefined, { AZURE_TENANT_ID: elsewhere }).findings).toEqual([
      finding('tool/az-wrong-subscription', { subscription: null }),
    ]);
  });

  test('an account is found by its endpoint, by its name, or as the only one', () => {
    const two = read([account, { ...account, name: 'other-ai', subdomain: 'other-ai', id: `${account.id}2`, group: 'rg-other' }]);
    const several = plan(({ azure }) => (azure.accounts = two));
    expect(stepOf(several, 'azure.account').state).toBe('asked');
    expect(several.questions.find(({ flag }) => flag === '--account')).toMatchObject({ usual: null });
    for (const given of [
      { AZURE_AOAI_ENDPOINT: 'https://other-ai.cognitiveservices.azure.com' },
      { '--account': 'OTHER-AI' },
      { '--resource-group': 'rg-other' },
    ])
      expect(
        stepOf(
          plan(({ azure }) => (azure.accounts = two), given),
          'azure.account',
        ).title,
      ).toBe('Azure OpenAI account other-ai');
  });

  test('an endpoint without an account stops the plan', () => {
    const found = plan(() => undefined, { AZURE_AOAI_ENDPOINT: 'https://nobody-ai.openai.azure.com' });
    expect(found.findings).toMatchObject([{ code: 'settings/malformed', evidence: { field: 'AZURE_AOAI_ENDPOINT' } }]);
    expect(stepOf(found, 'azure.account').state).toBe('unknown');
  });

  test('behind a gateway the endpoint stays, and the only account is the one', () => {
    const found = plan(() => undefined, { AZURE_AOAI_ENDPOINT: 'https://acme.azure-api.net/ai' });
    expect(stepOf(found, 'azure.account').state).toBe('right');
    expect(stepOf(found, 'local.env').changes).toContainEqual(
      expect.objectContaining({ name: 'AZURE_AOAI_ENDPOINT', to: 'https://acme.azure-api.net/ai' }),
    );
  });

  test('an account without a subdomain gets one', () => {
    const step = stepOf(
      plan(({ azure }) => (azure.accounts = read([{ ...account, subdomain: null }]))),
      'azure.account',
    );
    expect(step).toMatchObject({ state: 'change', changes: [{ name: 'custom subdomain', from: null, to: 'acme-ai' }] });
  });

  test('a client id is that of an identity, of an app registration, or of nobody', () => {
    const given = { AZURE_CLIENT_ID: '11111111-8d3e-4b97-a046-f2c81e5d9b37' };
    const app = plan(({ azure }) => (azure.isRegistration = read(true)), given);
    expect(stepOf(app, 'azure.identity').state).toBe('unknown');
    expect(stepOf(app, 'azure.credential').commands.join('\n')).toContain('az ad app federated-credential create');
    expect(app.findings).toEqual([]);
    const nobody = plan(({ azure }) => (azure.isRegistration = read(false)), given);
    expect(nobody.findings).toMatchObject([{ code: 'settings/malformed', evidence: { field: 'AZURE_CLIENT_ID' } }]);
    expect(
      stepOf(
        plan(() => undefined, { AZURE_CLIENT_ID: identity.clientId.toUpperCase() }),
        'azure.identity',
      ).state,
    ).toBe('right');
  });

  test('a new identity goes where the account is, or where it was told to go', () => {
    const missing = (facts: Facts): void => void (facts.azure.identities = read([]));
    expect(stepOf(plan(missing), 'azure.identity').commands).toEqual(['az identity create --name id-keyless --resource-group rg-keyless']);
    const told = plan(missing, { '--resource-group': 'rg-new', '--location': 'norwayeast', '--identity': 'id-mine' });
    expect(stepOf(told, 'azure.group').commands).toEqual(['az group create --name rg-new --location norwayeast']);
    expect(stepOf(told, 'azure.identity').commands).toEqual(['az identity create --name id-mine --resource-group rg-new']);
    const region = plan(missing, { '--location': 'norwayeast' });
    expect(stepOf(region, 'azure.identity').commands[0]).toContain('--location norwayeast');
  });

  test('without a region the usual one is taken, and it is said', () => {
    expect(stepOf(planOf(emptyFacts(), wishing()), 'azure.group').notes.join()).toContain('--location');
    expect(stepOf(planOf(emptyFacts(), wishing({ '--location': 'norwayeast' })), 'azure.group').notes).toEqual([]);
  });
});

describe('the deployment', () => {
  const two = read([
    { name: 'embed', model: 'text-embedding-3-small', version: '1', canChat: false },
    { name: 'a', model: 'gpt-4.1', version: '1', canChat: true },
    { name: 'b', model: 'gpt-4.1-mini', version: '1', canChat: true },
  ]);

  test.each<[Record<string, string>, string, string]>([
    [{}, 'right', 'deployment a of gpt-4.1 1'],
    [{ AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'B' }, 'right', 'deployment b of gpt-4.1-mini 1'],
    [{ '--model': 'gpt-4.1-mini' }, 'right', 'deployment b of gpt-4.1-mini 1'],
    [{ AZURE_AOAI_MODEL_DEPLOYMENT_NAME: 'chat' }, 'create', 'deployment chat of gpt-4.1-mini'],
    [{ '--model': 'gpt-9' }, 'asked', 'deployment gpt-9'],
  ])('under %o it is %s: %s', (given, state, title) => {
    expect(
      stepOf(
        plan(({ azure }) => (azure.deployments = two), given),
        'azure.deployment',
      ),
    ).toMatchObject({ state, title });
  });

  test('of models the small one that everybody may have is the usual', () => {
    const models = read([
      { ...mini, name: 'gpt-4.1' },
      { ...mini, name: 'o4-mini', lifecycle: 'Preview' },
      { ...mini, name: 'gpt-5-mini', skus: ['Standard'] },
      mini,
    ]);
    const found = plan(({ azure }) => Object.assign(azure, { models, deployments: read([]) }));
    expect(stepOf(found, 'azure.deployment').commands[0]).toContain('--model-name gpt-4.1-mini --model-version 2025-04-14');
    expect(found.questions).toMatchObject([{ flag: '--model', usual: 'gpt-4.1-mini' }]);
  });
});

describe('the federated credential', () => {
  const other = { ...credential, name: 'other', subject: `${'Z'.repeat(32)}@clients` };
  const github = {
    name: 'github',
    issuer: 'https://token.actions.githubusercontent.com',
    subject: 'repo:acme/api:ref:refs/heads/main',
    audiences: [audience],
  };

  test.each<[string, Partial<typeof credential>, string, string]>([
    ['an issuer without its slash', { issuer: 'https://acme.eu.auth0.com' }, 'issuer', 'https://acme.eu.auth0.com'],
    ['a subject without its ending', { subject: clientId }, 'subject', clientId],
    ['another audience', { audiences: ['api://other'] }, 'audience', 'api://other'],
    ['a subject in other case', { subject: credential.subject.toLowerCase() }, 'subject', credential.subject.toLowerCase()],
  ])('with %s it is changed, and its old value is shown', (_, part, name, from) => {
    const step = stepOf(
      plan(({ azure }) => (azure.credentials = read([github, { ...credential, ...part }]))),
      'azure.credential',
    );
    expect(step).toMatchObject({ state: 'change', title: 'federated credential auth0', changes: [{ name, from }] });
    expect(step.commands[0]).toContain('az identity federated-credential update --name auth0 --identity-name id-keyless');
    expect(step.commands[0]).toContain(`--issuer https://acme.eu.auth0.com/ --subject ${credential.subject} --audiences ${audience}`);
  });

  test('those of others stay as they are: one more is made, under a name that is free', () => {
    const found = plan(({ azure, auth0 }) => {
      azure.credentials = read([github, { ...other, name: 'auth0' }]);
      auth0.applications = read([application, { ...application, name: 'billing', clientId: 'Z'.repeat(32) }]);
    });
    expect(stepOf(found, 'azure.credential')).toMatchObject({ state: 'create', title: 'federated credential auth0-2' });
  });

  test('one of the same issuer, for an application that is no more, is the one in question', () => {
    const step = stepOf(
      plan(({ azure }) => (azure.credentials = read([other]))),
      'azure.credential',
    );
    expect(step).toMatchObject({ state: 'change', changes: [{ name: 'subject', from: other.subject, to: credential.subject }] });
  });

  test('a full identity takes none', () => {
    const all = Array.from({ length: 20 }, (_, at) => ({ ...github, name: `n${at}`, subject: `repo:${at}` }));
    const found = plan(({ azure }) => (azure.credentials = read(all)));
    expect(found.findings.map(({ code }) => code)).toEqual(['trust/credential-limit']);
    expect(stepOf(found, 'azure.credential').state).toBe('unknown');
  });

  test('the subject is that of the token, whatever the client id is', () => {
    const found = plan((facts) => {
      if (facts.token?.ok) facts.token = read({ ...facts.token.value, subject: 'agt_1' });
    });
    expect(stepOf(found, 'azure.credential').changes).toEqual([{ name: 'subject', from: credential.subject, to: 'agt_1' }]);
  });
});

describe('the role', () => {
  test.each<[string, string, string]>([
    ['the usual one', openAiUser, 'right'],
    [
      'a wider one, by its whole path',
      '/subscriptions/x/providers/Microsoft.Authorization/roleDefinitions/A97B65F3-24C7-4388-BAEC-2E87135DC908',
      'right',
    ],
    ['Owner, which has no data action', '8e3af657-a8ff-443c-a75c-2fe8c4bcb635', 'create'],
  ])('%s', (_, id, state) => {
    expect(
      stepOf(
        plan(({ azure }) => (azure.roles = read([id]))),
        'azure.role',
      ).state,
    ).toBe(state);
  });

  test('goes to the object id at the account', () => {
    const none = (facts: Facts): void => void (facts.azure.roles = read([]));
    expect(stepOf(plan(none), 'azure.role').commands).toEqual([
      `az role assignment create --assignee-object-id ${identity.principalId} --assignee-principal-type ServicePrincipal --role ${openAiUser} --scope ${account.id}`,
    ]);
  });
});

describe('what cannot be read', () => {
  const missing = { ok: false, finding: finding('tool/az-missing', {}) } as const;

  test('az is not there: its steps are for the person, and Auth0 goes on', () => {
    const facts = emptyFacts();
    facts.azure = { ...facts.azure, subscriptions: missing, groups: missing, identities: missing, accounts: missing, models: missing };
    const found = planOf(facts, wishing());
    expect(found.findings.map(({ code }) => code)).toEqual(['tool/az-missing']);
    const ofAzure = found.steps.filter(({ where }) => where === 'azure');
    expect(new Set(ofAzure.map(({ state }) => state))).toEqual(new Set(['unknown']));
    expect(ofAzure.filter(({ commands }) => commands.length === 0)).toEqual([]);
    expect(stepOf(found, 'auth0.api').state).toBe('create');
  });

  test('auth0 is not there, and a token with the settings proves its side', () => {
    const gone = { ok: false, finding: finding('tool/auth0-missing', {}) } as const;
    const found = plan((facts) => (facts.auth0 = { tenants: gone, apis: gone, applications: gone, grants: null, secret: null }), {
      OIDC_ENDPOINT: 'acme.eu.auth0.com',
      OIDC_CLIENT_ID: clientId,
    });
    expect(found.findings).toEqual([]);
    expect(new Set(found.steps.filter(({ where }) => where === 'auth0').map(({ state }) => state))).toEqual(new Set(['right']));
  });

  test('Auth0 gives no token: its finding is in the plan, and the credential stays as it is', () => {
    const refused = finding('auth0/client-refused', { clientId });
    const found = plan((facts) => (facts.token = { ok: false, finding: refused }));
    expect(found.findings).toEqual([refused]);
    expect(stepOf(found, 'azure.credential').state).toBe('unknown');
  });

  test('a secret that may not be read is asked for', () => {
    const found = plan((facts) => {
      facts.auth0.secret = { ok: false, finding: finding('tool/auth0-refused', { said: 'no', command: null }) };
      facts.token = null;
    });
    expect(found.questions).toMatchObject([{ flag: '--client-secret-file', usual: null }]);
  });
});

test('a secret that was given without a client id is taken where Auth0 shows none', () => {
  const refused = { ok: false, finding: finding('tool/auth0-refused', { said: 'no', command: null }) } as const;
  const found = plan(({ auth0 }) => (auth0.secret = refused), { OIDC_CLIENT_SECRET: 'given'.repeat(12) });
  expect(found).toMatchObject({ questions: [], findings: [] });
});

test('what is not in this subscription may be in another one, and that is said', () => {
  const other = { id: '1f9e8d7c-6b5a-4c3d-9e2f-1a0b2c3d4e5f', name: 'Other', tenantId, isDefault: false, cloud: 'AzureCloud' };
  const found = plan(
    ({ azure }) => {
      if (azure.subscriptions?.ok) azure.subscriptions.value.push(other);
      azure.isRegistration = read(false);
    },
    { AZURE_CLIENT_ID: '11111111-8d3e-4b97-a046-f2c81e5d9b37' },
  );
  expect(JSON.stringify(found.findings)).toContain('--subscription looks in another one');
});

test('a region as people write it is that of Azure', () => {
  expect(stepOf(planOf(emptyFacts(), wishing({ '--location': 'Norway East' })), 'azure.group').commands[0]).toContain(
    '--location norwayeast',
  );
});

describe('the env file', () => {
  test('says what changes in it, and of the secret only that it does', () => {
    const step = stepOf(
      plan((facts) => (facts.env = { path: '.env', isThere: true, held: new Map([['AZURE_CLIENT_ID', 'old']]) })),
      'local.env',
    );
    expect(step.state).toBe('change');
    expect(step.changes).toContainEqual({ name: 'AZURE_CLIENT_ID', from: 'old', to: identity.clientId });
    expect(JSON.stringify(step)).not.toContain('sss');
    expect(step.notes.join()).toContain('OIDC_CLIENT_SECRET');
  });

  test('what Azure will hold is shown, and is no value before it is what the token says', () => {
    const found = rightFacts();
    found.azure.credentials = read([]);
    Object.assign(found.env, { held: new Map() });
    const wishes = wishing({});
    expect(stepOf(planOf(found, wishes), 'local.env').changes.map(({ name }) => name)).toContain('AZURE_FEDERATED_ISSUER');
    expect([...valuesOf(found, picksOf(found, wishes), wishes).keys()]).not.toContain('AZURE_FEDERATED_ISSUER');
  });

  test('the credential of another is left alone where nobody could see whose it is', () => {
    const held = (change: (found: Facts) => void): Step =>
      stepOf(
        plan((found) => {
          found.azure.credentials = read([{ ...credential, subject: 'another@clients' }]);
          change(found);
        }),
        'azure.credential',
      );
    expect(held(({ auth0 }) => (auth0.applications = { ok: false, finding: finding('tool/auth0-missing', {}) })).state).toBe('create');
    expect(held(() => undefined).state).toBe('change');
  });

  test('of another cloud it holds where that signs in', () => {
    const found = plan(({ azure }) => {
      if (azure.subscriptions?.ok)
        azure.subscriptions.value = azure.subscriptions.value.map((one) => ({ ...one, cloud: 'AzureUSGovernment' }));
    });
    expect(stepOf(found, 'local.env').changes).toEqual([
      { name: 'AZURE_AUTHORITY_HOST', from: null, to: 'https://login.microsoftonline.us' },
    ]);
  });

  test('a wish of the settings stays a wish', () => {
    const step = stepOf(
      plan(() => undefined, { AZURE_AOAI_API_VERSION: '2024-10-21' }),
      'local.env',
    );
    expect(step.changes).toEqual([{ name: 'AZURE_AOAI_API_VERSION', from: null, to: '2024-10-21' }]);
  });
});
