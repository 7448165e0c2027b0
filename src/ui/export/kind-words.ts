import type { ExportKind } from '../../export/kind.js';

/** What each kind is called in a list, and in one line what it is. */
export const kindWords: { readonly [K in ExportKind]: readonly [label: string, detail: string] } = {
  typescript: ['TypeScript', 'the SDKs of OpenAI and Azure, no key'],
  python: ['Python', 'the same, with azure-identity'],
  csharp: ['C#', 'the same, with Azure.Identity'],
  go: ['Go', 'the same, with azidentity'],
  java: ['Java', 'the same, with azure-identity'],
  curl: ['curl', 'the three requests, for a shell'],
  bicep: ['Bicep', 'identity, credential and role'],
  terraform: ['Terraform', 'identity, credential and role'],
  'azure-cli': ['Azure CLI', 'identity, credential and role'],
  'github-actions': ['GitHub Actions', 'a job that runs the check'],
  report: ['Report for a colleague', 'the last check as Markdown'],
};
