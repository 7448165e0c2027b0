import type { AzureReader } from '../tools/azure-reader.js';
import type { ToolAnswer } from '../tools/tool.js';
import { valueOf } from './choice.js';
import { chooseAccount } from './choose-account.js';
import { chooseHome } from './choose-home.js';
import { chooseIdentity } from './choose-identity.js';
import { chooseSubscription } from './choose-subscription.js';
import { chooseDeployment } from './choose-deployment.js';
import type { AccountFact, AzureFacts, IdentityFact, Seen } from './facts.js';
import { nothingSeen } from './facts.js';
import { look } from './look.js';
import type { Eyes } from './look.js';
import {
  readAccount,
  readCredential,
  readDeployment,
  readGroup,
  readIdentity,
  readModel,
  readRoleAt,
  readSubscription,
} from './read-azure.js';
import { readAll } from './read-auth0.js';
import { textOf } from './wishes.js';
import type { Wishes } from './wishes.js';

/** Versions of Azure Resource Manager that are stable. The CLI asks for the same things with its own. */
const versions = { groups: '2021-04-01', identities: '2023-01-31', accounts: '2024-10-01', roles: '2022-04-01' } as const;

/** The lists of the subscription: what can be chosen from. */
export async function discoverAzure(eyes: Eyes, wishes: Wishes): Promise<AzureFacts> {
  const ask = () => eyes.tools.az.run(['account', 'list']);
  const subscriptions = await look(eyes, 'the Azure subscriptions', { ask, read: (value) => readAll(value, readSubscription) });
  const facts = { ...nothingSeen.azure, subscriptions };
  const subscription = valueOf(chooseSubscription(facts, wishes));
  if (!subscription) return facts;
  const view = { ...eyes, reader: eyes.readerOf(subscription) };
  const under = `/subscriptions/${subscription.id}`;
  const [groups, identities, accounts] = await Promise.all([
    list(view, 'the resource groups', `${under}/resourcegroups?api-version=${versions.groups}`, readGroup),
    list(
      view,
      'the managed identities',
      `${under}/providers/Microsoft.ManagedIdentity/userAssignedIdentities?api-version=${versions.identities}`,
      readIdentity,
    ),
    list(
      view,
      'the Azure OpenAI accounts',
      `${under}/providers/Microsoft.CognitiveServices/accounts?api-version=${versions.accounts}`,
      readAccount,
    ),
  ]);
  return { ...facts, groups, identities, accounts };
}

/** What belongs to the chosen identity and account: read where it was not yet. */
export async function fillAzure(facts: AzureFacts, eyes: Eyes, wishes: Wishes): Promise<AzureFacts> {
  const subscription = valueOf(chooseSubscription(facts, wishes));
  if (!subscription) return facts;
  const view = { ...eyes, reader: eyes.readerOf(subscription) };
  const [identity, account] = [valueOf(chooseIdentity(facts, wishes)), valueOf(chooseAccount(facts, wishes))];
  const [isRegistration, credentials, deployments, roles] = await Promise.all([
    facts.isRegistration ?? registrationOf(facts, eyes, wishes),
    facts.credentials ?? (identity && credentialsOf(identity, view, subscription.id)),
    facts.deployments ??
      (account && list(view, 'the deployments', `${account.id}/deployments?api-version=${versions.accounts}`, readDeployment)),
    facts.roles ?? (identity && account && rolesOf(identity, account, view)),
  ]);
  const filled = { ...facts, isRegistration, credentials, deployments, roles };
  return { ...filled, models: facts.models ?? (await modelsOf(filled, view, wishes)) };
}

function list<T>(eyes: View, what: string, path: string, readOne: (item: unknown) => T | null): Promise<Seen<T[]>> {
  return look(eyes, what, { ask: () => eyes.reader.get(path), read: (value) => readAll(value, readOne) });
}

/** On one subscription. */
type View = Eyes & { reader: AzureReader };

/** Asked only where the client id of the settings is not that of an identity in the subscription. */
async function registrationOf({ identities }: AzureFacts, eyes: Eyes, { settings }: Wishes): Promise<Seen<boolean>> {
  const clientId = textOf(settings, 'AZURE_CLIENT_ID');
  if (clientId === null || !identities?.ok) return null;
  if (identities.value.some((one) => one.clientId.toLowerCase() === clientId.toLowerCase())) return null;
  const ask = async (): Promise<ToolAnswer> => {
    const answer = await eyes.tools.az.run(['ad', 'app', 'show', '--id', clientId]);
    return !answer.ok && isAbsent(answer.failure) ? { ok: true, value: null } : answer;
  };
  return look(eyes, 'the app registrations', { ask, read: (value) => value !== null });
}

/** The CLI ends with 3 for what is not there; what it says of an application is its own sentence, or that of Microsoft Graph. */
function isAbsent({ exitCode, said }: { exitCode: number | null; said: string }): boolean {
  return exitCode === 3 || /does not exist|ResourceNotFound/i.test(said);
}

function credentialsOf({ group, name }: IdentityFact, eyes: View, subscription: string): Promise<AzureFacts['credentials']> {
  const identity = `/subscriptions/${subscription}/resourceGroups/${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/${name}`;
  return list(
    eyes,
    'the federated credentials',
    `${identity}/federatedIdentityCredentials?api-version=${versions.identities}`,
    readCredential,
  );
}

/** Those of its groups too, and inherited ones; what is given below the account does not count for it. */
function rolesOf({ principalId }: IdentityFact, { id }: AccountFact, eyes: View): Promise<AzureFacts['roles']> {
  const filter = encodeURIComponent(`assignedTo('${principalId}')`.toWellFormed());
  const path = `${id}/providers/Microsoft.Authorization/roleAssignments?api-version=${versions.roles}&$filter=${filter}`;
  return list(eyes, 'the roles of the identity', path, (item) => readRoleAt(item, id));
}

/** Asked only where a deployment is to be made: the list is long. */
async function modelsOf(facts: AzureFacts, eyes: View, wishes: Wishes): Promise<AzureFacts['models']> {
  const subscription = valueOf(chooseSubscription(facts, wishes));
  if (!subscription || chooseDeployment(facts, wishes).kind !== 'new') return null;
  const account = valueOf(chooseAccount(facts, wishes));
  const { location } = chooseHome(facts, wishes, { account, identity: valueOf(chooseIdentity(facts, wishes)) });
  const region = `/subscriptions/${subscription.id}/providers/Microsoft.CognitiveServices/locations/${location}`;
  return list(eyes, 'the models of the region', `${account?.id ?? region}/models?api-version=${versions.accounts}`, readModel);
}
