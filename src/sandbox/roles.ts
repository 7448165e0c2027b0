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
  return role.dataActions.some((pattern) => matches(pattern, dataAction)) && !role.except.some((pattern) => matches(pattern, dataAction));
}

/** Tells whether a role may read something of the control plane, such as the deployments of an account. */
export function allowsReading(roleId: string, action: string): boolean {
  return roles[roleId]?.reads.some((pattern) => matches(pattern, action)) ?? false;
}

interface Role {
  /** The actions of the control plane, as far as they read: nothing in this place is changed through it. */
  reads: readonly string[];
  dataActions: readonly string[];
  except: readonly string[];
}

const service = 'Microsoft.CognitiveServices';
const openAi = `${service}/accounts/OpenAI`;
const readsService = [`${service}/*/read`, 'Microsoft.Authorization/roleAssignments/read', 'Microsoft.Authorization/roleDefinitions/read'];
const deploymentActions = ['audio', 'search', 'completions', 'chat/completions', 'realtime', 'extensions/chat/completions', 'embeddings'];
const of = (reads: readonly string[], dataActions: readonly string[] = []): Role => ({ reads, dataActions, except: [] });

const roles: Record<string, Role> = {
  [openAiUser]: {
    reads: readsService,
    dataActions: [
      `${openAi}/*/read`,
      ...['completions', 'search', 'generate'].map((operation) => `${openAi}/engines/${operation}/action`),
      ...deploymentActions.map((operation) => `${openAi}/deployments/${operation}/action`),
      `${openAi}/assistants/*`,
      `${openAi}/responses/*`,
    ],
    except: [`${openAi}/stored-completions/read`],
  },
  // Cognitive Services OpenAI Contributor, Cognitive Services User, Foundry User (once Azure AI User).
  'a001fd3d-188f-4b5d-821b-7da978bf7442': of(readsService, [`${openAi}/*`]),
  'a97b65f3-24c7-4388-baec-2e87135dc908': of(readsService, [`${service}/*`]),
  '53ca6127-db72-4b80-b1b0-d745d6d5456d': of(readsService, [`${service}/*`]),
  // Foundry Owner, Foundry Project Manager, Azure AI Developer.
  'c883944f-8b7b-4483-af10-35834be79c4a': of([`${service}/*`], [`${service}/*`]),
  'eadc314b-1a2d-4efa-be10-5d325db5065e': of([`${service}/accounts/projects/*`], [`${service}/*`]),
  '64702f94-c441-49e6-a78b-ef80e0188fee': of(['Microsoft.MachineLearningServices/*'], [`${openAi}/*`]),
  // Cognitive Services Data Contributor, Cognitive Services Data Reader, Foundry Agent Consumer: no actions, only data actions.
  '19c28022-e58e-450d-a464-0b2a53034789': of([], [`${service}/*`]),
  'b59867f0-fa02-499b-be73-45a86b5b3e1c': of([], [`${service}/*/read`]),
  'eed3b665-ab3a-47b6-8f48-c9382fb1dad6': of([], [`${service}/accounts/AIServices/endpoints/interact/action`]),
  // Cognitive Services Contributor, Contributor, Owner, Reader: many actions, no data actions.
  '25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68': of([`${service}/*`]),
  [contributor]: of(['*']),
  [owner]: of(['*']),
  'acdd72a7-3385-48ef-bd42-f606fba81ae7': of(['*/read']),
};

/** Azure compares actions without regard to case; a star stands for anything, slashes included. */
function matches(pattern: string, action: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.]/g, String.raw`\.`));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(action);
}
