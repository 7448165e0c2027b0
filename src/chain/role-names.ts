/** A built-in role. */
export interface BuiltInRole {
  name: string;
  /** Whether it lets an identity chat with a model; the others only manage, or only look. */
  canChat: boolean;
}

/**
 * The roles that are met at an Azure OpenAI account, by id: Microsoft renames roles and keeps their ids. Names as of May 2026, when
 * "Azure AI User" became "Foundry User".
 */
const roles: Readonly<Record<string, BuiltInRole>> = {
  '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd': { name: 'Cognitive Services OpenAI User', canChat: true },
  'a001fd3d-188f-4b5d-821b-7da978bf7442': { name: 'Cognitive Services OpenAI Contributor', canChat: true },
  'a97b65f3-24c7-4388-baec-2e87135dc908': { name: 'Cognitive Services User', canChat: true },
  '53ca6127-db72-4b80-b1b0-d745d6d5456d': { name: 'Foundry User', canChat: true },
  'c883944f-8b7b-4483-af10-35834be79c4a': { name: 'Foundry Owner', canChat: true },
  'eadc314b-1a2d-4efa-be10-5d325db5065e': { name: 'Foundry Project Manager', canChat: true },
  '64702f94-c441-49e6-a78b-ef80e0188fee': { name: 'Azure AI Developer', canChat: true },
  '19c28022-e58e-450d-a464-0b2a53034789': { name: 'Cognitive Services Data Contributor (Preview)', canChat: true },
  'b59867f0-fa02-499b-be73-45a86b5b3e1c': { name: 'Cognitive Services Data Reader', canChat: false },
  'eed3b665-ab3a-47b6-8f48-c9382fb1dad6': { name: 'Foundry Agent Consumer', canChat: false },
  '25fbc0a9-bd7c-42a3-aa1a-3b75d497ee68': { name: 'Cognitive Services Contributor', canChat: false },
  '8e3af657-a8ff-443c-a75c-2fe8c4bcb635': { name: 'Owner', canChat: false },
  'b24988ac-6180-42a0-ab88-20f7382dd24c': { name: 'Contributor', canChat: false },
  'acdd72a7-3385-48ef-bd42-f606fba81ae7': { name: 'Reader', canChat: false },
};

/** The role with this id, which may stand at the end of a path; null for one that is not of this table, such as a company's own. */
export function builtInRole(id: string): BuiltInRole | null {
  return roles[id.split('/').at(-1)?.toLowerCase() ?? ''] ?? null;
}
