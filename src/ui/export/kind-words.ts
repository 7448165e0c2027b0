import type { ExportKind } from '../../export/kind.js';

/** What each kind is called in a list, and in one line what it is. */
export const kindWords: { readonly [K in ExportKind]: readonly [label: string, detail: string] } = {
  typescript: ['TypeScript', 'with openai and @azure/identity'],
  python: ['Python', 'with openai and azure-identity'],
  csharp: ['C#', 'with OpenAI and Azure.Identity'],
  go: ['Go', 'with openai-go and azidentity'],
  java: ['Java', 'with openai-java and azure-identity'],
  curl: ['curl', 'the three requests, in a shell'],
  bicep: ['Bicep', 'makes identity, credential and role'],
  terraform: ['Terraform', 'makes identity, credential and role'],
  'azure-cli': ['Azure CLI', 'makes identity, credential and role'],
  'github-actions': ['GitHub Actions', 'a workflow that runs the check'],
  report: ['Report for a colleague', 'the last check as Markdown, no secret in it'],
};
