import type { RoleAssignment } from './world.js';

/** Role ids, because names were changed and ids were not. */
export const openAiUser = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd';
export const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';
export const owner = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';

/** The roles a principal holds at a resource: those assigned on it, and on what stands above it. */
export function rolesAt(resourceId: string, principalId: string, assignments: readonly RoleAssignment[]): string[] {
  const mine = assignments.filter((one) => one.principalId === principalId && isWithin(resourceId, one.scope));
  return mine.map(({ roleId }) => roleId);
}

/** Whether a resource is the scope itself or stands below it. Azure compares ids without regard to case. */
export function isWithin(resourceId: string, scope: string): boolean {
  return `${resourceId}/`.toLowerCase().startsWith(`${scope}/`.toLowerCase());
}

/** Tells whether a role carries a data action. Owner and Contributor carry none: control plane only. */
export function allowsData(roleId: string, dataAction: string): boolean {
  const role = roles[roleId];
  if (!role) return false;
  return carries(role.dataActions, dataAction) && !carries(role.notDataActions, dataAction);
}

/** Tells whether a role allows something of the control plane, such as reading the deployments of an account. */
export function allowsAction(roleId: string, action: string): boolean {
  const role = roles[roleId];
  return role !== undefined && carries(role.actions, action) && !carries(role.notActions, action);
}

/** A built-in role, with the same four lists as Azure shows of it. */
export interface Role {
  name: string;
  actions: readonly string[];
  notActions: readonly string[];
  dataActions: readonly string[];
  notDataActions: readonly string[];
}

const service = 'Microsoft.CognitiveServices';
const openAi = `${service}/accounts/OpenAI`;
const blobs = 'Microsoft.Storage/storageAccounts/blobServices';
const readsService = [`${service}/*/read`, 'Microsoft.Authorization/roleAssignments/read', 'Microsoft.Authorization/roleDefinitions/read'];
const deploymentActions = ['audio', 'search', 'completions', 'chat/completions', 'realtime', 'extensions/chat/completions', 'embeddings'];
const of = (name: string, actions: readonly string[], dataActions: readonly string[] = []): Role => ({
  name,
  actions,
  notActions: [],
  dataActions,
  notDataActions: [],
});

/** The roles of this place by their ids. Of what they allow, what nothing here asks for is left out. */
export const roles: Readonly<Record<string, Role>> = {
  [openAiUser]: {
    ...of('Cognitive Services OpenAI User', readsService),
    dataActions: [
      `${openAi}/*/read`,
      ...['completions', 'search', 'generate'].map((operation) => `${openAi}/engines/${operation}/action`),
      ...deploymentActions.map((operation) => `${openAi}/deployments/${operation}/action`),
      `${openAi}/assistants/*`,
      `${openAi}/responses/*`,
    ],
    notDataActions: [`${openAi}/stored-completions/read`],
  },
  'a001fd3d-188f-4b5d-821b-7da978bf7442': of(
    'Cognitive Services OpenAI Contributor',
    [...readsService, `${service}/accounts/deployments/write`, `${service}/accounts/deployments/delete`],
    [`${openAi}/*`],
  ),
  'a97b65f3-24c7-4388-baec-2e87135dc908': of('Cognitive Services User', readsService, [`${service}/*`]),
  // Until May 2026: Azure AI User.
  '53ca6127-db72-4b80-b1b0-d745d6d5456d': of('Foundry User', [...readsService, `${service}/accounts/deployments/*`], [`${service}/*`]),
  'c883944f-8b7b-4483-af10-35834be79c4a': of('Foundry Owner', [`${service}/*`], [`${service}/*`]),
  'eadc314b-1a2d-4efa-be10-5d325db5065e': of('Foundry Project Manager', [`${service}/accounts/projects/*`], [`${service}/*`]),
  '64702f94-c441-49e6-a78b-ef80e0188fee': of('Azure AI Developer', ['Microsoft.MachineLearningServices/*'], [`${openAi}/*`]),
  // No actions, only data actions.
  '19c28022-e58e-450d-a464-0b2a53034789': of('Cognitive Services Data Contributor (Preview)', [], [`${service}/*`]),
  'b59867f0-fa02-499b-be73-45a86b5b3e1c': of('Cognitive Services Data Reader', [], [`${service}/*/read`]),
  'eed3b665-ab3a-47b6-8f48-c9382fb1dad6': of('Foundry Agent Consumer', [], [`${service}/accounts/AIServices/endpoints/interact/action`]),
  // Many actions, no data actions.
  '25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68': of('Cognitive Services Contributor', [`${service}/*`]),
  [contributor]: {
    ...of('Contributor', ['*']),
    notActions: ['Microsoft.Authorization/*/Delete', 'Microsoft.Authorization/*/Write', 'Microsoft.Authorization/elevateAccess/Action'],
  },
  [owner]: of('Owner', ['*']),
  'acdd72a7-3385-48ef-bd42-f606fba81ae7': of('Reader', ['*/read']),
  '18d7d88d-d35e-4fb5-a5c3-7773c20a72d9': of('User Access Administrator', ['*/read', 'Microsoft.Authorization/*']),
  'e40ec5ca-96e0-45a2-b4ff-59039f2c2b59': of('Managed Identity Contributor', [
    'Microsoft.ManagedIdentity/userAssignedIdentities/*',
    'Microsoft.Authorization/*/read',
    'Microsoft.Resources/subscriptions/resourceGroups/read',
  ]),
  '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1': of('Storage Blob Data Reader', [`${blobs}/containers/read`], [`${blobs}/containers/blobs/read`]),
  'ba92f5b4-2d11-453d-a403-e96b0029c9fe': of('Storage Blob Data Contributor', [`${blobs}/containers/*`], [`${blobs}/containers/blobs/*`]),
  'b7e6dc6d-f1e8-4753-8033-0f276bb0955b': of('Storage Blob Data Owner', [`${blobs}/containers/*`], [`${blobs}/containers/blobs/*`]),
};

const carries = (patterns: readonly string[], action: string): boolean => patterns.some((pattern) => matches(pattern, action));

/** Azure compares actions without regard to case; a star stands for anything, slashes included. */
function matches(pattern: string, action: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.()]/g, String.raw`\$&`));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(action);
}
