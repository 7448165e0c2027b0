import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { helpText } from '../../src/commands/help.js';
import { generalOptions, isFor, settingOptions } from '../../src/commands/options.js';
import { renderEnvSample } from '../../src/settings/env-sample.js';
import { fields } from '../../src/settings/fields.js';
import manifest from '../../package.json' with { type: 'json' };
import { codes } from '../findings/words-samples.js';
import { keyless, root } from '../support/binary.js';
import { documents } from './files.js';

const read = (file: string): string => readFileSync(join(root, file), 'utf8');

/** The rows of the tables of a document that are about a setting. */
const rowsOf = (file: string): string[] => read(file).match(/^\| `[A-Z]+_[A-Z_]+` \|.*$/gm) ?? [];

describe('one table of settings', () => {
  test('.env-sample is made from it', () => expect(read('.env-sample')).toBe(renderEnvSample(fields)));

  test('docs/settings.md has its rows, word for word, and no other setting', () => {
    const needed = { always: 'yes', completion: 'for an answer', never: 'no' };
    const rows = fields.map(({ name, flag, argument, help, required, default: preset }) => {
      const need = preset === null ? needed[required] : `default \`${preset}\``;
      return `| \`${name}\` | \`${flag} ${argument.replaceAll('|', '\\|')}\` | ${help} | ${need} |`;
    });
    expect(rowsOf('docs/settings.md')).toEqual(rows);
  });

  test('README says of every value that is needed where it is found, in the words of the table', () => {
    const needed = fields.filter(({ required }) => required !== 'never');
    expect(rowsOf('README.md')).toEqual(needed.map(({ name, where }) => `| \`${name}\` | ${where} |`));
  });

  test('every flag is one the command line takes', () => {
    const flags = new Set(settingOptions.map(({ flag }) => flag));
    expect(fields.filter(({ flag }) => !flags.has(flag))).toEqual([]);
  });

  test('help environment names every setting; help check every flag that check takes, and no other', () => {
    for (const { name, flag } of fields) {
      expect(helpText('environment')).toContain(name);
      expect(helpText('check')).toContain(flag);
    }
    for (const option of generalOptions) {
      const isNamed = new RegExp(`^ .*${option.flag}(?:\\[=| )`, 'm').test(helpText('check') ?? '');
      expect([option.flag, isNamed]).toEqual([option.flag, isFor(option, 'check')]);
    }
  });
});

describe('the documents say what is so', () => {
  test('docs/dependencies.md has a sentence for every dependency', () => {
    const page = read('docs/dependencies.md');
    for (const name of Object.keys(manifest.devDependencies)) expect(page).toContain(`\`${name}\``);
  });

  test('docs/codes.md lists every finding code, and no other', () => {
    const listed = [...read('docs/codes.md').matchAll(/^\| `([a-z0-9-]+\/[a-z0-9-]+)` \|/gm)].map((match) => match[1] ?? '');
    const known: readonly string[] = codes;
    expect(known.filter((code) => !listed.includes(code))).toEqual([]);
    expect(listed.filter((code) => !known.includes(code))).toEqual([]);
  });

  test('every file that docs/architecture.md names exists', () => {
    const named = [...read('docs/architecture.md').matchAll(/`((?:src|test|scripts|bin|runtime|docs)\/[\w./-]+\.\w+)`/g)].map(
      (match) => match[1] ?? '',
    );
    expect(named.length).toBeGreaterThan(15);
    for (const file of named) expect(() => read(file)).not.toThrow();
  });

  test('the picture in docs/sandbox.md is what the program prints', async () => {
    const { stdout } = await keyless(['--sandbox']);
    const picture = /```text\n\$ npm run --silent sandbox[^\n]*\n([^]*?)```/.exec(read('docs/sandbox.md'))?.[1] ?? '';
    expect(shape(picture)).toEqual(shape(stdout));
  });

  test('README and docs/screen.md show every picture there is, and each is one that is made from the real screen', () => {
    const ofReadme = read('README.md').matchAll(/!\[[^\]]{20,}\]\(docs\/pictures\/([a-z]+)\.png\)/g);
    const ofScreen = read('docs/screen.md').matchAll(/!\[[^\]]{20,}\]\(pictures\/([a-z]+)\.png\)/g);
    const shown = [...ofReadme, ...ofScreen].map(([, name = '']) => name);
    expect(shown.toSorted()).toEqual(
      readdirSync(join(root, 'docs/pictures'))
        .map((file) => file.replace('.png', ''))
        .toSorted(),
    );
    const made = /shownInReadme = new Set\(\[([^\]]*)\]/.exec(read('test/ui/pictures.ts'))?.[1] ?? '';
    expect(shown.toSorted()).toEqual([...made.matchAll(/'([a-z]+)'/g)].map(([, name = '']) => name).toSorted());
  });

  test('every link in a document leads to a file, and to a heading where it names one', () => {
    const links = documents.flatMap((file) =>
      [...read(file).matchAll(/\]\((?!https?:)([^)\s]+)\)/g)].map(([, to = '']) => [file, to] as const),
    );
    expect(links.length).toBeGreaterThan(30);
    expect(links.filter(([file, to]) => !leads(file, to))).toEqual([]);
  });

  test('report.schema.json defines nothing twice, of which the last alone would count', () => {
    const defined = [...read('report.schema.json').matchAll(/^    "(\w+)": \{/gm)].map(([, name = '']) => name);
    expect(defined.length).toBeGreaterThan(20);
    expect(defined.filter((name, at) => defined.indexOf(name) !== at)).toEqual([]);
  });

  test('no file names a registry, and no lock file has download addresses', () => {
    for (const lock of ['package-lock.json', 'test/nodes/package-lock.json', 'scripts/bench/peers/package-lock.json']) {
      expect(read(lock)).not.toMatch(/https?:\/\/[^"]*\.tgz|registry\./);
    }
    expect(read('.npmrc')).not.toMatch(/registry\s*=|https?:/);
  });
});

function leads(file: string, to: string): boolean {
  const [path = '', heading] = to.split('#');
  const target = path === '' ? file : join(dirname(file), path);
  if (!existsSync(join(root, target))) return false;
  if (heading === undefined) return true;
  const headings = read(target).match(/^#+ .+$/gm) ?? [];
  return headings.some((line) => anchorOf(line) === heading);
}

/** As the hosts of repositories make an anchor of a heading. */
function anchorOf(line: string): string {
  return line
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(' ', '-');
}

/** The lines without what differs from run to run: names, numbers, times. */
function shape(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) =>
      line
        .replace(/https:\/\/\S+/g, 'URL')
        .replace(/\b[0-9a-f]{20}\.\S+/g, 'HOST')
        .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, 'GUID')
        .replace(/^(OIDC_CLIENT_ID +sandbox +)\S+/, '$1ID')
        .replace(/\S+@clients/g, 'SUBJECT')
        .replace(/\bkey \S+/g, 'key KEY')
        .replace(/\s+\d+ ms$/, '')
        .replace(/\d+ m \d+ s|\d+ h( \d+ m)?/g, 'TIME')
        .replace(/\d+(\.\d+)? s/g, 'SECONDS'),
    );
}
