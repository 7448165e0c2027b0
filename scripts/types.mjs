// Puts the types of the library beside its code: of all that the compiler wrote, those files that src/index.ts leads to. None of them
// may name a package or a module of Node, since nothing is installed with this one.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

const written = 'node_modules/.cache/types/src';
const found = new Set();

async function follow(file) {
  if (found.has(file)) return;
  found.add(file);
  const text = await readFile(file, 'utf8');
  for (const [, from] of text.matchAll(/(?:from|import\(?)\s*'([^']+)'/g)) {
    if (!from.startsWith('.')) throw new Error(`${relative(written, file)} names ${from}, which is not there where keyless is installed`);
    await follow(join(dirname(file), from.replace(/\.js$/, '.d.ts')));
  }
}

await follow(join(written, 'index.d.ts'));
// The compiler indents by four spaces.
const narrow = (text) => text.replace(/^(?: {4})+/gm, (spaces) => '\t'.repeat(spaces.length / 4));
for (const file of found) {
  const target = join('dist/types', relative(written, file));
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, narrow(await readFile(file, 'utf8')));
}
// One set for both: a module may import the types of CommonJS, and the other way round it may not.
await writeFile('dist/types/package.json', '{ "type": "commonjs" }\n');
await writeFile('dist/index.d.ts', "export * from './types/index.js';\n");
