import type { Confidence, Fix, Known } from './explanation.js';
import type { Wanted } from './finding.js';
import { inWay, run, toDo } from './fix.js';
import { option, shellWord } from '../settings/shell-word.js';
import { isAuth0s } from './who-issues.js';

/** Cognitive Services OpenAI User: the least role that may chat. Roles go by id, because Microsoft renames them. */
export const openAiUser = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd';
/** Foundry User (until May 2026: Azure AI User), which Microsoft asks for on Foundry projects. */
export const foundryUser = '53ca6127-db72-4b80-b1b0-d745d6d5456d';

/** `list` writes the file that a check can read, `names` shows what the other commands ask for; `create` adds one under a name that is free as far as is known; `recreate` brings back the one that was deleted. */
type CredentialAction = 'list' | 'names' | 'create' | 'recreate' | 'update' | 'delete';

/** An `az` command on the federated credential, in the form for what the client id belongs to; in both, and unsure, while that is not known. */
export function credentialFixes(action: CredentialAction, known: Known, wanted: Wanted, confidence: Confidence = 'certain'): Fix[] {
  const identity = () => identityCommand(action, known, wanted);
  const app = () => appCommand(action, known, wanted);
  if (known.identity === 'managed-identity') return [run('azure', confidence, identity())];
  if (known.identity === 'app-registration') return [run('azure', confidence, app())];
  return [...inWay(ifManaged, [run('azure', 'maybe', identity())]), ...inWay(ifRegistration, [run('azure', 'maybe', app())])];
}

/** Several of these commands, those for one kind of identity together: a person has one kind, and skips the other. */
export function inTurn(actions: readonly CredentialAction[], known: Known, wanted: Wanted, confidence: Confidence): Fix[] {
  const all = actions.flatMap((action) => credentialFixes(action, known, wanted, confidence));
  return [...Map.groupBy(all, ({ title }) => title).values()].flat();
}

const ifManaged = 'if it is a managed identity';
const ifRegistration = 'if it is an app registration';

/** Finds the names that commands on a credential ask for, and tells which of the two forms of them is the right one. */
export function findIdentityFixes(known: Known, confidence: Confidence = 'likely'): Fix[] {
  // Nothing is left to look up.
  if (known.identityName && known.identityGroup) return [];
  if (known.identity !== null) return listIdentities(known, confidence);
  const which = known.azureClientId
    ? 'A line in that list: it is a managed identity. No line: it is an app registration, or another subscription is selected.'
    : 'What that lists are managed identities. If yours is not there, it is an app registration, or another subscription is selected.';
  return [...listIdentities(known, confidence), toDo('azure', confidence, which)];
}

/** Shows the names that the commands on a managed identity ask for, under the same words in capitals. */
export function listIdentities(known: Known, confidence: Confidence = 'likely'): Fix[] {
  if (known.identity === 'app-registration') return [];
  const filter = known.azureClientId ? `[?clientId==${jmesText(known.azureClientId)}]` : '[]';
  const names = [...(known.identityName ? [] : ['IDENTITY_NAME:name']), ...(known.identityGroup ? [] : ['RESOURCE_GROUP:resourceGroup'])];
  const columns = [...(names.length > 0 ? names : ['name:name']), 'clientId:clientId'];
  const query = `${filter}.{${columns.join(', ')}}`;
  return [run('azure', confidence, `az identity list ${option('--query', query)} --output table`)];
}

/** The client id of the identity whose name is known, whatever AZURE_CLIENT_ID says. */
export function showClientId({ identityName, identityGroup }: Known): string {
  const name = identityName ?? 'IDENTITY_NAME';
  if (identityGroup)
    return `az identity show ${option('--name', name)} ${option('--resource-group', identityGroup)} --query clientId --output tsv`;
  return `az identity list ${option('--query', `[?name==${jmesText(name)}].clientId`)} --output tsv`;
}

