// Whose code the bundle carries: their licences go into the package with it, and the bill of materials is of them.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A plugin that writes down the licences of the packages of every module of which something is left. */
export const bundled = {
  name: 'bundled',
  generateBundle(_, files) {
    const modules = Object.values(files).flatMap((file) => (file.type === 'chunk' ? Object.entries(file.modules) : []));
    const folders = modules.filter(([, { code }]) => code).flatMap(([id]) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []);
    const found = new Map([...new Set(folders)].map((folder) => packageIn(folder)).map((one) => [one.id, one]));
    const packages = [...found.values()].toSorted((one, other) => (one.id < other.id ? -1 : 1));
    this.emitFile({ type: 'asset', fileName: 'licences.txt', source: licencesOf(packages) });
  },
};

function packageIn(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const files = readdirSync(folder).filter((file) => /^(?:licen[cs]e|notice)(?:\.\w+)?$/i.test(file));
  // Yoga's package has no such file; whose it is stands in each of its sources.
  if (files.length === 0 && name !== 'yoga-layout') throw new Error(`${name} has no licence file: scripts/bundled.mjs reads it`);
  const texts = files.map((file) => readFileSync(join(folder, file), 'utf8').split(/\r?\n/));
  const holders = files.length === 0 ? ['Copyright (c) Meta Platforms, Inc. and affiliates.'] : texts.flat().filter(isHolder);
  return { id: `${name}@${version}`, license, holders: holders.map((line) => line.trim()).join('\n'), terms: texts.map(termsIn) };
}

const isHolder = (line) => /^\s*copyright (?:\(c\)|©|\d)/i.test(line);

const termsIn = (lines) =>
  lines
    .filter((line) => !isHolder(line) && !/^\W*(?:the )?(?:MIT|ISC) License\W*(?:MIT\W*)?$/i.test(line))
    .join('\n')
    .trim();

/** Each text of a licence once, behind all that it is the licence of, and each holder once: with all of them the package is 80 KB larger. */
function licencesOf(packages) {
  const texts = new Map();
  for (const one of packages)
    for (const terms of one.terms.length === 0 ? [standard.get(one.license)] : one.terms) {
      // In some copies other quotes, other lines or a full stop less.
      const words = terms.replaceAll(/\W+/g, ' ').trim();
      texts.set(words, { terms, packages: [...(texts.get(words)?.packages ?? []), one] });
      standard.set(one.license, standard.get(one.license) ?? terms);
    }
  return `keyless carries code of these packages, under their licences.\n\n${[...texts.values()].map(section).join('\n\n')}\n`;
}

/** For a package that names its licence and does not bring it. */
const standard = new Map();

function section({ terms, packages }) {
  const byHolder = Map.groupBy(packages, ({ license, holders }) => `${license}. ${holders}`);
  const names = [...byHolder].map(([whose, of]) => `${of.map(({ id }) => id).join(' ')}\n${whose}`);
  return `${'-'.repeat(70)}\n${names.join('\n\n')}\n\n${terms}`;
}
