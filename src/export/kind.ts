import type { Profile } from '../settings/profile.js';

/** What a connection can be taken away as. `report` is not made of the settings alone but of a run. */
export const exportKinds = [
  'typescript',
  'python',
  'csharp',
  'go',
  'java',
  'curl',
  'bicep',
  'terraform',
  'azure-cli',
  'github-actions',
  'report',
] as const;
export type ExportKind = (typeof exportKinds)[number];

/** Those that are made of the settings alone. */
export type CodeKind = Exclude<ExportKind, 'report'>;

/** One text to take away. It holds the values of the person and never a secret. */
export interface Exported {
  kind: ExportKind;
  /** The name it would have as a file, such as `main.bicep`. */
  fileName: string;
  text: string;
  /** The command that tries it; the text ends with it, as a comment where it has comments. */
  tryIt: string;
}

/** Makes the text of one kind. */
export type Template = (profile: Profile) => Omit<Exported, 'kind'>;