/** Creates a resource group. */
export function createGroup(name: string, location: string): string {
  return `az group create ${option('--name', name)} ${option('--location', location)}`;
}

/** Creates a managed identity, in the region of its resource group where none is given. */
export function createIdentity({ identityName, identityGroup }: Known, location: string | null = null): string {
  const at = location === null ? '' : ` ${option('--location', location)}`;
  return `az identity create ${option('--name', identityName ?? 'IDENTITY_NAME')} ${option('--resource-group', identityGroup ?? 'RESOURCE_GROUP')}${at}`;
}

/** Gives the identity a role on the Azure OpenAI account; account and object id are looked up where they are not known. */
export function assignRole(known: Known, principal: string | null, role: string): string {
  return assignRoleAt(scopeOf(known), principal ?? findPrincipal(known), role);
}

/** Gives a service principal a role at a resource, whose id is a word for the shell already. */
function assignRoleAt(scope: string, principal: string, role: string): string {
  return `az role assignment create --assignee-object-id ${principal} --assignee-principal-type ServicePrincipal --role ${role} --scope ${scope}`;
}

/** Lists the roles that the identity has on the account, inherited ones too. */
export function listRoles(known: Known, principal: string | null): string {
  const assignee = principal ?? known.principalId ?? (known.azureClientId ? shellWord(known.azureClientId) : 'CLIENT_ID');
  return `az role assignment list --assignee ${assignee} --scope ${scopeOf(known)} --include-inherited --output table`;
}

/** What commands on an account ask for, under the same words in capitals; nothing where the endpoint tells which account it is. */
export function findAccount(known: Known, confidence: Confidence): Fix[] {
  const query = '[].{ACCOUNT_NAME:name, RESOURCE_GROUP:resourceGroup, endpoint:properties.endpoint, ACCOUNT_RESOURCE_ID:id}';
  if (known.accountId || accountFilter(known) !== null) return [];
  return [run('azure', confidence, `az cognitiveservices account list --query "${query}" --output table`)];
}

/** The object id that a role goes to, where neither it nor the client id is known. */
export function findObjectId(known: Known, principal: string | null, confidence: Confidence): Fix[] {
  if (principal || known.principalId || known.azureClientId) return [];
  return [run('azure', confidence, 'az identity list --query "[].{name:name, CLIENT_ID:clientId, OBJECT_ID:principalId}" --output table')];
}

/** Lists the deployments of the account behind the endpoint, and before that the accounts, where the endpoint does not tell. */
export function deploymentFixes(known: Known): Fix[] {
  return [...findAccount(known, 'likely'), run('azure', 'likely', listDeployments(known))];
}

/** Lists the deployments of the account behind the endpoint. */
function listDeployments(known: Known): string {
  if (known.accountId || accountFilter(known) === null)
    return `az cognitiveservices account deployment list ${accountOption(known)} --query "[].{deployment:name, model:properties.model.name}" --output table`;
  return `az rest --method get --url "$(${findAccountIds(known)})/deployments?api-version=2024-10-01" --query "value[].{deployment:name, model:properties.model.name}" --output table`;
}

/** Shows the account behind the endpoint: its name, group, tenant-wide subdomain and network rules. Without an endpoint, every account. */
export function showAccounts(known: Known): string {
  const query = `[${accountFilter(known) ?? ''}].{ACCOUNT_NAME:name, RESOURCE_GROUP:resourceGroup, endpoint:properties.endpoint, subdomain:properties.customSubDomainName, publicAccess:properties.publicNetworkAccess}`;
  return `az cognitiveservices account list --query "${query}" --output table`;
}

/** Creates an Azure OpenAI account. Without a subdomain of its own it would take no token. */
export function createAccount(group: string, account = { name: 'ACCOUNT_NAME', location: 'LOCATION' }): string {
  const { name, location } = account;
  return `az cognitiveservices account create ${option('--name', name)} ${option('--resource-group', group)} ${option('--location', location)} --kind OpenAI --sku S0 ${option('--custom-domain', name)}`;
}

