import type { Plan, Question } from '../../src/provision/plan.js';
import type { Step, StepId, StepOutcome } from '../../src/provision/step.js';
import type { Looked, Settled } from '../../src/ui/provision/planning.js';
import { signedOut } from './fake-desk.js';

const issuer = 'https://acme-dev.eu.auth0.com/';
const subject = 'K1AUPhZq8mRi0Q0pjhkfu1D7y6KjDQja@clients';
const audience = 'api://AzureADTokenExchange';

function step(id: StepId, title: string, parts: Partial<Step> = {}): Step {
  const side = id.split('.')[0];
  const where = side === 'auth0' || side === 'local' ? side : 'azure';
  return { id, where, title, state: 'create', changes: [], commands: [], notes: [], ...parts };
}

/** A plan in which everything that a plan can say is said once. */
export const steps: Step[] = [
  step('auth0.api', `API ${audience}`, {
    changes: [
      { name: 'identifier', from: null, to: audience },
      { name: 'signing_alg', from: null, to: 'RS256' },
    ],
    commands: [
      `auth0 apis create --name 'Azure token exchange' --identifier ${audience} --signing-alg RS256 --token-lifetime 86400 --offline-access=false --no-input --tenant acme-dev.eu.auth0.com`,
    ],
  }),
  step('auth0.application', 'application keyless', { state: 'right' }),
  step('auth0.grant', `grant of ${audience} to the application`, {
    commands: [`auth0 api post client-grants --data '{"client_id":"CLIENT_ID","audience":"${audience}","scope":[]}'`],
  }),
  step('azure.group', 'resource group rg-keyless', { state: 'right' }),
  step('azure.account', 'Azure OpenAI account acme-ai', { state: 'right' }),
  step('azure.deployment', 'deployment team-chat of gpt-5-mini 2025-08-07', { state: 'right' }),
  step('azure.identity', 'managed identity id-keyless', {
    changes: [{ name: 'region', from: null, to: 'swedencentral' }],
    commands: ['az identity create --name id-keyless --resource-group rg-keyless'],
    notes: ['No region was named, so it is swedencentral; --location names another one.'],
  }),
  step('azure.credential', 'federated credential auth0', {
    state: 'change',
    changes: [{ name: 'issuer', from: issuer.slice(0, -1), to: issuer }],
    commands: [
      `az identity federated-credential update --name auth0 --identity-name id-keyless --resource-group rg-keyless --issuer ${issuer} --subject ${subject} --audiences ${audience}`,
    ],
  }),
  step('azure.role', 'role Cognitive Services OpenAI User', {
    changes: [{ name: 'scope', from: null, to: 'acme-ai' }],
    commands: [
      'az role assignment create --assignee-object-id OBJECT_ID --assignee-principal-type ServicePrincipal --role 5e0bd9bd-7b93-4f28-af87-19fc36ad61bd --scope /subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-keyless/providers/Microsoft.CognitiveServices/accounts/acme-ai',
    ],
    notes: ['Azure needs some minutes to notice a new role: keyless check --wait waits for it.'],
  }),
  step('local.env', '.env', {
    state: 'change',
    changes: [{ name: 'AZURE_CLIENT_ID', from: '2f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11', to: '1f0c2b7e-5a3d-4f7e-9a41-6d2f6f0c9b11' }],
    notes: ['OIDC_CLIENT_SECRET goes into it, and is shown nowhere.'],
  }),
];

const accounts = {
  tenant: 'acme-dev.eu.auth0.com',
  subscription: { id: '00000000-0000-0000-0000-000000000001', name: 'Contoso Development' },
};
export const wholePlan: Plan = { steps, questions: [], findings: [], accounts };
export const ready: Looked = { plan: wholePlan, causes: [] };

/** Nothing is left to do. */
export const allRight: Looked = {
  plan: { steps: steps.map((one) => ({ ...one, state: 'right', changes: [], commands: [], notes: [] })), questions: [], findings: [] },
  causes: [],
};

/** Nobody has signed in with `az`. */
export const halfBlind: Looked = {
  plan: {
    ...wholePlan,
    steps: steps.map((one) => (one.where === 'azure' ? { ...one, state: 'unknown', changes: [] } : { ...one, state: 'right' })),
  },
  causes: [signedOut],
};

export const subscriptions: Question = {
  flag: '--subscription',
  title: 'Which Azure subscription?',
  step: 'azure.group',
  choices: [
    { value: 'id-1', title: 'Contoso Development', detail: '00000000-0000-0000-0000-000000000001, the one az uses' },
    { value: 'id-2', title: 'Contoso Production', detail: '00000000-0000-0000-0000-000000000002' },
  ],
  usual: 'id-2',
};

/** More of them than there are digits. */
export const identities: Question = {
  flag: '--identity',
  title: 'Which managed identity?',
  step: 'azure.identity',
  choices: [
    { value: 'id-keyless', title: 'id-keyless', detail: 'a new one' },
    ...Array.from({ length: 11 }, (_, at) => ({ value: `id-${at + 1}`, title: `id-app-${at + 1}`, detail: `rg-${at + 1}` })),
  ],
  usual: 'id-keyless',
};

export const asking = (...questions: Question[]): Looked => ({ plan: { ...wholePlan, questions }, causes: [] });

export function settledBy(id: StepId, outcome: StepOutcome, cause: Settled['cause'] = null): Settled {
  const found = steps.find((one) => one.id === id);
  if (!found) throw new Error(`no such step: ${id}`);
  return { step: found, outcome, cause };
}

export const doing = steps.filter(({ state }) => state !== 'right');
