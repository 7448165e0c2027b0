import { describe, expect, test } from 'vitest';

import { exportOf } from '../../src/export/export-of.js';
import type { CodeKind } from '../../src/export/kind.js';
import { exportKinds } from '../../src/export/kind.js';
import type { Trial } from '../../src/export/trial.js';
import { trialOf } from '../../src/export/trial.js';
import { profileOf } from './profiles.js';

const codeKinds = exportKinds.filter((kind): kind is CodeKind => kind !== 'report');
const tried = (kind: CodeKind, file?: string): Trial => {
  const exported = exportOf(kind, profileOf());
  return trialOf(exported, file ?? exported.fileName);
};

describe('the command', () => {
  test.each([
    ['python', 'a.py', 'python a.py'],
    ['typescript', 'src/my app.ts', "node --env-file-if-exists=.env 'src/my app.ts'"],
    ['bicep', 'main-2.bicep', expect.stringContaining('--template-file main-2.bicep ')],
    ['curl', "it's$&.sh", expect.stringMatching(/^sh ['"]it.+s\$&\.sh['"]$/)],
    ['github-actions', '.github/workflows/check.yml', 'gh workflow run check.yml'],
  ] as const)('of %s names the file %s', (kind, file, command) => {
    expect(tried(kind, file)).toMatchObject({ command, heading: expect.stringMatching(/^To try it/) });
  });

  test('that names no file says which name it is for, where the file has another', () => {
    expect(tried('java', 'out/Main.java').heading).toBe('Named AzureOpenAi.java, it is tried with');
    expect(tried('java', 'out/AzureOpenAi.java').heading).toMatch(/^To try it/);
  });

  test('of code says where the secret is', () => {
    for (const kind of ['python', 'curl', 'go', 'java', 'csharp'] as const)
      expect(tried(kind).heading).toBe('To try it, with OIDC_CLIENT_SECRET in the environment');
    expect(tried('bicep').heading).toBe('To try it');
  });
});

describe('what comes before it', () => {
  test('is what the comments of the file say, one line each', () => {
    expect(tried('github-actions').before).toEqual([
      expect.stringContaining('.github/workflows/'),
      expect.stringContaining('gh secret set OIDC_CLIENT_SECRET'),
      expect.stringMatching(/^To decide: how often/),
      expect.stringMatching(/^To decide: OWNER/),
    ]);
    expect(tried('azure-cli').before).toContainEqual(expect.stringMatching(/^To decide: the resource group/));
    expect(tried('terraform').before).toHaveLength(4);
    expect(tried('typescript').before).toEqual(['First: npm install @azure/identity openai']);
  });

  test('is a whole sentence in every file, or a command', () => {
    const dated = profileOf({ AZURE_AOAI_API_VERSION: '2024-10-21' });
    for (const kind of codeKinds) {
      const exported = exportOf(kind, dated);
      for (const line of trialOf(exported, exported.fileName).before) expect(line).toMatch(/^(First: |To decide: .*\.$)/);
    }
  });
});

test('what runs TypeScript as it is stands in its head', () => {
  expect(exportOf('typescript', profileOf()).text.split('\n')[1]).toContain('Node 22.18 or later');
});
