/** Role ids, because names were changed and ids were not. */
export const openAiUser = '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd';
export const contributor = 'b24988ac-6180-42a0-ab88-20f7382dd24c';

/** Tells whether a role carries a data action. Owner and Contributor carry none: control plane only. */
export function allows(roleId: string, dataAction: string): boolean {
  const role = roles[roleId];
  if (!role) return false;
  return role.dataActions.some((pattern) => matches(pattern, dataAction)) && !role.except.some((pattern) => matches(pattern, dataAction));
}

const openAi = 'Microsoft.CognitiveServices/accounts/OpenAI';

const roles: Record<string, { dataActions: readonly string[]; except: readonly string[] }> = {
  [openAiUser]: {
    dataActions: [
      `${openAi}/*/read`,
      ...['completions', 'search', 'generate'].map((operation) => `${openAi}/engines/${operation}/action`),
      ...['audio', 'search', 'completions', 'chat/completions', 'realtime', 'extensions/chat/completions', 'embeddings'].map(
        (operation) => `${openAi}/deployments/${operation}/action`,
      ),
      `${openAi}/assistants/*`,
      `${openAi}/responses/*`,
    ],
    except: [`${openAi}/stored-completions/read`],
  },
  // Cognitive Services OpenAI Contributor, Cognitive Services User, Foundry User (once Azure AI User), Cognitive Services Data Reader.
  'a001fd3d-188f-4b5d-821b-7da978bf7442': { dataActions: [`${openAi}/*`], except: [] },
  'a97b65f3-24c7-4388-baec-2e87135dc908': { dataActions: ['Microsoft.CognitiveServices/*'], except: [] },
  '53ca6127-db72-4b80-b1b0-d745d6d5456d': { dataActions: ['Microsoft.CognitiveServices/*'], except: [] },
  'b59867f0-fa02-499b-be73-45a86b5b3e1c': { dataActions: ['Microsoft.CognitiveServices/*/read'], except: [] },
  // Cognitive Services Contributor, Contributor, Owner, Reader: many actions, no data actions.
  '25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68': { dataActions: [], except: [] },
  [contributor]: { dataActions: [], except: [] },
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': { dataActions: [], except: [] },
  'acdd72a7-3385-48ef-bd42-f606fba81ae7': { dataActions: [], except: [] },
};

/** Azure compares actions without regard to case; a star stands for anything, slashes included. */
function matches(pattern: string, action: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.]/g, String.raw`\.`));
  return new RegExp(`^${parts.join('.*')}$`, 'i').test(action);
}
