import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { root } from './support/binary.js';

const layers = ['settings', 'chain', 'tools', 'findings', 'checks', 'report', 'provision', 'export', 'ui', 'commands', 'library'];
const src = join(root, 'src');

interface Import {
  file: string;
  from: string;
  isTypeOnly: boolean;
  /** Loaded when it is needed, and not with the file. */
  isLazy: boolean;
}

const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter((file) => /\.tsx?$/.test(file));
const imports: Import[] = files.flatMap((file) =>
  [
    ...readFileSync(join(src, file), 'utf8').matchAll(
      /(?:^|\n)(import|export)( type)?[^;'"]*? from '([^']+)'|import\('([^']+)'\)|\nimport '([^']+)'/g,
    ),
  ].map((match) => ({
    file,
    from: match[3] ?? match[4] ?? match[5] ?? '',
    isTypeOnly: match[2] !== undefined,
    isLazy: match[4] !== undefined,
  })),
);

const layerOf = (path: string): string => path.split('/')[0] ?? '';
const inside = imports.filter(({ from }) => from.startsWith('.')).map((one) => ({ ...one, to: join(one.file, '..', one.from) }));

describe('who may import whom', () => {
  test('the imports were read', () => expect(imports.length).toBeGreaterThan(300));

  test.each(layers)('%s imports only what stands to its left', (layer) => {
    const allowed = new Set(layers.slice(0, layers.indexOf(layer) + 1));
    const wrong = inside.filter(({ file, to, from, isTypeOnly }) => {
      if (layerOf(file) !== layer || from.endsWith('package.json')) return false;
      if (layer === 'commands' && layerOf(to) === 'sandbox') return false;
      if (layer === 'library' && layerOf(to) === 'ui') return true;
      return !allowed.has(layerOf(to)) || (layer === 'findings' && ['chain', 'tools'].includes(layerOf(to)) && !isTypeOnly);
    });
    expect(wrong).toEqual([]);
  });

  test('the sandbox shares only types with the program', () => {
    const wrong = inside.filter(({ file, to, isTypeOnly }) => layerOf(file) === 'sandbox' && layerOf(to) !== 'sandbox' && !isTypeOnly);
    expect(wrong).toEqual([]);
  });

  test('only what a program imports imports the library', () => {
    const users = inside.filter(({ file, to }) => layerOf(to) === 'library' && layerOf(file) !== 'library').map(({ file }) => file);
    expect([...new Set(users)]).toEqual(['index.ts']);
  });

  test('only commands and the process start a sandbox', () => {
    const users = inside
      .filter(({ file, to }) => layerOf(to) === 'sandbox' && layerOf(file) !== 'sandbox')
      .map(({ file }) => layerOf(file));
    expect([...new Set(users)].toSorted()).toEqual(['commands', 'process.ts']);
  });

  test('outside ui/, every package has one importing file, jose a second one in the sandbox', () => {
    const owners = new Map<string, Set<string>>();
    for (const { file, from, isTypeOnly } of imports) {
      if (from.startsWith('.') || from.startsWith('node:') || isTypeOnly || layerOf(file) === 'ui') continue;
      const name = from
        .split('/')
        .slice(0, from.startsWith('@') ? 2 : 1)
        .join('/');
      owners.set(name, (owners.get(name) ?? new Set()).add(file));
    }
    const shared = [...owners].filter(([name, users]) => name !== 'jose' && users.size > 1).map(([name, users]) => [name, [...users]]);
    expect(shared).toEqual([]);
    expect([...(owners.get('jose') ?? [])].filter((file) => layerOf(file) !== 'sandbox')).toEqual(['chain/assertion.ts']);
    expect(owners.get('ink')).toBeUndefined();
    expect(owners.get('react')).toBeUndefined();
  });
});

describe('who loads what', () => {
  /** Every package, and every file, that is loaded with a file. */
  function loadedWith(file: string, seen = new Set<string>()): Set<string> {
    if (seen.has(file)) return seen;
    seen.add(file);
    for (const { file: by, from, isTypeOnly, isLazy } of imports) {
      if (by !== file || isTypeOnly || isLazy || from.endsWith('package.json')) continue;
      if (from.startsWith('.')) loadedWith(join(by, '..', from).replace(/\.js$/, '.ts'), seen);
      else seen.add(from);
    }
    return seen;
  }

  test('every start loads the table of commands, and neither the pages of help nor what completion offers', () => {
    const loaded = [...loadedWith('main.ts')];
    expect(loaded).toContain('commands/command-table.ts');
    const late = new Set(['commands/help.ts', 'commands/command-pages.ts', 'commands/completion/offers.ts', 'sandbox/faults.ts']);
    expect(loaded.filter((one) => late.has(one))).toEqual([]);
    expect([...loadedWith('commands/help.ts')].filter((one) => !/\.ts$|^node:/.test(one))).toEqual([]);
  });

  test('explain CODE loads the words and the table of exemptions, and nothing that asks anybody', () => {
    const loaded = [...loadedWith('commands/explain.ts'), ...loadedWith('commands/explain-code.ts')];
    expect(loaded).toContain('findings/explain.ts');
    expect(loaded.filter((one) => !/\.tsx?$/.test(one) && !one.startsWith('node:')).toSorted()).toEqual(['leven']);
    expect(loaded.filter((one) => layerOf(one) === 'sandbox')).toEqual(['sandbox/faults/exempt.ts']);
    expect(loaded.filter((one) => layerOf(one) === 'ui' || one === 'chain/transport.ts' || one === 'chain/assertion.ts')).toEqual([]);
  });

  test('the library is loaded without what asks anybody, and without any package', () => {
    const loaded = [...loadedWith('index.ts')];
    expect(loaded).toContain('library/credential.ts');
    expect(loaded.filter((one) => !/\.tsx?$/.test(one) && !/^node:(?:util|path|fs)$/.test(one))).toEqual([]);
    expect(loaded.filter((one) => one === 'chain/transport.ts' || ['ui', 'sandbox', 'commands', 'tools'].includes(layerOf(one)))).toEqual(
      [],
    );
  });

  test('the first frame is painted without Ink, without a way out, and without the words of findings', () => {
    const loaded = [...loadedWith('commands/beginning.ts')];
    expect(loaded).toContain('ui/start/start-view.ts');
    expect(loaded.filter((one) => !/\.tsx?$/.test(one)).toSorted()).toEqual([
      'node:buffer',
      'node:fs',
      'node:path',
      'node:util',
      'string-width',
    ]);
    const late = new Set(['chain', 'tools', 'provision', 'export', 'sandbox']);
    expect(loaded.filter((one) => late.has(layerOf(one)) || one === 'findings/explain.ts' || one === 'ui/reduce.ts')).toEqual([]);
  });

  test('what is said to those who hear it loads no drawing', () => {
    const loaded = [...loadedWith('ui/spoken/open-spoken.ts'), ...loadedWith('commands/screen.ts')];
    expect(loaded).toContain('ui/reduce.ts');
    expect(loaded.filter((one) => one === 'ink' || one === 'react' || one.endsWith('.tsx') || one === 'ui/open-screen.ts')).toEqual([]);
  });

  test('the screen opens without what explains a pasted text', () => {
    const loaded = ['commands/screen.ts', 'ui/app.tsx', 'ui/past-list.tsx'].flatMap((file) => [...loadedWith(file)]);
    expect(loaded).toContain('commands/desk-explain.ts');
    expect(loaded).toContain('ui/explain/paste-state.ts');
    expect(new Set(loaded.filter((one) => layerOf(one) === 'export'))).toEqual(new Set(['export/kind.ts', 'export/kind-names.ts']));
    expect(loaded.filter((one) => one.startsWith('findings/pasted/') || /^commands\/explain-(?:given|inputs|code)/.test(one))).toEqual([]);
  });
});

describe('who may do what', () => {
  const using = (pattern: RegExp): string[] => files.filter((file) => pattern.test(readFileSync(join(src, file), 'utf8'))).toSorted();

  test('secrets are revealed where they are sent, taken out of texts, and parsed', () => {
    expect(using(/\.reveal\(\)/).filter((file) => layerOf(file) !== 'chain')).toEqual([
      'commands/desk-texts.ts',
      // A token of Entra ID is what a program asks for.
      'library/credential.ts',
      'tools/secret-file.ts',
    ]);
  });

  test('only process.ts touches the process, which it hands to output.ts, and a library, which has no entry, its environment', () => {
    const users = using(/\bprocess\.(env|exit|argv|std|on|cwd|kill|platform)/).filter(
      // The second one writes a program that has a process of its own.
      (file) => file !== 'process.ts' && file !== 'export/typescript.ts',
    );
    expect(users).toEqual(['library/environment.ts', 'output.ts']);
  });

  test('child processes start in one place', () => {
    expect(using(/node:child_process|from 'execa'/)).toEqual(['tools/run.ts']);
  });

  test.each<[string, RegExp, string]>([
    ['the names of the three claims', /\[\s*'issuer',\s*'subject',\s*'audience',?\s*\]/, 'findings/finding.ts'],
    ['what Entra ID is, in a few words', /Entra ID, the sign-in service of Azure,/, 'findings/party-names.ts'],
  ])('one place has %s', (_, pattern, file) => {
    expect(using(pattern)).toEqual([file]);
  });

  test('no folder is a catch-all', () => {
    expect(files.filter((file) => /(^|\/)(utils?|helpers?|common|misc|shared)(\/|\.)/.test(file))).toEqual([]);
  });
});