/** Gives an account a subdomain of its own, once and for all. */
export function giveSubdomain({ name, group }: { name: string; group: string }): string {
  return `az cognitiveservices account update ${option('--name', name)} ${option('--resource-group', group)} ${option('--custom-domain', name)}`;
}

/** The models that an account can have, under the words in capitals that a deployment asks for. */
export function listModels(known: Known): string {
  return `az cognitiveservices account list-models ${accountOption(known)} --query "[].{MODEL_NAME:name, MODEL_VERSION:version, chat:capabilities.chatCompletion, state:lifecycleStatus}" --output table`;
}

/** Deploys a model under this name; what is not known stands in capitals. */
export function createDeployment(name: string, at: { account?: string; group?: string; model?: string; version?: string } = {}): string {
  const { account = 'ACCOUNT_NAME', group = 'RESOURCE_GROUP', model = 'MODEL_NAME', version = 'MODEL_VERSION' } = at;
  const where = `${option('--name', account)} ${option('--resource-group', group)} ${option('--deployment-name', name)}`;
  return `az cognitiveservices account deployment create ${where} ${option('--model-name', model)} ${option('--model-version', version)} --model-format OpenAI --sku-name GlobalStandard --sku-capacity 10`;
}

/** Every account with its endpoint, for a host that belongs to none. */
export const listAccounts =
  'az cognitiveservices account list --query "[].{name:name, endpoint:properties.endpoint, subdomain:properties.customSubDomainName}" --output table';

function identityCommand(action: CredentialAction, known: Known, wanted: Wanted): string {
  const name = known.identityName ? option('--identity-name', known.identityName) : '--identity-name IDENTITY_NAME';
  const group = known.identityGroup ? option('--resource-group', known.identityGroup) : '--resource-group RESOURCE_GROUP';
  const target = `${name} ${group}${elsewhere(known.identitySubscription, known)}`;
  const verb = `az identity federated-credential ${verbOf(action)}`;
  if (action === 'list') return `${verb} ${target} ${toFile}`;
  if (action === 'names') return `${verb} ${target} ${asTable(known, wanted)}`;
  if (action === 'delete') return `${verb} ${option('--name', credentialName(known))} ${target} --yes`;
  // Always with --audiences: its default was dropped and restored during 2025 (Azure/azure-cli#31598).
  const claims = [
    option('--issuer', wanted.issuer ?? 'ISSUER'),
    option('--subject', wanted.subject ?? 'SUBJECT'),
    option('--audiences', wanted.audience ?? 'AUDIENCE'),
  ];
  return `${verb} ${option('--name', action === 'create' ? newName(known, wanted) : credentialName(known))} ${target} ${claims.join(' ')}`;
}

function appCommand(action: CredentialAction, known: Known, wanted: Wanted): string {
  const verb = `az ad app federated-credential ${verbOf(action)} ${option('--id', known.azureClientId ?? 'CLIENT_ID')}`;
  if (action === 'list') return `${verb} ${toFile}`;
  if (action === 'names') return `${verb} ${asTable(known, wanted)}`;
  const credential = option('--federated-credential-id', credentialName(known));
  if (action === 'delete') return `${verb} ${credential}`;
  const claims = { issuer: wanted.issuer ?? 'ISSUER', subject: wanted.subject ?? 'SUBJECT', audiences: [wanted.audience ?? 'AUDIENCE'] };
  if (action === 'create' || action === 'recreate') {
    const name = action === 'create' ? newName(known, wanted) : credentialName(known);
    return `${verb} ${option('--parameters', JSON.stringify({ name, ...claims }))}`;
  }
  return `${verb} ${credential} ${option('--parameters', JSON.stringify(claims))}`;
}

const toFile = '--output json > credential.json';

