import type { ExportKind } from './kind.js';
import { exportKinds } from './kind.js';

/** The kind that a person has named, in whatever case: by its name, or by a short one that can mean nothing else here. Null where there is none. */
export function kindNamed(word: string): ExportKind | null {
  const name = word.toLowerCase();
  return exportKinds.find((kind) => kind === name || otherNames[kind].includes(name)) ?? null;
}

/** Endings of files, names of programs, and what else people write. `sh` could be curl or azure-cli, and `azure` three of them: they are nobody's. */
export const otherNames: { readonly [K in ExportKind]: readonly string[] } = {
  typescript: ['ts', 'node', 'nodejs', 'node.js', 'javascript', 'js'],
  python: ['py', 'python3'],
  csharp: ['cs', 'c#', 'c-sharp', 'dotnet', '.net'],
  go: ['golang'],
  java: [],
  curl: [],
  bicep: [],
  terraform: ['tf', 'hcl', 'tofu', 'opentofu'],
  'azure-cli': ['az', 'azurecli', 'az-cli', 'cli'],
  'github-actions': ['gh', 'github', 'actions', 'github-action', 'gha', 'workflow'],
  report: ['md', 'markdown'],
};