/** Under the word in capitals that other commands ask for, where they do. */
function asTable(known: Known, { issuer, subject, audience }: Wanted): string {
  const named = (name: string, value: string | null) => (value === null ? name.toUpperCase() : name);
  const values = [
    `${named('issuer', issuer ?? known.issuer)}:issuer`,
    `${named('subject', subject ?? known.subject)}:subject`,
    `${named('audience', audience ?? known.audience)}:audiences[0]`,
  ];
  return `--query "[].{${known.credentialName === null ? 'CREDENTIAL_NAME' : 'name'}:name, ${values.join(', ')}}" --output table`;
}

function credentialName(known: Known): string {
  return known.credentialName ?? 'CREDENTIAL_NAME';
}

// Creating under the name of another credential would overwrite it.
function newName(known: Known, wanted: Wanted): string {
  if (isAuth0s(wanted, known) === false) return 'NEW_CREDENTIAL_NAME';
  return known.credentialName === 'auth0' ? 'auth0-2' : 'auth0';
}

function verbOf(action: CredentialAction): string {
  return { recreate: 'create', names: 'list' }[action as string] ?? action;
}

/** The account by name and group, as commands on it ask for it. */
export function accountOption(known: Known): string {
  const { account = 'ACCOUNT_NAME', group = 'RESOURCE_GROUP' } = accountNames(known);
  return `${option('--name', account)} ${option('--resource-group', group)}${elsewhere(known.accountId?.split('/')[2] ?? null, known)}`;
}

/** A command acts on the subscription that is selected, unless it names another. */
function elsewhere(subscription: string | null, { selectedSubscription }: Known): string {
  if (subscription === null || selectedSubscription === null || subscription === selectedSubscription) return '';
  return ` ${option('--subscription', subscription)}`;
}

/** Name and group of the account, where its id is known. */
export function accountNames({ accountId }: Known): { account?: string; group?: string } {
  const [, group, account] = /\/resourceGroups\/([^/]+)\/.*\/accounts\/([^/]+)$/i.exec(accountId ?? '') ?? [];
  return group && account ? { account, group } : {};
}

/** The account as the place where a role counts: looked up where its id is not known and the endpoint tells which it is. */
function scopeOf(known: Known): string {
  if (known.accountId) return shellWord(known.accountId);
  return accountFilter(known) ? `"$(${findAccountIds(known)})"` : 'ACCOUNT_RESOURCE_ID';
}

function findPrincipal(known: Known): string {
  if (known.principalId) return shellWord(known.principalId);
  if (!known.azureClientId) return 'OBJECT_ID';
  if (known.identity === 'app-registration') return `"$(az ad sp show ${option('--id', known.azureClientId)} --query id --output tsv)"`;
  return `"$(az identity list ${option('--query', `[?clientId==${jmesText(known.azureClientId)}].principalId`)} --output tsv)"`;
}

/** Prints the resource id of the account that the endpoint names; null for a gateway or a custom domain, which names none. */
export function accountLookup(known: Known): string | null {
  return accountFilter(known) === null ? null : findAccountIds(known);
}

function findAccountIds(known: Known): string {
  return `az cognitiveservices account list --query "[${accountFilter(known) ?? ''}].id" --output tsv`;
}

/** Filter for the account whose subdomain is the endpoint's; null for a gateway or a custom domain, which does not tell. */
function accountFilter(known: Known): string | null {
  const host = known.endpoint && URL.canParse(known.endpoint) ? new URL(known.endpoint).hostname : '';
  const subdomain = /^([a-z0-9-]+)\.(?:openai|services\.ai|cognitiveservices)\.azure\.(?:com|us|cn)$/.exec(host)?.[1];
  return subdomain ? `?properties.customSubDomainName=='${subdomain}'` : null;
}

// A raw string of JMESPath, in which only the quote and the backslash need care.
function jmesText(value: string): string {
  return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
